"""Ways to damage a file: in its bytes, and in its structure, so that it is still of its kind and wrong."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import re
import zipfile
from xml.sax.saxutils import escape

from benchmarks.fuzz_files import zipped

_NASTY = (
    *("", " ", "NA", "null", "-1", "1e999", "9" * 400, "0", "45797.4375", "0.375", "true", "\0", "\ufeff", "\u2028"),
    *("2027-05-11", "31/12/2027 9:00 AM", "3/4/27", "9:00", "24:00", "9999-12-31T23:59:59-12:00", "0001-01-01 00:00"),
    *("2027-05-11T10:00+23:59", "11. Mai 2027 10 Uhr", "99:99:99", "1:30:00", "accepted", "declined", "Sub", "\ud800"),
    *("(((((", "))))", "[[[[", "<" * 90, "<b>" * 90, "**" * 90, "&amp;" * 60, "\\frac{" * 60, "$" * 91, "`" * 91),
    *("a@b.example", "x" * 60_000, "a, " * 5_000, "a; " * 5_000, "A and B, C and D", "https://u:p@h.example"),
    *("javascript:1", "= cmd", "🦀" * 50, "é\u0301" * 40, '"', '""', "'", "\r", "\n\n", "\t", ";", "|"),
)
_VALUES = (None, True, -1, 1e308, 10**30, "", "x" * 3_000, [], {}, [[]], [None], {"name": None}, {"en": ["a"]}, "NaN")


def damaged(files: tuple[tuple[bytes, str], ...], chance: random.Random) -> tuple[bytes, str]:
    """One of the files, damaged: in its structure, in its bytes, or in both."""
    content, name = chance.choice(files)
    if chance.random() < 0.6:
        content = _restructured(content, chance)
    if chance.random() < 0.6:
        content = _bitten(content, chance.choice(files)[0], chance)
    return content, chance.choice((name, name, "programme", "p.csv", "p.json"))


def _bitten(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, cut out, doubled, put in, spliced with another file's, torn off."""
    bitten = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        place = chance.randrange(len(bitten) + 1)
        end = min(len(bitten), place + chance.choice((1, 8, 200, 5_000)))
        match chance.randrange(6):
            case 0 if bitten:
                bitten[place % len(bitten)] ^= 1 << chance.randrange(8)
            case 1:
                del bitten[place:end]
            case 2:
                bitten[place:place] = bitten[place:end]
            case 3:
                bitten[place:place] = chance.choice(_NASTY).encode("utf-8", "surrogatepass")
            case 4:
                start = chance.randrange(len(other) + 1)
                bitten[place:end] = other[start : start + 500]
            case _ if chance.random() < 0.3:
                del bitten[place:]
    return bytes(bitten)


def _restructured(content: bytes, chance: random.Random) -> bytes:
    """Still of its kind, and wrong: types, cells, elements and entries of archives exchanged."""
    start = content.lstrip()[:1]
    if content.startswith(b"PK"):
        return _repacked(content, chance)
    if content.startswith(b"\x1f\x8b"):
        return gzip.compress(_restructured(gzip.decompress(content), chance))
    if start in (b"{", b"["):
        tree = json.loads(content)
        for _ in range(chance.choice((1, 3, 10))):
            tree = _regrown(tree, chance)
        return json.dumps(tree).encode("utf-8", "surrogatepass")
    if start == b"<" or content.startswith((b"BEGIN", b"#", b"var ", b"export ")):
        return _reordered(content, chance)
    return content if content.startswith(b"\xd0\xcf") else _retyped(content, chance)


def _regrown(tree: object, chance: random.Random) -> object:
    """The tree with one of its parts exchanged, doubled, wrapped or gone."""
    if not isinstance(tree, dict | list) or not tree or chance.random() < 0.08:
        wrapped: object = chance.choice((*_VALUES, *_NASTY[:40]))
        for _ in range(chance.choice((0, 0, 1, 5, 70))):
            wrapped = [tree, wrapped] if chance.random() < 0.5 else {"title": wrapped, "sessions": wrapped}
            if len(str(wrapped)) > 20_000:
                break
        return wrapped
    if isinstance(tree, list):
        place = chance.randrange(len(tree))
        part = tree[place]
        return [*tree[:place], *chance.choice(([_regrown(part, chance)], [part, part], [])), *tree[place + 1 :]]
    key = chance.choice(list(tree))
    changed = {chance.choice((name, name, "id")) if name == key else name: part for name, part in tree.items()}
    return {name: _regrown(part, chance) if name == key else part for name, part in changed.items()}


def _reordered(content: bytes, chance: random.Random) -> bytes:
    """Elements or lines left out, doubled, exchanged, or with other text."""
    parts = re.split(rb"(?<=>)(?=<)|(?<=\n)", content)
    for _ in range(chance.choice((1, 3, 10))):
        place, other = chance.randrange(len(parts)), chance.randrange(len(parts))
        nasty = escape(chance.choice(_NASTY)).encode("utf-8", "replace")
        changed = re.sub(rb"(?<=[>:])[^<>\r\n]+", lambda _, text=nasty: text, parts[place], count=1)
        parts[place : place + 1] = chance.choice(([], [parts[place]] * 2, [parts[other]], [changed]))
        parts = parts or [b"<a/>"]
    return b"".join(parts)


def _retyped(content: bytes, chance: random.Random) -> bytes:
    """A table with other cells, columns exchanged, rows too long or too short."""
    text = content.decode("utf-8", "replace")
    rows = list(csv.reader(io.StringIO(text)))
    for _ in range(chance.choice((1, 5, 30))):
        row = chance.choice(rows)
        if row:
            row[chance.randrange(len(row))] = chance.choice(_NASTY)
        if chance.random() < 0.1:
            row += ["more"] * chance.choice((1, 300))
        if chance.random() < 0.1:
            rows[0], rows[-1] = rows[-1], rows[0]
    if chance.random() < 0.3 and rows[0]:
        place = chance.randrange(len(rows[0]))
        for row in rows[1:]:  # a whole column of one kind
            row[place : place + 1] = [chance.choice(_NASTY[:30])]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=chance.choice(",,;\t|"), quoting=csv.QUOTE_ALL).writerows(rows)
    return written.getvalue().encode(chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252")), "replace")


def _repacked(content: bytes, chance: random.Random) -> bytes:
    """A zip or workbook with one of its entries damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(entries))
    entries[name] = (_reordered if chance.random() < 0.5 else lambda part, by: _bitten(part, part, by))(
        entries[name], chance
    )
    return zipped(entries)

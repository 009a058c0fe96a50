"""Read JavaScript that is data: literals of lists and objects that are assigned, exported or passed to a callback.

Nothing is executed. One pattern tells strings and comments from brackets and finds where each literal ends; the library
for JSON5 reads the literal itself.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from session_finder.intake.files.parsing import MAX_DEPTH, too_deep, too_many_parts
from session_finder.intake.model.problems import Problem

SYNTAX: Final = "JavaScript"

_NAME: Final = r"[\w$]{1,100}(?:\s?\.\s?[\w$]{1,100}){0,5}"
_GAP: Final = r"(?:\s|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/|[\"']use strict[\"']|;)*+"
# How a text begins that is JavaScript and neither a table nor prose.
_BEGINS = re.compile(
    rf"{_GAP}(?:export\s+(?:default|const|let|var|function|class|async|\{{)"
    r"|import\s*(?:[\"']|[\w$*{][^\n]{0,300}\bfrom\b)"
    rf"|(?:var|let|const)\s+(?:{_NAME}\s*[:=]|[\[{{])"
    r"|(?:async\s+)?function\b[\s\w$*]{0,100}\(|class\s++\w{1,100}[^\n{]{0,100}\{|typeof\s"
    rf"|(?:module|exports|window|globalThis|self)\s?[.\[]|{_NAME}\s*(?:=(?!=)|\()\s*[\[{{]"
    r"|[!+]?\(\s*(?:async\s*)?(?:function\b|\())"
)
_LITERAL_ALONE = re.compile(rf"{_GAP}\(?{_GAP}[\[{{]{_GAP}(?:\{{{_GAP})?(?:'|`|[A-Za-z_$][\w$]{{0,100}}\s*:)")
# Unclosed strings and comments end with the text, so that every character is looked at once.
_TOKEN = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?|`(?:[^`\\]|\\.)*+`?|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|[\[\](){};]",
    re.DOTALL,
)
_NAMES: Final = f"{string.ascii_letters}{string.digits}_$."
_BEFORE: Final = 300  # characters before a literal that are examined
_OPENS: Final = {"[": "]", "{": "}", "(": ")"}
_DATE = re.compile(r"\bnew\s+Date\s*\Z")
_UNDEFINED = re.compile(r"\bundefined\b")
_MAX_LITERALS: Final = 1_000


def javascript_tree(text: str) -> object | Problem | None:
    """Return the literal of a JavaScript file, or {name: literal} if it has several. None if it is not JavaScript.

    Returns a Problem for a program without a literal that can be read, and for one that is too large or too deep.
    """
    begins = _BEGINS.match(text)
    if not begins and not _LITERAL_ALONE.match(text):
        return None
    refusal = too_many_parts(text, SYNTAX)
    if refusal:
        return refusal
    found: dict[str, object] = {}
    for name, literal in _literals(text):
        value = _decoded(literal)
        if isinstance(value, Problem):
            return value
        if isinstance(value, list | dict) and value:
            found[name if name not in found else f"{name} {len(found)}"] = value
    if found:
        return next(iter(found.values())) if len(found) == 1 else found
    if not begins:
        return None
    advice = (
        "This is JavaScript with no list of sessions that can be read without running it. Open the page that uses it, "
        "copy the list as JSON, or export the programme from your tool as CSV, Excel (.xlsx) or JSON."
    )
    return Problem("error", "javascript-without-list", advice)


def _literals(text: str) -> Iterator[tuple[str, str]]:
    """Yield (name, literal as JSON5) of the literals outside of functions and other literals."""
    closing: list[str] = []
    literal: _Literal | None = None
    place = end = count = 0  # up to where the literal, and the text before a literal, was handed on
    for token in _TOKEN.finditer(text):
        said = token[0]
        if literal:
            literal.add(text[place : token.start()], said)
            place = token.end()
        if said in _OPENS:
            before = text[max(end, token.start() - _BEFORE) : token.start()]
            fits = not literal and said != "(" and closing in ([], [")"])
            name = _name_before(before, first=not count) if fits else None
            count += name is not None
            if name is not None and count <= _MAX_LITERALS:
                literal = _Literal(name, len(closing))
                literal.add("", said)
                place = token.end()
            closing.append(_OPENS[said])
        elif closing and said == closing[-1]:
            closing.pop()
            if literal and len(closing) == literal.depth:
                yield literal.name, "".join(literal.pieces)
                literal = None
            end = end if closing else token.end()
        elif not closing and (said == ";" or said.startswith("/")):
            end = token.end()


def _name_before(before: str, *, first: bool) -> str | None:
    """The name that a literal is assigned to, or of the function that it is passed to; "" if it has none.

    Returns None if something else stands before the literal. ``first``: whether the file may begin with it.
    """
    text = before.rstrip()
    if text.endswith("("):
        text, function = _last_name(text[:-1])
        if function and not text.endswith("="):
            return function
    if not text:
        return "" if first else None
    if text.endswith("=") and not text.endswith(("==", "!=", "<=", ">=")):
        text = text[:-1]
        return _last_name(text.rpartition(":")[0] or text)[1]  # what follows a colon is a type
    return "" if text.endswith("default") else None


def _last_name(text: str) -> tuple[str, str]:
    """The text before its last word, and the last part of that word, a name with dots."""
    text = text.rstrip()
    before = text.rstrip(_NAMES)
    return before.rstrip(), text[len(before) :].rpartition(".")[2]


@dataclass(slots=True)
class _Literal:
    """A literal that is being turned into JSON5: plain strings for templates, joined strings and dates."""

    name: str
    depth: int
    pieces: list[str] = field(default_factory=list)
    in_date: bool = False
    after_string: bool = False

    def add(self, gap: str, said: str) -> None:
        """Add what stands before a token, and the token."""
        if _UNDEFINED.search(gap):
            gap = _UNDEFINED.sub("null", gap)
        if said[0] in "\"'`":
            joined = self.after_string and gap.strip() == "+"
            if joined:
                self.pieces[-1] = self.pieces[-1][:-1]
            text = _string(said)
            self.pieces += [text[1:]] if joined else [gap, text]
            self.after_string = True
            return
        self.after_string = False
        if said == "(" and _DATE.search(gap[-100:]):
            self.in_date = True
            self.pieces.append(_DATE.sub("", gap))
        elif said == ")" and self.in_date:
            self.in_date = False
            self.pieces.append(gap)
        else:
            self.pieces += [gap, "" if said.startswith("/") else said]


def _string(token: str) -> str:
    """A string or template in double quotes. A template with values in it cannot be read; it stays as it is."""
    if token[0] == '"' or len(token) < 2 or token[-1] != token[0] or (token[0] == "`" and "${" in token):
        return token
    inner = token[1:-1].replace("\r", "").replace('\\"', '"').replace('"', '\\"')
    return f'"{inner}"' if token[0] == "'" else '"' + inner.replace("\\\n", "").replace("\n", "\\n") + '"'


def _decoded(literal: str) -> object | Problem | None:
    """Parse a literal; None if it holds more than data."""
    import pyjson5

    try:
        tree: object = pyjson5.decode(literal, MAX_DEPTH)
    except pyjson5.Json5NestingTooDeep:
        return too_deep(SYNTAX)
    except (pyjson5.Json5Exception, ValueError):
        return None
    return tree

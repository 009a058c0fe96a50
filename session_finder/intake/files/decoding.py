"""Decode bytes: byte order marks, UTF-8, UTF-16, and legacy encodings that spreadsheets still write."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from session_finder.intake.cleaning.encoding_damage import repaired
from session_finder.intake.model.problems import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Decoded as cp1252, other scripts become runs of accented letters; Polish and old Macs have signs inside words.
_NOT_WESTERN = re.compile(r"[^\x00-\x7f]{3,}|(?<=[A-Za-z])[¹³¿¾™‡§‹›ŽŠŸŒÕ](?=[a-z])")


def decode(content: bytes) -> tuple[str, list[Problem]]:
    """Decode a file. Returns the text and a note if the encoding was guessed, or "" and an error if it is not text.

    UTF-8 that was read as cp1252 before, and saved so, is repaired where the whole text is such, with a note.
    """
    text, problems = _decode(content)
    whole, count = repaired(text)
    if not count:
        return text, problems
    advice = f"Letters of this file were damaged before, such as Ã¶ for ö; {count:,} were repaired. Check the accents."
    return whole, [*problems, Problem("note", "repaired-characters", advice)]


def _decode(content: bytes) -> tuple[str, list[Problem]]:
    for mark, name in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(name), []
            except UnicodeDecodeError as error:
                if name == "utf-8-sig":
                    return _guess(content.removeprefix(mark), error)
                return "", [_unreadable(f"it claims to be {name} but byte {error.start} is not")]
    if b"\0" in content:
        return "", [_unreadable("it holds zero bytes, as pictures, spreadsheets and archives do")]
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _guess(content, error)


def _guess(content: bytes, error: UnicodeDecodeError) -> tuple[str, list[Problem]]:
    text = content.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if _count_non_ascii(text) > 5 * damaged:
        line = len(re.findall(rb"\r\n|\r|\n", content[: error.start])) + 1
        advice = (
            f"Broken characters in this UTF-8 file: {damaged}, the first on this line. The text shows \ufffd there."
        )
        return text, [Problem("warning", "broken-characters", advice, line, value="utf-8")]
    text, name = _as_cp1252(content), "cp1252"
    if not text:
        guess = from_bytes(content).best()
        if guess is None:
            return "", [_unreadable("its encoding is not recognized")]
        text, name = str(guess), guess.encoding
    advice = f"The file is not UTF-8; it was read as {name}. Check the accents, or save it as UTF-8."
    return text, [Problem("note", "guessed-encoding", advice, value=name)]


def _as_cp1252(content: bytes) -> str:
    """Decode as cp1252, or return "" if the result looks wrong.

    Statistical detection mistakes short Portuguese or Danish files for Central European ones. It is used only if a
    fifth of the characters outside ASCII look wrong: another script, Polish, or an old Mac.
    """
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    wrong = sum(len(run) for run in _NOT_WESTERN.findall(text) if len(run) == 1 or any(map(str.isalpha, run)))
    return text if wrong * 5 < _count_non_ascii(text) else ""


def _count_non_ascii(text: str) -> int:
    """Count the characters outside ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _unreadable(reason: str) -> Problem:
    advice = f"This is not a text file ({reason}). Export the programme as CSV, UTF-8."
    return Problem("error", "not-text", advice)

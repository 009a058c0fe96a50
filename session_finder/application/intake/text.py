"""Bytes to text: byte order marks, UTF-8, UTF-16, and the legacy encodings that spreadsheets still write."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from session_finder.application.intake.problems import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes) -> tuple[str, list[Problem]]:
    """The text of a file, and a note when its encoding had to be guessed; "" with an error when it is no text."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(name), []
            except UnicodeDecodeError as error:
                return "", [_unreadable(f"it claims to be {name} but byte {error.start} is not")]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content)
    if "\0" in text:
        return "", [_unreadable("it holds zero bytes, as pictures, spreadsheets and archives do")]
    return text, []


def _guessed(content: bytes) -> tuple[str, list[Problem]]:
    if b"\0" in content:
        return "", [_unreadable("it holds zero bytes, as pictures, spreadsheets and archives do")]
    try:
        # What Western spreadsheets write; undefined in five bytes, so other encodings often fail here.
        text, name = content.decode("cp1252"), "cp1252"
        guess = from_bytes(content).best()
        if guess is not None and guess.encoding not in ("cp1252", "latin_1", "ascii") and guess.chaos < 0.02:
            text, name = str(guess), guess.encoding
    except UnicodeDecodeError:
        guess = from_bytes(content).best()
        if guess is None:
            return "", [_unreadable("its encoding is not recognized")]
        text, name = str(guess), guess.encoding
    advice = f"The file is not UTF-8; it was read as {name}. Check the accents, or save it as UTF-8."
    return text, [Problem("note", 0, "", name, advice)]


def _unreadable(reason: str) -> Problem:
    return Problem("error", 0, "", "", f"This is not a text file ({reason}). Export the programme as CSV, UTF-8.")

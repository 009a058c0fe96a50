"""Parse JSON, XML and iCalendar into trees with limited depth and size."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from session_finder.intake.files.decoding import decode
from session_finder.intake.model import limits
from session_finder.intake.model.problems import Problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from icalendar import Calendar

MAX_DEPTH: Final = 64
_MAX_PARTS: Final = 1_000_000  # lists and objects of a JSON file, which take much more memory than text
_MAX_VALUES: Final = 2_000_000  # counted as commas, including those in texts
_MAX_ELEMENTS: Final = 300_000  # of an XML file
_MAX_ATTRIBUTES: Final = 500_000
_MAX_CALENDAR: Final = 5_000_000  # characters
INERT_TIMEZONE: Final = "X-VTIMEZONE"
_MAX_PROPERTIES: Final = 30_000  # lines of a calendar; the library reads about ten thousand a second
# Finds lone surrogates. "\\" is matched first so that a "u" after it is not an escape; pairs are kept.
_HALF = re.compile(r"\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}")
_DECLARED = re.compile(r"\A\s*+<\?xml[^>]*+>(?<=\?>)")
# Characters that XML does not allow and that speakers paste.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def json_tree(text: str) -> object | Problem:
    """Parse JSON, or JSON Lines into a list. Lone surrogates become U+FFFD and NaN None; the depth is at most 64."""
    refusal = too_many_parts(text, "JSON")
    if refusal:
        return refusal
    if re.search(r"\\u[dD][89a-fA-F]", text):
        text = _HALF.sub(lambda found: found[0] if len(found[0]) != 6 else "\ufffd", text)
    try:
        tree = json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        advice = f"The JSON is damaged here ({error.msg}). Download or export the file again."
        return _json_lines(text) or Problem("error", "damaged-json", advice, error.lineno)
    except RecursionError:
        return too_deep("JSON")
    except ValueError:  # a number of thousands of digits
        advice = "The JSON holds a number that is too long to be one. Export the file again."
        return Problem("error", "overlong-json-number", advice)
    return too_deep("JSON") if _is_deep(tree) else tree


def too_many_parts(text: str, kind: str) -> Problem | None:
    """Return a Problem for a text with more lists, objects or values than are read. ``kind``: its type, for people."""
    if text.count("{") + text.count("[") > _MAX_PARTS:
        advice = f"The {kind} holds more than {_MAX_PARTS:,} lists and objects. Export fewer sessions or fields."
        return Problem("error", "too-many-json-parts", advice)
    if text.count(",") > _MAX_VALUES:
        advice = f"The {kind} holds more than {_MAX_VALUES:,} values. Export fewer sessions or fields."
        return Problem("error", "too-many-json-values", advice)
    return None


def _json_lines(text: str) -> list[object] | Problem | None:
    """Parse one JSON object per line. Returns None if the first line is not an object."""
    found: list[object] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line, parse_constant=lambda _: None)
        except (ValueError, RecursionError):
            entry = None
        if not isinstance(entry, dict):
            advice = "This line is no JSON object, as the lines before it are. Download or export the file again."
            return Problem("error", "damaged-json-line", advice, number) if found else None
        found.append(entry)
        if len(found) > limits.MAX_ROWS:
            advice = f"More than {limits.MAX_ROWS:,} lines. Split the file."
            return Problem("error", "too-many-json-lines", advice, number)
    return too_deep("JSON") if _is_deep(found) else found or None


def _is_deep(tree: object) -> bool:
    level: list[object] = [tree]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for part in level
            for child in (part.values() if isinstance(part, dict) else part if isinstance(part, list) else ())
            if isinstance(child, (dict, list))
        ]
        if not level:
            return False
    return True


def xml_tree(content: bytes) -> tuple[Element | None, list[Problem]]:
    """Parse an XML file in its declared encoding and return the root.

    If that fails, it is parsed again in the detected encoding and without forbidden characters. Document types,
    entities and external references are refused.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]

    if content.count(b"<") - content.count(b"</") > _MAX_ELEMENTS or content.count(b"=") > _MAX_ATTRIBUTES:
        bounds = f"{_MAX_ELEMENTS:,} elements or {_MAX_ATTRIBUTES:,} attributes"
        return None, [Problem("error", "xml-too-large", f"The XML has more than {bounds}. Export fewer sessions.")]
    try:
        try:
            return _check_depth(_parsed(content.lstrip(b" \t\r\n"))), []
        except (ParseError, LookupError, ValueError) as error:
            if isinstance(error, DefusedXmlException):
                raise
            text, problems = decode(content)
            if any(problem.level == "error" for problem in problems):
                return None, problems
            root = _parsed(_FORBIDDEN.sub("", _DECLARED.sub("", text, count=1)).lstrip())
            return _check_depth(root), problems
    except DefusedXmlException:
        advice = "The XML declares a document type or entities, which are not read. Export it without <!DOCTYPE …>."
        return None, [Problem("error", "xml-with-doctype", advice)]
    except ParseError as error:
        advice = "The XML is damaged here. Download or export the file again."
        return None, [Problem("error", "damaged-xml", advice, line=error.position[0])]
    except RecursionError:
        return None, [too_deep("XML")]
    except (LookupError, ValueError):
        advice = "The XML names an encoding that is not known. Save it as UTF-8."
        return None, [Problem("error", "unknown-xml-encoding", advice)]


def _parsed(content: bytes | str) -> Element:
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    root: Element = fromstring(content, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    return root


def _check_depth(root: Element) -> Element:
    level = [root]
    for _ in range(MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return root
    raise RecursionError


def calendar_tree(text: str) -> tuple[Calendar | None, list[Problem]]:
    """Parse a calendar. Events of further calendars in the file are added; damaged properties are skipped.

    Definitions of time zones become components of another name (``INERT_TIMEZONE``): a hostile file can make their
    rules endless, and zones with an IANA or Windows name are known without them.
    """
    from icalendar import Calendar

    if len(text) > _MAX_CALENDAR:
        advice = f"The calendar has more than {_MAX_CALENDAR:,} characters. Export fewer events."
        return None, [Problem("error", "calendar-too-long", advice)]
    lines = _with_inert_timezones(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n"))
    if sum(not line.startswith((" ", "\t")) for line in lines) > _MAX_PROPERTIES:
        advice = f"The calendar has more than {_MAX_PROPERTIES:,} lines. Export fewer events."
        return None, [Problem("error", "too-many-calendar-lines", advice)]
    depth = 0
    for line in lines:
        depth += {"BEGIN:": 1, "END:V": -1}.get(line[: 6 if line[:1] in "Bb" else 5].upper(), 0)
        if depth > MAX_DEPTH:
            return None, [too_deep("calendar")]
    advice = "The calendar is damaged and cannot be read. Download or export the .ics file again."
    damaged = Problem("error", "damaged-calendar", advice)
    try:
        found = [part for part in Calendar.from_ical("\n".join(lines), multiple=True) if isinstance(part, Calendar)]
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, OSError):
        return None, [damaged]  # raised by the library for damaged lines and impossible zone names
    if not found:
        return None, [damaged]
    for other in found[1:]:
        found[0].subcomponents.extend(other.subcomponents)
    return found[0], []


def _with_inert_timezones(lines: list[str]) -> list[str]:
    """Rename the definitions of time zones, so that the library does not evaluate them."""
    inert = {f"{word}:VTIMEZONE": f"{word}:{INERT_TIMEZONE}" for word in ("BEGIN", "END")}
    return [inert.get(line.strip().upper(), line) for line in lines if line]


def too_deep(kind: str) -> Problem:
    """The Problem of a file that is nested more than MAX_DEPTH levels deep. ``kind``: its type, for the sentence."""
    advice = f"The {kind} is nested more than {MAX_DEPTH} levels deep, which no programme is. Export it again."
    return Problem("error", "nested-too-deep", advice)

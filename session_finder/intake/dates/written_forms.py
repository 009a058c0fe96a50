"""Bring dates as people and programs write them into few forms, before they are parsed."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import Final

from session_finder.intake.model.columns import plain_name
from session_finder.text.vocabulary import load, words

LONGEST: Final = 100  # characters of a date and time; JavaScript writes out the name of the zone
_PACKAGE: Final = "session_finder.intake"
MONTHS: Final = {
    name: number
    for names in load(_PACKAGE, "months").values()
    for number, month in enumerate(names, 1)
    for name in month.split()
}
# Without French "mar" for Tuesday, which is March too.
_WEEKDAYS: Final = frozenset(name for names in words(load(_PACKAGE, "weekdays")) for name in names.split()) - {*MONTHS}
_UNIX: Final = range(946_684_800, 4_102_444_800)  # the years 2000 to 2099
_ZONE_NAME: Final = re.compile(r"([+-]\d{2}:?\d{2}) \([^()]*\)")  # GMT+0100 (British Summer Time)
_YEAR_LAST: Final = re.compile(r"([^\W\d_]{3,9} \d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?(?: [A-Z]{1,5})?) (\d{4})")
_OFFSET_AND_LETTERS: Final = re.compile(r"(.* [+-]\d{4}) [A-Z]{3,5}")  # 2027-09-07 10:30:00 +0100 BST
_RUN_TOGETHER: Final = re.compile(r"(\d{8})(\d{4}(?:\d{2})?)")
_JAPANESE: Final = (
    (re.compile(r"(\d{4})年 ?(\d{1,2})月 ?(\d{1,2})日"), r"\1-\2-\3 "),
    (re.compile(r"(\d{1,2})月 ?(\d{1,2})日"), r"\2.\1. "),
    (re.compile(r"(\d{1,2})時 ?(\d{1,2})分"), r" \1:\2"),
    (re.compile(r"(\d{1,2})時"), r" \1:00"),
)


def usual_form(text: str) -> str:
    """The text on one line, without the day of the week and the written-out zone, in a form that ``stamp`` knows."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        for pattern, form in _JAPANESE if "日" in text or "時" in text else ():
            text = pattern.sub(form, text)
    parts = text.split()
    text = (
        " ".join(part for part in parts if not is_weekday(part)).removesuffix(",") if len(parts) > 1 else "".join(parts)
    )
    zoned = text.endswith(")") and _ZONE_NAME.search(text)
    if zoned:
        text = text[: zoned.end(1)]
    last = _YEAR_LAST.fullmatch(text)
    if last:
        return f"{last[1]} {last[3]} {last[2]}"
    doubled = _OFFSET_AND_LETTERS.fullmatch(text)
    if doubled:
        return doubled[1]
    together = _RUN_TOGETHER.fullmatch(text)
    return f"{together[1]}T{together[2]}" if together else text


def unix_time(text: str) -> datetime | None:
    """The moment of a Unix time in seconds or milliseconds, of the years 2000 to 2099. Returns None for other texts."""
    digits = text[:-2] if text.endswith(".0") else text
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (9, 10, 12, 13):
        return None
    seconds, rest = (int(digits), 0) if len(digits) < 12 else divmod(int(digits), 1000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest * 1000) if seconds in _UNIX else None


def is_weekday(word: str) -> bool:
    """Whether a word is a day of the week, in full or short."""
    return plain_name(word.strip("().,;:")) in _WEEKDAYS

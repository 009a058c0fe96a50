"""The patterns of days and times in a query, over text that ``fold_in_place`` folded; see time_parser."""

from __future__ import annotations

import re
from typing import Final

from session_finder.text import time_words as vocabulary
from session_finder.text.time_words import any_of

_FRENCH_NOON: Final = "|".join(rf"(?<={word}\s){vocabulary.MIDI}" for word in vocabulary.AFTER_OR_BEFORE_IN_FRENCH)
CLOCK: Final = (
    r"(?:\d{1,2}[:h]\d{2}(?:\s?(?:uhr|h))?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\.\d{2}\s?(?:uhr|h\b|[ap]\.?m\b\.?)"
    r"|\d{1,2}\s?(?:uhr|heures?|horas|h\b|[ap]\.?m\b\.?|o['’]?clock)|(?:午前|午後)?\d{1,2}時(?:半|\d{1,2}分)?"
    rf"|(?<![\w-])(?:{any_of(vocabulary.NOON)}|{_FRENCH_NOON})(?![a-z]))"
)
# A number of hours, which may be a duration: "after 24 h", "up to 8 horas".
HOUR_COUNT: Final = re.compile(r"\d{1,2}\s?(?:heures?|horas|h)\b")
CLOCK_TIME: Final = re.compile(  # clock times: "a las 14 horas", "après 14h", "10h-12h"
    r"\b(?:las?|um|at)\s\d{1,2}\s?(?:heures?|horas|h)\b|\b(?:apres|avant|a\spartir\sde|des)\s\d{1,2}h\b"
    r"|\d{1,2}h(?:\d{2})?\s?(?:[-–—]|a|et)\s?\d{1,2}h\b"
)
DURATION: Final = re.compile(r"(?:after|up\sto|nach|despues\sde|apres|jusqu['’]a)\b")  # prepositions of durations
_UNSPACED: Final = "[\u3040-\u30ff\u3400-\u9fff]"  # scripts without spaces: a time may end before such a letter
_ARTICLE: Final = r"(?:(?:las?|um|at)\s)?"
_A_CLOCK, _SHORT_CLOCK = f"(?P<end>{CLOCK})", rf"(?P<begin>{CLOCK}|\d{{1,2}})"
# Numbers without a sign of the clock, which a day beside them makes times: "between 10 and 12 on Wednesday".
BARE_RANGE: Final = (
    r"(?:between|zwischen|entre|from|von|de)\s(?:las\s)?\d{1,2}\s(?:and|to|und|bis|y|a|et)\s(?:las\s)?\d{1,2}(?![:.\d])"
)
RANGE: Final = (
    rf"(?:(?:from|between|von|zwischen|de|desde|entre)\s)?{_ARTICLE}{_SHORT_CLOCK}"
    rf"\s?(?:[-–—~〜～]|to|and|until|till|bis|und|a|y|et|hasta|から)\s?{_ARTICLE}{_A_CLOCK}(?:まで)?"
)
ANY_RANGE: Final = re.sub(r"\?P<\w+>", "?:", RANGE)
AFTER: Final = rf"(?:{any_of(vocabulary.AFTER)}\s{_ARTICLE}(?:{CLOCK})|{CLOCK}(?:以降|過ぎ|より後|から))"
BEFORE: Final = rf"(?:{any_of(vocabulary.BEFORE)}\s{_ARTICLE}(?:{CLOCK})|{CLOCK}(?:以前|より前|まで))"
AFTER_LUNCH: Final = any_of(vocabulary.AFTER_LUNCH)
BEFORE_LUNCH: Final = any_of(vocabulary.BEFORE_LUNCH)
HOURS: Final = rf"(?:{ANY_RANGE}|{AFTER}|{BEFORE})"
LUNCH: Final = rf"(?:{AFTER_LUNCH}|{BEFORE_LUNCH})"
MONTH: Final = any_of(vocabulary.MONTHS)
DATE: Final = (
    r"(?:\d{4}[-/]\d{2}[-/]\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}"
    r"|(?:(?<=am\s)|(?<=ab\s)|(?<=den\s)|(?<=vom\s)|(?<=bis\s))\d{1,2}\.\d{1,2}\."
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s?(?:of\s|de\s)?{MONTH}\b\.?(?:\s(?:de\s)?\d{{4}})?"
    rf"|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|\d{{1,2}}月\d{{1,2}}日)"
)
_ON: Final = rf"(?:{any_of(vocabulary.ON)}\s)?"
_IN: Final = rf"(?:{any_of(vocabulary.BEFORE_PART)}\s?)"
PART: Final = any_of(vocabulary.PARTS)
_WEEKDAY: Final = rf"(?:{any_of(vocabulary.WEEKDAYS)}|{any_of(vocabulary.WEEKENDS)})"
DAY: Final = rf"(?:{_WEEKDAY}(?:,?\s?(?:the\s|den\s)?{DATE})?|{DATE})"
_TO: Final = rf"(?:\s{any_of(vocabulary.TO)}\s|\s?{any_of(vocabulary.SIGNS_OF_RANGE)}\s?)"
_OF_MONTH: Final = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
_END: Final = rf"(?:(?:the|dem|den|el|le)\s)?(?:{DAY}|{any_of(vocabulary.SHORT_IN_RANGES)}(?![a-z])\.?)"
# From one day to another: "Friday to Sunday", "12.-14. Mai", "May 12 to 14", "月曜日から水曜日まで".
DAY_RANGE: Final = (
    rf"(?:{any_of((*vocabulary.FROM, *vocabulary.ON))}\s)?(?:(?P<first>{_END}){_TO}(?P<last>{_END})"
    rf"|(?P<number>{_OF_MONTH}){_TO}(?P<date>{DATE})|(?P<begun>{MONTH}\s{_OF_MONTH}){_TO}(?P<end>{_OF_MONTH})(?![\w:]))"
    r"(?:まで)?"
)
_DAY_RANGE: Final = re.sub(r"\?P<\w+>", "?:", DAY_RANGE)
DATES: Final = rf"(?:{_DAY_RANGE}|{DATE})"
_DAYS: Final = rf"(?:{_DAY_RANGE}|{_ON}{DAY}(?:\s?{any_of(vocabulary.AND)}\s?{_ON}{DAY}){{0,8}})"
_SHORT: Final = rf"{_ON}{any_of(vocabulary.SHORT)}\.?"
_ITS_PART: Final = rf"(?:[\s,]{{0,3}}(?:{any_of(vocabulary.DAILY)}|{_IN}?{PART}))"
# A clock time beside a day, where a number alone is one at the end: "Tuesday 16:30", "el lunes a las 10".
_BARE_AT: Final = rf"{any_of(vocabulary.AT)}\s\d{{1,2}}"
_ITS_CLOCK: Final = (
    rf"(?:[\s,の]{{0,3}}(?:{any_of(vocabulary.AT)}\s?)?{CLOCK}|[\s,]{{1,3}}{_BARE_AT}(?=\s*(?:$|[,;|?!])))"
)
_MORE: Final = rf"(?:[\s,、の]{{0,3}}(?:(?:and|und|y|et)\s)?(?:{HOURS}|{BARE_RANGE}|{LUNCH}))"
RELATIVE: Final = any_of(vocabulary.RELATIVE)

_COUNT: Final = rf"(?:\d{{1,2}}|{any_of(vocabulary.CARDINALS)})"
# Days by their number: "day 2", "days 2 to 4", "the second day", "2日目", "last day".
ORDINAL_DAY: Final = re.compile(
    rf"(?<![\w'’-])(?P<on>(?:on|am|an|el|le|los)\s)?(?:(?:the|den|dem|el|le)\s)?"
    rf"(?:{any_of((*vocabulary.DAY_NOUNS, *vocabulary.DAYS_NOUNS))}\s(?P<behind>{_COUNT})"
    rf"(?:{_TO}(?:{any_of(vocabulary.DAY_NOUNS)}\s)?(?P<until>{_COUNT}))?(?![\w'’:.-]*[\w])"
    rf"|(?P<before>{any_of(vocabulary.ORDINALS)})\s{any_of(vocabulary.DAY_NOUNS)}(?![\w'’-])"
    rf"|(?P<sign>\d{{1,2}}日目|初日|最終日)(?:から(?P<until_sign>\d{{1,2}})日目(?:まで)?)?)"
)
MOMENT: Final = re.compile(rf"(?<![\w'’.:/-]){any_of(vocabulary.AT)}\s?(?P<clock>{CLOCK})(?![\w'’/%°€$-])")
NOW: Final = re.compile(
    rf"(?<![\w'’-])(?:(?P<next>{any_of(vocabulary.NEXT)})|{any_of(vocabulary.NOW)})(?:(?![\w'’-])|(?={_UNSPACED}))"
)
LENGTH: Final = re.compile(
    rf"(?<![\w'’.:-])(?:(?P<less>{any_of(vocabulary.SHORTER)})\s?|(?P<more>{any_of(vocabulary.LONGER)})\s?)?"
    rf"(?P<amount>\d{{1,3}}(?:\.5)?|{any_of((*vocabulary.HALF, *vocabulary.ONE))})\s?[-–]?\s?"
    rf"(?:(?P<hours>{any_of(vocabulary.HOURS)})|{any_of(vocabulary.MINUTES)})"
    rf"(?P<behind>\+|\s(?:or|and)\s(?:more|longer|over)|\s(?:or|and)\s(?:less|shorter|under)|以上|以下|以内|未満)?"
    rf"(?:(?![\w'’])|(?={_UNSPACED}))"
)

# The group's name decides in which positions it is a time: see time_parser._is_time.
TIME: Final = re.compile(
    r"(?<![\w'’.:/-])(?:"
    rf"(?P<day>{_DAYS}(?P<its>{_ITS_PART})?(?P<then>{_MORE}){{0,4}}(?P<day_at>{_ITS_CLOCK})?)"
    rf"|(?P<company>(?:{_SHORT}|{RELATIVE})(?:{_ITS_PART}{_MORE}{{0,4}}|{_MORE}{{1,4}}|(?P<short_at>{_ITS_CLOCK}))|{_ON}{any_of(vocabulary.PARTS_OF_TODAY)}{_MORE}{{0,4}})"
    rf"|(?P<bare>(?:{BARE_RANGE}|(?P<bare_at>{_BARE_AT}))[\s,]{{0,3}}(?:{_DAYS}|{RELATIVE}))"
    rf"|(?P<hours>{HOURS}{_MORE}{{0,4}}(?P<hours_day>[\s,]{{0,3}}(?:{_DAYS}|{RELATIVE}))?)"
    rf"|(?P<weak>(?:{LUNCH}|{_IN}{PART}|{RELATIVE}|{any_of(vocabulary.DAILY)})(?:[\s,]{{0,3}}(?P<weak_day>{_DAYS}))?)"
    rf")(?:(?![\w'’/%°€$-])|(?={_UNSPACED}))"
)
DAY_NAMES: Final = {**vocabulary.WEEKDAYS, **vocabulary.SHORT}
DAY_NAME: Final = re.compile(rf"(?<![a-z])(?:{any_of(DAY_NAMES)}|{any_of(vocabulary.WEEKENDS)})")
OF_TODAY: Final = re.compile(any_of(vocabulary.PARTS_OF_TODAY))
NAME_OF_NOON: Final = re.compile(any_of((*vocabulary.NOON, vocabulary.MIDI)))
NAMES_OF_TODAY: Final = {name: re.compile(any_of([name])) for name in vocabulary.PARTS_OF_TODAY}
PREPOSITION: Final = re.compile(
    rf"{any_of((*vocabulary.ON, *vocabulary.BEFORE_PART, *vocabulary.AFTER, *vocabulary.BEFORE))}\s"
)
RANGE_NAME: Final = re.compile(rf"(?<![a-z]){any_of(vocabulary.DAYS_OF_RANGES)}(?![a-z])")
MARKED_PART: Final = re.compile(
    rf"(?P<anywhere>{any_of(vocabulary.DAILY)})|{any_of(vocabulary.MARKS_OF_PART)}\s{PART}(?![a-z])"
)
GLUE: Final = re.compile(r"(?:の|に|は)(?=\S)")
UNSPACED_LETTER: Final = re.compile(_UNSPACED)

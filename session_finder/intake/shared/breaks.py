"""Which sessions are breaks: meals, pauses, receptions and the registration, and never a talk about one of these.

A break is in the timetable and never an answer, so what is taken for one cannot be found any more. Hence plain words
count alone, anything else only where nobody is named and no text tells of more than of a break.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from session_finder.intake.cleaning.placeholders import is_placeholder
from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.records import Value
from session_finder.text.time_words import LUNCH, any_of

_LONGEST: Final = 60  # characters of a title that may be a break's
_LITTLE: Final = 500  # characters of a text that tells of a break and of nothing else
# The whole title or type must be such words: "Lunch with the keynote speakers" and "Breaking changes" are sessions.
_WHEN: Final = r"(?:(?:early|late|morning|mid ?day|noon|afternoon|evening|short|long|coffee|tea|lunch|dinner|snack|bio|comfort|networking|health|screen|am|pm) )*"  # fmt: skip  # noqa: E501
_WITH: Final = r"(?: (?:and|&|\+|/) (?:break|coffee|tea|snacks|networking|exhibits?|posters?|registration|check in|breakfast|lunch|welcome coffee))*"  # fmt: skip  # noqa: E501
_BREAK: Final = re.compile(
    _WHEN
    + rf"(?:{any_of(LUNCH)}|breaks?|pause|intermission|meals?|breakfast|brunch|dinner|supper|coffee|tea|snacks?"
    + r"|lunch break|coffee break|refreshments|registration|check in|badge pick ?up|doors open|cloakroom|cleanup"
    + r"|kaffeepause|fruhstuck|abendessen|registrierung|anmeldung|einlass|umbaupause"
    + r"|pause dejeuner|pause cafe|petit dejeuner|accueil|descanso|pausa|registro)"
    + _WITH
    + r"(?: (?:break|time|desk|opens|open|\d{1,2}))*"
)
_EVENING: Final = re.compile(
    r"(?:(?:welcome|opening|closing|conference|gala|evening|networking|cocktail|poster|speakers?|sponsors?|exhibitors?|"
    r"community|attendees?|delegates?|icebreaker|annual|social|standing|buffet|drinks) )*"
    r"(?:receptions?|dinners?|banquet|drinks|apero|aperitif|happy hour|cocktails?(?: hour)?|mixer|social event|"
    r"social evening|after ?party|icebreaker|empfang|sektempfang|abendveranstaltung|gesellschaftsabend|konferenzdinner|"
    r"vin d honneur|soiree de gala|cena de gala|coctel(?: de bienvenida)?|cena sociale|aperitivo|coquetel|borrel)"
)
# One or two names before what is a break by two words: "Harbour coffee break", "Lunchtime drawing break".
_NAMED: Final = re.compile(
    r"(?:[^\W\d_][\w.&+]* ){1,2}(?:(?:coffee|tea|lunch|refreshment|networking|bio) break|welcome reception|gala dinner"
    r"|conference dinner|happy hour|cocktails? (?:/|and|&|or) mocktails?|cocktail reception|kaffeepause|mittagspause)"
    r"|(?:coffee|tea|lunch|lunchtime|morning|afternoon) [^\W\d_]\w* break|sponsors? break"
)
# Words that make a sentence or a name of a work: a title with one of them is about something.
_OF_A_SENTENCE: Final = re.compile(
    r"\b(?:the|an?|your|our|my|their|how|why|what|when|of|to|for|from|with|without|on|at|no|not|is|are|be|beyond|after|"
    r"before|during|over|rethinking|designing|building|making|taking|better|best|last|more|der|die|das|le|la|el|il)\b|[:?!]"
)
_MORE: Final = re.compile(
    r"\b(?:talks?|keynotes?|sessions?|panel(?:s|ists?)?|speakers?|present\w*|discuss\w*|learn\w*|workshops?|demos?|lectures?|"
    r"debate|tutorials?|vortrag\w*|diskussion\w*|conference|ponencia|charla|palestra)\b"
)

_IN_BRACKETS: Final = re.compile(r"\s\([^()]*\)$")
_SIGNS: Final = re.compile(r"[-'’]")


def is_break(*said: str) -> bool:
    """Whether a title or a type is nothing but a plain word for a break, a meal or the registration."""
    return any(_BREAK.fullmatch(_bare(words)) for words in said if 0 < len(words) <= _LONGEST)


def is_service(values: Mapping[str, Value]) -> bool:
    """Whether a row's values are those of a break: called one by title or kind, with no text or one of a break only."""
    title, kind, text = (str(values.get(field, "")) for field in ("title", "format", "abstract"))
    named = bool(values.get("speakers"))
    if text and not is_placeholder(text) and (named or not _of_a_break(text)):
        return False
    return is_break(title, kind) or (not named and _is_named_break(title))


def _is_named_break(title: str) -> bool:
    if not 0 < len(title) <= _LONGEST:
        return False
    words = _bare(title)
    if _EVENING.fullmatch(words):
        return True
    return _NAMED.fullmatch(words) is not None and _OF_A_SENTENCE.search(words) is None


def _bare(title: str) -> str:
    """A title for comparison, without what stands in brackets at its end, unless that tells of more."""
    words = plain_name(title)
    inside = _IN_BRACKETS.search(words)
    if inside is not None and not _MORE.search(inside[0]):
        words = words[: inside.start()]
    return " ".join(_SIGNS.sub(" ", words).split()).rstrip("!. ")


def _of_a_break(text: str) -> bool:
    """Whether a text is short and tells of no talk, as "Served in the foyer" does."""
    return len(text) <= _LITTLE and _MORE.search(plain_name(text)) is None

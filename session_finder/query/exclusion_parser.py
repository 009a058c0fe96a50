"""Parse exclusions in a query: "GPS but not gulls", "anything but packaging", "Karten, aber ohne Vögel".

Only clear cases are parsed: a short query that ends with an exclusion of a few words, or consists of one. "X without Y"
alone is usually a subject (learning without labels) and stays one.
"""

from __future__ import annotations

import re
from typing import Final

from session_finder.query.programme_calendar import ProgrammeCalendar
from session_finder.text.analyzer import terms, words
from session_finder.text.folding import fold_in_place
from session_finder.text.time_words import PARTS, QUOTES, RELATIVE, WEEKDAYS, any_of

MOST_WORDS: Final = 12  # of a query; longer ones are not parsed
_LONGEST: Final = 3  # words of one excluded name
_MOST: Final = 4  # excluded names
# These begin an exclusion anywhere in a query: they have no other meaning.
_CLEAR: Final = (
    "but no", "but not", "but not about", "but without", "but nothing about", "but nothing on", "but nothing with",
    "but none about", "but not on", "but not with", "but not the", "but no more", "just not", "just no",
    "except", "except for", "excluding", "other than", "apart from", "nothing about",
    "aber nicht", "aber kein", "aber keine", "aber keinen", "aber ohne", "aber nichts uber", "aber nichts mit",
    "aber nicht uber", "aber nicht mit", "nur nicht", "nur kein", "nur keine", "ausser", "außer", "ausgenommen",
    "pero no", "pero sin", "pero nada de", "pero no sobre", "pero no de", "excepto", "salvo", "que no sea",
    "mais pas", "mais pas de", "mais pas sur", "mais sans", "mais rien sur", "sauf", "excepte", "a l'exception de",
    "a l’exception de", "ただし",
)  # fmt: skip
# These begin an exclusion only after a comma or "and".
_PARTED: Final = (
    "no", "without", "nothing on", "not about", "nothing with", "kein", "keine", "keinen", "ohne", "nichts uber",
    "nichts mit", "nicht uber", "sin", "nada de", "no sobre", "sans", "pas de", "rien sur",
)  # fmt: skip
# These begin an exclusion at the beginning of a query without a subject.
_WHOLE: Final = (
    "no", "without", "not about", "nothing about", "nothing on", "nothing with", "anything but", "anything except",
    "everything but", "everything except", "all but", "all except", "kein", "keine", "keinen", "ohne",
    "alles ausser", "alles außer", "nichts uber", "nichts mit", "todo menos", "todo excepto", "todo salvo",
    "cualquier cosa menos", "sin", "nada de", "nada sobre", "tout sauf", "n'importe quoi sauf", "sans", "pas de",
    "rien sur",
)  # fmt: skip
_AND: Final = ("and", "und", "y", "e", "et")
_OR: Final = (*_AND, "or", "nor", "oder", "o", "u", "ni", "ou", "noch", "&")
# Before these, the words above are a set phrase: "no code", "but not least", "without loss of generality".
_SET_PHRASES: Final = frozenset(
    """more less least last only always all every yet too so too enough sufficient limited forgotten easy
    impossible necessarily loss regard doubt delay exception end limits borders frontiers code sql silver free man one
    ops op brainer show go fly till tillage child way longer matter time harm regret regrets deal arbitrage estimates
    problem problems pain gain news idea need shame fear future past return reply response reference root knowledge
    here there now out required replacement noise mercy cost permission downtime
    labels supervision priors training retraining
    nur auch sehr immer alle jeden weiteres ende grenzen zweifel sorgen angst
    solo siempre todos limites fronteras fin miedo duda dudas
    toujours tous limites frontieres fin peur doute faute""".split()  # noqa: SIM905
)
# Words that do not occur in a short name: with one of them, the text is the rest of a sentence.
_SENTENCE: Final = frozenset(
    """a an of in on at for from to with by as is are be being been was were that which who how why what when where
    it its this these those they we you i if than then because can could will would should must do does did has have
    von im in der des auf fur bei aus zu ist sind dass wie warum wann wo wir ich sie es
    del en para por con que como es son cuando donde
    du dans pour par avec que qui est sont comment pourquoi quand ou""".split()  # noqa: SIM905
)
_TIMES: Final = frozenset({*WEEKDAYS, *RELATIVE, *PARTS})
TURNS: Final = frozenset((*_CLEAR, *_PARTED, *_WHOLE, *_OR, "but", "please"))
PLEASE: Final = frozenset({"please", "bitte", "thanks", "danke"})
_ARTICLES: Final = frozenset(
    """the any a an about on with more talks sessions uber mit dem den die das der sobre las los el la le les l' d' de
    du des sur""".split()  # noqa: SIM905
)
# Kinds of sessions are dropped from an excluded name: "beginner talks" excludes all that is for beginners.
KINDS: Final = frozenset(
    """talk talks session sessions workshop workshops presentation presentations vortrag vortrage charla charlas sesion
    sesiones taller talleres ponencia ponencias atelier ateliers seance seances""".split()  # noqa: SIM905
)
_REACH: Final = 300  # characters of an exclusion
_MOST_TURNS: Final = 16  # of an interest
_EXCLUSION: Final = re.compile(
    rf"(?:(?<=\S)\s?(?P<comma>[,;–—、])\s?|\s)(?:(?P<and>{any_of(_AND)})\s)?"
    rf"(?P<turn>(?P<clear>{any_of(_CLEAR)})|(?P<parted>{any_of((*_PARTED, 'but'))})|(?P<weak>without|ohne|sin|sans))"
    rf"(?![\w'’-])\s?(?P<what>.{{1,{_REACH}}})$"
)
_NOTHING_ELSE: Final = re.compile(rf"^(?:please\s)?(?P<turn>{any_of(_WHOLE)})(?![\w'’-])\s(?P<what>.{{1,{_REACH}}})$")
_OTHER_THAN: Final = re.compile(  # "Azure以外", "クラウド、Azure以外", "Azure以外のクラウド"
    r"^(?:(?P<subject>.+?)[、,\s](?:ただし)?)?(?P<what>[^、,\s]{1,20}?)(?:以外|を除いて|を除く|は除く)"
    r"(?:(?:の|で)(?P<rest>[^、,]{1,200}))?[。]?$"
)
_PARTS: Final = re.compile(rf"\s?,\s?(?:{any_of(_OR)}\s)?|\s{any_of(_OR)}\s", re.IGNORECASE)
_END: Final = " \t.?!。？！,;:、"


def parse_exclusions(query: str, calendar: ProgrammeCalendar) -> tuple[str, tuple[str, ...]]:
    """The query without its exclusions, and the excluded phrases as they were typed.

    Returns the query unchanged and () when it has none. The remaining query is "" when it consists of an exclusion.
    """
    if len(query.split()) > MOST_WORDS or QUOTES.search(query) or calendar.is_title(query):
        return query, ()
    left = " ".join(query.split())
    unwanted: tuple[str, ...] = ()
    for _ in range(_MOST_TURNS):
        found = _last_exclusion(left, calendar)
        if found is None:
            break
        left, unwanted = found[0], tuple(dict.fromkeys((*found[1], *unwanted)))
    return (left, unwanted) if unwanted else (query, ())


def _last_exclusion(text: str, calendar: ProgrammeCalendar) -> tuple[str, tuple[str, ...]] | None:
    """The text before its last exclusion, and the excluded names; None for a text without one."""
    bare = fold_in_place(text)
    japanese = _OTHER_THAN.match(bare)
    if japanese is not None:
        what = (text[japanese.start("what") : japanese.end("what")],)
        around = [text[japanese.start(part) : japanese.end(part)] for part in ("subject", "rest") if japanese[part]]
        return " ".join(around), what
    alone = _NOTHING_ELSE.match(bare)
    if alone is not None:
        things = _excluded_names(text[alone.start("what") :], alone["turn"], calendar)
        return ("", things) if things else None
    first = max(1, len(bare) - _REACH)  # an exclusion is short and reaches to the end
    for start in (place for place in range(first, len(bare)) if not bare[place - 1].isspace()):
        found = _EXCLUSION.match(bare, start)
        if found is None:
            continue
        subject = text[:start]
        things = _excluded_names(text[found.start("what") :], found["turn"], calendar)
        if things and _is_exclusion(found, subject, things):
            return subject.strip(_END), things
    return None


def _is_exclusion(found: re.Match[str], subject: str, things: tuple[str, ...]) -> bool:
    """Whether the matched words exclude something from the subject rather than being part of it."""
    if fold_in_place(subject).split()[0] in ("no", "not", "nothing", "nichts", "kein", "keine", "without", "ohne"):
        return False  # "no pain, no gain"
    if found["clear"]:
        return True
    if found["comma"] or found["and"]:
        return found["turn"] != "but"
    said = terms(subject)
    if not found["weak"] and found["turn"] not in ("without", "ohne", "sin", "sans"):
        return False
    if fold_in_place(subject).split()[-1] in (*_OR, "with", "mit", "con", "avec"):
        return False
    # "anything without Azure", "machine learning without deep learning": no subject, or part of it is excluded.
    named = {term for thing in things for term in terms(thing)}
    return not said or (bool(named & {*said}) and not named <= {*said})


def _excluded_names(said: str, turn: str, calendar: ProgrammeCalendar) -> tuple[str, ...]:
    """The excluded names, or () where the text is not a list of a few short names."""
    said = said.rstrip(_END).lstrip(_END.replace(".", ""))
    if re.search(r"[?!:;()\[\]/]|\.(?!\w)", said) or calendar.in_heading(f"{turn} {said}"):
        return ()
    things = [_name(part) for part in _PARTS.split(said)]
    return tuple(dict.fromkeys(things)) if all(things) and len(things) <= _MOST else ()


def _name(said: str) -> str:
    """One excluded name without its article, or "" if it is not a short name."""
    kept = said.split()
    while len(kept) > 1 and fold_in_place(kept[0]) in _ARTICLES:
        del kept[0]
    while len(kept) > 1 and fold_in_place(kept[-1]) in (*PLEASE, *KINDS):
        del kept[-1]
    name = re.sub(r"^[dl]['’](?=\w)", "", " ".join(kept), flags=re.IGNORECASE)
    folded = fold_in_place(name).split()
    if not 1 <= len(kept) <= _LONGEST or not words(name) or folded[0] in _SET_PHRASES:
        return ""
    if folded[0].endswith("ly") or (len(name) == 1 and name.islower()):  # "not entirely", "no b"
        return ""
    return "" if any(word in _SENTENCE or word in _TIMES for word in folded) else name

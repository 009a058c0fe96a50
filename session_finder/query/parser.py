"""Read what somebody typed into a Query: the programme's own facets, times, people, codes, exclusions, and the subject.

Recognizers propose candidates, each a span of the text with a meaning and a score. The best consistent choice of the
certain ones is read and masked; then the rest is looked at again, since a word beside "workshops" or "Thursday" may be
certain now ("beginner workshops"). What nobody is certain of stays in the subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from typing import Final

from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.query.candidates import CERTAIN, POSSIBLE, Candidate, best_choice
from session_finder.query.exclusions import exclusion_candidates, is_negated
from session_finder.query.facet_values import code_candidates, value_candidates
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.people import people_candidates
from session_finder.query.programme_calendar import ProgrammeCalendar
from session_finder.query.query import Query, ReadPart, combined, one_line
from session_finder.query.subjects import parts_of_list
from session_finder.query.times import time_candidates
from session_finder.query.tokens import MASK, View
from session_finder.text.folding import UNSPACED
from session_finder.text.time_words import QUOTES

LONGEST: Final = 200  # characters of a query that is read; a longer one is a pasted text and all subject
_INSIDE_VALUES: Final = ("time", "speaker")  # facets whose names may be part of a value
MOST_ROUNDS: Final = 6  # of reading and masking; two or three are enough for what people type
_UNMASKED: Final = re.compile(rf"[^{re.escape(MASK)}]+")


def parse(
    typed: str,
    lexicon: ProgrammeLexicon,
    now: datetime,
    chosen: Filters = EVERYTHING,
    rounds: int = MOST_ROUNDS,
) -> Query:
    """Read ``typed``. ``now``, with a time zone, resolves "today" and "now".

    What may mean one of the ``chosen`` filters is read as that: an offer that was taken is no subject any more.

    A query in quotation marks, the name of something in the programme, and a long text are their own subject.
    """
    text = one_line(typed)
    if rounds and lexicon.is_code(text):
        return Query(text, "", (ReadPart(0, len(text), "code", Filters(code=(text,))),))
    query = replace(_with_filters(text, lexicon, now, chosen, rounds), day_starts=lexicon.calendar.day_starts)
    if QUOTES.search(query.text) or lexicon.calendar.is_title(query.subject) or lexicon.is_heading(query.subject):
        return query
    return replace(query, listed=parts_of_list(query.subject))


def _with_filters(typed: str, lexicon: ProgrammeLexicon, now: datetime, chosen: Filters, rounds: int) -> Query:
    """The query with what is read as filters, and its subject as one."""
    query = Query.of(typed)
    text = query.text
    if not text or len(text) > LONGEST or QUOTES.search(text) or lexicon.calendar.is_title(text):
        return query
    view = View(text)
    read: list[Candidate] = []
    named = lexicon.is_heading(text) and not _names_kind(view, lexicon)
    proposed = _Proposed(view, lexicon, now)
    while rounds > 0:
        rounds -= 1
        sure = _named(view, lexicon, chosen) if named else _certain(proposed, chosen)
        if not sure:
            break
        read += sure
        view = view.masked((one.start, one.end, one.names_sessions) for one in sure)
        proposed = _Proposed(view, lexicon, now)
    possible = proposed.times + proposed.others
    parts = _consistent(sorted(read, key=lambda one: one.start), lexicon.calendar)
    offered = [one for one in best_choice(possible) if POSSIBLE <= one.score < CERTAIN]
    if not parts:
        return Query(text, text, (), tuple(map(_part, offered)))
    masked = view if len(parts) == len(read) else View(text).masked((one.start, one.end, False) for one in parts)
    pieces = _pieces(masked)
    subject = " ".join(text[start:end] for start, end in pieces)
    query = Query(text, subject, tuple(map(_part, parts)), tuple(map(_part, offered)))
    rest = _with_filters(subject, lexicon, now, chosen, rounds) if rounds else Query.of(subject)
    return _with_rest(query, rest, pieces) if rest.parts else query


def _with_rest(query: Query, rest: Query, pieces: Sequence[tuple[int, int]]) -> Query:
    """The query with ``rest``, which was read in its subject: with the small words gone more may be certain.

    ``pieces`` are the places of the subject's pieces in the text.
    """
    parts = (*query.parts, *_moved(rest.parts, pieces))
    offered = tuple(_moved(rest.offered, pieces))
    return replace(query, subject=rest.subject, parts=tuple(sorted(parts, key=lambda one: one.start)), offered=offered)


def _moved(parts: Iterable[ReadPart], pieces: Sequence[tuple[int, int]]) -> Iterator[ReadPart]:
    """Parts of a subject at their places in the text; one part for each piece that has some of its words."""
    for part in parts:
        begins = 0  # of the piece in the subject
        for start, end in pieces:
            first, last = max(part.start - begins, 0), min(part.end - begins, end - start)
            if first < last:
                yield replace(part, start=start + first, end=start + last)
            begins += end - start + 1


@dataclass(frozen=True)
class _Proposed:
    """What a text may say: its ``times``, and the ``others``. Each is looked for once, when it is first asked for."""

    view: View
    lexicon: ProgrammeLexicon
    now: datetime

    @cached_property
    def times(self) -> list[Candidate]:
        return _times(self.view, self.lexicon, self.now)

    @cached_property
    def others(self) -> list[Candidate]:
        return _candidates(self.view, self.lexicon)


def _named(view: View, lexicon: ProgrammeLexicon, chosen: Filters) -> list[Candidate]:
    """What a text as a whole names: "Ruby Tuesday" is a title, "HC-15" an id, "Ana Silva" a person."""
    sure = [one for one in (*code_candidates(view, lexicon), *people_candidates(view, lexicon)) if _is_sure(one)]
    sure += [one for one in value_candidates(view, lexicon) if _is_chosen(one, chosen)]
    return best_choice([one for one in sure if one.end - one.start >= len(view.text.strip())])


def _certain(proposed: _Proposed, chosen: Filters) -> list[Candidate]:
    """The best choice of certain candidates; times first, since an exclusion ends before them."""
    sure = [one for one in proposed.times if _is_sure(one) or _is_chosen(one, chosen)]
    if sure:
        values = value_candidates(proposed.view, proposed.lexicon)
        sure = _outside_values(sure, [one for one in values if _is_sure(one)])
    if sure:
        return best_choice(sure)
    sure = [one for one in proposed.others if _is_sure(one) or _is_chosen(one, chosen)]
    return best_choice(_outside_values(sure, sure))


def _times(view: View, lexicon: ProgrammeLexicon, now: datetime) -> list[Candidate]:
    """The times in a text that are not taken back: "not on Friday"."""
    return [one for one in time_candidates(view, lexicon.calendar, now) if not is_negated(view, one.start)]


def _outside_values(sure: Sequence[Candidate], values: Sequence[Candidate]) -> list[Candidate]:
    """Without times and people that are part of a longer value: the speaker "Quay" of the room "Quay Hall"."""
    spans = sorted((one.start, one.end) for one in values if one.facet not in ("exclude", *_INSIDE_VALUES))
    starts = [start for start, _ in spans]
    reach = [0, *accumulate((end for _, end in spans), max)]  # where the first n of them end
    return [
        one
        for one in sure
        if one.facet not in _INSIDE_VALUES
        or (reach[bisect_left(starts, one.start)] < one.end and reach[bisect_right(starts, one.start)] <= one.end)
    ]


def _is_sure(one: Candidate) -> bool:
    return one.score >= CERTAIN


def _is_chosen(one: Candidate, chosen: Filters) -> bool:
    """Whether all that a candidate may mean is chosen already."""
    return all(
        {*value} <= {*(getattr(chosen, name) or ())} if isinstance(value, tuple) else value == getattr(chosen, name)
        for name, value in one.read.items()
    )


def _names_kind(view: View, lexicon: ProgrammeLexicon) -> bool:
    """Whether the whole text is a word for a kind of session, which may be a tag too: "keynote"."""
    found = lexicon.phrases.at(view.said, 0) if view.said else ()
    return any(length == len(view.said) and meaning.sort == "kind" for length, meaning in found)


def _candidates(view: View, lexicon: ProgrammeLexicon) -> list[Candidate]:
    """What the text may say besides times.

    In "no beginner talks" nothing but the exclusion is said, and "not in German" is not read as "in German".
    """
    unwanted = list(exclusion_candidates(view, lexicon))
    wanted = [*value_candidates(view, lexicon), *code_candidates(view, lexicon), *people_candidates(view, lexicon)]
    taken = bytearray(len(view.text))
    for one in (*unwanted, *(one for one in wanted if is_negated(view, one.start))):
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    return unwanted + [one for one in wanted if not any(taken[one.start : one.end])]


def _consistent(read: Sequence[Candidate], calendar: ProgrammeCalendar) -> list[Candidate]:
    """Without times that contradict each other: "after 16:00 and before 9:00" is no time."""
    when = combined((_filters(one) for one in read if one.facet == "time"), calendar.day_starts)
    impossible = (when.begin is not None and when.end is not None and not calendar.is_span(when.begin, when.end)) or (
        when.longer is not None and when.shorter is not None and when.longer > when.shorter
    )
    return [one for one in read if one.facet != "time"] if impossible else list(read)


def _filters(one: Candidate) -> Filters:
    return Filters(**one.read)


def _part(one: Candidate) -> ReadPart:
    return ReadPart(one.start, one.end, one.facet, _filters(one))


def _pieces(view: View) -> list[tuple[int, int]]:
    """Where the subject is: the text between the masks, without the small words at the ends of each piece."""
    pieces = []
    for found in _UNMASKED.finditer(view.text):
        first, behind = view.index_at(found.start()), view.index_at(found.end())
        while first < behind and _is_small(view, first, bordered=found.start() == 0):
            first += 1
        while first < behind and _is_small(view, behind - 1, bordered=found.end() == len(view.text)):
            if behind - first > 1 and view.hyphen(behind - 1):  # "lock-in"
                break
            behind -= 1
        if first < behind:
            pieces.append(view.with_signs(*view.span(first, behind)))
    return pieces


def _is_small(view: View, place: int, *, bordered: bool) -> bool:
    """Whether a word at the end of a piece is no part of a subject. At the text's own border single kana may be."""
    return view.sorts[place] != "content" and not (bordered and UNSPACED.match(view.said[place]))

"""One interest, all conferences, approximately: the store names the sessions that lie near, and these are read closely.

These candidates are a programme of their own for as long as the search takes, so that they are ordered, explained
and judged by the finder that every conference has. What is rare among them tells them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from session_finder.application.aliases import Aliases
from session_finder.application.everywhere import AnswerFromAll, Everywhere, FoundThere
from session_finder.application.finder import SessionFinder
from session_finder.application.indexing import document, indexed
from session_finder.application.interest import InterestEncoder, understood, windows_of
from session_finder.application.library import Away
from session_finder.application.search_store import Place, SearchStore
from session_finder.application.stored import refuse_without
from session_finder.engine import index, keywords, repeats
from session_finder.engine.cache import VectorStore
from session_finder.engine.closeness import CLOSE, share, word
from session_finder.sessions import Programme, Session

if TYPE_CHECKING:
    from session_finder.application.library import Conference
    from session_finder.application.matches import Match
    from session_finder.application.served import Served, Shown

CANDIDATES: Final = 64  # 200 find no more and take twice as long; benchmarks/RESULTS.md
HEAD_START: Final = 1.0  # log odds: nothing is as far away among candidates as in a whole programme
_BORDER: Final = "/"  # between the slug, which never has one, and the id


@dataclass(frozen=True)
class Near:
    """Asks the store; ``exact`` answers, from memory, while it is away or has not all of them. Any thread may ask.

    ``served``: what attendees see at this moment. ``candidates``: how many sessions are read closely.
    """

    served: Callable[[], Served]
    store: SearchStore
    encoder: InterestEncoder
    cache: VectorStore
    exact: Everywhere
    candidates: int = CANDIDATES

    def find(self, interest: str, count: int = 3, skip: int = 0) -> AnswerFromAll:
        """As Everywhere.find; among the nearest candidates, and those that have all the words."""
        shown = self.served().shown
        asked = understood(interest)
        if not asked or count < 1:
            return self.exact.find(interest, count, skip)
        read = [self.encoder.encode_interest(part)[0] for part in windows_of(asked, self.encoder)]
        terms = set(keywords.terms(asked))
        places = [near_place(one) for one in shown.values()]
        try:
            refuse_without(self.cache)
            found = self.store.nearest(places, index.direction(read, self.encoder), terms, self.candidates)
        except Away:
            return self.exact.find(interest, count, skip)
        everything = all(one.in_memory for one in shown.values())
        if not found.places or (everything and found.places < len(places)):
            return self.exact.find(interest, count, skip)
        candidates = _Candidates([(shown[slug].conference, session) for slug, session in found.sessions])
        skip = max(skip, 0)
        answer = candidates.finder(self.encoder, self.cache).find(asked, skip + count)
        matches = [candidates.there(match) for match in answer.matches]
        return AnswerFromAll(
            interest=answer.interest,
            matches=tuple(matches[skip:]),
            more=answer.more,
            close=bool(matches) and matches[0].match.odds >= CLOSE,
            terms=answer.terms,
            conferences=found.places,
            approximate=True,
            language=answer.language,
        )


def near_place(shown: Shown) -> Place:
    """Where a conference is searched beside all others."""
    conference = shown.conference
    return Place.named("near", conference.slug, shown.digest[:16] or shown.version, conference.aliases)


class _Candidates:
    """Sessions of several conferences as one programme, their ids made different by the slug."""

    def __init__(self, found: Sequence[tuple[Conference, Session]]) -> None:
        self._found = {_BORDER.join((where.slug, session.id)): (where, session) for where, session in found}

    def finder(self, encoder: InterestEncoder, cache: VectorStore) -> SessionFinder:
        """What searches among them."""
        aliases = {where.slug: Aliases(where.aliases) for where, _ in self._found.values()}
        documents = [document(session, aliases[where.slug]) for where, session in self._found.values()]
        leaders = repeats.groups(documents)
        candidates = [*self._found.values()]
        for row, (where, session) in enumerate(candidates):
            if candidates[leaders[row]][0] != where and not session.abstract.strip():
                leaders[row] = row  # an "Opening" is another one in each conference
        sessions = tuple(replace(session, id=name) for name, (_, session) in self._found.items())
        expressions = tuple({pair: None for where, _ in self._found.values() for pair in where.aliases})
        programme = Programme("", "", sessions, aliases=expressions)
        return SessionFinder(programme, encoder, indexed(documents, encoder, cache), leaders, Aliases(expressions))

    def there(self, match: Match) -> FoundThere:
        """A match with its conference; what says the same, within it and elsewhere."""
        where, session = self._found[match.session.id]
        odds = match.odds - HEAD_START
        match = replace(match, odds=odds, closeness=word(odds), share=share(odds))
        also = [self._found[other.id] for other in match.also]
        own = tuple(other for conference, other in also if conference.slug == where.slug)
        others = tuple(
            FoundThere(conference, replace(match, session=other, evidence="", also=()))
            for conference, other in also
            if conference.slug != where.slug
        )
        return FoundThere(where, replace(match, session=session, also=own), others)

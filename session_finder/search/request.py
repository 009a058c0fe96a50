"""A search request, read the same way for page, API, command line, map, plan and all conferences.

``understand`` is the only way from typed text and chosen filters to what is searched.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.parser import parse
from session_finder.query.query import READABLE, Query

# A chosen one of these takes the place of all that were read: 14:00 to 16:00 is not the morning.
_CLOCK: Final = ("begin", "end", "at")


@dataclass(frozen=True, slots=True)
class Request:
    """A ``query`` as it was read, and what of it is used: the ``subject`` to search for, "" for none, and ``filters``.

    ``subjects`` are the parts of a subject that is a list; each is searched where nothing fits the whole.
    ``filters`` are those chosen and those read; ``added`` are the read ones among them. ``as_typed``: nothing is read,
    all of the text is the subject. ``ignored`` are the filters that are not applied though the query names them.
    ``page_language`` (ISO 639-1) is evidence of the language of a short query.
    """

    query: Query
    subject: str
    filters: Filters = EVERYTHING
    added: Filters = EVERYTHING
    as_typed: bool = False
    ignored: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    page_language: str = "en"

    @classmethod
    def plain(cls, subject: str, filters: Filters = EVERYTHING) -> Request:
        """A request that searches the text literally."""
        query = Query.of(subject)
        return cls(query, query.subject, filters)

    def as_json(self) -> dict[str, Any]:
        """The query as it was read and is used; see Query.as_json."""
        return (Query.of(self.query.text) if self.as_typed else self.query).as_json()

    @property
    def as_one(self) -> Request:
        """The same request with its subject searched as a whole, so that the best match comes first."""
        return replace(self, subjects=())

    @property
    def lists(self) -> bool:
        """Whether the query has no subject, but names which sessions it wants: these are listed in time order."""
        return not self.subject and any(part.facet != "exclude" for part in self.query.parts)


def understand(
    typed: str,
    lexicon: ProgrammeLexicon,
    now: datetime,
    chosen: Filters = EVERYTHING,
    *,
    ignored: Collection[str] = (),
    as_typed: bool = False,
    page_language: str = "en",
) -> Request:
    """Read what was typed and combine it with ``chosen`` filters, which take precedence.

    ``lexicon`` is that of the searched programme. ``now``, with a time zone, resolves "today". ``ignored`` names fields
    of Filters that are not taken from the text; with ``as_typed`` none is, and all of it is the subject.
    ``page_language`` is that of the page on which it was typed.
    """
    query = parse(typed, lexicon, now, chosen)
    if as_typed:
        return Request(query, query.text, chosen, as_typed=True, page_language=page_language)
    taken = {*ignored, *chosen.active}
    if not taken.isdisjoint(_CLOCK):
        taken |= {*_CLOCK}
    added = query.filters.without([name for name in READABLE if name in taken and name != "unsaid"])
    if "unsaid" in ignored:
        added = added.without(["unsaid"])
    read = {name: getattr(added, name) for name in added.active if name != "unsaid"}
    filters = (replace(chosen, **read) if read else chosen).excluding(added.unsaid)
    left = tuple(name for name in READABLE if name in ignored)
    return Request(
        query, query.subject, filters, added, ignored=left, subjects=query.listed, page_language=page_language
    )

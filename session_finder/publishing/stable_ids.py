"""Sessions keep their ids from one version to the next, whatever moved in a file that gives none.

Stars, links and calendars know a session by its id. One that is made of title and start (``intake.ids``) is another
when the start is another, or is told in another zone: so what was there before keeps the id that it had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from session_finder.domain.errors import StoreError
from session_finder.publishing.session_matching import paired

if TYPE_CHECKING:
    from session_finder.domain.library import Version
    from session_finder.domain.sessions import Programme

_LOOKED_BACK: Final = 20_000  # sessions of older versions that are looked at, in all


def keeping_ids(new: Programme, made: Set[str], former: Iterable[Programme]) -> Programme:
    """``new`` with the ids by which attendees know its sessions; an id that is not in ``made`` is the file's and stays.

    ``former`` are the programmes that attendees have seen, the one that they see now first; more than that is asked
    for only while there are sessions whom nobody knows. What is new gets an id that none of those had.
    """
    sessions = list(new.sessions)
    loose = {row for row, session in enumerate(sessions) if session.id in made}
    taken = {session.id for row, session in enumerate(sessions) if row not in loose}
    known: set[str] = set()
    programmes = iter(former)
    while loose and (programme := next(programmes, None)) is not None:
        known.update(session.id for session in programme.sessions)
        for row, place in sorted(paired(programme.sessions, sessions, loose).items()):
            kept = programme.sessions[place].id
            if row in loose and kept and kept not in taken:
                sessions[row] = replace(sessions[row], id=kept)
                taken.add(kept)
                loose.discard(row)
    for row in sorted(loose):
        wanted = found = sessions[row].id
        number = 1
        while found in taken or found in known:
            number += 1
            found = f"{wanted}-{number}"
        sessions[row] = replace(sessions[row], id=found)
        taken.add(found)
    return new if sessions == [*new.sessions] else replace(new, sessions=tuple(sessions), version="", content="")


def former_programmes(
    current: Programme | None, versions: Callable[[], Iterable[Version]], load: Callable[[int], Programme]
) -> Iterator[Programme]:
    """What attendees see, which is ``current``, and what they saw before, the newest first.

    Nothing is read before it is asked for; what cannot be read is left out.
    """
    if current is not None:
        yield current
    with suppress(StoreError):
        for number in formerly_seen(versions()):
            with suppress(StoreError):
                yield load(number)


def formerly_seen(versions: Iterable[Version]) -> Iterator[int]:
    """The numbers of what attendees saw and see no more, the newest first, and no more than is read quickly."""
    older = (version for version in versions if version.published and not version.current)
    looked = 0
    for version in sorted(older, key=lambda version: -version.number):
        looked += version.sessions
        if looked > _LOOKED_BACK:
            return
        yield version.number

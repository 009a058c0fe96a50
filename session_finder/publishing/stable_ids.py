"""Keep sessions' ids from one version to the next, whatever moved in a file without ids.

Stars, links and calendars refer to a session by its id. An id made of title and start (``intake.ids``) changes with the
start and with its zone, so a session that was there before keeps its former id.
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
    """``new`` with the ids by which attendees know its sessions; ids outside ``made`` are the file's and stay.

    ``former`` are the programmes that attendees have seen, the current one first; further ones are read only while
    sessions are left without a match. New sessions get ids that none of those had.
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
    """The published programme, ``current``, and those published before it, the newest first.

    Each is read when it is needed; what cannot be read is left out.
    """
    if current is not None:
        yield current
    with suppress(StoreError):
        for number in formerly_seen(versions()):
            with suppress(StoreError):
                yield load(number)


def formerly_seen(versions: Iterable[Version]) -> Iterator[int]:
    """The numbers of formerly published versions, the newest first, up to a number of sessions read quickly."""
    older = (version for version in versions if version.published and not version.current)
    looked = 0
    for version in sorted(older, key=lambda version: -version.number):
        looked += version.sessions
        if looked > _LOOKED_BACK:
            return
        yield version.number

"""The programme as a picture: where each session lies, and what its neighbourhood is about.

Breaks are not on it. It depends on the sessions and their vectors alone, so it is drawn once for each version.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from session_finder.domain.sessions import Programme, Session
from session_finder.models.encoder import Vectors
from session_finder.topics.clustering import cluster, cluster_count, most_central
from session_finder.topics.labels import TextFields, cluster_labels
from session_finder.topics.tsne import project

MOST_POINTS: Final = 20_000  # more are neither drawn in the time that a visitor waits, nor told apart
COLOURS: Final = 8  # tracks that get a colour of their own: more are not told apart


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A session on the map: ``x`` and ``y`` from -1 to 1, and the number of its neighbourhood.

    ``track`` is the track whose colour it has, as most sessions write it; "" for one without a colour of its own.
    """

    session: Session
    x: float
    y: float
    neighbourhood: int
    track: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Sessions that lie together: up to three ``words`` that tell them from the others, and where to write them."""

    number: int
    words: tuple[str, ...]
    x: float
    y: float
    points: tuple[MapPoint, ...]


@dataclass(frozen=True)
class ProgrammeMap:
    """All points, in the programme's order; the neighbourhoods, largest first; the tracks with a colour, also."""

    points: tuple[MapPoint, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    tracks: tuple[str, ...]

    @cached_property
    def by_id(self) -> dict[str, MapPoint]:
        """Each point by its session's id."""
        return {point.session.id: point for point in self.points}

    @property
    def others(self) -> bool:
        """Whether there are sessions of tracks without a colour of their own, or of none."""
        return any(not point.track for point in self.points)


class LazyTopicMap:
    """The map of one programme, computed once when it is first asked for. Safe to use from any thread.

    ``vectors`` returns those of the searchable sessions, (n, dim) float32.
    """

    def __init__(self, programme: Programme, vectors: Callable[[], Vectors]) -> None:
        self._programme = programme
        self._vectors = vectors
        self._lock = threading.Lock()
        self._map: ProgrammeMap | None = None

    @property
    def available(self) -> bool:
        """Whether the programme has few enough sessions for a map."""
        return len(self._programme.searchable) <= MOST_POINTS

    @property
    def is_drawn(self) -> bool:
        """Whether ``get`` returns at once."""
        return self._map is not None

    def get(self) -> ProgrammeMap:
        """The map; the first call takes a few seconds for 5,000 sessions, and further calls wait for it."""
        with self._lock:
            if self._map is None:
                self._map = draw(self._programme, self._vectors())
            return self._map


def draw(programme: Programme, vectors: Vectors) -> ProgrammeMap:
    """The map of a programme; ``vectors`` (n, dim) float32 are those of its searchable sessions."""
    sessions = programme.searchable
    if len(vectors) != len(sessions):
        raise ValueError(f"{len(vectors)} vectors for {len(sessions)} sessions")
    places = project(vectors)
    groups = cluster(places, cluster_count(len(places)))
    tracks = coloured_tracks(sessions)
    points = tuple(
        MapPoint(session, float(x), float(y), int(group), tracks.get(session.track.casefold(), ""))
        for session, (x, y), group in zip(sessions, places, groups, strict=True)
    )
    told = cluster_labels([_told(session) for session in sessions], groups.tolist())
    around = []
    for number, words in enumerate(told):
        own = [row for row, group in enumerate(groups) if group == number]
        x, y = places[own[most_central(places[own])]]
        around.append(Neighbourhood(number, words, float(x), float(y), tuple(points[row] for row in own)))
    return ProgrammeMap(points, tuple(around), tuple(tracks.values()))


def coloured_tracks(sessions: tuple[Session, ...]) -> dict[str, str]:
    """The tracks with most sessions, by their names without case: the spelling that is used most."""
    names = [session.track for session in sessions if session.track]
    spellings = Counter(names)
    counts = Counter(name.casefold() for name in names)
    most = sorted(counts, key=lambda name: (-counts[name], name))[:COLOURS]
    return {
        folded: min(
            (name for name in spellings if name.casefold() == folded), key=lambda name: (-spellings[name], name)
        )
        for folded in most
    }


def _told(session: Session) -> TextFields:
    return TextFields(session.title, " ".join(session.tags), session.abstract, " ".join(session.speakers))

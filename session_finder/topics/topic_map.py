"""The topic map of a programme: a position for each session, and labelled neighbourhoods.

Breaks are left out. The map depends only on the sessions and their vectors, so it is computed once for each version.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from session_finder.domain.main_tracks import main_tracks
from session_finder.domain.sessions import Programme, Session
from session_finder.models.encoder import Vectors
from session_finder.topics.clustering import cluster, cluster_count, most_central
from session_finder.topics.labels import TextFields, cluster_labels
from session_finder.topics.tsne import project

MOST_POINTS: Final = 20_000  # more take longer than a visitor waits, and overlap


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A session on the map: ``x`` and ``y`` from -1 to 1, and the number of its neighbourhood.

    ``track`` is the track that gives it its colour, in its most frequent spelling; "" for no colour.
    """

    session: Session
    x: float
    y: float
    neighbourhood: int
    track: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A cluster of sessions: up to three ``words`` that label it, and the position of the label."""

    number: int
    words: tuple[str, ...]
    x: float
    y: float
    points: tuple[MapPoint, ...]


@dataclass(frozen=True)
class ProgrammeMap:
    """All points in programme order; neighbourhoods and coloured tracks, largest first."""

    points: tuple[MapPoint, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    tracks: tuple[str, ...]

    @cached_property
    def by_id(self) -> dict[str, MapPoint]:
        """The points by session id."""
        return {point.session.id: point for point in self.points}

    @property
    def others(self) -> bool:
        """Whether some sessions have no coloured track."""
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
    """Compute the map of a programme; ``vectors`` (n, dim) float32 are those of its searchable sessions."""
    sessions = programme.searchable
    if len(vectors) != len(sessions):
        raise ValueError(f"{len(vectors)} vectors for {len(sessions)} sessions")
    places = project(vectors)
    groups = cluster(places, cluster_count(len(places)))
    tracks = main_tracks(session.track for session in sessions)
    points = tuple(
        MapPoint(session, float(x), float(y), int(group), tracks.get(session.track.casefold(), ""))
        for session, (x, y), group in zip(sessions, places, groups, strict=True)
    )
    labels = cluster_labels([_text_fields(session) for session in sessions], groups.tolist())
    around = []
    for number, words in enumerate(labels):
        own = [row for row, group in enumerate(groups) if group == number]
        x, y = places[own[most_central(places[own])]]
        around.append(Neighbourhood(number, words, float(x), float(y), tuple(points[row] for row in own)))
    return ProgrammeMap(points, tuple(around), tuple(tracks.values()))


def _text_fields(session: Session) -> TextFields:
    return TextFields(session.title, " ".join(session.tags), session.abstract, " ".join(session.speakers))

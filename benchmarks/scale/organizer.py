"""An organizer who publishes without pause, one further session each time, and remembers what was acknowledged."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace

from benchmarks.scale.stand import publish
from session_finder.domain.errors import StoreError
from session_finder.domain.library import Library
from session_finder.domain.sessions import Programme, Session

_PAUSE = 0.5  # seconds between two publishes
_AGAIN = 0.1  # the same after one that was refused


@dataclass
class Organizer:
    """Publishes for as long as the ``with`` lasts.

    ``acknowledged``: when (monotonic) each added session's publish returned; ``refused``: when one was told to try
    again, with the sentence.
    """

    library: Library
    slug: str
    acknowledged: dict[str, float] = field(default_factory=dict)
    refused: list[tuple[float, str]] = field(default_factory=list)
    on: bool = True
    _at_it: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Organizer:
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.on = False
        if kind is None:
            self._thread.join(60)

    def rest(self) -> None:
        """Finish what is being published and begin nothing, until ``go_on``."""
        self._at_it.acquire()

    def go_on(self) -> None:
        """Publish again."""
        self._at_it.release()

    def lost(self) -> list[str]:
        """The acknowledged sessions that are not published now."""
        there = self.library.load(self.slug).by_id
        return [name for name in self.acknowledged if name not in there]

    def again_at(self, moment: float) -> float | None:
        """When publishing worked again after a moment: the first success after the last refusal; None for not yet."""
        after = max([moment, *(when for when, _ in self.refused)])
        return min((when for when in self.acknowledged.values() if when > after), default=None)

    def _work(self) -> None:
        number = 0
        while self.on:
            number += 1
            name = f"added-{number}"
            try:
                with self._at_it:
                    programme, current = self._current()
                    new = Session(name, f"Lightning talk {number}", room="Foyer")
                    publish(self.library, replace(programme, sessions=(*programme.sessions, new)), current)
                    self.acknowledged[name] = time.monotonic()
            except StoreError as error:
                self.refused.append((time.monotonic(), str(error)))
                time.sleep(_AGAIN)
            else:
                time.sleep(_PAUSE)

    def _current(self) -> tuple[Programme, int | None]:
        """Looked up each time, as the sentence says ("look again"): what was not acknowledged may have been done."""
        versions = self.library.versions(self.slug)
        number = next((version.number for version in versions if version.current), None)
        return self.library.load(self.slug, number), number

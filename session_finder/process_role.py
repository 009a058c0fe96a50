"""What a server process knows of the others when several answer behind one port (``serve --workers``).

The process that starts the workers tells each of them in one environment variable. A process without it is alone. Every
room may import this module; it imports none.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import Final

_VARIABLE: Final = "_SESSION_FINDER_WORKER"  # no setting: people do not set it


@dataclass(frozen=True, slots=True)
class Role:
    """One worker: its ``number`` (1 is the first), ``of`` how many, and what visitors see of all of them.

    ``address`` and ``port`` are where the proxy listens. ``key`` is in the link that lets this computer organize; all
    workers accept the same one. ``figures`` is the folder in which the workers keep their metrics.
    """

    number: int
    of: int
    address: str
    port: int
    key: str
    figures: str

    def environment(self) -> dict[str, str]:
        """The environment variables of the worker that has this role."""
        return {_VARIABLE: json.dumps(asdict(self)), "PROMETHEUS_MULTIPROC_DIR": self.figures}


def role() -> Role | None:
    """The role of this process; None when it answers alone.

    Rooms below ``web`` may be imported before the process gets its role (``workers.worker``): ask when it matters.
    """
    told = os.environ.get(_VARIABLE)
    return Role(**json.loads(told)) if told else None

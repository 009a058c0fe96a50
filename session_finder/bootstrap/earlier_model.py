"""Remember which model a server answered with, so that it can go on with it while another one is being prepared.

The vectors of the earlier model are in the cache still; those of a newly chosen one may take minutes to compute.
"""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from typing import Final

from session_finder.bootstrap.settings import Settings
from session_finder.domain.errors import SettingsError

log = logging.getLogger(__name__)

FILE: Final = "serving-model.json"
_FIELDS: Final = ("model", "device", "backend", "precision")


def earlier_settings(settings: Settings) -> Settings | None:
    """The settings with the model that answered before, None when it is the same one or unknown."""
    try:
        known = json.loads((settings.cache / FILE).read_text("utf-8"))
        earlier = Settings.from_environment(
            {f"SESSION_FINDER_{name.upper()}": str(known[name] or "") for name in _FIELDS}
        )
    except (OSError, ValueError, KeyError, TypeError, SettingsError):
        return None
    if _chosen(earlier) == _chosen(settings):
        return None
    return settings.model_copy(update=_chosen(earlier))


def remember(settings: Settings) -> None:
    """Remember the settings' model; in a folder that cannot be written nothing is remembered."""
    path = settings.cache / FILE
    draft = path.with_name(f"{FILE}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(_chosen(settings)) + "\n", "utf-8")
        draft.replace(path)
    except OSError as error:
        log.warning("%s cannot be written (%s): after a change of model, the next start waits for it.", path, error)
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _chosen(settings: Settings) -> dict[str, str | None]:
    return {name: getattr(settings, name) for name in _FIELDS}

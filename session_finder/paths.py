"""Where things lie: what the program brings along, where it keeps what is made, and how it is called.

A checkout has ``app.py``, ``pages``, ``.streamlit`` and ``data`` beside the package and keeps everything within itself.
An installed copy has the same four in ``bundled``, which is never written to, and uses the user's own folders.
Every room may import this module; it imports none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_BUNDLED: Final = _PACKAGE / "bundled"  # only a wheel has it; pyproject.toml says what goes there
INSTALLED: Final = _BUNDLED.is_dir()
RESOURCES: Final = _BUNDLED if INSTALLED else _PACKAGE.parent
APP: Final = RESOURCES / "app.py"
SAMPLE: Final = RESOURCES / "data" / "harbour-2027"
COMMAND: Final = "session-finder" if INSTALLED else "python -m session_finder"


def default_data() -> Path:
    """The folder of programmes when the settings name none."""
    if not INSTALLED:
        return RESOURCES / "data"
    from platformdirs import user_data_path

    return user_data_path("session-finder", appauthor=False) / "data"


def default_cache() -> Path:
    """The folder of vectors and converted models when the settings name none."""
    if not INSTALLED:
        return RESOURCES / "embeddings_cache"
    from platformdirs import user_cache_path

    return user_cache_path("session-finder", appauthor=False)


def how_to_install(extra: str = "") -> str:
    """The command that installs what is missing: of what every copy needs, or of what an ``extra`` needs."""
    if INSTALLED:
        return f'pip install "session-finder[{extra}]"' if extra else "pip install session-finder"
    return f"pip install -r requirements-{extra}.txt" if extra else "pip install -r requirements.txt"

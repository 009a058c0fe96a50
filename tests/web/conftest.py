"""The service of this process on the sample programme and a hostile one: real weights, the run's own cache."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import hostile
import pytest
from streamlit.components.v2 import manifest_scanner

from session_finder.bootstrap import model_loading
from session_finder.bootstrap.service import Service
from session_finder.models.cards import BUNDLED
from session_finder.web.i18n import locale
from session_finder.web.service.process_service import service

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "harbour-2027"


@pytest.fixture(scope="package", autouse=True)
def environment(warm_cache: Path, loaded_once: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    data = tmp_path_factory.mktemp("programmes")
    shutil.copytree(ROOT / "data" / SAMPLE, data / SAMPLE)
    (data / hostile.SLUG).mkdir()
    hostile.write_about(data / hostile.SLUG)
    (data / hostile.SLUG / "programme.csv").write_bytes(hostile.programme_csv())
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("SESSION_FINDER_")]:
            patch.delenv(name)
        patch.setenv("SESSION_FINDER_MODEL", BUNDLED)
        patch.setenv("SESSION_FINDER_PRECISION", "float32")
        patch.setenv("SESSION_FINDER_CACHE", str(warm_cache))
        patch.setenv("SESSION_FINDER_DATA", str(data))
        patch.setenv("SESSION_FINDER_NOW", "2027-05-01T10:00+01:00")  # the sample conference is to come
        patch.setattr(model_loading, "make_encoder", loaded_once)
        # AppTest looks through all installed packages at each run, which is most of the time of a page.
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        service.cache_clear()
        yield
    service.cache_clear()


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """AppTest makes a page's script the main module, which processes that other tests spawn would run."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(autouse=True)
def new_visitor(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of AppTest's sessions have one id, so the language of one test would be spoken in the next."""
    monkeypatch.setattr(locale, "_session_locales", type(locale._session_locales)())


@pytest.fixture
def ready() -> Service:
    """The process's service, warm."""
    service().warm_up()
    assert service().status.stage == "ready", service().status
    return service()


@pytest.fixture
def cold() -> Iterator[Service]:
    """A service that nobody has started yet."""
    service.cache_clear()
    yield service()
    service.cache_clear()


@pytest.fixture
def failed(cold: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    """A service whose start has failed, because its model is not there."""
    monkeypatch.setenv("SESSION_FINDER_MODEL", str(tmp_path / "no-such-model"))
    service.cache_clear()
    service().warm_up()
    assert service().status.stage == "failed"
    return service()


@pytest.fixture
def broken(ready: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The slug of a conference that comes first, of which nothing that is published can be read."""
    monkeypatch.setattr(ready._serving, "_patience", 30.0)
    place = ready.settings.data / "bakers"
    place.mkdir()
    (place / "about.toml").write_text('name = "Bakers *2027*"\n', encoding="utf-8")
    (place / "programme.csv").write_bytes(b"")
    assert "bakers" in ready.served.unreadable
    yield "bakers"
    shutil.rmtree(place)
    assert "bakers" not in ready.served.unreadable

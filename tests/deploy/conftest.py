"""Two processes behind nginx, once for the whole walk."""

from __future__ import annotations

import shutil

import pytest
from deploy_walk import App, Proxy
from servers import ROOT
from walkers import SAMPLE


@pytest.fixture(scope="package")
def data(tmp_path_factory):
    """The programmes that both processes serve."""
    folder = tmp_path_factory.mktemp("programmes")
    shutil.copytree(ROOT / "data" / SAMPLE, folder / SAMPLE)
    return folder


@pytest.fixture(scope="package")
def apps(data, warm_cache, tmp_path_factory):
    folder = tmp_path_factory.mktemp("apps")
    settings = {"DATA": str(data), "CACHE": str(warm_cache)}
    found = [App(folder, settings).start().wait() for _ in range(2)]  # the second finds the first one's vectors
    yield found
    for app in found:
        app.end()


@pytest.fixture(scope="package")
def proxy(apps, tmp_path_factory):
    proxy = Proxy(tmp_path_factory.mktemp("nginx"), [app.port for app in apps])
    yield proxy
    proxy.end()

"""Settings for services whose model is a toy."""

import pytest
from toy_model import ToyModel

from session_finder.bootstrap import service as wiring
from session_finder.bootstrap.settings import Settings


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Empty folders, and the toy in place of the model."""
    monkeypatch.setattr(wiring, "Model", ToyModel)
    (tmp_path / "data").mkdir()
    return Settings(data=tmp_path / "data", cache=tmp_path / "cache")

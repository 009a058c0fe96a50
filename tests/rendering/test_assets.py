"""CSS and JavaScript are files beside the modules that use them."""

from __future__ import annotations

from pathlib import Path

import pytest

import session_finder
from session_finder.rendering.assets import asset

ROOT = Path(session_finder.__file__).parent
FILES = sorted(path.relative_to(ROOT) for kind in ("css", "js") for path in ROOT.rglob(f"*.{kind}"))


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_file_is_read_by_the_module_that_it_lies_beside(file):
    module, kind = ".".join((session_finder.__name__, *file.with_suffix("").parts)), file.suffix[1:]
    assert asset(module, kind) == (ROOT / file).read_text("utf-8")
    own = (ROOT / file).with_suffix(".py")
    if own.exists():
        assert f'asset(__name__, "{kind}")' in own.read_text("utf-8")
    else:  # it is served under its own name
        assert any(f'"{file.name}"' in beside.read_text("utf-8") for beside in own.parent.glob("*.py"))


def test_a_file_that_is_missing_is_an_error():
    with pytest.raises(FileNotFoundError):
        asset("session_finder.rendering.assets", "css")

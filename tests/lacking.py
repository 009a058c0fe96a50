"""What a test needs and this machine lacks: the test is left out, and fails in CI, where everything has to be there."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def lacking(sentence: str) -> NoReturn:
    """Leave the test out with a sentence that says what to install."""
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)

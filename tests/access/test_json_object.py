"""JSON from strangers is an object or nothing."""

from __future__ import annotations

import pytest

from session_finder.access.json_object import read_json_object


def test_an_object_is_read():
    assert read_json_object(b'{"name": "Ada", "places": [1, null]}') == {"name": "Ada", "places": [1, None]}


@pytest.mark.parametrize(
    "content", [b"", b"null", b"7", b'["name"]', b'"name"', b'{"name": ', b"\xff\xfe\x00", b"[" * 100_000]
)
def test_anything_else_is_empty(content):
    assert read_json_object(content) == {}

"""Files of the library that a disk, a hand or another program damaged: a sentence, or one whole version."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.domain.errors import StoreError
from session_finder.storage.files.library import FileLibrary

pytestmark = pytest.mark.slow

FILES = (
    "bakers/about.toml",
    "bakers/current.json",
    "bakers/mapping.json",
    "bakers/versions/1/programme.json",
    "bakers/versions/1/version.json",
    "bakers/versions/2/version.json",
    "bakers/versions/last-number",
    ".library/audit.jsonl",
    ".library/changes",
)
PIECES = st.sampled_from(
    [b"", b"[" * 9000, b"{", b"}", b'"', b"-", b"9" * 5000, b"null", b"\xff", b"\0", b"\n", b"a.b=1"]
)


@pytest.fixture
def whole(bakery):
    """Every file of a library with a version and a draft: its bytes by its name."""
    bakery.stage("Cake")
    bakery.library.remember_mapping("bakers", {"title": "Name"})
    return {
        str(path.relative_to(bakery.folder)): path.read_bytes() for path in bakery.folder.rglob("*") if path.is_file()
    }


def test_whatever_is_damaged_one_whole_version_is_served_or_a_sentence_said(whole):
    @settings(max_examples=100)
    @given(name=st.sampled_from(FILES), start=st.integers(0, 400), length=st.integers(0, 400), piece=PIECES)
    def damaged(name, start, length, piece):
        with tempfile.TemporaryDirectory() as folder:
            for path, content in whole.items():
                place = Path(folder, path)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content if path != name else content[:start] + piece + content[start + length :])
            library = FileLibrary(Path(folder))
            library.stamp()
            for deed in (
                library.conferences,
                lambda: library.versions("bakers"),
                library.audit,
                lambda: library.remembered_mapping("bakers"),
                lambda: library.rename("bakers", "Millers"),
                lambda: library.publish("bakers", 2, "Ana", 1),
                lambda: library.publish("bakers", 2, "Ana", None),
            ):
                served = attempt(library.load, "bakers")
                assert served is None or len(served.sessions) in (1, 2)
                attempt(deed)

    damaged()


def attempt(deed, *arguments):
    """What came of it, None when it was refused with one sentence."""
    try:
        return deed(*arguments)
    except StoreError as error:
        said = str(error)
    assert (said[-1], said.count("\n")) == (".", 0)
    return None

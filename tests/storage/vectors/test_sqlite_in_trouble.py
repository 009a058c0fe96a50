"""The vector cache in trouble: crashes, damage, strangers' files, full disks and folders that cannot be written."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from session_finder.retrieval.vector_cache import Rows, key_of
from session_finder.storage.vectors.sqlite_cache import VectorCache

ROOT = Path(__file__).resolve().parents[3]
DIMENSIONS = 16
BATCH = 400
TEXTS = range(40)

# Keeps batch after batch until it is killed.
KILLED = """
import itertools, sys
from pathlib import Path
import numpy as np
from session_finder.retrieval.vector_cache import key_of
from session_finder.storage.vectors.sqlite_cache import VectorCache
cache = VectorCache(Path(sys.argv[1]), "model", 16)
for start in itertools.count(int(sys.argv[2]), 400):
    cache.put({key_of(str(n)): np.full((1, 16), n, dtype=np.float32) for n in range(start, start + 400)})
    print(start, flush=True)
"""

# On a disk that is full after so many bytes: prints how many vectors it had, and how many it has in the end.
FULL_DISK = """
import resource, sys
from pathlib import Path
import numpy as np
from session_finder.retrieval.vector_cache import key_of
from session_finder.storage.vectors.sqlite_cache import VectorCache
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
cache = VectorCache(Path(sys.argv[1]), "model", 16)
entries = {key_of(str(n)): np.full((1, 16), n, dtype=np.float32) for n in range(4000)}
had = len(cache.get(list(entries)))
cache.put(entries)
found = cache.get(list(entries))
print(had, sum(np.array_equal(found[key], entries[key]) for key in found))
"""

# As somebody who may not write: prints how many of 40 vectors are found, and how many after putting 41.
READ_ONLY = """
import os, sys
from pathlib import Path
import numpy as np
from session_finder.retrieval.vector_cache import key_of
from session_finder.storage.vectors.sqlite_cache import VectorCache
if os.geteuid() == 0:
    os.setuid(65534)
cache = VectorCache(Path(sys.argv[1]), "model", 16)
entries = {key_of(str(n)): np.full((1, 16), n, dtype=np.float32) for n in range(41)}
had = len(cache.get(list(entries)))
cache.put(entries)
found = cache.get(list(entries))
print(had, sum(np.array_equal(found[key], entries[key]) for key in found))
"""


def cache_in(folder):
    return VectorCache(folder, "model", DIMENSIONS)


def numbered(numbers):
    return {key_of(str(n)): np.full((1, DIMENSIONS), n, dtype=np.float32) for n in numbers}


def filled(folder, numbers=TEXTS):
    """A closed cache with these vectors: its file."""
    cache = cache_in(folder)
    cache.put(numbered(numbers))
    cache.close()
    return cache.path


def right(found):
    """Whether every vector that came back is the one that was put under its key."""
    expected = numbered(TEXTS)
    return all(np.array_equal(vectors, expected[key]) for key, vectors in found.items())


def starts_until_whole(folder, most=3):
    """How many starts, each keeping what it misses, it takes until everything is there."""
    expected = numbered(TEXTS)
    for start in range(most):
        cache = cache_in(folder)
        found = cache.get(list(expected))
        assert right(found)
        if len(found) == len(expected):
            return start
        cache.put({key: expected[key] for key in expected.keys() - found.keys()})
        cache.close()
    return most


def child(program, *arguments, **options):
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        **options,
    )


def test_kill_9_in_the_middle_leaves_whole_batches_and_every_one_that_was_reported(tmp_path):
    for first in range(0, 3_000_000, 1_000_000):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path), str(first)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as process:
            for _ in range(3):
                last = int(process.stdout.readline())
            process.kill()
            rest = process.stdout.read().split()
        last = int(rest[-1]) if rest else last
        there = cache_in(tmp_path).get([key_of(str(n)) for n in range(first, last + 3 * BATCH)])
        assert len(there) % BATCH == 0
        assert there.keys() >= numbered(range(first, last + BATCH)).keys()
    with sqlite3.connect(cache_in(tmp_path).path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert list(tmp_path.glob("*.damaged-*")) == []


@pytest.mark.parametrize("part", [0.0, 0.0001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.9999])
def test_a_truncated_file_gives_nothing_wrong_and_is_rebuilt(tmp_path, part):
    path = filled(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    assert starts_until_whole(tmp_path) == 1


def a_stranger(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE vectors (key, checksum, floats)")
        connection.execute("INSERT INTO vectors VALUES ('a', 1, 'b')")
    connection.close()


def another_model(path):
    other = VectorCache(path.parent / "elsewhere", "another model", DIMENSIONS)
    other.put(numbered(TEXTS))
    other.close()
    shutil.copy(other.path, path)


def other_dimensions(path):
    other = VectorCache(path.parent / "elsewhere", "model", 2 * DIMENSIONS)
    other.put({key: np.zeros((1, 2 * DIMENSIONS), dtype=np.float32) for key in numbered(TEXTS)})
    other.close()
    shutil.copy(other.path, path)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path: path.write_bytes(os.urandom(20_000)), "file is not a database"),
        (lambda path: path.write_text("notes\n" * 500), "file is not a database"),
        (a_stranger, "it is not a vector cache of this program"),
        (another_model, "it is the cache of another model"),
        (other_dimensions, "it is the cache of another model"),
    ],
)
def test_a_file_that_is_not_ours_is_set_aside_whole_with_a_warning(tmp_path, caplog, spoil, reason):
    path = cache_in(tmp_path / "nowhere").path
    path = tmp_path / path.name
    spoil(path)
    content = path.read_bytes()
    with caplog.at_level(logging.WARNING):
        assert starts_until_whole(tmp_path) == 1
    assert caplog.messages == [
        f"{path} cannot be used ({reason}). It is kept as {path.name}.damaged-1; a new cache begins."
    ]
    assert (tmp_path / f"{path.name}.damaged-1").read_bytes() == content


def test_files_set_aside_before_are_kept(tmp_path):
    for _ in range(2):
        path = filled(tmp_path)
        path.write_bytes(os.urandom(5000))
        cache_in(tmp_path).close()
    assert sorted(file.name.removeprefix(path.name) for file in tmp_path.glob("*.damaged-*")) == [
        ".damaged-1",
        ".damaged-2",
    ]


def test_a_damaged_page_costs_the_vectors_on_it_only_and_the_log_says_how_many_were_carried_over(tmp_path, caplog):
    expected = numbered(range(3000))
    path = filled(tmp_path, range(3000))
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 2 // 4096 * 4096, len(content) // 2 // 4096 * 4096 + 16):
        content[place] ^= 0xFF  # the header of a page in the middle
    path.write_bytes(content)
    cache = cache_in(tmp_path)
    with caplog.at_level(logging.WARNING):
        found = cache.get(list(expected))
    assert all(np.array_equal(vectors, expected[key]) for key, vectors in found.items())
    assert len(expected) * 0.9 < len(found) < len(expected)
    (said,) = caplog.messages
    assert said.endswith(
        f"a new cache begins with the {len(found):,} of its vectors that are whole; the others are computed again."
    )
    cache.put({key: expected[key] for key in expected.keys() - found.keys()})
    cache.close()
    assert len(cache_in(tmp_path).get(list(expected))) == len(expected)


def test_a_cache_whose_table_is_gone_is_rebuilt(tmp_path):
    with sqlite3.connect(filled(tmp_path)) as connection:
        connection.execute("DROP TABLE vectors")
    connection.close()
    assert starts_until_whole(tmp_path) == 1


def test_a_flipped_bit_in_a_vector_costs_that_vector_only(tmp_path, caplog):
    path = filled(tmp_path)
    content = bytearray(path.read_bytes())
    place = content.index(np.full(DIMENSIONS, 7, dtype="<f4").tobytes())
    content[place + 5] ^= 4
    path.write_bytes(content)
    cache = cache_in(tmp_path)
    with caplog.at_level(logging.WARNING):
        found = cache.get(list(numbered(TEXTS)))
    assert numbered(TEXTS).keys() - found.keys() == numbered([7]).keys()
    assert caplog.messages == [f"1 of the vectors in {path} are damaged; they will be computed again."]
    cache.put(numbered([7]))
    assert right(found := cache.get(list(numbered(TEXTS))))
    assert len(found) == len(TEXTS)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=3))
def test_flipped_bytes_anywhere_give_no_wrong_vector_and_all_are_there_again_after_two_starts(tmp_path, places):
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    path = filled(folder)
    content = bytearray(path.read_bytes())
    for part, flip in places:
        content[int(part * len(content))] ^= flip
    path.write_bytes(content)
    assert starts_until_whole(folder) <= 2


def test_what_is_no_number_is_never_given_out(tmp_path, caplog, monkeypatch):
    cache = cache_in(tmp_path)
    with monkeypatch.context() as before:  # as a program of before kept it
        before.setattr(Rows, "checked", lambda _, vectors: vectors)
        cache.put({b"key": np.full((1, DIMENSIONS), np.nan, dtype=np.float32)})
    with caplog.at_level(logging.WARNING):
        assert cache.get([b"key"]) == {}
    assert "are damaged; they will be computed again" in caplog.text


def test_a_folder_that_cannot_be_made_costs_speed_and_one_warning(tmp_path, caplog):
    (tmp_path / "file").touch()
    with caplog.at_level(logging.WARNING):
        cache = cache_in(tmp_path / "file" / "folder")
        cache.put(numbered([1]))
        cache.put(numbered([2]))
    assert cache.get(list(numbered([1, 2, 3]))).keys() == numbered([1, 2]).keys()
    assert [message.split(" (")[0] for message in caplog.messages] == [
        f"The vector cache {cache.path} cannot be written"
    ]


def test_a_folder_that_is_deleted_while_the_cache_is_used_costs_speed_only(tmp_path):
    cache = cache_in(tmp_path / "cache")
    cache.put(numbered([1]))
    shutil.rmtree(tmp_path / "cache")
    cache.put(numbered([2]))
    assert right(cache.get(list(numbered([1, 2]))))
    cache.close()
    assert starts_until_whole(tmp_path / "cache") == 1


def test_a_disk_that_is_full_from_the_start_costs_speed_only(tmp_path):
    ended = child(FULL_DISK, tmp_path, 0)
    assert (ended.returncode, ended.stdout) == (0, "0 4000\n"), ended.stderr
    assert "Check that the folder can be written and the disk is not full." in ended.stderr
    assert starts_until_whole(tmp_path) == 1


def test_a_disk_that_fills_up_gives_what_was_kept_before_and_keeps_no_half_batch(tmp_path):
    filled(tmp_path)
    ended = child(FULL_DISK, tmp_path, 100_000)
    assert (ended.returncode, ended.stdout) == (0, "40 4000\n"), ended.stderr
    assert ended.stderr.count("cannot be written") == 1
    assert len(cache_in(tmp_path).get(list(numbered(range(4000))))) == 40
    assert list(tmp_path.glob("*.damaged-*")) == []


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
@pytest.mark.parametrize("left", ["closed", "in use"])
def test_a_cache_that_may_only_be_read_still_gives_its_vectors(left):
    with tempfile.TemporaryDirectory() as name:  # not tmp_path, which only its owner may enter
        folder = Path(name) / "cache"
        path = filled(folder)
        if left == "in use":
            user = cache_in(folder)
            user.put(numbered([0]))
            folder = Path(shutil.copytree(folder, Path(name) / "copy"))
        for file in folder.iterdir():
            file.chmod(0o444)
        Path(name).chmod(0o755)
        folder.chmod(0o555)
        ended = child(READ_ONLY, folder)
        folder.chmod(0o755)
    assert (ended.returncode, ended.stdout) == (0, "40 41\n"), ended.stderr
    assert f"{path.name} cannot be written" in ended.stderr

"""doctor: says what is damaged, mends it when told to, and deletes nothing."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from bakers import Bakery, titles
from click.testing import CliRunner

from session_finder.__main__ import main
from session_finder.domain.identity import Logo
from session_finder.retrieval.vector_cache import key_of
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.vectors.sqlite_cache import VectorCache

# Each: what is done to the bakers' folder (version 2 is published), and which version is served after mending.
DAMAGES = {
    "a programme": (lambda place: (place / "versions/2/programme.json").write_bytes(b"{"), 1),
    "a folder": (lambda place: shutil.rmtree(place / "versions/2"), 1),
    "a description": (lambda place: (place / "versions/2/version.json").write_bytes(b"[]"), 2),
    "no description": (lambda place: (place / "versions/2/version.json").unlink(), 2),
    "an old programme": (lambda place: (place / "versions/1/programme.json").unlink(), 2),
    "a pointer": (lambda place: (place / "current.json").write_bytes(b""), 2),
    "no pointer": (lambda place: (place / "current.json").unlink(), 2),
    "an about.toml": (lambda place: (place / "about.toml").write_bytes(b"name = "), 2),
    "a mapping": (lambda place: (place / "mapping.json").write_bytes(b"\xff"), 2),
    "the audit": (lambda place: (place.parent / ".library/audit.jsonl").open("ab").write(b"{}\n"), 2),
    "a programme of which one word is another": (lambda place: other_word(place / "versions/2/programme.json"), 1),
    "no digest": (lambda place: without_digest(place / "versions/2/version.json"), 2),
}


def other_word(path):
    path.write_bytes(path.read_bytes().replace(b"Cake", b"Tart"))


def without_digest(path):
    tree = json.loads(path.read_bytes())
    del tree["digest"]
    path.write_text(json.dumps(tree), encoding="utf-8")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The bakers' folder, which the settings name."""
    monkeypatch.setenv("SESSION_FINDER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SESSION_FINDER_CACHE", str(tmp_path / "cache"))
    bakery = Bakery(FileLibrary(tmp_path / "data")).begun()
    bakery.publish("Bread")
    bakery.publish("Cake")
    bakery.library.remember_mapping("bakers", {"title": "Name"})
    return tmp_path / "data" / "bakers"


def doctor(*options):
    done = CliRunner().invoke(main, ["doctor", "--json", *options], catch_exceptions=False)
    return done.exit_code, json.loads(done.stdout)


def files(folder):
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in ("lock", "changes"))
    return {path.relative_to(folder): path.read_bytes() for path in found}


def test_what_is_whole_is_said_to_be(place):
    assert doctor() == (0, [])
    done = CliRunner().invoke(main, ["doctor"])
    assert (done.exit_code, done.stdout) == (0, "All is whole.\n")


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named_without_a_change_and_mended_when_told_so_without_a_loss(place, damage):
    damaging, served = DAMAGES[damage]
    damaging(place)
    before = files(place.parent)
    code, found = doctor()
    assert (code, len(found)) == (1, 1)
    assert not any(finding["mended"] or finding["by_hand"] for finding in found)
    assert files(place.parent) == before
    assert doctor("--mend")[0] == 0
    assert doctor() == (0, [])
    library = FileLibrary(place.parent)
    loaded = library.load_served("bakers")
    assert (loaded.number, loaded.damage) == (served, "")
    assert titles(loaded.programme) == [["Bread"], ["Cake"]][served - 1]
    assert library.conferences()[0].name == "Bakers 2027"
    kept = [*files(place.parent).values()]
    changed = {path.name for path, content in before.items() if content not in kept}
    assert changed <= {"current.json", "audit.jsonl"}  # a publish swaps the one and adds to the other


def told(*options):
    done = CliRunner().invoke(main, ["doctor", *options], catch_exceptions=False)
    return done.exit_code, done.stdout.splitlines()


def test_one_damaged_file_is_one_thing_and_after_mending_nothing_asks_for_it(place):
    path = place / "versions" / "2" / "programme.json"
    path.write_bytes(b"{")
    code, (said, summary) = told()
    assert (code, summary) == (1, "1 thing is damaged.")
    assert said.startswith(f"{path} is damaged: its digest is ")
    assert said.endswith(
        ". Attendees see version 1 in its place. [with --mend] Version 1 of bakers, which attendees see now, is "
        "published again, and what is damaged is set aside."
    )
    code, (said, summary) = told("--mend")
    assert (code, summary) == (0, "1 thing was damaged and is mended.")
    assert "[mended]" in said
    assert "--mend" not in said
    assert told() == (0, ["All is whole."])


def test_a_pointer_and_what_it_named_are_two_things_and_both_are_mended(place):
    (place / "current.json").write_bytes(b"")
    (place / "versions" / "2" / "programme.json").write_bytes(b"{")
    assert told()[1][-1] == "2 things are damaged."
    code, said = told("--mend")
    assert (code, said[-1]) == (0, "2 things were damaged and are mended.")
    assert not any("--mend" in line for line in said)
    assert told() == (0, ["All is whole."])
    assert FileLibrary(place.parent).load_served("bakers").number == 1


def test_what_only_a_person_can_mend_is_said_and_stays_damaged(place):
    for number in (1, 2):
        (place / "versions" / str(number) / "programme.json").write_bytes(b"{")
    remedy = "Nothing published is whole: publish a version or upload the file."
    assert told()[1][-1] == "2 things are damaged."
    code, found = doctor("--mend")
    assert (code, [one["remedy"] for one in found if one["by_hand"]]) == (1, [remedy])
    assert [one["mended"] for one in found] == [False, True]
    code, (said, summary) = told()
    assert (code, said.endswith(f" [by hand] {remedy}"), summary) == (1, True, "1 thing is damaged.")


def test_a_logo_that_is_missing_or_another_is_said_and_set_again_by_a_person(place):
    library, logo = FileLibrary(place.parent), Logo("svg", b"<svg/>")
    library.set_logo("bakers", logo)
    assert told() == (0, ["All is whole."])
    (place / logo.name).write_bytes(b"<svg onload='alert(1)'/>")
    code, (said, summary) = told("--mend")
    assert (code, summary) == (1, "1 thing is damaged.")
    assert said == (
        f"{place / logo.name} is missing or damaged; the conference has no logo. [by hand] Set it again: "
        "python -m session_finder conference bakers --logo FILE"
    )
    library.set_logo("bakers", logo)
    assert told() == (0, ["All is whole."])


def test_a_programme_put_there_by_hand_that_cannot_be_read_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("SESSION_FINDER_DATA", str(tmp_path))
    monkeypatch.setenv("SESSION_FINDER_CACHE", str(tmp_path / "cache"))
    (tmp_path / "bakers").mkdir()
    (tmp_path / "bakers" / "programme.csv").write_bytes(b"")
    code, (found,) = doctor()
    assert (code, found["by_hand"], str(tmp_path / "bakers" / "programme.csv") in found["wrong"]) == (1, True, True)


def test_a_damaged_cache_is_set_aside_and_keeps_what_is_whole(place, tmp_path):
    cache = VectorCache(tmp_path / "cache", "model", 8)
    entries = {key_of(str(n)): np.full((2, 8), n + 1, dtype=np.float32) for n in range(2000)}
    cache.put(entries)
    cache.close()
    assert doctor() == (0, [])
    content = bytearray(cache.path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    cache.path.write_bytes(content)
    code, (found,) = doctor()
    assert (code, found["wrong"].startswith(f"{cache.path} is damaged (")) == (1, True)
    assert doctor("--mend")[0] == 0
    assert doctor() == (0, [])
    kept = VectorCache(tmp_path / "cache", "model", 8).get(list(entries))
    assert 1800 < len(kept) < 2000
    assert all(np.array_equal(kept[key], entries[key]) for key in kept)
    assert cache.path.with_name(f"{cache.path.name}.damaged-1").read_bytes() == bytes(content)


def test_a_setting_that_cannot_be_is_a_finding(place, monkeypatch):
    monkeypatch.setenv("SESSION_FINDER_RATE", "fast")
    code, (found,) = doctor()
    assert (code, found["by_hand"]) == (1, True)
    assert found["wrong"].startswith("SESSION_FINDER_RATE is 'fast'")


def test_a_database_is_looked_at_too(place, database_url, database, monkeypatch):
    from session_finder.storage.postgres.library import PostgresLibrary

    monkeypatch.setenv("SESSION_FINDER_DATABASE_URL", database_url)
    Bakery(PostgresLibrary(database)).begun().publish("Bread")
    assert doctor() == (0, [])
    with database.change() as connection:
        connection.execute("update session_finder.versions set programme = 'x'")
    code, (found,) = doctor()
    assert (code, found["by_hand"]) == (1, True)
    assert found["wrong"].startswith("Version 1 of bakers is damaged")

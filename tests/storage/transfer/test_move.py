"""Everything of one store into another: both ways, again, after a cut, and what does not fit together."""

import shutil
from contextlib import closing

import numpy as np
import pytest
from bakers import baking, titles
from click.testing import CliRunner

from session_finder.__main__ import main
from session_finder.branding.logo import clean_logo
from session_finder.domain.errors import StoreError
from session_finder.domain.library import Draft
from session_finder.paths import RESOURCES
from session_finder.retrieval.vector_cache import key_of
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.postgres.database import Database
from session_finder.storage.postgres.library import PostgresLibrary
from session_finder.storage.transfer.file_shelf import FileShelf
from session_finder.storage.transfer.move import Moved, move
from session_finder.storage.transfer.postgres_shelf import PostgresShelf
from session_finder.storage.vectors.postgres_cache import VectorTable
from session_finder.storage.vectors.sqlite_cache import VectorCache

LOGO = clean_logo(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>').logo


def stage(library, slug, *names):
    return library.stage(slug, baking(*names), Draft("Ana", "a.csv", "CSV")).number


def filled(library, cache):
    """A store with two conferences, a draft, a roll back, aliases, a mapping, and vectors."""
    library.create("bakers", "Bakers 2027", "Europe/Lisbon", "Ana")
    for number, names in enumerate((("Bread",), ("Bread", "Rolls"), ("Cake",)), start=1):
        stage(library, "bakers", *names)
        library.publish("bakers", number, "Ana", number - 1 or None)
    library.publish("bakers", 2, "Ben", 3)
    stage(library, "bakers", "Tarts")
    library.discard("bakers", stage(library, "bakers", "Nothing"))
    library.set_aliases("bakers", [("SB", "soda bread"), ("RB", "rye bread"), ("RB", "rugbrød")])
    library.set_examples("bakers", ["bread"])
    library.set_day_starts("bakers", "05:00")
    library.set_identity("bakers", {"accent": "#9a3412", "first_day": "2027-05-11", "place": "Porto"})
    library.set_logo("bakers", LOGO)
    library.remember_mapping("bakers", {"title": "Name \ud83d"})
    library.create("millers", "Millers", who="Ben")
    library.hide("millers", True, "Ben")
    cache.put({key_of(str(n)): np.full((2, 8), n + 1, dtype=np.float32) for n in range(1100)})
    cache.words("words", 4).put({b"key": np.ones((3, 4), dtype=np.int8)})
    cache.close()


def everything(library):
    """All that can be asked of a library."""
    said = {}
    for conference in library.all_conferences():
        slug = conference.slug
        kept = library.versions(slug)
        programmes = [library.load(slug, version.number) for version in kept]
        logo = library.logo(slug, conference.identity.logo)
        said[slug] = (conference, kept, programmes, library.remembered_mapping(slug), logo)
    return said, library.audit(), library.conferences()


@pytest.fixture
def files(tmp_path):
    """A folder of programmes and one of vectors, with something in them."""
    filled(FileLibrary(tmp_path / "data"), VectorCache(tmp_path / "cache", "model", 8))
    return FileShelf(tmp_path / "data", tmp_path / "cache")


@pytest.fixture
def there(database):
    return PostgresShelf(database)


def test_everything_moves_to_the_database_and_reads_the_same(files, there, database, tmp_path):
    assert move(files, there) == Moved(2, 4, 7, 1101)
    assert everything(there) == everything(files)
    with closing(VectorCache(tmp_path / "cache", "model", 8)) as here:
        keys = [key_of(str(n)) for n in range(1100)]
        expected = here.get(keys)
        found = VectorTable(database, "model", 8).get(keys)
    assert len(expected) == 1100
    assert all(np.array_equal(found[key], vectors) for key, vectors in expected.items())
    assert VectorTable(database, "model", 8).words("words", 4).get([b"key"])[b"key"].tolist() == [[1] * 4] * 3


def test_everything_moves_back_into_empty_folders_and_reads_the_same(files, there, tmp_path):
    move(files, there)
    back = FileShelf(tmp_path / "back", tmp_path / "vectors")
    moved = move(there, back)
    assert (moved.conferences, moved.versions, moved.vectors, moved.left) == (2, 4, 1101, [])
    assert everything(FileLibrary(tmp_path / "back")) == everything(files)
    with closing(VectorCache(tmp_path / "vectors", "model", 8)) as cache:
        assert len(cache.get([key_of(str(n)) for n in range(1100)])) == 1100
        assert cache.words("words", 4).get([b"key"])[b"key"].tolist() == [[1] * 4] * 3
    assert list((tmp_path / "vectors").glob("*.damaged-*")) == []


def test_both_stores_go_on_after_a_move_as_if_nothing_had_been(files, there):
    move(files, there)
    for library in (files, there):
        assert stage(library, "bakers", "Pie") == 6  # 5 was discarded
        library.publish("bakers", 6, "Ana", 2)
        assert titles(library.load("bakers")) == ["Pie"]


def test_a_second_move_brings_only_what_is_new(files, there):
    move(files, there)
    assert move(files, there) == Moved()
    number = stage(files, "bakers", "Pie")
    files.publish("bakers", number, "Ana", 2)
    assert move(files, there) == Moved(0, 1, 1, 0)
    assert everything(there) == everything(files)


@pytest.mark.parametrize("cut_after", range(13))
def test_a_move_that_was_cut_off_anywhere_goes_on_and_shows_nothing_half(files, there, monkeypatch, cut_after):
    done = []

    def cut(name):
        real = getattr(there, name)

        def step(*arguments):
            if len(done) == cut_after:
                raise ConnectionError
            done.append(name)
            real(*arguments)

        monkeypatch.setattr(there, name, step)

    for name in ("begin", "keep_logo", "add", "point", "record", "keep"):
        cut(name)
    try:
        move(files, there)
    except ConnectionError:
        visible = there.conferences()
        assert all(titles(there.load(seen.slug)) == titles(files.load(seen.slug)) for seen in visible)
    monkeypatch.undo()
    move(files, there)
    assert everything(there) == everything(files)
    assert move(files, there) == Moved()


def test_another_version_of_the_same_number_is_refused_and_nothing_is_changed(files, there):
    there.create("bakers", "Others")
    stage(there, "bakers", "Stones")
    before = everything(there)
    with pytest.raises(StoreError, match=r"^Version 1 of bakers is another one there\. Nothing of it was changed"):
        move(files, there)
    assert everything(there) == before


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b"<svg/>"), lambda path: path.unlink()])
def test_a_logo_that_is_damaged_is_named_and_the_rest_moves_without_it(files, there, tmp_path, damage):
    damage(tmp_path / "data" / "bakers" / LOGO.name)
    assert move(files, there).left == ["The logo of bakers: it is missing or damaged. Set it again."]
    assert there.conference("bakers").identity.logo == ""
    assert there.conference("bakers").identity.place == "Porto"
    assert titles(there.load("bakers")) == titles(files.load("bakers"))


def test_what_was_published_later_there_is_not_overwritten(files, there):
    move(files, there)
    there.publish("bakers", stage(there, "bakers", "Pie"), "Eva", 2)
    with pytest.raises(StoreError, match=r"published there later than here \(version 6 by Eva\)"):
        move(files, there)
    assert titles(there.load("bakers")) == ["Pie"]
    assert move(there, files).versions == 1
    assert titles(files.load("bakers")) == ["Pie"]


def test_what_is_damaged_is_named_and_left_and_changes_nothing_there(files, there, tmp_path):
    versions = tmp_path / "data" / "bakers" / "versions"
    (versions / "4" / "programme.json").write_bytes(b"{}")
    assert move(files, there).left == ["Version 4 of bakers is damaged: its digest is another."]
    assert [version.number for version in there.versions("bakers")] == [3, 2, 1]
    (versions / "2" / "programme.json").write_bytes(b"{}")
    with pytest.raises(StoreError, match=r"bakers was published there \(version 2 by Ben\), and here it was not, or"):
        move(files, there)
    assert titles(there.load("bakers")) == ["Bread", "Rolls"]
    there.delete("bakers", "Ana")
    named = move(files, there).left
    assert [said.split(":")[0] for said in named] == [
        "Version 2 of bakers is damaged",
        "Version 4 of bakers is damaged",
    ]
    assert titles(there.load("bakers")) == titles(files.load("bakers")) == ["Bread"]


def test_the_sample_that_lies_there_by_hand_moves_there_and_back_and_is_the_same(there, tmp_path):
    shutil.copytree(RESOURCES / "data" / "harbour-2027", tmp_path / "data" / "harbour-2027")
    here, back = (FileShelf(tmp_path / name, tmp_path / "cache") for name in ("data", "back"))
    move(here, there)
    assert there.load("harbour-2027").sessions == here.load("harbour-2027").sessions
    assert [(version.number, version.current) for version in there.versions("harbour-2027")] == [(0, True)]
    move(there, back)
    identity = here.conference("harbour-2027").identity
    assert back.conference("harbour-2027").identity == identity
    assert back.logo("harbour-2027", identity.logo) == here.logo("harbour-2027", identity.logo) is not None
    assert back.load("harbour-2027").sessions == here.load("harbour-2027").sessions
    assert stage(there, "harbour-2027", "Cake") == 1
    assert there.publish("harbour-2027", 1, "Ana", 0).current


def test_the_command_sets_up_a_database_moves_there_and_says_what_it_did(files, database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("SESSION_FINDER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SESSION_FINDER_CACHE", str(tmp_path / "cache"))
    run = CliRunner()
    assert run.invoke(main, ["database", "init", "--url", database_url]).stdout == "The tables are up to date.\n"
    done = run.invoke(main, ["migrate-store", "--from", "files", "--to", database_url])
    assert (done.exit_code, done.stdout) == (
        0,
        "2 conferences, 4 versions, 7 lines of the audit and 1,101 vectors are new there; everything was compared and "
        "is the same.\n",
    )
    assert "Moving bakers\n" in done.stderr
    monkeypatch.setenv("SESSION_FINDER_DATABASE_URL", database_url)
    assert "2 current" in run.invoke(main, ["versions", "bakers"]).stdout
    monkeypatch.setenv("SESSION_FINDER_DATA", str(tmp_path / "back"))
    assert run.invoke(main, ["migrate-store", "--from", "database", "--to", "files"]).exit_code == 0
    with closing(Database(database_url)) as database:
        assert everything(FileLibrary(tmp_path / "back")) == everything(PostgresLibrary(database))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["migrate-store", "--from", "files", "--to", "files"], "--from and --to are the same store."),
        (["migrate-store", "--from", "files", "--to", "database"], "A store is files, database ("),
        (["migrate-store", "--from", "files", "--to", "redis://x"], "A store is files, database ("),
        (["database", "init"], "Name the database: --url postgresql://…, or set SESSION_FINDER_DATABASE_URL."),
        (["database", "init", "--url", "postgresql://[so-secret/x"], "cannot be understood."),
        (["database", "init", "--url", "postgresql://a:so-secret@127.0.0.1:1/x"], "The database cannot be set up: "),
    ],
)
def test_what_cannot_be_is_one_sentence_without_a_password(arguments, said, tmp_path, monkeypatch):
    monkeypatch.setenv("SESSION_FINDER_DATA", str(tmp_path))
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "so-secret" not in done.stderr

"""Backups while somebody publishes, restored whole or not at all; and files that somebody else wrote."""

from __future__ import annotations

import json
import os
import shutil
import stat
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from bakers import Bakery, baking, titles
from click.testing import CliRunner
from waiting import until

from session_finder.__main__ import main
from session_finder.access import passwords
from session_finder.branding.logo import clean_logo
from session_finder.domain.errors import StoreError, Unavailable, UserError
from session_finder.domain.identity import Logo
from session_finder.domain.library import Draft
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.transfer import zip_limits
from session_finder.storage.transfer.archive import Archive
from session_finder.storage.transfer.backup import backup, restore
from session_finder.storage.transfer.file_shelf import FileShelf
from session_finder.storage.transfer.postgres_shelf import PostgresShelf

ROOT = Path(__file__).resolve().parents[3]
BACKUPS = 120

# Publishes and renames again and again, until the file is there; prints when it has begun.
PUBLISHER = """
import sys, time
from pathlib import Path
from session_finder.domain.library import Draft
from session_finder.domain.sessions import Programme, Session
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.rules import versioning
versioning.MOST = 5  # so that versions are removed all the time too
place, end = sys.argv[1], Path(sys.argv[2])
if place.startswith("postgresql:"):
    from session_finder.storage.postgres.database import Database
    from session_finder.storage.postgres.library import PostgresLibrary
    library = PostgresLibrary(Database(place))
else:
    library = FileLibrary(Path(place))
current, turn = 1, 0
while not end.exists():
    turn += 1
    sessions = tuple(Session(str(number), f"Bread {number} of {turn}", "flour " * 20) for number in range(20))
    draft = library.stage("bakers", Programme("x", "x", sessions), Draft("Ana", f"{turn}.csv"))
    library.publish("bakers", draft.number, "Ana", current)
    current = draft.number
    library.rename("bakers", f"Bakers {turn}", "Ana")
    if turn == 1:
        print("publishing", flush=True)
    time.sleep(0.03)
print(turn)
"""


@pytest.fixture(params=["files", "database"])
def shelf(request, tmp_path):
    """A store with one conference of which a version is published, and its address for another process."""
    if request.param == "files":
        found, address = FileShelf(tmp_path / "data", tmp_path / "cache"), str(tmp_path / "data")
    else:
        address = request.getfixturevalue("database_url")
        found = PostgresShelf(request.getfixturevalue("database"))
    bakery = Bakery(found).begun()
    bakery.publish("Bread")
    return found, address


@pytest.fixture
def empty(tmp_path):
    """Empty folders."""
    return FileShelf(tmp_path / "back" / "data", tmp_path / "back" / "cache")


def milling(library):
    """Another conference, of which one version is published."""
    library.create("millers", "Millers")
    library.publish("millers", library.stage("millers", baking("Flour"), Draft("Ana", "a.csv")).number, "Ana", None)


def everything(library):
    said = {}
    for conference in library.all_conferences():
        slug = conference.slug
        kept = library.versions(slug)
        programmes = [library.load(slug, version.number) for version in kept]
        said[slug] = (conference, kept, programmes, library.remembered_mapping(slug), library.load(slug))
    return said, library.audit()


def publisher(address, end):
    return subprocess.Popen(
        [sys.executable, "-c", PUBLISHER, address, str(end)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_each_of_many_backups_while_somebody_publishes_is_one_moment_and_restores_whole(shelf, tmp_path):
    store, address = shelf
    with publisher(address, tmp_path / "end") as process:
        try:
            assert process.stdout.readline() == "publishing\n"
            seen = set()
            for number in range(BACKUPS):
                path = tmp_path / f"{number}.backup"
                assert backup(store, tmp_path, path).left == []
                with Archive.read_from(path) as archive:
                    whole = archive.whole("bakers")
                    deeds = [line for line in archive.audit() if line.version is not None]
                    assert whole.last == deeds[-1]
                    assert whole.current == deeds[-1].version
                    assert {line.version for line in deeds} <= set(range(1, whole.last_number + 1))
                seen.add(whole.current)
                if number % 10 == 0:  # backups without a pause leave nobody a turn
                    until(lambda known=whole: store.whole("bakers").last != known.last, "a publish")
                if number % 20 == 0:
                    back = FileShelf(tmp_path / f"back-{number}", tmp_path / "cache")
                    restore(path, back, tmp_path / f"back-{number}", replace=False, who="Ana")
                    found = back.load_served("bakers")
                    assert (found.number, found.damage) == (whole.current, "")
                    assert [version.number for version in back.versions("bakers")] == [
                        version.number for version in sorted(whole.versions, key=lambda one: -one.number)
                    ]
                    assert back.audit() == archive.audit()
        finally:
            (tmp_path / "end").touch()
        turns = int(process.stdout.readline())
    assert len(seen) > 1
    assert turns + 1 >= max(seen)


@pytest.mark.parametrize("into", ["files", "database"])
def test_everything_comes_back_the_same_into_either_store(shelf, tmp_path, into, request):
    store, _ = shelf
    bakery = Bakery(store)
    store.create("millers", "Millers", who="Ben")
    bakery.publish("Bread", "Rolls")
    store.publish("bakers", 1, "Ben", 2)
    bakery.stage("Secret")
    store.set_aliases("bakers", [("SB", "soda bread"), ("SB", "sourdough bread")])
    store.remember_mapping("bakers", {"title": "Name \ud83d"})
    store.set_identity("bakers", {"accent": "#9a3412", "welcome": "Fresh bread"})
    store.set_logo("bakers", clean_logo(DRAWING).logo)
    before = {slug: store.whole(slug) for slug in store.all_slugs()}, store.audit()
    assert backup(store, tmp_path, tmp_path / "a.backup").versions == 3
    if into == "files":
        back = FileShelf(tmp_path / "back", tmp_path / "cache")
    else:
        back = PostgresShelf(request.getfixturevalue("database"))
        if isinstance(store, PostgresShelf):
            for slug in store.all_slugs():
                store.delete(slug, "Ana")
    restore(tmp_path / "a.backup", back, tmp_path / "back", replace=False, who="Ana")
    for slug, whole in before[0].items():
        found = back.whole(slug)
        for name in ("conference", "mapping", "versions", "current", "last", "last_number"):
            ordered = sorted if name == "versions" else lambda value, **_: value
            assert ordered(getattr(found, name), key=lambda one: one.number) == ordered(
                getattr(whole, name), key=lambda one: one.number
            )
    logo = clean_logo(DRAWING).logo
    assert back.logo("bakers", logo.name) == logo.content
    assert set(before[1]) <= set(back.audit())
    assert titles(back.load("bakers")) == ["Bread"]


def test_the_sample_put_there_by_hand_comes_back_byte_for_byte(tmp_path, empty):
    shutil.copytree(ROOT / "data" / "harbour-2027", tmp_path / "data" / "harbour-2027")
    store = FileShelf(tmp_path / "data", tmp_path / "cache")
    backup(store, tmp_path / "data", tmp_path / "a.backup")
    restore(tmp_path / "a.backup", empty, tmp_path / "back" / "data", replace=False, who="Ana")
    for name in ("programme.csv", "about.toml", "logo-d8f9a80f.svg"):
        there = tmp_path / "back" / "data" / "harbour-2027" / name
        assert there.read_bytes() == (ROOT / "data" / "harbour-2027" / name).read_bytes()
    assert empty.load("harbour-2027") == store.load("harbour-2027")


def test_the_password_comes_back_with_it_for_its_owner_only_and_never_over_another(shelf, tmp_path, empty):
    store, _ = shelf
    passwords.set_password(tmp_path / "data", "rye flour and salt")
    backup(store, tmp_path / "data", tmp_path / "a.backup")
    assert stat.S_IMODE((tmp_path / "a.backup").stat().st_mode) == 0o600
    folder = tmp_path / "back" / "data"
    assert restore(tmp_path / "a.backup", empty, folder, replace=False, who="Ana").password
    assert passwords.check(folder, "rye flour and salt")
    assert stat.S_IMODE((folder / ".library" / "password.json").stat().st_mode) == 0o600
    passwords.set_password(folder, "another one, quite long")
    assert not restore(tmp_path / "a.backup", empty, folder, replace=True, who="Ana").password
    assert passwords.check(folder, "another one, quite long")


def test_a_password_that_is_damaged_in_the_backup_keeps_nothing_else_away(shelf, tmp_path, empty):
    store, _ = shelf
    passwords.set_password(tmp_path / "data", "rye flour and salt")
    path = tmp_path / "data" / ".library" / "password.json"
    whole, junk = path.read_bytes(), b'{"hash": "junk", "stamp": "a"}'
    path.write_bytes(junk)
    (named,) = backup(store, tmp_path / "data", tmp_path / "b.backup").left
    assert named.startswith(f"The organizers' password in {path} cannot be read.")
    path.write_bytes(whole)
    assert backup(store, tmp_path / "data", tmp_path / "a.backup").left == []
    remade(tmp_path / "a.backup", lambda entries, _: entries.update({"password.json": junk}))
    folder, said = tmp_path / "back" / "data", []
    assert not restore(tmp_path / "a.backup", empty, folder, replace=False, who="Ana", say=said.append).password
    assert empty.all_slugs() == ("bakers",)
    assert any(line.startswith("The organizers' password in the backup is damaged") for line in said)
    assert not (folder / ".library" / "password.json").exists()


@pytest.mark.parametrize("obstacle", ["file", "link to nothing", "folder"])
def test_what_is_in_the_way_of_a_restore_is_named_and_nothing_changes(bakery, tmp_path, obstacle):
    store = FileShelf(bakery.folder, tmp_path / "cache")
    backup(store, bakery.folder, tmp_path / "a.backup")
    there = tmp_path / "back" / "bakers"
    there.parent.mkdir()
    {"file": there.touch, "link to nothing": lambda: there.symlink_to("nowhere"), "folder": there.mkdir}[obstacle]()
    back = FileShelf(there.parent, tmp_path / "back-cache")
    with pytest.raises(StoreError, match=r"bakers is in the way of a conference\. Move it away\."):
        restore(tmp_path / "a.backup", back, there.parent, replace=False, who="Ana")
    assert [path.name for path in (there.parent / ".library").iterdir() if path.name.startswith((".new", "rest"))] == []
    there.rmdir() if obstacle == "folder" else there.unlink()
    restore(tmp_path / "a.backup", back, there.parent, replace=False, who="Ana")
    assert Bakery(back).served == ["Bread", "Rolls"]


def test_a_store_that_is_not_empty_is_replaced_only_where_that_is_said_and_the_old_is_in_the_trash(shelf, tmp_path):
    store, _ = shelf
    backup(store, tmp_path, tmp_path / "a.backup")
    bakery = Bakery(store)
    bakery.publish("Cake")
    store.create("millers", "Millers")
    with pytest.raises(StoreError, match=r"The store holds conferences already: bakers, millers\. "):
        restore(tmp_path / "a.backup", store, tmp_path, replace=False, who="Ben")
    assert bakery.served == ["Cake"]
    restore(tmp_path / "a.backup", store, tmp_path, replace=True, who="Ben")
    assert (bakery.served, bakery.numbers) == (["Bread"], [1])
    assert store.all_slugs() == ("bakers", "millers")
    assert "delete" in [line.what for line in store.audit("bakers") if line.who == "Ben"]
    if isinstance(store, FileShelf):
        (trash,) = (tmp_path / "data" / ".library" / "trash").iterdir()
        assert sorted(path.name for path in (trash / "versions").iterdir()) == ["1", "2", "last-number"]
        (tmp_path / "data" / "bakers" / "current.json").unlink()
        assert FileLibrary(tmp_path / "data").load_served("bakers").number == 1
    bakery.publish("Tarts")
    assert bakery.served == ["Tarts"]


def test_what_is_damaged_is_left_out_of_a_backup_and_named(bakery, tmp_path, empty):
    bakery.publish("Cake")
    (bakery.place / "versions" / "2" / "programme.json").write_bytes(b"{")
    store = FileShelf(bakery.folder, tmp_path / "cache")
    assert backup(store, bakery.folder, tmp_path / "a.backup").left == [
        "Version 2 of bakers is damaged: its digest is another."
    ]
    restore(tmp_path / "a.backup", empty, tmp_path / "back" / "data", replace=False, who="Ana")
    assert empty.load_served("bakers").number == 1


def test_a_conference_of_which_nothing_is_whole_is_left_out_and_all_others_are_saved(shelf, tmp_path, request):
    store, _ = shelf
    milling(store)
    if isinstance(store, FileShelf):
        (tmp_path / "data" / "bakers" / "versions" / "1" / "programme.json").write_bytes(b"{")
    else:
        with request.getfixturevalue("database").change() as connection:
            connection.execute(
                "update session_finder.versions v set programme = '{' from session_finder.conferences c"
                " where c.id = v.conference and c.slug = 'bakers'"
            )
    saved = backup(store, tmp_path, tmp_path / "a.backup")
    assert saved.left == [
        "Version 1 of bakers is damaged: its digest is another.",
        "All of bakers: nothing of it that was published is whole. Publish its file again, or restore it from an older "
        "backup.",
    ]
    back = FileShelf(tmp_path / "back" / "data", tmp_path / "cache")
    assert restore(tmp_path / "a.backup", back, tmp_path / "back" / "data", False, "Ana").moved.conferences == 1
    assert back.all_slugs() == ("millers",)
    assert titles(back.load("millers")) == ["Flour"]
    Bakery(back).begun().publish("Bread")
    assert titles(back.load("bakers")) == ["Bread"]


def test_a_version_that_stands_in_is_what_a_backup_shows_from_a_database_too(store_in_postgres, database, tmp_path):
    bakery, damage = store_in_postgres
    bakery.publish("Bread")
    bakery.publish("Cake")
    damage("update session_finder.versions set programme = '{' where number = 2")
    assert len(backup(PostgresShelf(database), tmp_path, tmp_path / "a.backup").left) == 1
    back = FileShelf(tmp_path / "back" / "data", tmp_path / "cache")
    restore(tmp_path / "a.backup", back, tmp_path / "back" / "data", False, "Ana")
    assert (back.load_served("bakers").number, titles(back.load("bakers"))) == (1, ["Bread"])


class GoneAway(FileShelf):
    """A store that stops answering once a version's bytes are asked for."""

    def content(self, slug, number):
        raise Unavailable("The database does not answer.")


def test_a_store_that_goes_away_meanwhile_is_not_taken_for_a_damaged_one(bakery, tmp_path):
    with pytest.raises(Unavailable):
        backup(GoneAway(bakery.folder, tmp_path / "cache"), bakery.folder, tmp_path / "a.backup")
    assert not (tmp_path / "a.backup").exists()


SECRET = b"the key of the house"


def linked(path, secret):
    """A link in the place of what lay there, which leads to the same, or to a secret."""
    moved = secret.with_name(f"moved-{path.name}")
    if path.exists():
        path.rename(moved)
    else:
        moved.write_bytes(SECRET)
    path.symlink_to(moved, target_is_directory=moved.is_dir())


# Of the bakers, whose version 2 is published after version 1: what becomes a link, and which version is then saved.
LINKS = {
    ".": None,
    "about.toml": None,
    "current.json": None,
    "versions": None,
    "mapping.json": None,
    "versions/2": 1,
    "versions/2/programme.json": 1,
    "versions/2/version.json": 1,
    "programme.csv": 2,
    "../.library/audit.jsonl": 2,
    "../.library/password.json": 2,
}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_in_the_folder_is_not_followed_and_named(bakery, tmp_path, empty, name):
    bakery.publish("Cake")
    passwords.set_password(bakery.folder, "rye flour and salt")
    path = Path(os.path.normpath(bakery.place / name))
    linked(path, tmp_path / "secret")
    milling(bakery.library)
    saved = backup(FileShelf(bakery.folder, tmp_path / "cache"), bakery.folder, tmp_path / "a.backup")
    assert any(f"{path} is a link" in one for one in saved.left)
    with zipfile.ZipFile(tmp_path / "a.backup") as file:
        assert not any(SECRET in file.read(entry) for entry in file.namelist())
    done = restore(tmp_path / "a.backup", empty, tmp_path / "back" / "data", replace=False, who="Ana")
    assert done.password is (path.name != "password.json")
    assert titles(empty.load("millers")) == ["Flour"]
    if LINKS[name] is None:
        assert empty.all_slugs() == ("millers",)
    else:
        assert empty.load_served("bakers").number == LINKS[name]


# For n = 0, 1, ...: restores into a copy of the library and is killed before its n-th step, until there is none.
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from session_finder.storage.transfer.backup import restore
from session_finder.storage.transfer.file_shelf import FileShelf
path, template, work = map(Path, sys.argv[1:])
for n in range(100):
    data = work / str(n)
    shutil.copytree(template, data)
    child = os.fork()
    if not child:
        shelf, steps = FileShelf(data, data / "cache"), []
        def step(name):
            if len(steps) == n:
                os.kill(os.getpid(), signal.SIGKILL)
            steps.append(name)
        shelf._step = step
        restore(path, shelf, data, True, "Ben")
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if status == 0:
        break
    assert os.WTERMSIG(status) == signal.SIGKILL, status
print(n)
"""


def test_a_restore_killed_at_any_step_is_nothing_or_all_of_it_after_the_next_change(tmp_path):
    store = FileShelf(tmp_path / "data", tmp_path / "cache")
    for slug in ("bakers", "millers"):
        store.create(slug, slug.title())
        number = store.stage(slug, baking("Bread"), Draft("Ana", "a.csv")).number
        store.publish(slug, number, "Ana", None)
    backup(store, tmp_path, tmp_path / "a.backup")
    for slug in ("bakers", "millers"):
        number = store.stage(slug, baking("Cake"), Draft("Ana", "a.csv")).number
        store.publish(slug, number, "Ana", 1)
    arguments = [tmp_path / "a.backup", tmp_path / "data", tmp_path / "work"]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *map(str, arguments)], check=True, cwd=ROOT, capture_output=True, text=True
    )
    ends = []
    for last in range(int(done.stdout) + 1):
        data = tmp_path / "work" / str(last)
        library = FileLibrary(data)
        library.create("nurses", "Nurses")
        served = [titles(library.load(slug)) for slug in ("bakers", "millers")]
        assert served in ([["Bread"]] * 2, [["Cake"]] * 2)
        assert [path.name for path in (data / ".library").iterdir() if path.name.startswith((".new", "restored"))] == []
        ends.append(served[0][0])
    assert ends == sorted(ends, reverse=True)
    assert {*ends} == {"Bread", "Cake"}


def remade(path, change):
    """The backup with other entries: ``change`` takes them as name → bytes."""
    with zipfile.ZipFile(path) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    index = json.loads(entries["session-finder.json"])
    change(entries, index)
    entries["session-finder.json"] = json.dumps(index).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)


def renamed(slug):
    def change(_, index):
        index["conferences"][0]["slug"] = slug

    return change


def other_programme(entries, index):
    (name,) = [name for name in entries if name.startswith("programmes/")]
    entries[name] = entries[name].replace(b"Bread", b"Poison")


def own_programme(sessions):
    content = f'{{"writing": 1, "timezone": "", "sessions": [{sessions}]}}'.encode()

    def change(entries, index):
        entries[name_of(content)] = content
        index["conferences"][0]["versions"][0]["digest"] = name_of(content)[11:-5]

    return change


def name_of(content):
    import hashlib

    return f"programmes/{hashlib.sha256(content).hexdigest()}.json"


HOSTILE = {
    "a way up": renamed("../../bakers"),
    "an absolute path": renamed("/etc/bakers"),
    "a way up for Windows": renamed("..\\bakers"),
    "the program's own folder": renamed(".library"),
    "no slug": renamed(""),
    "a zero": renamed("ba\0kers"),
    "a long slug": renamed("b" * 4000),
    "another programme": other_programme,
    "a programme of another kind": own_programme("7"),
    "two sessions of one id": own_programme('{"id": "1", "title": "A"}, {"id": "1", "title": "B"}'),
    "a time that no other zone has": own_programme('{"id": "1", "title": "A", "start": "9999-12-31T23:59:00+00:00"}'),
    "a zone that is a path": lambda _, index: index["conferences"][0]["about"].update(timezone="../../etc/passwd"),
    "a number of very many digits": lambda _, index: index["conferences"][0].update(last_number=10**300),
    "half a character": lambda _, index: index["conferences"][0]["about"].update(name="\ud800"),
    "files that are a list": lambda _, index: index["conferences"][0].update(by_hand=[]),
    "no programme": lambda entries, _: [entries.pop(name) for name in [*entries] if name.startswith("programmes/")],
    "a digest that is a path": lambda _, index: index["conferences"][0]["versions"][0].update(digest="../../x"),
    "a current version that is none": lambda _, index: index["conferences"][0].update(current=9),
    "numbers that are none": lambda _, index: index["conferences"][0].update(last_number="7"),
    "a conference twice": lambda _, index: index["conferences"].append(index["conferences"][0]),
    "a version twice": lambda _, index: index["conferences"][0]["versions"].append(
        index["conferences"][0]["versions"][0]
    ),
    "a file that is missing": lambda _, index: index["conferences"][0].update(by_hand={"about.toml": "../x"}),
    "no conferences": lambda _, index: index.pop("conferences"),
    "an audit that is none": lambda _, index: index.update(audit=[{"what": "rm"}]),
    "a newer writing": lambda _, index: index.update(writing=2),
    "another kind": lambda _, index: index.update(what="a cake"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_backup_that_somebody_else_wrote_changes_nothing_and_is_one_sentence(shelf, tmp_path, kind):
    store, _ = shelf
    path = tmp_path / "a.backup"
    backup(store, tmp_path, path)
    remade(path, HOSTILE[kind])
    back = FileShelf(tmp_path / "back" / "data", tmp_path / "back" / "cache")
    with pytest.raises(UserError) as refused:
        restore(path, back, tmp_path / "back" / "data", replace=False, who="Ana")
    assert "\n" not in str(refused.value)
    assert str(refused.value)[-1] == "."
    left = [found for found in (tmp_path / "back").rglob("*") if found.is_file() and found.name not in ("lock",)]
    assert left == []
    assert everything(store)[0].keys() == {"bakers"}


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z" /></svg>'
RUNS = DRAWING.replace(b"<path", b"<script>alert(1)</script><path")


def another_logo(logo):
    """A logo under its right name that was not uploaded here."""

    def change(entries, index):
        entries[f"logos/{logo.name}"] = logo.content
        index["conferences"][0]["about"]["identity"]["logo"] = logo.name

    return change


HOSTILE_LOGOS = {
    "a script": another_logo(Logo("svg", RUNS)),
    "no drawing": another_logo(Logo("svg", b"<html/>")),
    "no picture": another_logo(Logo("png", b"\x89PNG\r\n\x1a\n")),
    "a drawing that is called a picture": another_logo(Logo("png", RUNS)),
    "too large": another_logo(Logo("svg", DRAWING + b" " * 200_000)),
    "missing": lambda entries, _: [entries.pop(name) for name in [*entries] if name.startswith("logos/")],
    "another": lambda entries, _: entries.update({name: RUNS for name in entries if name.startswith("logos/")}),
    "a path": lambda _, index: index["conferences"][0]["about"]["identity"].update(logo="../by-hand/x.svg"),
    "a colour that is none": lambda _, index: index["conferences"][0]["about"]["identity"].update(accent="x;y"),
}


@pytest.mark.parametrize("kind", HOSTILE_LOGOS)
def test_a_look_that_somebody_else_wrote_into_a_backup_changes_nothing(shelf, tmp_path, kind):
    store, _ = shelf
    path = tmp_path / "a.backup"
    store.set_logo("bakers", clean_logo(DRAWING).logo)
    backup(store, tmp_path, path)
    remade(path, HOSTILE_LOGOS[kind])
    back = FileShelf(tmp_path / "back" / "data", tmp_path / "back" / "cache")
    with pytest.raises(UserError) as refused:
        restore(path, back, tmp_path / "back" / "data", replace=False, who="Ana")
    assert "\n" not in str(refused.value)
    assert back.all_slugs() == ()


def test_a_logo_that_is_a_link_is_not_followed_and_named(bakery, tmp_path, empty):
    logo = clean_logo(DRAWING).logo
    bakery.library.set_logo("bakers", logo)
    path = bakery.place / logo.name
    linked(path, tmp_path / "secret")
    saved = backup(FileShelf(bakery.folder, tmp_path / "cache"), bakery.folder, tmp_path / "a.backup")
    assert saved.left == [
        f"The logo of bakers: {path} is a link, which is not followed. Put what it leads to in its place."
    ]
    restore(tmp_path / "a.backup", empty, tmp_path / "back" / "data", replace=False, who="Ana")
    assert (empty.load_served("bakers").number, empty.conference("bakers").identity.logo) == (1, "")


def test_a_link_and_further_entries_of_a_backup_are_never_unpacked(shelf, tmp_path, empty):
    store, _ = shelf
    path = tmp_path / "a.backup"
    backup(store, tmp_path, path)
    link = zipfile.ZipInfo("bakers")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(link, "/etc")
        file.writestr("../../evil", b"evil")
        file.writestr("/etc/evil", b"evil")
    restore(path, empty, tmp_path / "back" / "data", replace=False, who="Ana")
    assert titles(empty.load("bakers")) == ["Bread"]
    assert [found for found in tmp_path.rglob("*") if found.name == "evil" or found.is_symlink()] == []


def test_an_entry_that_unpacks_to_very_much_is_refused_at_a_bound(shelf, tmp_path, empty, monkeypatch):
    store, _ = shelf
    path = tmp_path / "a.backup"
    backup(store, tmp_path, path)

    def swollen(entries, _):
        entries.update({name: bytes(2_000_000) for name in entries if name.startswith("programmes/")})

    remade(path, swollen)
    monkeypatch.setattr("session_finder.storage.transfer.archive._MOST", 1_000_000)
    with pytest.raises(StoreError, match="more than 1,000,000 bytes"):
        restore(path, empty, tmp_path / "back" / "data", replace=False, who="Ana")
    assert empty.all_slugs() == ()


def doubled(path, times):
    """The backup with its first entry listed so many times more, as ``zipfile`` itself never writes it."""
    content = path.read_bytes()
    end = content.rindex(b"PK\5\6")
    count, size, start = struct.unpack("<HLL", content[end + 10 : end + 20])
    listed = content[start : start + size]
    first = listed[: listed.index(b"PK\1\2", 4)]
    fresh = first * times + listed
    entries = (count + times) & 0xFFFF
    closing = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, len(fresh), start, 0)
    path.write_bytes(content[:start] + fresh + closing)


def test_an_entry_that_is_listed_twice_is_refused(bakery, tmp_path, empty):
    path = tmp_path / "a.backup"
    backup(FileShelf(bakery.folder, tmp_path / "cache"), bakery.folder, path)
    doubled(path, 1)
    with pytest.raises(StoreError, match=r"\(it lists '.*' 2 times\)\. Nothing was changed\.$"):
        restore(path, empty, tmp_path / "back" / "data", replace=False, who="Ana")


def test_a_list_of_very_many_entries_is_refused_before_it_is_read(bakery, tmp_path, empty):
    path = tmp_path / "a.backup"
    backup(FileShelf(bakery.folder, tmp_path / "cache"), bakery.folder, path)
    doubled(path, 500_000)
    tracemalloc.start()
    try:
        with pytest.raises(StoreError, match=r"its list of entries has [\d,]+ bytes, more than 16,000,000"):
            restore(path, empty, tmp_path / "back" / "data", replace=False, who="Ana")
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("bound", "value", "said"),
    [("ENTRIES", 1, "it lists 3 entries, more than 1"), ("_TOTAL", 100, r"unpacked it has [\d,]+ bytes, more than")],
)
def test_what_is_listed_is_counted_before_any_of_it_is_read(bakery, tmp_path, empty, monkeypatch, bound, value, said):
    path = tmp_path / "a.backup"
    backup(FileShelf(bakery.folder, tmp_path / "cache"), bakery.folder, path)
    monkeypatch.setattr(zip_limits, bound, value)
    monkeypatch.setattr(zip_limits, "_DENSEST", 0)
    with pytest.raises(StoreError, match=rf"is no backup, .*{said}.* Nothing was changed\.$"):
        restore(path, empty, tmp_path / "back" / "data", replace=False, who="Ana")


def test_more_than_a_backup_could_bring_back_is_not_saved(bakery, tmp_path, monkeypatch):
    monkeypatch.setattr(zip_limits, "ENTRIES", 1)
    with pytest.raises(StoreError, match=r"There is more to save than a backup holds \(programmes/"):
        backup(FileShelf(bakery.folder, tmp_path / "cache"), bakery.folder, tmp_path / "a.backup")
    assert not (tmp_path / "a.backup").exists()


def test_a_file_that_many_conferences_name_is_in_memory_once_at_most(bakery, tmp_path, empty):
    (bakery.place / "programme.csv").write_bytes(b"title\n" + b"Bread\n" * 300_000)
    path = tmp_path / "a.backup"
    backup(FileShelf(bakery.folder, tmp_path / "cache"), bakery.folder, path)

    def many(_, index):
        (bakers,) = index["conferences"]
        names = {f"programme-{number}.csv": bakers["by_hand"]["programme.csv"] for number in range(100)}
        index["conferences"] = [{**bakers, "slug": f"bakers-{number}", "by_hand": names} for number in range(20)]

    remade(path, many)
    tracemalloc.start()
    try:
        with Archive.read_from(path) as archive:
            assert len(archive.all_slugs()) == 20
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("part", [0.0, 0.2, 0.5, 0.9, 0.999])
def test_a_backup_that_was_cut_short_is_refused(shelf, tmp_path, empty, part):
    store, _ = shelf
    path = tmp_path / "a.backup"
    backup(store, tmp_path, path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    with pytest.raises(StoreError, match=r"is no backup, or was cut short .* Nothing was changed\.$"):
        restore(path, empty, tmp_path / "back" / "data", replace=False, who="Ana")
    assert empty.all_slugs() == ()


def test_a_flipped_byte_anywhere_in_a_backup_is_found_or_without_effect(bakery, tmp_path):
    path = tmp_path / "a.backup"
    store = FileShelf(bakery.folder, tmp_path / "cache")
    backup(store, bakery.folder, path)
    content = path.read_bytes()
    for place in range(0, len(content), 7):
        damaged = bytearray(content)
        damaged[place] ^= 0x10
        path.write_bytes(damaged)
        back = FileShelf(tmp_path / f"back-{place}", tmp_path / "cache")
        try:
            restore(path, back, tmp_path / f"back-{place}", replace=False, who="Ana")
        except StoreError:
            assert back.all_slugs() == ()
        else:
            assert titles(back.load("bakers")) == titles(store.load("bakers"))


def test_a_backup_is_there_whole_or_not_and_never_over_another(bakery, tmp_path, monkeypatch):
    store = FileShelf(bakery.folder, tmp_path / "cache")
    path = tmp_path / "a.backup"
    path.write_bytes(b"older")
    with pytest.raises(StoreError, match=r"There is a file .* already\. Name another"):
        backup(store, bakery.folder, path)
    assert path.read_bytes() == b"older"

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"No space left on device\. There is no backup\."):
        backup(store, bakery.folder, tmp_path / "b.backup")
    assert sorted(found.name for found in tmp_path.glob("*backup*")) == ["a.backup"]


def test_a_publish_waits_for_a_backup_and_is_not_refused(bakery, tmp_path):
    store = FileShelf(bakery.folder, tmp_path / "cache")
    with publisher(str(bakery.folder), tmp_path / "end") as process:
        with store.snapshot():
            held = bakery.current
            assert store.whole("bakers").current == held
        assert process.stdout.readline() == "publishing\n"
        (tmp_path / "end").touch()
    assert bakery.current > held


def test_the_commands_save_and_bring_back_and_say_what_they_did(bakery, tmp_path, monkeypatch):
    run = CliRunner()
    monkeypatch.setenv("SESSION_FINDER_DATA", str(bakery.folder))
    monkeypatch.setenv("SESSION_FINDER_CACHE", str(tmp_path / "cache"))
    passwords.set_password(bakery.folder, "rye flour and salt")
    path = tmp_path / "a.backup"
    done = run.invoke(main, ["backup", str(path)])
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{path} holds 1 conference, 1 version and 2 lines of the audit.\n"
    again = run.invoke(main, ["backup", str(path), "--json"])
    assert (again.exit_code, again.stdout) == (2, "")
    refused = run.invoke(main, ["restore", str(path)])
    assert (refused.exit_code, "--into-existing" in refused.stderr) == (2, True)
    monkeypatch.setenv("SESSION_FINDER_DATA", str(tmp_path / "back"))
    done = run.invoke(main, ["restore", str(path), "--json"])
    assert json.loads(done.stdout) == {
        "file": str(path),
        "password": True,
        "conferences": 1,
        "versions": 1,
        "lines": 2,
        "left": [],
    }
    assert FileLibrary(tmp_path / "back").load_served("bakers").number == 1
    (bakery.place / "versions" / "1" / "programme.json").write_bytes(b"{")
    monkeypatch.setenv("SESSION_FINDER_DATA", str(bakery.folder))
    milling(bakery.library)
    done = run.invoke(main, ["backup", str(tmp_path / "b.backup")])
    assert (done.exit_code, (tmp_path / "b.backup").exists()) == (1, True)
    assert "left out: All of bakers: nothing of it that was published is whole." in done.stderr

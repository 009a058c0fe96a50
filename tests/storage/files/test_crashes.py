"""The library in trouble: processes killed at each step, publishing at once, full disks, folders that are read-only."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from session_finder.domain.library import Draft
from session_finder.domain.sessions import Programme, Session
from session_finder.storage.files.library import FileLibrary

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]

# For n = 0, 1, ...: does something in a copy of the library and is killed before its n-th step, until there is none.
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from session_finder.domain.library import Draft
from session_finder.domain.sessions import Programme, Session
from session_finder.storage.files.library import FileLibrary
template, work, deed = sys.argv[1:]
for n in range(100):
    folder = Path(work) / str(n)
    shutil.copytree(template, folder)
    child = os.fork()
    if not child:
        steps = []
        def step(name):
            if len(steps) == n:
                os.write(1, name.encode() + b"\\n")
                os.kill(os.getpid(), signal.SIGKILL)
            steps.append(name)
        library = FileLibrary(folder, step)
        if deed == "stage":
            library.stage("bakers", Programme("x", "x", (Session("1", "Tarts"),)), Draft("Ben", "tarts.csv"))
        elif deed == "publish":
            library.publish("bakers", 2, "Ben", 1)
        elif deed == "roll back":
            library.publish("bakers", 1, "Ben", 2)
        elif deed == "rename":
            library.rename("bakers", "Millers", "Ben")
        elif deed == "create":
            library.create("millers", "Millers", "Europe/Lisbon", "Ben")
        elif deed == "delete":
            library.delete("bakers", "Ben")
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if status == 0:
        break
    assert os.WTERMSIG(status) == signal.SIGKILL, status
"""

# Waits until the file is there, then publishes; prints what became of it.
AT_ONCE = """
import sys, time
from pathlib import Path
from session_finder.domain.errors import Conflict
from session_finder.storage.files.library import FileLibrary
folder, number, who, go = sys.argv[1:]
library = FileLibrary(Path(folder))
print("ready", flush=True)
while not Path(go).exists():
    pass
try:
    library.publish("bakers", int(number), who, 1)
    print("won")
except Conflict as error:
    print(error)
"""

# Loads the programme again and again: prints each session's titles that it ever saw, and how often it looked.
READER = """
import sys
from pathlib import Path
from session_finder.storage.files.library import FileLibrary
folder, end = map(Path, sys.argv[1:])
library = FileLibrary(folder)
seen, stamps, last, count = set(), 0, None, 0
while not end.exists() or count == 0:
    stamp = library.stamp()
    stamps, last, count = stamps + (stamp != last), stamp, count + 1
    seen.add(tuple(session.title for session in library.load("bakers").sessions))
    if count == 1:
        print("ready", flush=True)
print(sorted(seen))
print(tuple(session.title for session in library.load("bakers").sessions), count > 5, stamps > 5)
"""

# Stages where files may have so many bytes, as on a full disk; or as somebody who may not write. Prints what happens.
REFUSED = """
import os, resource, sys
from pathlib import Path
import filelock, filelock.asyncio, tomlkit  # while this user may still read them
from session_finder.domain.errors import StoreError
from session_finder.domain.library import Draft
from session_finder.domain.sessions import Programme, Session
from session_finder.storage.files.library import FileLibrary
folder, most = Path(sys.argv[1]), int(sys.argv[2])
if most:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
library = FileLibrary(folder)
library.load("bakers")
if not most and os.geteuid() == 0:
    os.setuid(65534)
abstracts = tuple(Session(str(n), "Cake", "flour " * 100) for n in range(100))
deeds = {
    "stage": lambda: library.stage("bakers", Programme("x", "x", abstracts), Draft("Ben", "cakes.csv")),
    "publish": lambda: library.publish("bakers", 2, "Ben", 1),
    "hide": lambda: library.hide("bakers", True),
    "delete": lambda: library.delete("bakers", "Ben"),
    "create": lambda: library.create("millers", "Millers"),
}
try:
    deeds[sys.argv[3]]()
    print("done")
except StoreError as error:
    print(error)
print([session.title for session in library.load("bakers").sessions])
"""


def child(program, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said(process):
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    return output.splitlines()


def unfinished(folder):
    return [path for path in folder.rglob("*") if path.name.startswith(".new-")]


@pytest.fixture
def killed(bakery, bakery_in, tmp_path):
    """The libraries that are left when a deed is killed before each of its steps, and the last one, that was not."""

    def run(deed):
        (tmp_path / "work").mkdir()
        steps = said(child(KILLED, bakery.folder, tmp_path / "work", deed))
        left = [bakery_in(tmp_path / "work" / str(n)) for n in range(len(steps) + 1)]
        return steps, left

    return run


def deeds(bakery):
    return [line.what for line in bakery.library.audit("bakers")]


def test_staging_killed_at_any_step_leaves_no_half_a_draft(killed):
    steps, left = killed("stage")
    assert steps == [
        *("write last-number", "swap last-number"),
        *("write programme.json", "write version.json", "show the draft"),
    ]
    for bakery in left:
        found = [version.summary for version in bakery.library.versions("bakers")]
        assert found == (["1 added, 2 removed", "2 added"] if bakery is left[-1] else ["2 added"])
        assert bakery.served == ["Bread", "Rolls"]
        again = bakery.stage("Tarts", "Cake")
        assert again.number == 2 + (bakery in left[2:])
        assert bakery.library.publish("bakers", again.number, "Ana", 1).current
        assert bakery.served == ["Tarts", "Cake"]
        assert unfinished(bakery.folder) == []


def test_publishing_killed_at_any_step_serves_the_old_version_until_the_swap_and_then_the_new(bakery, killed):
    bakery.stage("Cake")
    steps, left = killed("publish")
    assert steps == ["write changes", "swap changes", "write current.json", "swap current.json", "audit"]
    for n, crashed in enumerate(left):
        swapped = n > steps.index("swap current.json")
        assert crashed.served == (["Cake"] if swapped else ["Bread", "Rolls"])
        assert [version.number for version in crashed.library.versions("bakers")] == [2, 1]
        assert deeds(crashed) == ["create", "publish"] + ["publish"] * swapped
        if not swapped:
            crashed.library.publish("bakers", 2, "Ana", 1)
        crashed.library.publish("bakers", 1, "Ana", 2)
        assert deeds(crashed) == ["create", "publish", "publish", "roll back"]
        assert len((crashed.folder / ".library" / "audit.jsonl").read_bytes().splitlines()) == 4
        assert unfinished(crashed.folder) == []


def test_a_roll_back_killed_at_any_step_is_a_roll_back_or_none(bakery, killed):
    bakery.publish("Cake")
    steps, left = killed("roll back")
    for n, crashed in enumerate(left):
        swapped = n > steps.index("swap current.json")
        assert crashed.served == (["Bread", "Rolls"] if swapped else ["Cake"])
        assert deeds(crashed)[3:] == ["roll back"] * swapped


def test_renaming_killed_at_any_step_leaves_the_old_name_or_the_new(killed):
    steps, left = killed("rename")
    assert steps == ["write changes", "swap changes", "write about.toml", "swap about.toml", "audit"]
    for n, crashed in enumerate(left):
        (conference,) = crashed.library.conferences()
        assert (conference.name, conference.timezone) == ("Millers" if n > 3 else "Bakers 2027", "Europe/Lisbon")


def test_creating_killed_at_any_step_leaves_no_half_a_conference(killed):
    steps, left = killed("create")
    assert steps == ["show the conference", "audit"]
    for n, crashed in enumerate(left):
        slugs = [conference.slug for conference in crashed.library.all_conferences()]
        assert slugs == (["bakers", "millers"] if n > 0 else ["bakers"])
        assert crashed.publish("Cake").current
        assert unfinished(crashed.folder) == []


def test_deleting_killed_at_any_step_leaves_all_of_it_or_all_in_the_trash(killed):
    steps, left = killed("delete")
    assert steps[-4:] == ["write deleted.json", "swap deleted.json", "move to the trash", "audit"]
    for n, crashed in enumerate(left):
        deleted = n > steps.index("move to the trash")
        assert deeds(crashed) == ["create", "publish"] + ["delete"] * deleted
        if deleted:
            assert crashed.library.all_conferences() == ()
            crashed.library.create("bakers", "Bakers again")
            assert deeds(crashed) == ["create", "publish", "delete", "create"]
        else:
            assert crashed.served == ["Bread", "Rolls"]
            crashed.publish("Cake")
            assert not (crashed.place / "deleted.json").exists()
            assert deeds(crashed) == ["create", "publish", "publish"]


def test_a_running_process_notices_a_publish_that_was_killed_right_after_the_swap(bakery):
    bakery.stage("Cake")

    class Killed(BaseException):
        pass

    stamps = {}

    def step(name):
        stamps[name] = bakery.library.stamp()
        if name == "audit":
            raise Killed

    before = bakery.library.stamp()
    with pytest.raises(Killed):
        FileLibrary(bakery.folder, step).publish("bakers", 2, "Ben", 1)
    assert stamps["swap changes"] == before
    assert len({before, stamps["swap current.json"], stamps["audit"]}) == 3
    assert bakery.served == ["Cake"]


def test_of_two_processes_that_publish_at_once_one_wins_and_the_other_is_told(bakery, tmp_path):
    for round_number in range(3):
        current = bakery.current
        hers, his = bakery.stage(f"Cake {round_number}"), bakery.stage(f"Tarts {round_number}", who="Ben")
        go = tmp_path / f"go-{round_number}"
        program = AT_ONCE.replace("who, 1)", f"who, {current})")
        racers = [
            child(program, bakery.folder, number, who, go)
            for number, who in ((hers.number, "Ana"), (his.number, "Ben"))
        ]
        for racer in racers:
            assert racer.stdout.readline() == "ready\n"
        go.touch()
        ana, ben = [said(racer) for racer in racers]
        won = ana == ["won"]
        loser, winner, number = (ben, "Ana", hers.number) if won else (ana, "Ben", his.number)
        assert (ana if won else ben) == ["won"]
        assert loser[0].startswith(f"{winner} published version {number} on ")
        assert bakery.current == number
        assert bakery.served == [f"{'Cake' if won else 'Tarts'} {round_number}"]


def test_a_reader_during_fifty_publishes_never_sees_half_a_version(bakery, tmp_path):
    breads = [f"Bread {number}" for number in range(200)]
    cakes = [f"Cake {number}" for number in range(300)]
    made = [bakery.library.stage("bakers", *_draft(names)).number for names in (breads, cakes)]
    bakery.library.publish("bakers", made[0], "Ana", 1)
    reader = child(READER, bakery.folder, tmp_path / "end")
    assert reader.stdout.readline() == "ready\n"
    for turn in range(50):
        bakery.library.publish("bakers", made[1 - turn % 2], "Ana", made[turn % 2])
    (tmp_path / "end").touch()
    assert said(reader) == [str(sorted([tuple(breads), tuple(cakes)])), f"{tuple(breads)} True True"]


def _draft(names):
    return Programme("x", "x", tuple(Session(name, name) for name in names)), Draft("Ana", "x.csv")


def test_on_a_full_disk_nothing_changes_and_the_advice_is_to_make_room(bakery):
    for most in (1, 1000, 20_000):
        assert said(child(REFUSED, bakery.folder, most, "stage")) == [
            f"The disk of {bakery.folder} is full. What attendees see has not changed. Make room there and try again.",
            "['Bread', 'Rolls']",
        ]
        assert [version.number for version in bakery.library.versions("bakers")] == [1]
    assert unfinished(bakery.folder) == []
    assert bakery.publish("Cake").current


def test_on_a_disk_that_is_full_a_publish_does_not_happen(bakery):
    bakery.stage("Cake")
    refused, served = said(child(REFUSED, bakery.folder, 100, "publish"))
    assert (refused.split(". ")[1], served) == ("What attendees see has not changed", "['Bread', 'Rolls']")
    assert bakery.library.publish("bakers", 2, "Ana", 1).current


def test_a_publish_whose_audit_cannot_be_written_is_done_and_told_by_the_next(bakery, caplog):
    audit = bakery.folder / ".library" / "audit.jsonl"
    aside = audit.rename(audit.with_suffix(".aside"))
    bakery.stage("Cake")
    library = FileLibrary(
        bakery.folder, lambda step: step == "swap current.json" and (audit.unlink(missing_ok=True), audit.mkdir())
    )
    assert library.publish("bakers", 2, "Ana", 1).current
    assert f"Cannot write {audit}" in caplog.text
    audit.rmdir()
    aside.rename(audit)
    assert deeds(bakery) == ["create", "publish", "publish"]
    bakery.stage("Tarts")
    assert len(audit.read_bytes().splitlines()) == 3


@pytest.mark.parametrize("deed", ["stage", "publish", "hide", "delete", "create"])
def test_in_a_folder_that_cannot_be_written_programmes_are_served_and_nothing_else(bakery_in, deed):
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to others
        place = Path(name) / "data"
        bakery = bakery_in(place)
        bakery.library.create("bakers", "Bakers")
        bakery.publish("Bread")
        bakery.stage("Cake")
        for path in [place.parent, place, *place.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        assert said(child(REFUSED, place, 0, deed)) == [
            f"{place} cannot be written. What attendees see has not changed. Let the user that runs this program "
            "write there and try again.",
            "['Bread']",
        ]
        for path in [place.parent, place, *place.rglob("*")]:
            path.chmod(0o755)
        shutil.rmtree(place)

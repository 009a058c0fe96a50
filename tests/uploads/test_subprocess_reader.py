"""Files read in a child process: the same answers, and what a child does badly costs its own upload."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from workbook_files import text_rows, workbook

from session_finder.intake import read_programme
from session_finder.intake.model.sources import Row
from session_finder.uploads import Near, Request, lines_around, read_upload
from session_finder.uploads.subprocess_reader import Children

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILES = ROOT / "tests" / "intake" / "sample_files"
CSV = b"Title;Abstract;Start\nKnots;Six knots that hold.;2027-03-28 01:30\nSails \xff;;2027-10-31 02:30\n"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals are POSIX's")


def misbehaving(how, **options):
    return Children(command=(sys.executable, str(HERE / "misbehaving.py"), how), **options)


def advice(children, tick=float):
    reading = read_upload([(CSV, "a.csv")], Request("Europe/Lisbon"), tick, children=children)
    assert reading.programme is None
    (problem,) = reading.problems
    assert problem.level == "error"
    return problem.advice


def own_children():
    return {child.pid for child in psutil.Process().children()}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (CSV, "knots.csv"),
        (workbook({"A": text_rows(("Title",), ("Knots",)), "B": text_rows(("Title", "x"), ("\u3042", "1"))}), "a.xlsx"),
        ((FILES / "harbour.xls").read_bytes(), "harbour.xls"),
        (b'[{"title": "\\ud83d alone", "start": "2027-05-11T09:00+02:00"}]', "a.json"),
        (b"%PDF", "a.pdf"),
        (b"", "nothing.csv"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_child_reads_a_file_as_the_process_itself_would(content, name):
    here = read_programme(content, name, "Europe/Lisbon", "Boats", sheet="")
    apart = read_upload([(content, name)], Request("Europe/Lisbon", "Boats"))
    assert apart == here
    assert repr(apart.programme) == repr(here.programme)


def test_columns_that_were_chosen_last_are_used_where_the_file_has_them_and_nothing_else_is_chosen():
    remembered = {"title": "Abstract"}

    def titles(**chosen):
        return [s.title for s in read_upload([(CSV, "a.csv")], Request(**chosen)).programme.sessions]

    assert titles(remembered=remembered)[0] == "Six knots that hold."
    assert titles(remembered=remembered, mapping={})[0] == "Knots"
    assert titles(remembered={"title": "Was"})[0] == "Knots"
    assert titles(mapping=remembered)[0] == "Six knots that hold."


def test_files_beside_the_first_and_the_sheet_that_is_chosen_are_read_too():
    two = workbook({"A": text_rows(("Title",), ("Knots",), ("Sails",)), "B": text_rows(("Title",), ("Ropes",))})
    reading = read_upload([(two, "a.xlsx"), (b"%PDF", "b.pdf")], Request(sheet="B"))
    assert reading.problems == read_programme(two, "a.xlsx", sheet="B", beside=[(b"%PDF", "b.pdf")]).problems
    assert reading.problems[0].advice.startswith("b.pdf: This seems to be a PDF")
    assert read_upload([(two, "a.xlsx")], Request(sheet="B")).programme.sessions[0].title == "Ropes"


def test_lines_around_a_line_come_from_a_child_too():
    near = lines_around([(b"a,b\n1,2\n3," + b"x" * 300 + b"\n", "a.csv")], "", 3)
    assert near == Near(("a", "b"), (Row(1, ("a", "b")), Row(2, ("1", "2")), Row(3, ("3", "x" * 200))))
    assert lines_around([(b"%PDF", "a.pdf")], "", 3) == Near()


def test_a_child_knows_neither_the_model_nor_the_pages():
    code = "import sys, session_finder.uploads.child as child; print(sorted(sys.modules))"
    known = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for heavy in ("torch", "transformers", "streamlit", "numpy", "pandas"):
        assert f"'{heavy}'" not in known


def test_a_file_that_holds_the_interpreter_of_its_child_is_given_up_at_the_limit():
    before = own_children()
    turns = []
    stop = threading.Event()

    def search():  # what the other threads of a server do meanwhile
        while not stop.is_set():
            turns.append(time.monotonic())
            time.sleep(0.01)

    thread = threading.Thread(target=search)
    thread.start()
    said = advice(misbehaving("hang", seconds=1.5))
    stop.set()
    thread.join()
    assert said == (
        "Reading this file was ended, because it took more than 2 seconds. "
        "Save the sheet with the sessions alone, as CSV, and upload that."
    )
    assert own_children() <= before
    assert len(turns) > 10


@pytest.mark.parametrize(
    ("how", "begins"),
    [
        ("fill", "Reading this file takes more memory than one file may have. Save the sheet"),
        ("crash", "This file ended the program that read it, which nothing else noticed."),
        ("fail", "This file ended the program that read it, which nothing else noticed."),
        ("handles", "This file ended the program that read it, which nothing else noticed."),
        ("write", "This file ended the program that read it, which nothing else noticed."),
        ("garble", "This file ended the program that read it, which nothing else noticed."),
    ],
)
def test_a_child_that_ends_without_an_answer_is_told_as_a_problem(how, begins):
    assert advice(misbehaving(how)).startswith(begins)


def test_what_ended_a_child_stands_in_the_log(caplog):
    advice(misbehaving("fail"))
    assert "ZeroDivisionError: a fault of ours" in caplog.text


def test_what_a_library_prints_does_not_stand_in_the_answer():
    assert read_upload([(CSV, "a.csv")], Request(), children=misbehaving("chatter")) == read_programme(CSV, "a.csv")


def test_a_wait_that_is_given_up_ends_the_child():
    class GivenUpError(BaseException):
        pass

    def tick(seconds):
        if seconds > 0.5:
            raise GivenUpError

    before = own_children()
    with pytest.raises(GivenUpError):
        advice(misbehaving("hang"), tick)
    assert own_children() <= before


def test_more_files_than_may_be_read_at_once_wait_and_are_then_refused():
    children = misbehaving("hang", most=1, seconds=3.0, patience=0.5)
    first = threading.Thread(target=advice, args=(children,))
    started = own_children()
    first.start()
    while own_children() <= started:
        time.sleep(0.02)
    before = own_children()
    assert advice(children).startswith("Other files are being read here, and this one waited in vain.")
    assert own_children() <= before
    first.join()


def test_a_spare_child_takes_the_next_file_and_a_dead_one_is_replaced():
    children = Children()
    before = own_children()
    children.warm()
    children.warm()
    (spare,) = own_children() - before
    assert read_upload([(CSV, "a.csv")], Request(), children=children).programme
    assert not own_children() - before
    children.warm()
    (spare,) = own_children() - before
    os.kill(spare, signal.SIGKILL)
    psutil.Process(spare).wait(5) if psutil.pid_exists(spare) else None
    assert read_upload([(CSV, "a.csv")], Request(), children=children).programme


@pytest.mark.skipif(sys.platform != "linux", reason="another process's limits are seen on Linux only")
@pytest.mark.parametrize("stage", ["spare", "given a file", "at work"])
def test_a_child_ends_with_a_server_that_is_killed(stage):
    code = (
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "from test_subprocess_reader import *\n"
        "children = misbehaving('hang')\n"
        "children.warm(); print(*own_children(), flush=True)\n"
        f"time.sleep(60) if {stage == 'spare'} else advice(children)\n"
    )
    command = [sys.executable, "-c", code, str(HERE), str(HERE.parent)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        child = psutil.Process(int(server.stdout.readline()))
        while stage == "at work" and not holds_the_interpreter(child):
            time.sleep(0.05)
        server.kill()
    with contextlib.suppress(psutil.NoSuchProcess):
        child.wait(20)
    assert not child.is_running()


def holds_the_interpreter(child):
    """Whether a child's reading has begun: it is at its limits by then."""
    return child.rlimit(psutil.RLIMIT_CORE) == (0, 0) and child.rlimit(psutil.RLIMIT_NOFILE)[0] < 100

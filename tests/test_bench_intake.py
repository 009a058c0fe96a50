"""What the benchmark of the intake makes up and compares, and the small files whose right reading is known."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from benchmarks.intake import cases, variants
from benchmarks.intake.columns import FIELDS
from benchmarks.intake.scoring import DROPPED, RIGHT, SILENT, TOLD, score
from benchmarks.intake.truths import truths
from session_finder.domain.sessions import Session

PLAIN = {dimension: options[0] for dimension, options in variants.OPTIONS.items()}
KNOTS = Session(
    "1", "Knots", "Knots, and why they hold.", ("Ada Moss",), start=datetime.fromisoformat("2027-05-11T09:00")
)


@pytest.fixture(scope="module")
def sample():
    return truths(real=False)


@pytest.mark.parametrize("number", range(len(cases.CASES)), ids=lambda number: cases.CASES[number]["file"])
def test_a_small_file_is_read_as_it_should_be_or_is_marked(number):
    if not cases.FOLDER.is_dir():
        pytest.skip("../shared/cases is not here")
    case = cases.CASES[number]
    found = cases.differences(case)
    if "fails" in case:
        assert found, f"{case['file']} is read rightly now: remove its line `fails` from benchmarks/intake/cases.toml"
    assert found == [] or "fails" in case


def test_a_case_names_what_differs(tmp_path):
    (tmp_path / "a.csv").write_text("id,title,start,room,speakers\n7,Knots,2027-05-11 09:00,Quay,Ada Moss (U North)\n")
    known = {"file": "a.csv", "sessions": 1, "starts": ["2027-05-11T09:00"], "ids": [cases.digest("7", exact=True)]}
    known |= {"rooms": [cases.digest("quay")], "speakers": [cases.digest_of_list(["Ada Moss"])], "breaks": 0}
    assert cases.differences(known | {"problems": ["no-time-zone"]}, tmp_path) == []
    assert cases.differences(known | {"sessions": 2}, tmp_path) == ["sessions: 1, not 2"]
    assert cases.differences(known | {"starts": ["2027-05-11T09:00+02:00"]}, tmp_path) == ["starts: 1 of 1 wrong"]
    assert cases.differences(known | {"speakers": [cases.digest_of_list(["Ada", "Moss"])]}, tmp_path) == [
        "speakers: 1 of 1 wrong"
    ]
    assert cases.differences(known | {"refused": True, "says": "zone"}, tmp_path) == ["not refused"]
    assert cases.differences({"file": "a.csv", "sessions": 9, "or_says": "time zone"}, tmp_path) == []
    assert cases.differences({"file": "a.csv", "sessions": 9, "or_says": "one"}, tmp_path) == ["sessions: 1, not 9"]


def test_words_that_stand_together_are_found_by_their_digest(tmp_path):
    (tmp_path / "a.csv").write_text('title,abstract\nKnots,"Why, after all, they hold"\n')
    needle = f"3:{cases.digest('after all they')}"
    assert cases.differences({"file": "a.csv", "holds": [needle]}, tmp_path) == []
    assert cases.differences({"file": "a.csv", "holds": [needle.replace("3:", "2:")]}, tmp_path) == [
        "1 of 1 expressions are lost"
    ]


def test_a_made_up_file_is_the_same_each_time(sample):
    assert variants.make(137, sample) == variants.make(137, sample)
    assert variants.make(137, sample).content != variants.make(138, sample).content


def test_a_plain_file_is_read_rightly(sample):
    plain = variants.make(0, sample)
    assert variants.changed(plain) == ()
    assert {check.outcome for check in score(plain).checks} == {RIGHT}


def test_half_of_the_files_differ_in_one_dimension_and_name_how(sample):
    made = [variants.make(number, sample) for number in range(1, 50)]
    counts = Counter(len(variants.changed(one)) for one in made)
    assert counts[0] == 0
    assert 15 < counts[1] < 35
    assert all(variants.ways(one.number) == [f"{name}: {way}" for name, way in one.changes.items()] for one in made)
    assert all(one.sessions and one.headers["title"] for one in made)


@pytest.mark.parametrize(
    ("header", "cell", "outcome"),
    [
        ("start", "2027-05-11 09:00", RIGHT),
        ("start", "2027-05-11 10:00", SILENT),
        ("start", "when the tide is in", TOLD),
        ("Xylophone", "2027-05-11 09:00", DROPPED),
    ],
)
def test_a_loss_is_told_dropped_or_silent(header, cell, outcome):
    content = f"title,abstract,{header}\nKnots,Knots and why they hold,{cell}\n".encode()
    headers = {"title": ("title",), "text": ("abstract",), "start": (header,)}
    file = variants.Variant(0, content, "a.csv", "", "Europe/Lisbon", PLAIN, (KNOTS,), (), headers)
    assert {check.field: check.outcome for check in score(file).checks} == {
        "title": RIGHT,
        "text": RIGHT,
        "start": outcome,
    }


def test_a_rejected_row_that_is_read_is_a_loss():
    content = b"title,fate\nKnots,in\nTar,out\n"
    headers = {"title": ("title",), "state": ("fate",)}
    file = variants.Variant(0, content, "a.csv", "", "", PLAIN, (KNOTS,), ("Tar",), headers)
    assert [(check.field, check.outcome) for check in score(file).checks] == [("title", RIGHT), ("state", DROPPED)]


def test_an_affiliation_and_a_turned_name_are_the_same_person():
    rows = 'title,abstract,speakers\nKnots,Knots and why they hold,"Moss, Ada (U North); Bela Kern, U South"\n'
    wanted = Session("1", "Knots", "Knots and why they hold", ("Ada Moss", "Bela Kern"))
    headers = {"speakers": ("speakers",)}
    file = variants.Variant(0, rows.encode(), "a.csv", "", "", PLAIN, (wanted,), (), headers)
    assert [check.outcome for check in score(file).checks] == [RIGHT]


def test_every_field_is_compared(sample):
    assert {field for number in range(60) for field in variants.make(number, sample).headers} == set(FIELDS)

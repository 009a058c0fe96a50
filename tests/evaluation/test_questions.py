import csv
from datetime import datetime
from pathlib import Path

import pytest

from session_finder.domain.sessions import Programme, Session
from session_finder.evaluation.golden import GoldenError
from session_finder.evaluation.questions import AskedQuestion, check_questions, read_questions, subject_form

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "harbour-2027"
QUESTIONS = SAMPLE / "questions.jsonl"
BREAD = '{"id": "q1", "text": "bread today", "language": "en", "read": {"subjects": ["bread"], "from": "09:30"}}'
PROGRAMME = Programme("p", "Bakers", (Session("S-1", "Bread", format="talk"),))
SERVICE = {"break", "registration", "social"}


@pytest.fixture
def asked(tmp_path):
    """Write text to a file of questions and read it."""

    def write(content):
        path = tmp_path / "questions.jsonl"
        path.write_text(content, encoding="utf-8")
        return read_questions(path)

    return write


def listed(read):
    """The ids of the sessions in the CSV that have these facets, in time order."""
    with (SAMPLE / "programme.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if has(row, read)]
    return tuple(row["id"] for row in sorted(rows, key=lambda row: row["start"]))


def has(row, read):
    start, end = row["start"][11:], row["end"][11:]
    minutes = (datetime.fromisoformat(row["end"]) - datetime.fromisoformat(row["start"])).seconds // 60
    values = {facet: {row[facet]} for facet in ("format", "track", "level", "room", "language")}
    values |= {"tag": set(row["tags"].split("; ")), "speaker": set(row["speakers"].split("; "))}
    values |= {"day": {row["start"][:10]}, "code": {row["id"]}}
    return (
        all(values[facet] & set(read[facet]) for facet in values.keys() & read.keys())
        and (row["format"] not in SERVICE or row["format"] in read.get("format", ()))
        and read.get("from", "00:00") <= start
        and end <= read.get("to", "24:00")
        and ("at" not in read or start <= read["at"] < end)
        and read.get("longer", 0) <= minutes <= read.get("shorter", 24 * 60)
    )


def test_a_line_is_a_question_with_its_reading(asked):
    line = BREAD[:-1] + ', "now": "2027-05-11T09:30", "proposed": {"without": ["rye"]}, "sessions": []}'
    assert asked(line) == (
        AskedQuestion(
            "q1",
            "bread today",
            "en",
            datetime.fromisoformat("2027-05-11T09:30"),
            {"subjects": ("bread",), "from": "09:30"},
            {"without": ("rye",)},
            (),
        ),
    )


def test_what_may_be_missing(asked):
    assert asked(BREAD)[0] == AskedQuestion(
        "q1", "bread today", "en", read={"subjects": ("bread",), "from": "09:30"}, sessions=None
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"language": "en"', '"language": "pt"', "the language is one of en, de, es, fr, ja, not 'pt'"),
        ('"language": "en"', '"language": "en", "answers": {}', "unknown key 'answers'"),
        ('"subjects"', '"subject"', "unknown key 'subject'"),
        ('["bread"]', '"bread"', "a list of texts is expected, not 'bread'"),
        ('["bread"]', '[""]', "a text is expected, not ''"),
        ('"09:30"', '"9:30"', "Invalid isoformat string"),
        ('"09:30"', '"09:30:10"', "a time of day is HH:MM"),
        ('"from": "09:30"', '"longer": "60"', "longer is a number of minutes, not '60'"),
        ('"from": "09:30"', '"longer": true', "longer is a number of minutes, not True"),
        ('"from": "09:30"', '"day": ["Thursday"]', "Invalid isoformat string"),
        ('"language": "en"', '"language": "en", "now": "2027-05-11T09:30Z"', "now is a local time without a zone"),
        ('"language": "en"', '"language": "en", "now": "soon"', "Invalid isoformat string"),
        ('"language": "en"', '"language": "en", "proposed": ["rye"]', "a reading is an object"),
        ('"text": "bread today", ', "", "KeyError"),
        (BREAD, "[]", "AttributeError"),
        (BREAD, "[" * 200_000, "RecursionError"),
    ],
)
def test_a_line_that_is_no_question_is_named_with_the_reason(asked, old, new, reason):
    with pytest.raises(GoldenError, match=r"questions\.jsonl, line 2: not a question with its reading") as error:
        asked(BREAD + "\n" + BREAD.replace("q1", "q2").replace(old.replace("q1", "q2"), new))
    assert reason in str(error.value)


def test_a_question_named_twice_is_refused(asked):
    with pytest.raises(GoldenError, match=r"line 3: the id 'q1' stands on an earlier line too"):
        asked(f"{BREAD}\n\n{BREAD}\n")


def test_a_file_without_questions_is_refused(asked):
    with pytest.raises(GoldenError, match="holds no question"):
        asked("\n \n")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (AskedQuestion("q1", "x", "en", read={"format": ("Talk",)}), "'Talk', which is no format of Bakers"),
        (AskedQuestion("q1", "x", "en", read={"code": ("s-1",)}), "'s-1', which is no code of Bakers"),
        (AskedQuestion("q1", "x", "en", read={"day": ("2027-05-11",)}), "'2027-05-11', which is no day of Bakers"),
        (AskedQuestion("q1", "x", "en", sessions=("S-1", "S-9")), "'S-9', which is no session of Bakers"),
    ],
)
def test_a_value_that_the_programme_does_not_have_is_named(question, reason):
    with pytest.raises(GoldenError, match=f"^Question q1 names {reason}"):
        check_questions((question,), PROGRAMME)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("talks about Graphs!", "graphs"),
        ("graphs", "graphs"),
        ("Santé ?", "sante"),
        ("グラフ", "グラフ"),
        ("the", ""),
    ],
)
def test_subjects_are_compared_without_case_punctuation_and_stop_words(text, form):
    assert subject_form(text) == form


def test_the_questions_fit_the_sample_programme(sample):
    questions = read_questions(QUESTIONS)
    check_questions(questions, sample)
    assert len(questions) >= 150
    assert {question.language for question in questions} == {"en", "de", "es", "fr", "ja"}
    assert len({(question.text, question.now) for question in questions}) == len(questions)
    alone = [question for question in questions if question.read == {"subjects": (question.text,)}]
    assert len(alone) >= 50


def test_the_listed_sessions_are_those_with_the_facets():
    questions = read_questions(QUESTIONS)
    searched = {question.id for question in questions if {"subjects", "without"} & question.read.keys()}
    assert {question.id for question in questions if question.sessions is None} == searched
    for question in questions:
        if question.sessions is not None:
            assert (question.id, question.sessions) == (question.id, listed(question.read)[:20])

from pathlib import Path

import pytest

from session_finder.domain.sessions import Programme, Session
from session_finder.evaluation.golden import GoldenError, JudgedQuery, check_answers, read_golden

GOLDEN = Path(__file__).resolve().parents[2] / "data" / "harbour-2027" / "golden.jsonl"
BREAD = '{"id": "g1", "text": "bread", "answers": {"S-1": 3, "S-2": 1}, "kind": "short"}'
PROGRAMME = Programme("p", "Bakers", (Session("S-1", "Bread"), Session("S-2", "Rolls")))


@pytest.fixture
def golden(tmp_path):
    """Write bytes or text to a golden file and read it."""

    def write(content):
        path = tmp_path / "golden.jsonl"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_golden(path)

    return write


def test_a_line_is_an_interest_with_its_graded_answers(golden):
    assert golden(BREAD + "\n") == (JudgedQuery("g1", "bread", {"S-1": 3, "S-2": 1}, "short"),)


def test_a_kind_may_be_missing_and_an_interest_may_have_no_answer(golden):
    assert golden('{"id": 7, "text": "x", "answers": {}}') == (JudgedQuery("7", "x", {}, ""),)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\n\n \n"])
def test_line_ends_and_empty_lines_do_not_matter(golden, line_end):
    assert [interest.id for interest in golden(BREAD + line_end + BREAD.replace("g1", "g2"))] == ["g1", "g2"]


def test_a_byte_order_mark_does_not_matter(golden):
    assert golden("\ufeff" + BREAD)[0].text == "bread"


def test_a_line_separator_inside_an_interest_is_part_of_it(golden):
    assert golden(BREAD.replace('"bread"', '"bread\u2028and\u0085butter"'))[0].text == "bread\u2028and\u0085butter"


@pytest.mark.parametrize(
    "line",
    [
        "bread",
        "[]",
        "null",
        "{}",
        '{"id": "g2", "text": "x"}',
        '{"id": "g2", "text": "x", "answers": ["S-1"]}',
        '{"id": "g2", "text": "x", "answers": {"S-1": "very"}}',
        '{"id": "g2", "text": "x", "answers": {"S-1": null}}',
        '{"id": "g2", "text": "x", "answers": {"S-1": Infinity}}',
        '{"id": "g2", "text": "x", "answers": {"S-1": 2.5}}',
        '{"id": "g2", "text": "x", "answers": {"S-1": -1}}',
        '{"id": "g2", "text": "x", "answers": {"S-1": 4}}',
        '{"id": "g2", "text": "x", "answers": {"S-1": true}}',
        "[" * 200_000,
    ],
)
def test_a_line_that_is_no_judged_interest_is_named(golden, line):
    with pytest.raises(GoldenError, match=r"golden\.jsonl, line 2: not a judged interest"):
        golden(f"{BREAD}\n{line}\n")


def test_an_interest_named_twice_is_refused_because_it_would_count_twice(golden):
    with pytest.raises(GoldenError, match=r"line 3: the id 'g1' stands on an earlier line too"):
        golden(f"{BREAD}\n\n{BREAD}\n")


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_a_file_without_interests_is_refused(golden, content):
    with pytest.raises(GoldenError, match="holds no judged interest"):
        golden(content)


def test_a_file_in_another_encoding_is_refused_by_its_first_strange_byte(golden):
    with pytest.raises(GoldenError, match="is not UTF-8: byte 25 "):
        golden(BREAD.replace("bread", "caf\u00e9").encode("cp1252"))


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(GoldenError, match=r"golden\.jsonl cannot be read: No such file or directory\.$"):
        read_golden(tmp_path / "golden.jsonl")


def test_answers_that_are_all_sessions_pass():
    check_answers((JudgedQuery("g1", "bread", {"S-1": 3, "S-2": 1}),), PROGRAMME)


def test_an_answer_that_is_no_session_of_the_programme_is_named():
    judged = (JudgedQuery("g1", "bread", {"S-1": 3}), JudgedQuery("g2", "rolls", {"S-9": 1, "S-2": 3, "S-8": 1}))
    with pytest.raises(GoldenError, match=r"^Interest g2 names 'S-8', which is no session of Bakers\.$"):
        check_answers(judged, PROGRAMME)


def test_the_golden_set_holds_sixty_interests_that_the_sample_programme_answers(sample):
    judged = read_golden(GOLDEN)
    assert len(judged) == 60
    assert len({interest.text for interest in judged}) == 60
    check_answers(judged, sample)
    breaks = {session.id for session in sample.sessions if session.is_break}
    assert {interest.id for interest in judged if interest.answers.keys() & breaks} == set()
    assert {grade for interest in judged for grade in interest.answers.values()} == {1, 2, 3}
    assert [interest.id for interest in judged if max(interest.answers.values()) < 2] == []


def test_the_golden_set_has_every_way_of_typing_that_the_issue_names():
    kinds = {interest.kind for interest in read_golden(GOLDEN)}
    assert kinds >= {"short", "vague", "acronym", "misspelled", "advert", "name"}

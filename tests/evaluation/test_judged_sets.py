import pytest

from session_finder.domain.sessions import Programme, Session
from session_finder.evaluation.golden import GoldenError, JudgedQuery
from session_finder.evaluation.judged_sets import is_judged_set, read_judged_set, titles_for_abstracts

DOCS = (
    '{"id": "d1", "title": "Bread", "text": "Rye and water"}\n'
    '{"id": "d2", "title": "", "text": "Castles"}\n'
    '{"id": 3, "text": "Maps"}\n'
)
QUERIES = '{"id": "q1", "text": "baking"}\n{"id": 2, "text": "old walls"}\n'
QRELS = "q1\td1\t2\nq1\td2\t1\n2\td2\t1\n"
FILES = {"docs.jsonl": DOCS, "queries.jsonl": QUERIES, "qrels.tsv": QRELS}


@pytest.fixture
def judged_set(tmp_path):
    """Write a set to a folder, some of its files replaced (None: not there), and read it."""

    def write(**changed):
        folder = tmp_path / "loaves"
        folder.mkdir()
        for name, usual in FILES.items():
            content = changed.get(name.split(".")[0], usual)
            if content is not None:
                (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_judged_set(folder)

    return write


def refusal(judged_set, **changed):
    with pytest.raises(GoldenError) as refused:
        judged_set(**changed)
    return str(refused.value)


# ---- the three files ----------------------------------------------------------------------------------------------


def test_documents_are_the_sessions_of_a_programme_named_by_its_folder(judged_set):
    programme, _ = judged_set()
    sessions = (Session("d1", "Bread", "Rye and water"), Session("d2", "", "Castles"), Session("3", "", "Maps"))
    assert programme == Programme("loaves", "loaves", sessions)


def test_interests_have_the_grades_of_their_documents_in_the_order_of_their_file(judged_set):
    _, judged = judged_set(queries='{"id": "2", "text": "old walls"}\n{"id": "q1", "text": "baking"}\n')
    assert judged == (JudgedQuery("2", "old walls", {"d2": 1}), JudgedQuery("q1", "baking", {"d1": 2, "d2": 1}))


@pytest.mark.parametrize("line_end", ["\r\n", "\n\n", "\n \n"])
def test_line_ends_and_empty_lines_do_not_matter(judged_set, line_end):
    changed = {name.split(".")[0]: content.replace("\n", line_end) for name, content in FILES.items()}
    programme, judged = judged_set(**changed)
    assert [session.id for session in programme.sessions] == ["d1", "d2", "3"]
    assert [interest.answers for interest in judged] == [{"d1": 2, "d2": 1}, {"d2": 1}]


def test_byte_order_marks_do_not_matter(judged_set):
    programme, judged = judged_set(**{name.split(".")[0]: f"\ufeff{content}" for name, content in FILES.items()})
    assert (len(programme.sessions), len(judged)) == (3, 2)


def test_a_line_separator_inside_a_text_is_part_of_it(judged_set):
    programme, _ = judged_set(docs=DOCS.replace("Rye and", "Rye\u2028and\u0085"))
    assert programme.sessions[0].abstract == "Rye\u2028and\u0085 water"


@pytest.mark.parametrize("grade", ["0", "-1", " 0 "])
def test_an_interest_without_a_positive_grade_is_left_out(judged_set, grade):
    _, judged = judged_set(qrels=f"q1\td1\t{grade}\n2\td1\t{grade}\n2\td2\t1\n")
    assert judged == (JudgedQuery("2", "old walls", {"d2": 1}),)


def test_an_interest_that_nobody_judged_is_left_out(judged_set):
    _, judged = judged_set(qrels="q1\td1\t1\n")
    assert [interest.id for interest in judged] == ["q1"]


def test_judgements_of_an_interest_that_is_not_asked_are_left_out(judged_set):
    _, judged = judged_set(qrels=QRELS + "q9\td1\t3\n")
    assert [interest.id for interest in judged] == ["q1", "2"]


# ---- files that are wrong -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["docs.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_one_sentence(judged_set, tmp_path, name):
    message = refusal(judged_set, **{name.split(".")[0]: None})
    assert message == f"{tmp_path / 'loaves' / name} cannot be read: No such file or directory."


@pytest.mark.parametrize("name", ["docs.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_file_in_another_encoding_is_refused_by_its_first_strange_byte(judged_set, tmp_path, name):
    message = refusal(judged_set, **{name.split(".")[0]: FILES[name].encode() + "caf\u00e9".encode("cp1252")})
    strange = len(FILES[name]) + 3
    assert message == f"{tmp_path / 'loaves' / name} is not UTF-8: byte {strange} cannot be read."


@pytest.mark.parametrize("name", ["docs.jsonl", "queries.jsonl"])
@pytest.mark.parametrize("line", ["bread", "{", '{"id": "x"', "[" * 200_000, '"id": "x"'])
def test_a_line_that_is_not_json_is_named(judged_set, tmp_path, name, line):
    first = FILES[name].split("\n")[0]
    message = refusal(judged_set, **{name.split(".")[0]: f"{first}\n{line}\n"})
    assert message.startswith(f"{tmp_path / 'loaves' / name}, line 2: not JSON (")


@pytest.mark.parametrize("name", ["docs.jsonl", "queries.jsonl"])
@pytest.mark.parametrize("line", ["[]", "null", "7", '"bread"'])
def test_a_line_that_is_no_object_is_named(judged_set, tmp_path, name, line):
    first = FILES[name].split("\n")[0]
    message = refusal(judged_set, **{name.split(".")[0]: f"{first}\n{line}\n"})
    assert message == f"{tmp_path / 'loaves' / name}, line 2: not an object with names and values."


@pytest.mark.parametrize(
    ("line", "lacking"),
    [
        ("{}", "id"),
        ('{"id": "", "text": "x"}', "id"),
        ('{"id": null, "text": "x"}', "id"),
        ('{"id": ["d9"], "text": "x"}', "id"),
        ('{"id": 1.5, "text": "x"}', "id"),
        ('{"id": "d9", "text": ["x"]}', "text"),
        ('{"id": "d9", "title": {}, "text": "x"}', "title"),
    ],
)
def test_a_document_without_its_id_or_with_texts_that_are_none_is_named(judged_set, tmp_path, line, lacking):
    message = refusal(judged_set, docs=f"{DOCS}{line}\n")
    assert message == f"{tmp_path / 'loaves' / 'docs.jsonl'}, line 4: {lacking!r} is missing."


@pytest.mark.parametrize(
    ("line", "lacking"), [('{"text": "x"}', "id"), ('{"id": ""}', "id"), ('{"id": "q1", "text": ["x"]}', "text")]
)
def test_an_interest_without_its_id_or_with_a_text_that_is_none_is_named(judged_set, tmp_path, line, lacking):
    message = refusal(judged_set, queries=f"{line}\n")
    assert message == f"{tmp_path / 'loaves' / 'queries.jsonl'}, line 1: {lacking!r} is missing."


def test_a_document_named_twice_is_refused(judged_set, tmp_path):
    message = refusal(judged_set, docs=DOCS + '{"id": "3", "text": "Maps again"}\n')
    assert message == f"{tmp_path / 'loaves' / 'docs.jsonl'}, line 4: the id '3' stands on an earlier line too."


@pytest.mark.parametrize(
    "line", ["q1", "q1\td1", "q1 d1 1", "q1\td1\t1\tx", "q1\td1\t", "q1\td1\tgood", "q1\td1\t1.5", "q1\td1\t-"]
)
def test_a_judgement_that_is_not_three_fields_with_a_whole_grade_is_named(judged_set, tmp_path, line):
    message = refusal(judged_set, qrels=f"{QRELS}{line}\n")
    place = f"{tmp_path / 'loaves' / 'qrels.tsv'}, line 4"
    assert message == f"{place}: not query, document and grade with tabs between."


@pytest.mark.parametrize("grade", [0, 1])
def test_a_judgement_of_a_document_that_is_not_there_is_named(judged_set, tmp_path, grade):
    message = refusal(judged_set, qrels=f"q1\td1\t1\nq1\td9\t{grade}\n")
    assert message == f"{tmp_path / 'loaves' / 'qrels.tsv'}, line 2: 'd9' is no document of docs.jsonl."


@pytest.mark.parametrize(
    "changed", [{"qrels": ""}, {"qrels": "q1\td1\t0\n"}, {"qrels": "q9\td1\t1\n"}, {"queries": "\n"}]
)
def test_a_set_that_asks_for_nothing_is_refused(judged_set, tmp_path, changed):
    message = refusal(judged_set, **changed)
    assert message == f"{tmp_path / 'loaves'}: no interest of queries.jsonl has a document in qrels.tsv."


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["docs.jsonl", "queries.jsonl", "qrels.tsv"], True),
        (["docs.jsonl", "queries.jsonl"], True),
        (["docs.jsonl", "qrels.tsv"], False),
        (["queries.jsonl", "programme.csv"], False),
        ([], False),
    ],
)
def test_a_folder_with_documents_and_interests_is_a_judged_set(tmp_path, names, expected):
    for name in names:
        (tmp_path / name).touch()
    assert is_judged_set(tmp_path) is expected
    assert is_judged_set(tmp_path / "nowhere") is False


# ---- a programme that nobody has judged ---------------------------------------------------------------------------


def test_each_title_asks_for_its_abstract_and_the_titles_are_taken_away():
    sessions = (Session("1", "Bread", "Rye", track="Oven"), Session("2", "Maps", "Castles"))
    programme, judged = titles_for_abstracts(Programme("p", "Bakers", sessions, "Europe/Lisbon", "v1"))
    assert judged == (JudgedQuery("title 1", "Bread", {"1": 1}), JudgedQuery("title 2", "Maps", {"2": 1}))
    bare = (Session("1", "", "Rye", track="Oven"), Session("2", "", "Castles"))
    assert programme == Programme("p", "Bakers", bare, "Europe/Lisbon", "v1")


def test_sessions_without_title_or_abstract_stay_as_they_are_and_are_not_asked_for():
    sessions = (Session("1", "Bread", ""), Session("2", "", "Castles"), Session("3", "Maps", "Walls"))
    programme, judged = titles_for_abstracts(Programme("p", "Bakers", sessions))
    assert judged == (JudgedQuery("title 1", "Maps", {"3": 1}),)
    assert programme.sessions == (*sessions[:2], Session("3", "", "Walls"))


def test_each_session_of_one_title_answers_it():
    sessions = (Session("1", "Bread", "Rye"), Session("2", "Maps", "Walls"), Session("3", "Bread", "Wheat"))
    _, judged = titles_for_abstracts(Programme("p", "Bakers", sessions))
    assert [(interest.text, interest.answers) for interest in judged] == [
        ("Bread", {"1": 1, "3": 1}),
        ("Maps", {"2": 1}),
    ]


def test_breaks_are_neither_asked_for_nor_found():
    sessions = (Session("1", "Lunch", "Rolls", format="lunch"), Session("2", "Maps", "Walls"))
    programme, judged = titles_for_abstracts(Programme("p", "Bakers", sessions))
    assert [session.id for session in programme.sessions] == ["2"]
    assert [interest.answers for interest in judged] == [{"2": 1}]


@pytest.mark.parametrize(
    "sessions",
    [(), (Session("1", "Bread"),), (Session("1", "", "Rye"),), (Session("1", "Lunch", "Rolls", format="lunch"),)],
)
def test_a_programme_with_nothing_to_ask_is_refused(sessions):
    with pytest.raises(GoldenError, match=r"^Bakers has no session with a title and an abstract to measure with\.$"):
        titles_for_abstracts(Programme("p", "Bakers", sessions))

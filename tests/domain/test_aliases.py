import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.domain.aliases import Aliases

LONG = "Fast Healthcare Interoperability Resources"
FHIR = Aliases([("FHIR", LONG)])
ML = Aliases([("ML", "machine learning"), ("ML", "statistical learning"), ("K8s", "Kubernetes")])
FORMS = [
    "FHIR",
    "fhir",
    LONG,
    "ML",
    "machine learning",
    "Statistical  Learning",
    "k8s",
    "Kubernetes",
    "C++",
    "C",
    "R&D",
]
PAIRS = [("FHIR", LONG), ("ML", "machine learning"), ("K8s", "Kubernetes"), ("C++", "C plus plus"), ("R&D", "research")]
TABLE = Aliases(PAIRS)
texts = st.lists(st.sampled_from([*FORMS, "bread", "maps", " ", "  ", ", ", "\n", "(", ")", "'s "])).map("".join)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("FHIR", [LONG]),
        (f"the {LONG} of nurses", ["FHIR"]),
        (f"{LONG} (FHIR)", []),
        ("nurses", []),
        ("", []),
    ],
)
def test_what_a_text_says_brings_its_other_form_unless_that_is_said_too(text, missing):
    assert FHIR.missing(text) == missing


@pytest.mark.parametrize("text", ["fhir", "Fhir", "fast HEALTHCARE interoperability resources"])
def test_case_does_not_matter(text):
    assert len(FHIR.missing(text)) == 1
    assert FHIR.missing(f"FHIR, {LONG.upper()}") == []


def test_any_white_space_between_the_words_of_a_form_will_do():
    assert FHIR.missing("Fast  Healthcare\nInteroperability\u00a0Resources") == ["FHIR"]


@pytest.mark.parametrize("text", ["FHIRs", "xFHIR", "FHIR_2", "FHIR4", "\u00e9FHIR", "F HIR", "Fast Healthcare"])
def test_only_whole_words_count(text):
    assert FHIR.missing(text) == []


@pytest.mark.parametrize("text", ["(FHIR)", "FHIR's", "HL7/FHIR", "pre-FHIR", "FHIR.", "\u00abFHIR\u00bb"])
def test_marks_beside_a_form_do_no_harm(text):
    assert FHIR.missing(text) == [LONG]


def test_one_form_may_stand_for_several_in_the_order_of_the_table():
    assert ML.missing("ML") == ["machine learning", "statistical learning"]
    assert ML.missing("machine learning or ML") == ["statistical learning"]


def test_several_forms_in_a_text_bring_theirs_in_the_order_they_are_said():
    assert ML.missing("Kubernetes for ML") == ["K8s", "machine learning", "statistical learning"]


def test_a_form_that_two_said_ones_share_is_brought_once():
    assert ML.missing("machine learning and statistical learning") == ["ML"]


def test_other_forms_come_as_the_organizer_wrote_them_with_single_spaces():
    assert Aliases([("  ML ", " Machine \n Learning ")]).missing("ml") == ["Machine Learning"]


def test_of_two_forms_that_begin_alike_the_longer_is_found():
    table = Aliases([("C", "the C language"), ("C++", "C plus plus"), ("map", "atlas"), ("map reduce", "MR")])
    assert table.missing("C++ and map reduce") == ["C plus plus", "MR"]
    assert table.missing("C and a map") == ["the C language", "atlas"]


@pytest.mark.parametrize("form", ["C++", "C#", ".NET", "R&D", "A|B", "[x]", "a.b", "(ML)", "why?", "c*", "\\d", "^x$"])
def test_characters_that_mean_something_to_a_pattern_are_taken_as_they_are(form):
    table = Aliases([(form, "another way")])
    assert table.missing(f"about {form} today") == ["another way"]
    assert table.missing("another way") == [form]
    assert table.missing("axb, ab, c, 7, x, wh") == []


@pytest.mark.parametrize("pairs", [[], [("", "bread")], [("bread", " ")], [("Bread", "BREAD")], [("a  b", "A b")]])
def test_pairs_that_say_nothing_are_left_out(pairs):
    table = Aliases(pairs)
    assert table.missing("bread A b") == []
    assert table.expand("bread A b") == "bread A b"


def test_an_interest_is_expanded_by_the_other_forms_in_brackets():
    assert FHIR.expand("fhir for nurses") == f"fhir for nurses ({LONG})"
    assert ML.expand("ML") == "ML (machine learning, statistical learning)"


@given(st.text())
def test_a_table_of_nothing_changes_no_text(text):
    assert Aliases().expand(text) == text
    assert Aliases().missing(text) == []


@given(st.text(alphabet=st.characters(exclude_characters="FfMmKkCcRr\u212a")))
def test_a_text_without_any_form_stays_as_it_is(text):
    assert TABLE.expand(text) == text


@given(texts)
def test_expanding_twice_adds_nothing_new(text):
    once = TABLE.expand(text)
    assert once.startswith(text)
    assert TABLE.missing(once) == []
    assert TABLE.expand(once) == once


@given(texts)
def test_no_form_is_missing_twice(text):
    missing = [form.casefold() for form in ML.missing(text)]
    assert len(set(missing)) == len(missing)

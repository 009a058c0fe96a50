import math
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.retrieval.evidence import NAMED, AskedTerms, Evidence, best_evidence, near_spans, tells
from session_finder.retrieval.keywords import KeywordIndex
from session_finder.retrieval.passages import Document
from session_finder.text.analyzer import stem, term_spans, terms

PAGES = [
    Document("Graph networks", "message passing on graphs, Wojciech Go\u0142\u0119biewski"),
    Document("Bread", "sourdough bread and graphs; an e\ufb03cient o\ufb03ce"),
    Document("Churn", "a graph of who leaves"),
]
KNOWN = [
    "mapping",
    "Maps",
    "Go\u0142\u0119biewski",
    "Goł\u0065\u0328biewski",
    "o\ufb03ces",
    "Stra\u00dfe",
    "42",
    "CAF\u00c9",
    "cafe\u0301",
]
known_text = st.lists(st.sampled_from([*KNOWN, " ", "-", "_", ". ", "\n", "(", "the "])).map("".join)


@pytest.fixture(scope="module")
def pages():
    return KeywordIndex(PAGES)


def marked(text, interest):
    return [(text[start:end], term) for start, end, term in term_spans(text, frozenset(terms(interest)))]


# ---- spans --------------------------------------------------------------------------------------------------------


def test_words_are_marked_by_their_stems_in_order():
    assert term_spans("We map what mapping maps", frozenset({"map"})) == [
        (3, 6, "map"),
        (12, 19, "map"),
        (20, 24, "map"),
    ]


def test_a_word_that_only_begins_alike_is_not_marked():
    assert marked("bread breadth broad", "breads") == [("bread", "bread")]


@pytest.mark.parametrize(
    "written", ["Go\u0142\u0119biewski", "Go\u0142e\u0328biewski", "golebiewski", "GO\u0141\u0118BIEWSKI"]
)
@pytest.mark.parametrize("asked", ["golebiewski", "Go\u0142\u0119biewski"])
def test_a_name_is_marked_whole_however_its_accents_are_written(written, asked):
    assert marked(f"by {written}, Gda\u0144sk", asked) == [(written, "golebiewski")]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("o\ufb03ces", "office"),
        ("\ufb01nding", "find"),
        ("Stra\u00dfe", "strasse"),
        ("\u0153uvres", "oeuvre"),
        ("\uff2d\uff41\uff50", "map"),
    ],
)
def test_ligatures_and_letters_of_other_widths_are_marked_as_they_were_written(written, asked):
    assert [found for found, _ in marked(f"An {written}!", asked)] == [written]


@pytest.mark.parametrize("text", ["data_map", "data-map", "data/map", "(data)map"])
def test_words_joined_by_marks_are_marked_apart(text):
    assert [found for found, _ in marked(text, "map data")] == ["data", "map"]


@pytest.mark.parametrize("asked", [frozenset(), frozenset({"castle"})])
def test_nothing_is_marked_that_was_not_asked_for(asked):
    assert term_spans("bread and maps", asked) == []
    assert term_spans("", asked) == []


@given(known_text | st.text(max_size=40), st.sets(st.sampled_from(KNOWN)))
def test_spans_are_slices_of_the_text_whose_stem_is_the_term(text, wanted):
    asked = frozenset(term for word in wanted for term in terms(word))
    found = term_spans(text, asked)
    assert all(term in asked and term in terms(text[start:end]) for start, end, term in found)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert [span for *span, _ in found] == sorted(span for *span, _ in found)


@given(known_text)
def test_all_that_a_text_says_is_marked_when_all_of_it_is_asked_for(text):
    asked = frozenset(terms(text))
    assert {term for *_, term in term_spans(text, asked)} == asked


@given(known_text)
def test_composed_or_not_the_same_terms_are_marked(text):
    asked = frozenset(term for word in KNOWN for term in terms(word))
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    one, other = ([term for *_, term in term_spans(form, asked)] for form in forms)
    assert one == other


# ---- terms --------------------------------------------------------------------------------------------------------


def test_the_terms_of_an_interest_are_those_of_the_programme(pages):
    assert pages.search("a talk about graphs and castles").terms == {"graph"}


@pytest.mark.parametrize(
    ("interest", "term"),
    [
        ("gaph", "graph"),
        ("sourdoug", "sourdough"),
        ("mesage", "messag"),
        ("golebievski", "golebiewski"),
        ("offise", "offic"),
    ],
)
def test_a_misspelled_word_becomes_the_term_that_was_meant(pages, interest, term):
    assert pages.search(interest).terms == {term}


@pytest.mark.parametrize("interest", ["", "how do I", "?!", "zebra", "\u9762\u5305"])
def test_an_interest_that_says_nothing_known_has_no_terms(pages, interest):
    assert pages.search(interest).terms == frozenset()


def test_a_programme_of_nothing_has_no_terms():
    assert KeywordIndex([]).search("bread").terms == frozenset()
    assert KeywordIndex([Document("", "")]).search("bread").terms == frozenset()


@given(st.text(max_size=60))
def test_terms_are_always_words_of_the_programme(interest):
    known = {term for page in PAGES for term in terms(f"{page.title} {page.text}")}
    assert KeywordIndex(PAGES).search(interest).terms <= known


# ---- rarity -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("term", "documents"), [("graph", 3), ("bread", 1), ("zebra", 0)])
def test_rarity_is_bm25s_inverse_document_frequency(pages, term, documents):
    assert pages.rarity(term) == pytest.approx(math.log(1 + (3 - documents + 0.5) / (documents + 0.5)))


def test_the_fewer_say_a_word_the_rarer_it_is(pages):
    assert pages.rarity("graph") < pages.rarity("bread") < pages.rarity("zebra")


# ---- the best evidence ----------------------------------------------------------------------------------------------

LOAF = "A loaf is made by hand and left alone for one whole night."
SOURDOUGH = "Sourdough bread rises in a bowl of water, flour and salt."
MAPS = "Every map in this hall was drawn before anybody had measured."


def meaning(*scores):
    return np.array(scores, dtype=np.float32)


def found(said, scores, *asked, near=None, facts=None, named=False):
    """The evidence in sentences of these closenesses for equally rare words."""
    terms_asked = AskedTerms(dict.fromkeys(map(stem, asked), 1.0), near or {})
    return best_evidence(" ".join(said), facts or {}, meaning(*scores), terms_asked, named)


def text_of(said, scores, *asked, **more):
    evidence = found(said, scores, *asked, **more)
    return evidence and evidence.text


def test_nothing_has_no_evidence():
    assert found([], [], "graph") is None
    assert found([], [], "graph", facts={"title": "Bread", "tags": ""}) is None


def test_without_words_the_sentence_nearest_in_meaning_is_the_evidence():
    assert text_of([LOAF, SOURDOUGH, MAPS], [0.1, 0.3, 0.2]) == SOURDOUGH
    assert text_of([LOAF, SOURDOUGH], [0.2, 0.2004]) == LOAF  # of equals the first


@pytest.mark.parametrize(("ahead", "best"), [(NAMED / 3 - 0.01, SOURDOUGH), (NAMED / 3 + 0.01, MAPS)])
def test_what_a_sentence_holds_of_the_query_is_worth_its_share_of_a_fixed_number_of_cosines(ahead, best):
    assert text_of([MAPS, LOAF, SOURDOUGH], [0.1 + ahead, 0.0, 0.1], "sourdough", "bread", "map") == best


def test_a_rare_word_weighs_more_than_a_common_one():
    asked = AskedTerms({"sourdough": 2.0, "map": 1.0, "other": 1.0})
    assert (asked.coverage(SOURDOUGH), asked.coverage(MAPS), asked.coverage(LOAF)) == (0.5, 0.25, 0.0)
    assert AskedTerms({}).coverage(LOAF) == 0.0


def test_a_sentence_that_holds_a_word_goes_before_a_nearer_one_that_holds_none():
    assert text_of([LOAF, MAPS, SOURDOUGH], [0.9, 0.8, 0.1], "bread") == SOURDOUGH


def test_a_word_that_stands_there_twice_counts_once():
    twice = "Bread, bread and more bread for all of us who bake."
    assert text_of([twice, LOAF, SOURDOUGH], [0.2, 0.0, 0.2], "sourdough", "bread") == SOURDOUGH


def test_a_word_counts_in_any_of_its_forms():
    by = "It is told by Go\u0142e\u0328biewski who has baked for forty years."
    assert text_of([LOAF, MAPS, by], [0.2, 0.2, 0.1], "golebiewski") == by


def test_a_word_that_is_near_in_meaning_counts_by_its_closeness_and_is_named():
    near = {"bread": {"food": 0.7}, "drawn": {"food": 0.2}}
    evidence = found([MAPS, LOAF, SOURDOUGH], [0.1, 0.0, 0.1], "food", near=near)
    assert evidence == Evidence(SOURDOUGH, "abstract", frozenset({"bread"}))
    exact = found([LOAF, SOURDOUGH], [0.1, 0.1], "bread", "rise", near={"bread": {"rise": 0.6}})
    assert exact.near == frozenset()  # it stands there itself


def test_a_fragment_is_shown_with_the_neighbour_that_holds_more_of_the_query():
    assert text_of([LOAF, "About bread.", SOURDOUGH], [0.1, 0.9, 0.1], "bread", "sourdough") == (
        f"About bread. {SOURDOUGH}"
    )
    assert text_of([LOAF, "About bread."], [0.1, 0.9], "bread") == f"{LOAF} About bread."
    assert text_of(["About bread."], [0.1], "bread") == "About bread."
    assert (
        text_of(["About bread.", LOAF[:-1] + " word" * 80], [0.9, 0.1], "bread") == "About bread."
    )  # would be too long


def test_a_second_sentence_is_shown_where_it_holds_more_of_what_is_asked():
    assert text_of([SOURDOUGH, MAPS, LOAF], [0.2, 0.1, 0.1], "bread", "map") == f"{SOURDOUGH} {MAPS}"
    assert text_of([SOURDOUGH, MAPS, LOAF], [0.2, 0.1, 0.1], "bread") == SOURDOUGH


def test_where_another_text_holds_far_more_that_is_the_evidence():
    facts = {"title": "Bread", "tags": "castles, sourdough", "track": "Castles"}
    assert found([LOAF], [0.9], "castle", facts=facts) == Evidence("castles, sourdough", "tags")
    assert found([LOAF, SOURDOUGH], [0.9, 0.1], "sourdough", facts=facts).source == "abstract"
    assert found([LOAF, SOURDOUGH], [0.9, 0.1], "zebra", facts=facts) == Evidence(LOAF)
    near = found([LOAF], [0.9], "fort", facts=facts, near={"castles": {"fort": 0.6}})
    assert near == Evidence("castles, sourdough", "tags", frozenset({"castles"}))


def test_near_words_are_placed_in_a_text_without_those_that_stand_in_the_query():
    text = "Bread and bakers' loaves"
    assert near_spans(text, frozenset({"bread"}), frozenset({"bread", "loaves"})) == [(18, 24)]


@pytest.mark.parametrize(
    "said",
    [
        "[Text to come]",
        "<p>",
        "To be announced.",
        "TBA",
        "Topics: 1.",
        "Learning goals:",
        "We cover: (a)",
        "[1]: https://example.org/a [2]: https://example.org/b",
        "https://example.org/bread",
        "1 2 3 4 5",
        "",
    ],
)
def test_what_tells_nothing_is_no_reason(said):
    assert not tells(said)


@pytest.mark.parametrize(
    "said",
    [
        "Bread.",
        "1. Bake bread with the ovens of 1886.",
        "Our recipe is at https://example.org/bread and on paper.",
        "The talk [part two] goes on.",
        "\u9762\u5305\u3068\u57ce",
        "All talks to be announced later are about bread.",
    ],
)
def test_a_sentence_that_tells_something_is_shown(said):
    assert tells(said)
    assert text_of([said], [0.1]) == said


@pytest.mark.parametrize("said", ["Lorem ipsum " + "dolor " * 90, "( lorem\n ipsum )", "To be\n announced", "- " * 90])
def test_a_text_that_is_to_come_is_known_by_its_beginning_and_with_any_blanks(said):
    assert not tells(said)


@pytest.mark.parametrize("run", ["- ", "[", "[a]", "[a][1", "1", ": "])
def test_the_longest_runs_are_read_within_a_search(run):
    assert not tells("-" + run * 100_000 + "bread")  # hours where a stretch is read again and again


@pytest.mark.parametrize("run", [" ", "to be "])
def test_the_longest_runs_of_blanks_and_words_tell_something(run):
    assert tells("-" + run * 100_000 + "bread")


def test_who_is_named_is_the_evidence_where_no_sentence_names_them():
    facts = {"title": "Castles", "speakers": "Ana Silva, Eva Horn"}
    assert found([LOAF, SOURDOUGH], [0.9, 0.1], "ana", "silva", facts=facts, named=True).source == "speakers"
    assert found([LOAF, SOURDOUGH], [0.9, 0.1], "bread", named=True).text == SOURDOUGH
    assert found([LOAF], [0.9], "bread", named=True) is None

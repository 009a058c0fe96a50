import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.retrieval.keywords import K1, B, KeywordIndex
from session_finder.retrieval.passages import Document
from session_finder.text.analyzer import stem, terms, words

PAGES = [
    Document("Graph networks", "message passing, Wojciech Gołębiewski, Ní Mhaoláin"),
    Document("Bread", "sourdough bread, baking; FHIR"),
    Document("", ""),
    Document("Churn", "a graph of who leaves"),
]


@pytest.fixture(scope="module")
def pages():
    return KeywordIndex(PAGES)


def best(index, interest):
    return int(index.scores(interest).argmax())


def test_a_score_is_bm25_over_what_words_as_rare_as_can_be_would_get():
    index = KeywordIndex([Document("", "graph"), Document("", "bread bread bread")])
    length, mean = 1, 2
    rarity, rarest = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5)), math.log(1 + (2 + 0.5) / 0.5)
    coverage = 1 / (1 + K1 * (1 - B + B * length / mean))
    assert index.scores("graph").tolist() == pytest.approx([rarity * coverage / rarest, 0.0], rel=1e-5)
    assert index.scores("graph zebra").tolist() == pytest.approx([rarity * coverage / rarest / 2, 0.0], rel=1e-5)


def test_a_word_of_the_title_counts_three_times(pages):
    scores = pages.scores("graph")
    assert scores[0] > scores[3] > 0 == scores[1] == scores[2]


@pytest.mark.parametrize(
    ("interest", "row"),
    [("golebiewski", 0), ("GOŁĘBIEWSKI", 0), ("ni mhaolain", 0), ("fhir", 1), ("networking", 0), ("leaving", 3)],
)
def test_accents_case_and_endings_do_not_matter(pages, interest, row):
    assert best(pages, interest) == row


@pytest.mark.parametrize(("interest", "row"), [("gaph", 0), ("netwroks", 0), ("sourdoug", 1), ("mesage pasing", 0)])
def test_a_slip_of_the_finger_still_finds(pages, interest, row):
    assert best(pages, interest) == row


@pytest.mark.parametrize("interest", ["", "how do I", "zzz", "fir", "x7y8z", "\u4f60\u597d", "!?", "craph"])
def test_words_that_are_not_there_score_nothing(pages, interest):
    assert pages.scores(interest).tolist() == [0, 0, 0, 0]


def test_empty_programmes_and_texts_are_fine():
    assert KeywordIndex([]).scores("x").shape == (0,)
    assert KeywordIndex([Document("", "")]).scores("x").tolist() == [0]


def test_words_without_meaning_are_left_out():
    assert words("I am looking for something about the talks on Maps") == ["maps"]
    assert terms("Running maps") == [stem("running"), stem("maps")] == ["run", "map"]


@settings(max_examples=50)
@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=60))
def test_scores_are_shares_whatever_the_texts(bodies, interest):
    scores = KeywordIndex([Document("", body) for body in bodies]).scores(interest)
    assert scores.shape == (len(bodies),)
    assert np.isfinite(scores).all()
    assert ((scores >= 0) & (scores <= 1 + 1e-5)).all()


def test_many_threads_stem_alike():
    many = [
        f"{start}{ending}" for start in ("walk", "jump", "test", "paint") for ending in ("ing", "ed", "s", "er")
    ] * 50
    stem.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stem, many)) == [stem(word) for word in many]


def test_slips_are_put_right_before_the_model_reads_them_and_the_rest_stays_as_typed():
    index = KeywordIndex([Document("Graph networks", "sourdough messages")])
    assert index.search("Soudough, grahp & FHIR?").text == "sourdough, graph & FHIR?"
    assert index.search("Graphs of networks").text == "Graphs of networks"
    assert index.search("").text == ""


def test_a_word_of_the_language_is_no_slip_for_one_of_the_programme():
    documents = [Document("", "message networks")]
    assert KeywordIndex(documents).search("massage").text == "message"
    strict = KeywordIndex(documents, is_word=lambda word: word == "massage")
    assert strict.search("massage netwroks").text == "massage networks"
    assert strict.search("massage").known_share == 0.0
    assert strict.search("netwroks massage").known_share == 0.5


def test_an_employers_word_that_others_have_for_their_subject_is_no_word_of_the_session():
    index = KeywordIndex(
        [
            Document("Charts", "Lines and bars", employers="Tidewater Health"),
            Document("Wards", "Health of sailors"),
            Document("Sailors", "Their health at sea"),
        ]
    )
    assert index.scores("health")[0] == 0
    assert index.scores("tidewater").tolist()[1:] == [0, 0]
    assert index.scores("tidewater")[0] > 0
    assert index.employer_terms == {"tidewat"}


@pytest.mark.parametrize("asked", ["Seile nach Maß", "ohne Seile und Maß", "seile avec cette mass"])
def test_the_commonest_words_of_other_languages_say_nothing_beside_others(asked):
    assert [word for word in words(asked) if word not in {"seile", "mass"}] == []


@pytest.mark.parametrize("asked", ["DEM", "DER", "SUS", "NAO", "UMA", "ESTA", "fur", "para", "como", "nach", "und"])
def test_a_word_that_is_empty_elsewhere_is_asked_for_where_it_is_all_there_is_or_means_something_here(asked):
    assert words(asked) == words(f"about the {asked}") == [asked.casefold()]


def test_what_is_empty_elsewhere_is_found_where_it_is_all_that_somebody_asks_for():
    index = KeywordIndex([Document("Clocks of IST", "Time at sea"), Document("Buoys", "Lamps at sea")])
    assert index.search("IST").terms == {"ist"}
    assert index.scores("IST")[0] > index.scores("IST")[1] == 0
    assert index.search("Was ist sea").terms == {"sea"}


@pytest.mark.parametrize("asked", ["DEM", "SUS", "fur", "AUS"])
def test_initials_that_are_a_word_elsewhere_are_found_among_others(asked):
    assert words(f"{asked} for lighthouses") == [asked.casefold(), "lighthouses"]
    assert KeywordIndex([Document(f"{asked} at sea", "Waves")]).search(f"{asked} for lighthouses").terms == {
        stem(asked.casefold())
    }


@pytest.mark.parametrize(
    ("asked", "lacks_term"),
    [
        ("zebra", True),
        ("sourdough zebra", True),
        ("harbour zebra", True),
        ("harbour sourdough zebra", True),
        ("sourdough", False),
        ("harbour", False),
        ("sourdough rye zebra", False),
        ("sourdough for beginners", False),
        ("", False),
    ],
)
def test_of_few_telling_words_one_may_be_lacking_and_a_word_of_most_sessions_tells_nothing(asked, lacks_term):
    index = KeywordIndex([Document(f"Harbour {word}", "") for word in ("sourdough", "rye", "wheat", "oats")])
    assert index.search(asked).lacks_term == lacks_term

"""Neighbourhoods of points, and the words that tell them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from session_finder.topics.clustering import how_many, middle, neighbourhoods
from session_finder.topics.labels import Told, telling_words


@pytest.mark.parametrize(
    ("sessions", "count"), [(0, 1), (1, 1), (3, 1), (8, 1), (13, 2), (40, 3), (150, 6), (700, 13), (5_000, 14)]
)
def test_how_many_neighbourhoods_a_programme_has(sessions, count):
    assert how_many(sessions) == count


def test_three_heaps_are_three_neighbourhoods_the_largest_first():
    heap = np.array([[0, 0], [0, 0.1], [0.1, 0]])
    points = np.concatenate([heap[:2] + 5, heap, heap[:2] + np.array([9, 0]), heap + 0.01])
    assert neighbourhoods(points, 3).tolist() == [1, 1, 0, 0, 0, 2, 2, 0, 0, 0]


def test_no_points_no_neighbourhoods_and_points_at_one_place_are_one():
    assert neighbourhoods(np.zeros((0, 2)), 5).tolist() == []
    assert neighbourhoods(np.zeros((4, 2)), 3).tolist() == [0, 0, 0, 0]


@given(arrays(np.float64, st.tuples(st.integers(1, 40), st.just(2)), elements=st.floats(-1, 1)), st.integers(1, 8))
def test_every_point_has_one_and_they_go_by_size(points, count):
    groups = neighbourhoods(points, count)
    sizes = np.bincount(groups)
    assert len(groups) == len(points)
    assert len(sizes) <= count
    assert (sizes > 0).all()
    assert sizes.tolist() == sorted(sizes, reverse=True)
    assert np.array_equal(groups, neighbourhoods(points, count))


def test_the_middle_of_points_is_one_of_them():
    assert middle(np.array([[0, 0], [1, 1], [0.5, 0.4], [9, 9]])) in (1, 2)


PROGRAMME = [
    (0, Told("Nurses and triage", body="How we talk about triage.", names="Ada Nightingale")),
    (0, Told("Triage at night", body="Nurses decide.", names="Ada Nightingale")),
    (0, Told("What Nightingale knew", body="A nurse, a graph.", names="Ada Nightingale")),
    (1, Told("Graph databases", labels="SQL", body="What is in a graph")),
    (1, Told("Graphs at scale", labels="SQL", body="Use new graphs and a new approach")),
    (1, Told("Of graphs and nurses", labels="SQL")),
]


def words_of(entries):
    return telling_words([told for _, told in entries], [group for group, _ in entries])


def test_words_are_the_telling_ones_as_they_are_written_most():
    assert words_of(PROGRAMME) == [("triage", "Nurses"), ("SQL", "graph")]


def test_a_speakers_name_in_their_own_title_is_no_word_of_the_neighbourhood():
    named = [(0, Told("Kafka's cluster", names="Franz Kafka")), (0, Told("Kafka again", names="Franz Kafka"))]
    other = [(1, Told("Bread")), (1, Told("Bread and butter"))]
    assert words_of([*named, *other]) == [(), ("Bread",)]
    assert words_of([(group, Told(told.title)) for group, told in [*named, *other]])[0] == ("Kafka",)


def test_no_word_tells_two_neighbourhoods():
    entries = [(0, Told("tea milk")), (0, Told("tea milk")), (1, Told("tea milk sugar")), (1, Told("tea milk sugar"))]
    entries += [(2, Told("stones")), (2, Told("stones"))]
    found = [word.casefold() for words in words_of(entries) for word in words]
    assert sorted(found) == sorted(set(found))
    assert "stones" in found


def test_a_neighbourhood_like_all_others_has_no_words():
    assert words_of([(0, Told("tea")), (0, Told("tea")), (1, Told("tea")), (1, Told("tea"))]) == [(), ()]
    assert telling_words([], []) == []


def test_small_words_of_other_languages_and_words_of_sessions_about_themselves_do_not_tell():
    entries = [(0, Told("Wir werden eine Werkstatt nicht bauen", body="This workshop presents und die der"))] * 2
    entries += [(1, Told("Bread"))] * 2
    assert words_of(entries)[0] == ("bauen", "Werkstatt")


def test_a_hyphened_word_and_its_joined_form_are_one():
    entries = [(0, Told("few-shot")), (0, Told("fewshot few-shot")), (1, Told("Bread")), (1, Told("Bread"))]
    assert words_of(entries)[0] == ("few-shot",)

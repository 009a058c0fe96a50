"""Neighbourhoods of points, and the words that tell them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from session_finder.topics.clustering import cluster, cluster_count, most_central
from session_finder.topics.labels import TextFields, cluster_labels


@pytest.mark.parametrize(
    ("sessions", "count"), [(0, 1), (1, 1), (3, 1), (8, 1), (13, 2), (40, 3), (150, 6), (700, 13), (5_000, 14)]
)
def test_how_many_neighbourhoods_a_programme_has(sessions, count):
    assert cluster_count(sessions) == count


def test_three_heaps_are_three_neighbourhoods_the_largest_first():
    heap = np.array([[0, 0], [0, 0.1], [0.1, 0]])
    points = np.concatenate([heap[:2] + 5, heap, heap[:2] + np.array([9, 0]), heap + 0.01])
    assert cluster(points, 3).tolist() == [1, 1, 0, 0, 0, 2, 2, 0, 0, 0]


def test_no_points_no_neighbourhoods_and_points_at_one_place_are_one():
    assert cluster(np.zeros((0, 2)), 5).tolist() == []
    assert cluster(np.zeros((4, 2)), 3).tolist() == [0, 0, 0, 0]


@given(arrays(np.float64, st.tuples(st.integers(1, 40), st.just(2)), elements=st.floats(-1, 1)), st.integers(1, 8))
def test_every_point_has_one_and_they_go_by_size(points, count):
    groups = cluster(points, count)
    sizes = np.bincount(groups)
    assert len(groups) == len(points)
    assert len(sizes) <= count
    assert (sizes > 0).all()
    assert sizes.tolist() == sorted(sizes, reverse=True)
    assert np.array_equal(groups, cluster(points, count))


def test_the_middle_of_points_is_one_of_them():
    assert most_central(np.array([[0, 0], [1, 1], [0.5, 0.4], [9, 9]])) in (1, 2)


PROGRAMME = [
    (0, TextFields("Nurses and triage", body="How we talk about triage.", names="Ada Nightingale")),
    (0, TextFields("Triage at night", body="Nurses decide.", names="Ada Nightingale")),
    (0, TextFields("What Nightingale knew", body="A nurse, a graph.", names="Ada Nightingale")),
    (1, TextFields("Graph databases", labels="SQL", body="What is in a graph")),
    (1, TextFields("Graphs at scale", labels="SQL", body="Use new graphs and a new approach")),
    (1, TextFields("Of graphs and nurses", labels="SQL")),
]


def words_of(entries):
    return cluster_labels([told for _, told in entries], [group for group, _ in entries])


def test_words_are_the_telling_ones_as_they_are_written_most():
    assert words_of(PROGRAMME) == [("triage", "Nurses"), ("SQL", "graph")]


def test_a_speakers_name_in_their_own_title_is_no_word_of_the_neighbourhood():
    named = [
        (0, TextFields("Kafka's cluster", names="Franz Kafka")),
        (0, TextFields("Kafka again", names="Franz Kafka")),
    ]
    other = [(1, TextFields("Bread")), (1, TextFields("Bread and butter"))]
    assert words_of([*named, *other]) == [(), ("Bread",)]
    assert words_of([(group, TextFields(told.title)) for group, told in [*named, *other]])[0] == ("Kafka",)


def test_no_word_tells_two_neighbourhoods():
    entries = [
        (0, TextFields("tea milk")),
        (0, TextFields("tea milk")),
        (1, TextFields("tea milk sugar")),
        (1, TextFields("tea milk sugar")),
    ]
    entries += [(2, TextFields("stones")), (2, TextFields("stones"))]
    found = [word.casefold() for words in words_of(entries) for word in words]
    assert sorted(found) == sorted(set(found))
    assert "stones" in found


def test_a_neighbourhood_like_all_others_has_no_words():
    assert words_of(
        [(0, TextFields("tea")), (0, TextFields("tea")), (1, TextFields("tea")), (1, TextFields("tea"))]
    ) == [(), ()]
    assert cluster_labels([], []) == []


def test_small_words_of_other_languages_and_words_of_sessions_about_themselves_do_not_tell():
    entries = [(0, TextFields("Wir werden eine Werkstatt nicht bauen", body="This workshop presents und die der"))] * 2
    entries += [(1, TextFields("Bread"))] * 2
    assert words_of(entries)[0] == ("bauen", "Werkstatt")


def test_a_hyphened_word_and_its_joined_form_are_one():
    entries = [
        (0, TextFields("few-shot")),
        (0, TextFields("fewshot few-shot")),
        (1, TextFields("Bread")),
        (1, TextFields("Bread")),
    ]
    assert words_of(entries)[0] == ("few-shot",)

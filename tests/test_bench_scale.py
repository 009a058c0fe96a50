"""What bench-scale makes up and reckons: the same each time, and the arithmetic that it says."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest

from benchmarks.scale import lru, paper, picture, texts
from session_finder.domain.aliases import Aliases
from session_finder.retrieval import duplicates
from session_finder.search.indexer import document

KNOWN = paper.Measured(
    rate=50,
    program=0.02,
    nginx=0.001,
    database=0.001,
    questions=3,
    cold=0.3,
    cold_database=0.1,
    base=300,
    conference=6,
    page=0.5,
    text=1000,
    vectors=16_000,
    near=4_000,
)
SAY = paper.Assumed()


def test_a_made_up_session_is_the_same_each_time_and_no_two_are_alike():
    assert texts.session(3) == texts.session(3)
    documents = [document(texts.session(number), Aliases(())) for number in range(300)]
    further = [document(texts.session(number % 300, texts.tool(number)), Aliases(())) for number in range(300, 900)]
    assert (duplicates.groups([*documents, *further]) == np.arange(900)).all()


def test_tools_have_names_of_their_own():
    assert len({texts.tool(number) for number in range(100_000)}) == 100_000


def test_a_conference_of_a_pool_has_different_sessions_and_always_the_same():
    pool = [texts.session(number) for number in range(30)]
    drawn = texts.drawn_from(pool, 7, 20)
    assert len({session.id for session in drawn.sessions}) == 20
    assert drawn == texts.drawn_from(pool, 7, 20)


@pytest.mark.parametrize(("count", "held", "share"), [(100, 100, 0), (40, 100, 0), (1_000, 100, 0.9), (400, 100, 0.75)])
def test_what_is_evenly_asked_for_is_gone_as_often_as_it_does_not_fit(count, held, share):
    assert lru.missed(count, held) == pytest.approx(share, abs=0.01)


def test_a_conference_that_fits_needs_what_its_searches_take():
    need = paper.by_visitor(10, 10_000, KNOWN, SAY)
    assert need.peak == 50  # 10,000 × 6 × half ÷ 600
    assert need.processes == 2  # 50 ÷ 50 ÷ 0.6
    assert need.cold == 0
    assert need.cores == pytest.approx(50 * 0.022 / 0.6)
    assert need.memory == 300 + 9 * 6 + 1000 * 0.5  # 2,000 open pages on two processes
    assert need.connections == 16
    assert need.size == pytest.approx(10 * 500 * 30_000 / 2**30)


def test_by_conference_nothing_is_read_again_and_fewer_processes_are_needed():
    visitor = paper.by_visitor(1_000, 1_000_000, KNOWN, SAY)
    conference = paper.by_conference(1_000, 1_000_000, KNOWN, SAY)
    assert visitor.peak == conference.peak == 5_000
    assert visitor.cold == pytest.approx(4_500, rel=0.01)
    assert conference.cold == 0
    assert conference.processes == 167  # 5,000 ÷ 50 ÷ 0.6
    assert visitor.processes > 10 * conference.processes


def test_the_picture_holds_each_line_and_its_name():
    drawn = picture.lines("Growth & more", "attendees", "processes", {"one": [(10, 1), (1000, 50)], "two": [(10, 2)]})
    tree = ElementTree.fromstring(drawn)
    names = [text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert len(list(tree.iter("{http://www.w3.org/2000/svg}path"))) == 2
    assert names[0] == "Growth & more"
    assert names[-2:] == ["one", "two"]

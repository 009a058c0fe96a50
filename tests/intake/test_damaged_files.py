"""Damaged files of every kind give a Reading; `python -m benchmarks fuzz` tries thousands, this a few of each."""

import random

import pytest
from waiting import nobody_is_held

from benchmarks.fuzz_damage import damaged
from benchmarks.fuzz_files import kinds, originals
from session_finder.intake import read_programme

OURS = [kind for kind in kinds() if kind != "real"]


@pytest.mark.parametrize("kind", OURS)
def test_whole_files_give_a_programme_without_an_error(kind):
    for content, name in originals(kind):
        reading = read_programme(content, name)
        assert reading.errors == ()
        assert len(reading.programme.sessions) == reading.rows


@pytest.mark.parametrize("kind", OURS)
def test_damaged_ones_give_a_reading_and_hold_nobody(kind):
    for number in range(300 // len(OURS) + 1):
        content, name = damaged(originals(kind), random.Random(f"suite {kind} {number}"))
        with nobody_is_held():
            reading = read_programme(content, name, "Europe/Lisbon")
        assert (reading.programme is None) == bool(reading.errors)
        assert all(problem.advice for problem in reading.problems)

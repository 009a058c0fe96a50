"""Columns that name the speakers together."""

from __future__ import annotations

import pytest

from session_finder.intake import read_programme
from session_finder.intake.mapping.people_columns import people_columns


@pytest.mark.parametrize(
    ("headers", "speakers", "groups"),
    [
        (["Title", "First name", "Last name"], None, ((1, 2),)),
        (["Nachname", "Vorname", "Titel"], None, ((1, 0),)),
        (["Speaker 2", "Speaker 1", "Title"], None, ((1,), (0,))),
        (["Speaker", "Speaker 2"], 0, ((0,), (1,))),
        (["Title", "Speaker", "Bio", "Speaker"], 1, ((1,), (3,))),
        (["presenting author", "chair1", "chair2"], 0, ()),
        (
            ["Speaker 1 first name", "Speaker 1 last name", "Speaker 2 first name", "Speaker 2 last name"],
            None,
            ((0, 1), (2, 3)),
        ),
        (["Title", "First name"], None, ()),
        (["Speaker 1"], None, ()),
    ],
)
def test_parts_of_names_and_numbered_speakers_are_grouped(headers, speakers, groups):
    assert people_columns(headers, speakers) == groups


def test_each_group_is_a_speaker():
    content = (
        "Title,Speaker 1 first name,Speaker 1 last name,Speaker 2 first name,Speaker 2 last name\n"
        "Knots that hold,Ada,Moss,Bela,Kern\nHow sails are cut,Dan,Orr,,\n"
    )
    programme = read_programme(content.encode(), "p.csv").programme
    assert [session.speakers for session in programme.sessions] == [("Ada Moss", "Bela Kern"), ("Dan Orr",)]

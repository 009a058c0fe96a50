import pytest

from session_finder.intake.model.records import Extract, Record
from session_finder.intake.shared.speakers_in_titles import with_speakers_of_titles


def extract(*titles, **values):
    records = [Record(n, {"title": title, **values}) for n, title in enumerate(titles, 1)]
    return Extract("Table", [*records, Record(9, {"title": "Lunch (Old Port)"}, service=True)], 9, {"title": "Summary"})


def read(*titles, **values):
    found = with_speakers_of_titles(extract(*titles, **values), {})
    return [(record.values["title"], record.values.get("speakers", ())) for record in found.records[:-1]]


def test_names_in_brackets_at_the_ends_of_all_titles_are_the_speakers():
    titles = ["Knots (Ada Moss, Bela Kern)", "Tar (warm) (Cleo van Dray)", "Sails (Dan Orr and Eva Fell)"]
    assert read(*titles) == [
        ("Knots", ("Ada Moss", "Bela Kern")),
        ("Tar (warm)", ("Cleo van Dray",)),
        ("Sails", ("Dan Orr", "Eva Fell")),
    ]


def test_the_organizer_is_told_and_breaks_keep_their_brackets():
    found = with_speakers_of_titles(extract("Knots (Ada Moss, Bela Kern)"), {})
    assert [(one.level, one.code, one.column) for one in found.problems] == [("note", "speakers-in-titles", "Summary")]
    assert found.records[-1].values == {"title": "Lunch (Old Port)"}


@pytest.mark.parametrize(
    "titles",
    [
        ["Knots (Old Port)"],  # one name could be a place
        ["Knots (Ada Moss)", "Tar (Bela Kern)", "Sails", "Masts"],
        ["Knots (Main Hall)", "Tar (North Stage)"],
        ["Knots (Ropes University)", "Tar (Nets University)"],
        ["Knots (Part 1)", "Tar (Part 2)"],
        ["Knots (Remote)", "Tar (Online)"],
        ["Knots (Old Port)", "Tar (Old Port)", "Masts (New Quay)", "Nets (New Quay)", "Sails (New Quay)"],
        ["(Ada Moss)", "(Bela Kern)"],
    ],
)
def test_other_brackets_stay_in_the_titles(titles):
    assert read(*titles) == [(title, ()) for title in titles]


def test_a_file_with_speakers_and_an_organizer_who_chose_are_left_alone():
    titles = ("Knots (Ada Moss)", "Tar (Bela Kern)")
    assert read(*titles, speakers="Dan Orr") == [(title, "Dan Orr") for title in titles]
    assert with_speakers_of_titles(extract(*titles), {"speakers": ""}) == extract(*titles)

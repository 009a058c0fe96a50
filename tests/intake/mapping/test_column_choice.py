import pytest

from session_finder.intake.mapping.column_choice import choice_problems, choose_columns
from session_finder.intake.mapping.column_values import Column, cell_value, is_number
from session_finder.intake.model.header_words import is_private

PROSE = [
    f"How the port of number {n} learned to read its own sea, and what that took, year after year." for n in range(8)
]
TITLES = [f"Ropes of kind {'abcdefgh'[n]} that hold" for n in range(8)]


def proposed(**columns):
    """Field → header, for columns of the given cells."""
    headers = [name.replace("_", " ") for name in columns]
    places = choose_columns([Column(*pair) for pair in zip(headers, columns.values(), strict=True)])
    return {field: headers[place] for field, place in places.items()}


def test_an_abstract_of_numbers_is_not_the_abstract():
    assert proposed(Title=TITLES, Description=PROSE, Abstract=list("01010101")) == {
        "title": "Title",
        "abstract": "Description",
    }


def test_an_abstract_of_a_few_characters_gives_way_to_the_longest_text():
    assert proposed(Title=TITLES, Abstract=["yes"] * 8, Info=PROSE) == {"title": "Title", "abstract": "Info"}


def test_short_abstracts_stay_where_nothing_is_longer():
    assert proposed(Title=TITLES, Abstract=["Short."] * 8) == {"title": "Title", "abstract": "Abstract"}


def test_titles_are_found_without_a_name():
    assert proposed(Heading=TITLES, Abstract=PROSE, Day=["Monday"] * 8) == {
        "title": "Heading",
        "abstract": "Abstract",
        "day": "Day",
    }


def test_a_block_of_talks_is_not_their_title_when_something_else_is():
    assert proposed(Session=["A", "B"] * 4, What=TITLES, Abstract=PROSE)["title"] == "What"
    assert proposed(Session=["A", "B"] * 4, Abstract=PROSE)["title"] == "Session"


def test_doctor_and_professor_are_no_titles_of_talks():
    assert proposed(Title=["Dr", "Prof"] * 4, Paper=TITLES, Abstract=PROSE)["title"] == "Paper"


def test_a_title_in_bold_above_its_abstract_makes_one_column_both():
    cells = [f"**{title}**<br>{text}" for title, text in zip(TITLES, PROSE, strict=True)]
    assert proposed(Session=["A", "B"] * 4, Info=cells) == {"title": "Info", "abstract": "Info"}


@pytest.mark.parametrize(
    "header",
    [
        "Internal notes",
        "Reviewer comments",
        "Bio",
        "Speaker biography",
        "Why should we take this talk?",
        "E-mail text",
        "",
    ],
)
def test_long_texts_that_attendees_must_not_see_are_never_the_abstract(header):
    assert choose_columns([Column("Title", TITLES), Column(header, PROSE)]) == {"title": 0}


def test_a_list_of_people_has_no_titles():
    people = [f"Ada {letter}. Quill" for letter in "abcdefgh"]
    mails = [f"{n}@example.org" for n in range(8)]
    assert proposed(Name=people, Email=mails) == {}
    assert proposed(Attendee=people, Email=mails) == {}
    assert proposed(Name=people, Email=mails, Abstract=PROSE)["title"] == "Name"


def test_yes_and_no_are_no_speakers():
    names = [f"Ada {letter}. Quill" for letter in "abcdefgh"]
    assert proposed(Title=TITLES, presenter=["y", "n"] * 4, full_name=names)["speakers"] == "full name"


def test_a_filled_column_comes_before_an_empty_one():
    assert proposed(Title=TITLES, Room=["NA"] * 8, Location=["Pier"] * 8)["room"] == "Location"


@pytest.mark.parametrize("cell", ["NA", "n/a", " null ", "-", "—", "None", "TBA", "tbd", "#N/A", "", "nan"])
def test_cells_that_say_nothing_are_empty(cell):
    assert cell_value(cell) == ""


@pytest.mark.parametrize("cell", ["Nah", "0", "No", "none of us", "?", "TBA: a talk"])
def test_other_cells_say_what_they_say(cell):
    assert cell_value(f" {cell} ") == cell


@pytest.mark.parametrize("text", ["12", "-1.5", "12,5", "1 210", "80 %", "1.210,00"])
def test_numbers_are_known(text):
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "PS1", "2 ropes", "1e5", "9" * 41])
def test_other_texts_are_no_numbers(text):
    assert not is_number(text)


def test_a_column_is_looked_at_by_its_filled_cells():
    seen = Column("", ["", "NA", "12", "Two words", "12"])
    assert (seen.filled, seen.words, seen.length) == (3, 0, 2)
    assert (round(seen.distinct, 2), round(seen.numbers, 2)) == (0.67, 0.67)
    assert Column("", []).filled == 0


@pytest.mark.parametrize("header", ["Email", "E-mail address", "Mobile phone", "Telefon", "speaker_email"])
def test_addresses_are_private_however_they_are_called(header):
    assert is_private(header, addresses_only=True)


def test_rooms_and_titles_are_not_private():
    assert not any(map(is_private, ("Title", "Room", "Abstract", "Info", "Notebook", "Keynote")))


def test_the_long_one_of_two_texts_is_the_abstract():
    short = ["Kites over the marsh.", "Gauges."]
    long = ["How a kite maps a marsh, and how the tide bends the map.", "How to build a gauge from a bicycle."]
    assert proposed(title=["Kites", "Tides"], short_abstract=short, long_abstract=long) == {
        "title": "title",
        "abstract": "long abstract",
    }


@pytest.mark.parametrize(
    ("cells", "is_room"),
    [
        (["Coastal Days 2027 Poster", "Coastal Days 2027 Talk", "Submitted to Coastal Days 2027"], False),
        (["Room 2027", "Room 2027", "Room 2027"], True),
        (["Quay 2027", "Pier 2028", "Lock 2029"], True),
        (["B 2027", "B 2027", "B 2027"], True),
    ],
)
def test_a_venue_that_is_an_event_of_a_year_is_no_room(cells, is_room):
    assert ("room" in proposed(title=TITLES[:3], venue=cells)) is is_room


def test_a_column_that_may_as_well_be_another_field_is_told():
    def told(**columns):
        looks = [Column(name, cells) for name, cells in columns.items()]
        found = choice_problems(looks, choose_columns(looks), list(columns), 1)
        return [(field, problem.code, problem.column) for field, problem in found]

    themes = ["Ropes", "Nets"] * 4
    assert told(title=TITLES, type_of_topic=themes) == [("track", "column-of-two-meanings", "type_of_topic")]
    assert told(title=TITLES, type_of_topic=themes, format=["Talk", "Workshop"] * 4) == []

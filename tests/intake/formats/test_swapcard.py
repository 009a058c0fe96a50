# ruff: noqa: E501  headers stand here as the tools write them, on one line

from tables_by_hand import source

from session_finder.intake.formats.swapcard import NAME, read


def test_sessions_are_read_with_their_topics_apart():
    extract = read(
        source(
            "Title,Description,Start date and time,End date and time,Max seats,Topics,Location,Type,Languages,Internal Id\n"
            'Ropes,How ropes hold.,2027-05-11 10:00,2027-05-11 10:30,40,"Craft, Sea",Pier,Talk,en,17'
        )
    )
    assert (extract.format, extract.dropped) == (NAME, ("Max seats",))
    assert [record.values for record in extract.records] == [
        {
            "id": "17",
            "title": "Ropes",
            "abstract": "How ropes hold.",
            "start": "2027-05-11 10:00",
            "end": "2027-05-11 10:30",
            "tags": ("Craft", "Sea"),
            "room": "Pier",
            "format": "Talk",
            "language": "en",
        }
    ]


def test_a_table_with_other_times_is_somebody_elses():
    assert read(source("Title,Start,End\na,b,c")) is None

from tables_by_hand import source

from session_finder.intake.formats.guidebook import NAME, read

TEXT = """
Session Title,Date,Time Start,Time End,Room/Location,Schedule Track (Optional),Description (Optional)
Ropes,5/11/2027,10:00 AM,10:30 AM,Pier,Craft; Sea,How ropes hold.
Lunch,5/11/2027,12:00 PM,1:00 PM,,,
"""


def test_the_template_is_read_with_its_tracks_apart_and_its_days_as_they_are():
    extract = read(source(TEXT))
    assert (extract.format, extract.rows, extract.dropped) == (NAME, 2, ())
    assert extract.records[0].values == {
        "title": "Ropes",
        "abstract": "How ropes hold.",
        "day": "5/11/2027",
        "start": "10:00 AM",
        "end": "10:30 AM",
        "room": "Pier",
        "track": ("Craft", "Sea"),
    }
    assert [record.service for record in extract.records] == [False, True]


def test_the_newer_end_date_is_no_field():
    assert read(source(TEXT.replace("Time Start,", "Time Start,End Date (Optional),"))).dropped == (
        "End Date (Optional)",
    )


def test_a_table_without_its_columns_is_somebody_elses():
    assert read(source("Session Title,Date,Start,End\na,b,c,d")) is None

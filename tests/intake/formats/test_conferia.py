from tables_by_hand import source

from session_finder.intake.formats.conferia import NAME, read


def test_talks_are_read_with_their_session_as_track():
    extract = read(
        source(
            "date_start,date_end,type,title,abstract,author,location,session,session_order,chair\n"
            "2027-05-11 10:00,2027-05-11 10:20,talk,Ropes,How ropes hold.,Ada Quill,Pier,Craft,1,Bruno Vale"
        )
    )
    assert (extract.format, extract.dropped) == (NAME, ("session_order", "chair"))
    assert [record.values for record in extract.records] == [
        {
            "title": "Ropes",
            "abstract": "How ropes hold.",
            "speakers": "Ada Quill",
            "track": "Craft",
            "format": "talk",
            "room": "Pier",
            "start": "2027-05-11 10:00",
            "end": "2027-05-11 10:20",
        }
    ]


def test_a_table_without_its_order_of_sessions_is_somebody_elses():
    assert read(source("date_start,date_end,title,author\na,b,c,d")) is None

import pytest
from tables_by_hand import levels, source, table

from session_finder.intake import read_programme
from session_finder.intake.mapping.any_table import read
from session_finder.intake.mapping.table_proposal import plan_table
from session_finder.intake.model.sources import Source, Table

LONG = "How the port learned to read its own sea, and what that took, year after year, until it could."


def first(text, mapping=None):
    return read(source(text), mapping).records[0].values


def test_columns_go_by_their_names_and_the_rest_is_dropped():
    extract = read(source("Name,Text,Weight,E-mail,Notes\nRopes,Hold.,Pier,a@example.org,secret"))
    assert extract.records[0].values == {"title": "Ropes", "abstract": "Hold."}
    assert (extract.columns, extract.rows) == ({"title": "Name", "abstract": "Text"}, 1)
    assert extract.dropped == ("Weight", "E-mail", "Notes")
    assert "secret" not in repr(extract)


def test_a_header_below_other_lines_is_found():
    extract = read(source("Our programme 2027,,\nprinted in May,,\nTitle,Abstract,Room\nRopes,Hold.,Pier"))
    assert [(record.line, record.values["room"]) for record in extract.records] == [(4, "Pier")]


def test_a_header_that_comes_again_is_no_session():
    assert len(read(source("Title,Room\nRopes,A\nTitle,Room\nNets,B")).records) == 2


def test_a_row_of_totals_at_the_end_is_left_out_with_a_note():
    for last in (",,12,40", "Total,,12,40", "Total: 2,,,", '"Total = 1,204",,,'):
        extract = read(source(f"Title,Abstract,seats,votes\nRopes,Hold.,5,20\nNets,Fail.,7,20\n{last}"))
        assert (len(extract.records), levels(extract)) == (2, [("note", 4)])


def test_a_talk_whose_title_is_a_number_is_no_total():
    assert len(read(source("Title,Abstract,seats\nRopes,Hold.,5\n1984,,7")).records) == 2
    assert len(read(source("Title,Abstract,seats\nRopes,Hold.,5\nTotal,,")).records) == 2


def test_cells_that_say_nothing_are_empty():
    assert first("title,abstract,room,level\nRopes,NA,TBA,-") == {"title": "Ropes"}


@pytest.mark.parametrize(
    ("header", "cells", "times"),
    [
        ("date,time", "2027-05-11,9:00 – 9:50 AM", {"day": "2027-05-11", "start": "09:00", "end": "09:50"}),
        ("Tag,Uhrzeit", "11.05.2027,09:00-10:00", {"day": "11.05.2027", "start": "09:00", "end": "10:00"}),
        ("date,start time,finish", "2027-05-11,9:00,10:00", {"day": "2027-05-11", "start": "9:00", "end": "10:00"}),
        ("start,duration", "2027-05-11 9:00,45", {"start": "2027-05-11 9:00", "duration": "45"}),
        ("date,start", "2027-05-11,2027-05-11 9:00", {"start": "2027-05-11 9:00"}),
        ("date", "2027-05-11 9:00", {"start": "2027-05-11 9:00"}),
        ("date,time", "2027-05-11,TBD", {"day": "2027-05-11"}),
    ],
)
def test_days_and_times_are_found_together_or_apart(header, cells, times):
    values = first(f"title,{header}\nRopes,{cells}")
    assert values == {"title": "Ropes"} | times


def test_times_without_any_day_are_left_out_with_a_note():
    extract = read(source("title,time\na,9:00\nb,10:00\nc,11:00"))
    assert [record.values for record in extract.records] == [{"title": "a"}, {"title": "b"}, {"title": "c"}]
    assert [str(problem) for problem in extract.problems] == [
        "note: line 1, time: The column says the time but none says the day; times were left out. "
        "Add a column called date."
    ]


def test_parts_of_a_name_are_one_speaker():
    extract = read(source("First,Middle,Last,Title\nAda,M.,Quill,Ropes\nBruno,,Vale,Nets"))
    assert [record.values["speakers"] for record in extract.records] == [("Ada M. Quill",), ("Bruno Vale",)]
    assert extract.columns["speakers"] == "First + Middle + Last"


def test_numbered_speakers_are_told_apart():
    assert first("Title,Speaker 1,Speaker 2,Speaker 3\nRopes,Ada Quill,,Cleo Marsh")["speakers"] == (
        "Ada Quill",
        "Cleo Marsh",
    )


def test_rows_for_each_person_of_a_session_merge_and_chairs_are_counted():
    text = (
        "session_id\tabstract_id\tabstract_title\tabstract_text\tfull_name\trole\n"
        "9\tNA\tNA\tNA\tDora Reed\tc\n9\t1\tRopes\tHold.\tAda Quill\tp\n9\t1\tRopes\tHold.\tBruno Vale\tp\n"
        "9\t2\tNets\tFail.\tCleo Marsh\tp"
    )
    extract = read(source(text))
    assert [(record.values["id"], record.merges) for record in extract.records] == [
        ("1", True),
        ("1", True),
        ("2", False),
    ]
    assert [problem.advice for problem in extract.problems] == [
        "1 rows name a person and no session; they were left out.",
        "2 rows repeat a session for each of its people; each session is shown once, with all of them.",
    ]


def test_one_cell_with_title_authors_and_keywords_is_taken_apart():
    rows = "\n".join(f'A,"**Ropes {n}**<br>*Ada Quill*<br>Keywords: knots, sea<br>{LONG}"' for n in range(12))
    extract = read(source(f"session,info\n{rows}"))
    assert extract.records[0].values == {
        "title": "Ropes 0",
        "abstract": LONG,
        "speakers": "Ada Quill",
        "tags": "knots, sea",
    }
    assert extract.columns == {"title": "info", "abstract": "info"}
    assert levels(extract) == [("warning", 1), ("warning", 1)]


def test_numbers_that_stand_for_several_sessions_are_no_ids():
    extract = read(source("number,title\n1,a\n1,b\n1,c\n2,d"))
    assert extract.columns == {"title": "title"}
    assert levels(extract) == [("note", 1)]


def test_breaks_are_for_the_timetable_alone():
    extract = read(source("title,abstract\nCoffee break,\nLunch,With a talk.\nRopes,"))
    assert [record.service for record in extract.records] == [True, False, False]


def test_the_organizers_mapping_wins_and_the_rest_is_proposed():
    text = "title,heading,abstract,room,place\nx,Ropes,Hold.,A,Pier"
    assert first(text, {"title": "heading", "room": "place"}) == {"title": "Ropes", "abstract": "Hold.", "room": "Pier"}
    assert first(text, {"abstract": ""}) == {"title": "x", "room": "A"}
    assert first(text, {"track": "room"}) == {"title": "x", "abstract": "Hold.", "track": "A"}


def test_a_mapping_may_put_columns_together():
    text = "title,vorname,rufname,nachname\nRopes,Ada,A,Quill"
    assert first(text, {"speakers": "vorname + nachname"})["speakers"] == ("Ada Quill",)
    assert "speakers" not in first(text, {"speakers": ""})


def test_a_header_of_the_mapping_that_is_gone_is_named():
    extract = read(source("title,abstract\na,b"), {"title": "Heading"})
    assert extract.records[0].values["title"] == "a"
    assert [str(problem) for problem in extract.problems] == [
        "warning: line 1, Heading: No column is called 'Heading' any more; title was chosen anew. Check the columns."
    ]


def test_a_mapping_never_lets_addresses_in():
    extract = read(source("title,e-mail\na,a@example.org"), {"speakers": "e-mail", "unknown": "title"})
    assert extract.records[0].values == {"title": "a"}
    assert extract.dropped == ("e-mail",)
    assert levels(extract) == [("warning", 1)]


def test_a_mapping_finds_its_header_below_other_lines():
    text = "Title page,of,us\nx,y,z\nAlpha,Beta,Gamma\nRopes,Hold.,Pier"
    assert first(text, {"title": "Alpha", "abstract": "Beta", "room": "Gamma"}) == {
        "title": "Ropes",
        "abstract": "Hold.",
        "room": "Pier",
    }


@pytest.mark.parametrize(
    "text",
    [
        "First,Middle,Last,Title\nAda,M.,Quill,Ropes",
        "title,date,time\nRopes,2027-05-11,9:00-10:00",
        "Title,Speaker 1,Speaker 2\nRopes,Ada,Bo",
        "session,info\n" + "\n".join(f'A,"**Ropes {n}**<br>{LONG}"' for n in range(12)),
    ],
)
def test_the_proposal_given_back_as_mapping_changes_nothing(text):
    given = plan_table(table(text), {}).labels
    assert read(source(text), given).records == read(source(text)).records
    assert read(source(text)).columns == given


def test_a_table_without_title_and_abstract_is_refused_with_what_was_found_and_what_is_known():
    extract = read(source("Colour,\nred,1"))
    assert extract.records == ()
    assert levels(extract) == [("error", 1)]
    assert extract.problems[0].advice == (
        "No column is called title or abstract, and none reads like one. Known names: id, title, abstract, speakers, "
        "track, level, format, room, start, end, day, duration, language, tags, url. Found: Colour, (empty). "
        "Name the columns in the first row, or choose them by hand."
    )


def test_an_empty_table_is_refused_too():
    extract = read(Source("x.csv", (Table("x", ()),)))
    assert (extract.records, levels(extract)) == ((), [("error", 1)])
    assert plan_table(Table("x", ()), {}).labels == {}


def test_what_is_no_table_is_left_to_others():
    assert read(Source("x.json", tree={})) is None


def test_the_short_form_of_a_text_stands_where_the_long_one_is_empty():
    text = (
        "title,short abstract,long abstract\nKites,Kites over the sea.,How kites map it.\nTides,Gauges for the tide.,\n"
    )
    assert [record.values["abstract"] for record in read(source(text)).records] == [
        "How kites map it.",
        "Gauges for the tide.",
    ]


def test_prose_is_no_table_of_one_column():
    prose = "# Harbour days\n\n## 11 May 2027\n\nTides \u2014 Mara Quill\nHow to read a tide with a stick and a lamp.\n"
    assert [problem.code for problem in read_programme(prose.encode(), "days.md").errors] == ["no-title-column"]
    assert len(read_programme(b"Title\nTides\nKnots\n", "titles.csv").programme.sessions) == 2

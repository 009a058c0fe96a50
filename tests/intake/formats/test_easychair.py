from tables_by_hand import levels, source

from session_finder.intake.formats.easychair import NAME, read

SUBMISSIONS = """
#,title,authors,submitted,last updated,form fields,keywords,decision,notified,reviews sent,abstract,deleted?
1,Ropes,"Ada Quill, Bruno Vale and Cleo Marsh",2027-01-01,,secret form,"knots
splices
",accept,yes,yes,How ropes hold.,
2,Nets,Ada Quill,2027-01-02,,,,reject,yes,yes,How nets fail.,
3,Sails,Bruno Vale and Cleo Marsh,2027-01-03,,,wind,accept,yes,yes,Cloth.,✔
"""
AUTHORS = """
submission #,first name,last name,email,country,affiliation,Web page,person #,corresponding?
1,Ada,"Quill, Jr.",ada@example.org,PT,Port,,1,yes
1,Bruno,Vale,bruno@example.org,PT,Port,,2,no
"""
TOPICS = "submission #,topic\n1,Craft\n1,knots\n2,Fishing"
TIMES = "#,start,end,room\n1,2027-05-11 10:00,2027-05-11 10:30,Pier 1\n9,2027-05-11 11:00,,Pier 2"


def test_only_what_is_accepted_and_not_deleted_is_in():
    extract = read(source(SUBMISSIONS))
    assert (extract.format, extract.rows) == (NAME, 3)
    assert [(record.values["id"], record.accepted) for record in extract.records] == [
        ("1", True),
        ("2", False),
        ("3", False),
    ]


def test_authors_and_keywords_are_told_apart():
    first, second, third = read(source(SUBMISSIONS)).records
    assert first.values == {
        "id": "1",
        "title": "Ropes",
        "abstract": "How ropes hold.",
        "speakers": ("Ada Quill", "Bruno Vale", "Cleo Marsh"),
        "tags": ("knots", "splices"),
    }
    assert second.values["speakers"] == "Ada Quill"
    assert third.values["speakers"] == ("Bruno Vale", "Cleo Marsh")


def test_forms_and_dates_are_dropped_by_name():
    extract = read(source(SUBMISSIONS))
    assert extract.dropped == ("submitted", "last updated", "form fields", "notified", "reviews sent")
    assert "secret form" not in repr(extract)


def test_the_tables_of_authors_topics_and_times_are_joined_by_number():
    extract = read(source(SUBMISSIONS, AUTHORS, TOPICS, TIMES))
    values = extract.records[0].values
    assert values["speakers"] == ("Ada Quill, Jr.", "Bruno Vale")
    assert values["tags"] == ("knots", "splices", "Craft")
    assert (values["start"], values["end"], values["room"]) == ("2027-05-11 10:00", "2027-05-11 10:30", "Pier 1")
    assert "start" not in extract.records[1].values
    assert "@" not in repr(extract)


def test_the_sheet_of_submissions_is_found_wherever_it_is():
    assert read(source(AUTHORS, SUBMISSIONS)).records[0].values["speakers"] == ("Ada Quill, Jr.", "Bruno Vale")


def test_without_times_a_note_says_how_to_add_them():
    assert levels(read(source(SUBMISSIONS))) == [("note", 0)]
    assert levels(read(source(SUBMISSIONS, TIMES))) == []


def test_before_the_decisions_all_are_kept_with_a_warning():
    extract = read(source("#,title,authors,decision\n1,Ropes,Ada Quill,\n2,Nets,Bruno Vale,"))
    assert [record.accepted for record in extract.records] == [True, True]
    assert levels(extract) == [("warning", 0), ("note", 0)]


def test_a_table_of_titles_and_authors_alone_is_somebody_elses():
    assert read(source("#,title,authors\n1,a,b")) is None
    assert read(source(AUTHORS)) is None

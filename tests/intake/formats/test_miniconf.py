from tables_by_hand import source

from session_finder.intake.formats.miniconf import NAME, read

TEXT = """
UID,title,authors,abstract,keywords,sessions
p1,Ropes,Ada Quill|Bruno Vale,How ropes hold.,knots|splices,Tue 1|Wed 2
p2,Nets,Cleo Marsh,How nets fail.,,
"""


def test_papers_are_read_with_their_lists_apart():
    extract = read(source(TEXT))
    assert (extract.format, extract.rows, extract.dropped) == (NAME, 2, ("sessions",))
    assert [record.values for record in extract.records] == [
        {
            "id": "p1",
            "title": "Ropes",
            "speakers": ("Ada Quill", "Bruno Vale"),
            "abstract": "How ropes hold.",
            "tags": ("knots", "splices"),
        },
        {"id": "p2", "title": "Nets", "speakers": "Cleo Marsh", "abstract": "How nets fail."},
    ]


def test_a_table_without_uid_is_somebody_elses():
    assert read(source("id,title,authors,abstract\na,b,c,d")) is None

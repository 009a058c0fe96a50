"""Programmes of real conferences, as their organizers' tools wrote them."""

import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from session_finder.intake.cleaning.email_masking import mask_addresses
from session_finder.storage.files.library import read_file

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def iclr(shared_data):
    return read_file(shared_data / "programmes" / "iclr2020_miniconf" / "papers.csv")


@pytest.fixture(scope="module")
def dlf(shared_data):
    return read_file(shared_data / "programmes" / "dlf2020_bom" / "sessions.csv", "America/New_York")


# What each SOURCE.txt counts. Three rows of epsa2020-program.tsv are cut in two there; 33 name a chair and no talk.
COUNTS = {
    "ccc_36c3_debconf23/36c3_merged.xml": ("Schedule (frab, pretalx, pentabarf)", 1351, 1351),
    "ccc_36c3_debconf23/debconf23.xml": ("Schedule (frab, pretalx, pentabarf)", 117, 117),
    "ccc_36c3_debconf23/fosdem_2021.xml": ("Schedule (frab, pretalx, pentabarf)", 773, 773),
    "dlf2020_bom/sessions.csv": ("Table", 45, 45),
    "egu25/egu_session_descriptions.xlsx": ("Table", 1211, 1210),
    "epsa_2019_2022/epsa2019-abstracts.tsv": ("Table", 802, 802),
    "epsa_2019_2022/epsa2019-panels.tsv": ("Table", 186, 186),
    "epsa_2019_2022/epsa2020-abstracts.tsv": ("Table", 136, 136),
    "epsa_2019_2022/epsa2020-panels.tsv": ("Table", 32, 32),
    "epsa_2019_2022/epsa2020-program.tsv": ("Table", 319, 136),
    "epsa_2019_2022/epsa2021-abstracts.tsv": ("Table", 517, 517),
    "epsa_2019_2022/epsa2021-panels.tsv": ("Table", 131, 131),
    "epsa_2019_2022/epsa2022-abstracts.tsv": ("Table", 933, 933),
    "epsa_2019_2022/epsa2022-panels.tsv": ("Table", 228, 228),
    "euroscipy2025_pretalx/submissions.json": ("pretalx API", 39, 39),
    "globalazure2020_sessionize/sessionize.json": ("Sessionize JSON", 29, 29),
    "iclr2020_miniconf/papers.csv": ("Mini-Conf papers", 687, 687),
    "pass_sql/pass_all_sessions.csv.gz": ("Table", 32_559, 32_558),  # one row holds neither title nor abstract
    "pass_sql/pass_ba_2013_2016.csv": ("Table", 259, 259),
    "rmedicine2025/program-interim.csv": ("Table", 133, 133),
    "rmedicine2025/program.csv": ("Table", 133, 133),
    "wstc3_cp1252/AbstractsV2.csv": ("Table", 127, 127),
}


@pytest.mark.parametrize("path", COUNTS)
def test_every_session_of_a_real_programme_is_there(shared_data, path):
    reading = read_file(shared_data / "programmes" / path)
    assert reading.errors == ()
    assert (reading.format, reading.rows, len(reading.programme.sessions)) == COUNTS[path]
    assert reading.left_out == 0
    assert len(reading.problems) < 40
    for session in reading.programme.sessions:
        assert [
            text for text in (session.title, session.abstract, *session.speakers) if mask_addresses(text) != text
        ] == []


def test_iclr_gives_its_687_papers_which_have_no_times(iclr):
    assert len(iclr.programme.sessions) == 687
    assert [problem.code for problem in iclr.problems] == ["no-start"]
    assert iclr.dropped_columns == ("sessions",)
    assert all(session.title and session.abstract for session in iclr.programme.sessions)
    assert all(len(session.id) <= 10 for session in iclr.programme.sessions)


def test_iclr_papers_have_their_authors_and_keywords_one_by_one(iclr):
    first = iclr.programme.sessions[0]
    assert first.id == "B1xSperKvH"
    assert first.speakers == ("Nitin Rathi", "Gopalakrishnan Srinivasan", "Priyadarshini Panda", "Kaushik Roy")
    papers = iclr.programme.sessions
    assert sum(len(paper.speakers) > 1 for paper in papers) == 679
    assert sum(bool(paper.tags) for paper in papers) == 667
    assert sum(len(paper.tags) > 1 for paper in papers) == 601
    assert not any("|" in name for paper in papers for name in paper.speakers + paper.tags)


def test_iclr_abstracts_keep_their_paragraphs_but_no_carriage_return(iclr):
    abstracts = [session.abstract for session in iclr.programme.sessions]
    assert sum("\n" in abstract for abstract in abstracts) == 96
    assert not any("\r" in abstract for abstract in abstracts)


def test_dlf_gives_its_45_sessions_with_start_and_end(dlf):
    sessions = dlf.programme.sessions
    assert len(sessions) == 45
    assert {session.start.tzinfo for session in sessions} == {ZoneInfo("America/New_York")}
    assert min(session.start for session in sessions).isoformat() == "2020-11-09T10:00:00-05:00"
    assert min(session.start.date() for session in sessions) == date(2020, 11, 9)
    assert all(session.start < session.end for session in sessions)


def test_dlf_titles_links_and_descriptions_are_found_under_their_other_names(dlf):
    sessions = dlf.programme.sessions
    assert sessions[0].title == "Learn@DLF Tutorials 1"
    assert all(session.title for session in sessions)
    assert sum(session.url.startswith("https://") for session in sessions) == 38
    assert sum(bool(session.abstract) for session in sessions) == 33
    assert dlf.dropped_columns == ("notes",)


def test_the_one_title_that_dlf_has_twice_at_one_time_gives_two_sessions_and_a_note(dlf):
    assert [(problem.level, problem.line) for problem in dlf.problems] == [("note", 3), ("note", 30)]
    assert len(dlf.programme.by_id) == 45


def test_dlf_without_a_zone_has_times_without_one(shared_data):
    reading = read_file(shared_data / "programmes" / "dlf2020_bom" / "sessions.csv")
    assert reading.programme.sessions[0].start.isoformat() == "2020-11-09T10:00:00"


def test_the_seabird_conference_is_read_as_cp1252(shared_data):
    reading = read_file(shared_data / "programmes" / "wstc3_cp1252" / "AbstractsV2.csv")
    assert reading.problems[0].value == "cp1252"
    marks = {mark for session in reading.programme.sessions for mark in session.title + session.abstract}
    assert {mark for mark in marks if not mark.isascii()} == set("°±–—‘’áéñó")


def test_the_mail_address_in_a_speakers_cell_of_r_medicine_stays_outside(shared_data):
    reading = read_file(shared_data / "programmes" / "rmedicine2025" / "program-interim.csv")
    assert not any(re.search(r"\w@\w", name) for session in reading.programme.sessions for name in session.speakers)
    assert [problem.line for problem in reading.problems if problem.column == "speakers"] == [85]
    assert sum(session.start is not None for session in reading.programme.sessions) == 101


def test_debconf_is_in_its_own_zone_and_its_31_breaks_are_not_searched(shared_data):
    reading = read_file(shared_data / "programmes" / "ccc_36c3_debconf23" / "debconf23.xml")
    assert reading.timezone == "Asia/Kolkata"
    assert sum(session.service for session in reading.programme.sessions) == 31
    assert not any(session.service for session in reading.programme.searchable)

"""What became of each entry of a file adds up to the file's own count."""

from __future__ import annotations

import csv
import io
import json

import pytest
from intake.test_privacy import HEADERS, table

from session_finder.intake import read_programme
from session_finder.intake.model.account import balanced


def read(text):
    return read_programme(text.encode(), "upload.csv", "Europe/Lisbon")


def test_every_row_is_a_session_a_break_a_part_left_out_or_not_used():
    account = read(
        "id,Title,Speaker,Status,Day,Time\n"
        "k1,Knots,Ada Moss,accepted,2027-05-11,09:00\n"
        "k1,Knots,Bela Kern,accepted,2027-05-11,09:00\n"
        "b1,Lunch,,accepted,2027-05-11,12:00\n"
        "k2,Sails,Dan Orr,rejected,2027-05-11,13:00\n"
        "k3,,,accepted,2027-05-11,14:00\n"
    ).account
    assert (account.entries, account.sessions, account.breaks, account.parts) == (5, 1, 1, 1)
    assert account.left_out == {"sessions-left-out": 1, "row-without-text": 1}
    assert account.unused == {}


def test_what_nothing_explains_is_not_used():
    account = balanced(
        10, sessions=6, breaks=1, parts=0, left_out={"totals-row": 1, "no-title": 0}, unused={"sponsors": 4}
    )
    assert account.unused == {"": 2, "sponsors": 4}
    assert account.left_out == {"totals-row": 1}
    assert (account.entries, account.not_used) == (14, 6)
    assert account.entries == account.sessions + account.breaks + sum(account.left_out.values()) + account.not_used


def test_several_sessions_of_one_entry_make_no_negative_count():
    account = balanced(3, sessions=5, breaks=0, parts=0, left_out={}, unused={})
    assert (account.entries, account.not_used) == (5, 0)


@pytest.mark.parametrize(("unused", "much"), [(1, False), (2, True)])
def test_more_than_a_tenth_not_used_is_much(unused, much):
    account = balanced(10, sessions=10 - unused, breaks=0, parts=0, left_out={}, unused={})
    assert account.much_not_used is much


@pytest.mark.parametrize("tool", HEADERS)
def test_every_column_is_used_or_named(tool):
    content, _ = table(HEADERS[tool])
    headers = {" ".join(header.split()) for header in next(csv.reader(io.StringIO(content.decode())))}
    reading = read_programme(content, "upload.csv", "Europe/Lisbon")
    used = {part for label in reading.columns.values() for part in label.split(" + ")}
    assert headers == used | {*reading.dropped_columns} | {*reading.helping_columns}
    assert reading.account.columns_unused == len(reading.dropped_columns)


def test_lists_that_hold_no_sessions_are_named_and_no_reason_to_warn():
    talk = {"title": "Knots", "abstract": "Why knots hold.", "start": "2027-05-11T09:00", "room": "Quay"}
    sponsors = [{"name": f"Quay {n}", "logo": "a.png", "tier": "gold"} for n in range(5)]
    news = [{"title": f"Tickets {n}", "body": "On sale.", "date": f"2027-01-0{n}"} for n in range(1, 5)]
    tree = {"talks": [{**talk, "title": f"Knots {n}"} for n in range(6)], "sponsors": sponsors, "news": news}
    reading = read_programme(json.dumps(tree).encode(), "a.json")
    account = reading.account
    assert account.unused == {"sponsors": 5, "news": 4}
    assert (account.other_lists, account.doubtful, account.much_not_used) == (("sponsors", "news"), {}, False)
    assert "much-not-used" not in [problem.code for problem in reading.problems]

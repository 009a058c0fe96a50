"""A walk through ``serve --workers 2`` in a browser: search, upload, publish, and each worker killed in turn."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import HEADER, NEW, ROWS, Desk
from playwright.sync_api import Browser, Page, Playwright, expect
from served_by_workers import Workers
from servers import ROOT
from visits import SAMPLE, Server, Visit

INTEREST = "planking a wooden boat"
ASKED = ("fisheries", "teaching statistics")


@pytest.fixture(scope="module")
def served(playwright: Playwright, warm_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    data = tmp_path_factory.mktemp("programmes")
    shutil.copytree(ROOT / "data" / SAMPLE, data / SAMPLE)
    with Workers(tmp_path_factory.mktemp("workers"), {"CACHE": warm_cache, "DATA": data}) as workers:
        yield workers


def arrive(browser: Browser, served: Workers) -> Visit:
    visit = Visit(browser.new_context(locale="en-GB").new_page(), Server(served, let_in_already=True))
    visit.listen()
    return visit


def reconnected(page: Page) -> None:
    """The page talks to a server again, and what it asked for has been answered."""
    page.locator('[data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]').wait_for(
        state="attached", timeout=60_000
    )


def test_search_upload_publish_and_each_worker_killed_in_turn(browser, served, tmp_path):
    attendees = [arrive(browser, served) for _ in range(3)]
    for attendee in attendees:
        attendee.go()
        attendee.box.fill("graphs")
        expect(attendee.titles).to_have_count(3)
    found = attendees[0].titles.all_text_contents()
    assert [attendee.titles.all_text_contents() for attendee in attendees] == [found] * 3

    # Each worker is killed in turn: pages find the other, with what was searched for, and search on.
    for number, port in enumerate(served.ports):
        served.kill(port)
        for attendee in attendees:
            reconnected(attendee.page)
            expect(attendee.titles).to_have_text(found)
            attendee.box.fill(ASKED[number])
            expect(attendee.titles).not_to_have_text(found)
            attendee.box.fill("graphs")
            expect(attendee.titles).to_have_text(found)
        served.all_ready()

    # An organizer uploads and publishes; all pages see it.
    file = tmp_path / "programm.csv"
    file.write_text("\n".join((HEADER, *ROWS)) + "\n", "utf-8")
    desk = Desk(arrive(browser, served)).arrive()
    desk.upload(file)
    desk.mend()
    desk.publish()
    desk.says("Attendees now see version 1: 4 sessions.")
    for attendee in attendees:
        attendee.box.fill(INTEREST)
        expect(attendee.titles.first).to_have_text(NEW[0])

    # Each worker is killed once more: the organizer is still signed in, and uploads another version. What a page knew
    # of uploads is gone with its process; loaded anew, it begins with an empty box.
    for number, port in enumerate(served.ports):
        served.kill(port)
        reconnected(desk.page)
        desk.arrive_again()
        served.all_ready()
        shorter = tmp_path / f"shorter-{number}.csv"
        shorter.write_text("\n".join((HEADER, *ROWS[: 3 - number])) + "\n", "utf-8")
        desk.upload(shorter)
        desk.says(f"Table: {3 - number} rows")
        desk.publish()
        desk.says(f"Attendees now see version {2 + number}: {3 - number} sessions.")
        for attendee in attendees:
            reconnected(attendee.page)
            attendee.box.fill("weather and clouds")
            expect(attendee.titles).to_have_count(3 - number)
            attendee.box.fill(INTEREST)
            expect(attendee.titles.first).to_have_text(NEW[0])
    for visit in (*attendees, desk.visit):
        assert visit.strangers == []
        expect(visit.page.get_by_test_id("stException")).to_have_count(0)
        visit.page.context.close()

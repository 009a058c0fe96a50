"""An organizer at the page, and the file that they upload: its titles stand in a column of another name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from visits import Visit

from session_finder.web.i18n.texts import organize_messages as words

HEADER = "Nr;Reihe;Thema;Beschreibung;Referent;Raum;Datum;Beginn;Ende;E-Mail;Gutachten"
ROWS = (
    "1;Craft;Boatbuilding with larch;How a clinker hull is planked, from the keel to the sheer strake.;Ada Lund;"
    "Dock 1;11.05.2027;09:00;09:45;ada@harbour.example;4",
    "2;Craft;Knots for night watches;Six knots that hold in the dark and can be undone with cold hands.;Ben Osei;"
    "Dock 1;11.05.2027;10:00;10:45;ben@harbour.example;3",
    "3;Weather;Reading clouds at sea;What cirrus and cumulus tell a skipper about the next hours.;Chi Tran;"
    "Dock 2;11.05.2027;25:00;11:45;chi@harbour.example;5",
    "4;Weather;Tides of the estuary;Why the flood arrives before noon and what that does to moorings.;Dee Park;"
    "Dock 2;11.05.2027;12:00;11:00;dee@harbour.example;2",
)
NEW = ["Boatbuilding with larch", "Knots for night watches", "Reading clouds at sea", "Tides of the estuary"]


@dataclass
class Desk:
    """An organizer at the page."""

    visit: Visit

    @property
    def page(self) -> Page:
        return self.visit.page

    def arrive(self, slug: str = "") -> Desk:
        self.page.goto(self.visit.server.way_in())
        expect(self.page.get_by_role("combobox", name=words.CHOOSE)).to_be_visible()
        self.visit.complaints.clear()  # below a page's own address Streamlit first looks for its server, in vain
        if slug:
            self.choose(words.CHOOSE, f"{slug.removesuffix('-2027').title()} Analytics Summit 2027")
            expect(self.page.locator(f"[class*=st-key-organize_box_{slug}]")).to_be_visible()
        return self

    def arrive_again(self) -> None:
        """Load the page anew, without the link."""
        self.page.reload()
        expect(self.page.get_by_role("combobox", name=words.CHOOSE)).to_be_visible()

    def choose(self, label: str, option: str) -> None:
        """Choose in a list."""
        self.rest()
        self.page.get_by_role("combobox", name=label, exact=True).click()
        self.page.get_by_role("combobox", name=label, exact=True).fill(option)  # a long list is not drawn whole
        self.page.get_by_role("option", name=option, exact=True).click()
        expect(self.page.get_by_role("combobox", name=label, exact=True)).to_have_value(option)

    def rest(self) -> None:
        """Wait for the page run to end: it closes lists that are open."""
        self.page.locator('[data-test-script-state="notRunning"]').wait_for(state="attached")

    def upload(self, file: Path) -> None:
        self.rest()
        box = self.page.get_by_test_id("stFileUploader").filter(has_text=words.FILES).locator("input[type=file]")
        expect(box).to_have_count(1)  # a page run that chooses another conference shows both for a moment
        box.set_input_files(file)
        expect(self.page.get_by_text(re.compile(r"Table: \d+ rows"))).to_be_visible()

    def button(self, label: str) -> Any:
        return self.page.get_by_role("button", name=label)

    def says(self, text: str) -> None:
        expect(self.page.get_by_test_id("stMain").get_by_text(text).first).to_be_visible()

    def open(self, part: str) -> None:
        """Open an expander by how its heading begins."""
        self.page.locator("summary").filter(has_text=part).click()

    def tab(self, label: str) -> None:
        self.page.get_by_role("tab", name=label, exact=True).click()

    def choose_the_problem_of_line_4(self) -> None:
        """Tick the second row of the table, below its heading and the warning of titles."""
        table = self.page.get_by_test_id("stDataFrame").first
        table.locator(".dvn-scroller").click(position={"x": 20, "y": 87})
        self.says(words.AROUND.format(line=4))

    def mend(self) -> None:
        """Say that the titles stand in "Thema"."""
        self.open(words.MAPPING)
        self.choose(words.FIELDS["title"], "Thema")
        self.choose(words.FIELDS["track"], "Reihe")
        self.button(words.UNDERSTOOD).click()
        expect(self.visit.titles.first).to_have_text(NEW[0])

    def publish(self) -> None:
        self.page.get_by_role("button", name=words.PUBLISH).click()

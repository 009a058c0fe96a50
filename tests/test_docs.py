"""The README is short, the documentation's links lead somewhere, and its tour names every room there is."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "session_finder"
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "deploy/README.md")]
PAGES += sorted((ROOT / "docs").glob("*.md"))
MOST_LINES = 150
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def prose(page: Path) -> str:
    return _FENCED.sub("", page.read_text("utf-8"))


def links(page: Path) -> list[str]:
    return [link for link in _LINK.findall(re.sub(r"`[^`]*`", "", prose(page))) if "://" not in link]


def anchors(page: Path) -> set[str]:
    """What the headings of a page are called in links, as code hosts make it."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    return not target.exists() or bool(anchor and anchor not in anchors(target))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_and_headings_that_exist(page):
    assert [link for link in links(page) if dead(page, link)] == []


def test_a_link_to_nothing_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# One & two\n[a](page.md#one--two) [b](gone.md) [c](#three) `[d](e)` [f](https://g.example)\n")
    assert [link for link in links(page) if dead(page, link)] == ["gone.md", "#three"]


def test_the_readme_is_short_enough_to_be_read():
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < MOST_LINES


def test_every_page_of_the_documentation_is_reached_from_its_first():
    reached = {(ROOT / "docs" / link.partition("#")[0]).resolve() for link in links(ROOT / "docs" / "index.md")}
    assert [page.name for page in (ROOT / "docs").glob("[!i]*.md") if page not in reached] == []


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_the_tour_names_every_room(page):
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    told = set(re.findall(r"\w+", (ROOT / page).read_text("utf-8")))
    assert rooms - told == set()


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/ranking.md"])
def test_the_paths_that_a_recipe_names_exist(page):
    """Paths with capitals are placeholders: ``formats/NAME.py``."""
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", prose(ROOT / page))
    assert len(named) > 5
    tops = (ROOT, PACKAGE)
    assert [name for name in named if name.lower() == name and not any((top / name).exists() for top in tops)] == []


def test_the_pages_of_the_site_are_where_its_hook_looks_for_them():
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import site_pages
    finally:
        sys.path.remove(str(ROOT / "docs"))
    assert [source for source in site_pages.ELSEWHERE if not (ROOT / source).is_file()] == []

"""How a new user's folder begins: with the sample programme, once, whole or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from session_finder.branding.logo import CleanLogo, clean_logo
from session_finder.domain.errors import SettingsError
from session_finder.domain.identity import Identity, Logo
from session_finder.paths import SAMPLE
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.files.sample import begin_with_sample, sample_in
from session_finder.timetable.days import days

FILES = {path.name: path.read_bytes() for path in SAMPLE.iterdir() if path.is_file()}


def files_in(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_folder_holds_the_sample_programme(tmp_path):
    folder = tmp_path / "share" / "session-finder" / "data"
    begin_with_sample(folder)
    assert [path.name for path in folder.iterdir()] == ["harbour-2027"]
    assert files_in(folder / "harbour-2027") == FILES
    named = {"about.toml", "programme.csv", "golden.jsonl", "questions.jsonl", "unanswerable.jsonl"}
    (logo,) = set(FILES) - named
    assert FileLibrary(folder).conference("harbour-2027").identity == Identity(
        accent="#9a3412",
        first_day=date(2027, 5, 11),
        last_day=date(2027, 5, 13),
        place="Porto, Portugal",
        website="https://example.org/harbour-2027",
        welcome="Three days on what numbers are for, by the water.",
        logo=logo,
    )
    assert FileLibrary(folder).logo("harbour-2027", logo) == FILES[logo]
    assert [path.name for path in folder.parent.iterdir()] == ["data"]  # nothing unfinished is left
    assert len(FileLibrary(folder).load("harbour-2027").searchable) == 150


def test_the_sample_s_logo_is_what_would_be_kept_of_it_and_its_days_are_those_of_the_programme():
    (name,) = [name for name in FILES if name.startswith("logo-")]
    assert clean_logo(FILES[name]) == CleanLogo(Logo("svg", FILES[name]))
    assert Logo("svg", FILES[name]).name == name
    library = FileLibrary(SAMPLE.parent)
    identity, found = library.conference(SAMPLE.name).identity, days(library.load(SAMPLE.name).sessions)
    assert (identity.first_day, identity.last_day) == (found[0].date, found[-1].date)


def test_a_sample_that_was_deleted_does_not_come_back(tmp_path):
    folder = tmp_path / "data"
    begin_with_sample(folder)
    FileLibrary(folder).delete("harbour-2027", "ada")
    begin_with_sample(folder)
    assert FileLibrary(folder).all_conferences() == ()


def test_a_folder_of_ones_own_is_left_as_it_is(tmp_path):
    begin_with_sample(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_several_at_once_make_one_whole_folder(tmp_path):
    folder = tmp_path / "session-finder" / "data"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(begin_with_sample, [folder] * 8))
    assert files_in(folder / "harbour-2027") == FILES
    assert [path.name for path in folder.parent.iterdir()] == ["data"]


def test_a_folder_that_cannot_be_made_names_the_setting(tmp_path):
    (tmp_path / "share").write_text("a file")
    folder = tmp_path / "share" / "data"
    with pytest.raises(SettingsError) as refused:
        begin_with_sample(folder)
    assert str(refused.value) == (
        f"{folder} cannot be made: Not a directory. Let SESSION_FINDER_DATA name a folder that this user can write to."
    )


def test_the_sample_is_the_one_that_is_served_or_the_one_that_comes_along(tmp_path):
    assert sample_in(tmp_path / "data") == SAMPLE
    begin_with_sample(tmp_path / "data")
    assert sample_in(tmp_path / "data") == tmp_path / "data" / "harbour-2027"

from pathlib import Path

import pytest

from session_finder.domain.errors import StoreError
from session_finder.domain.library import Conference
from session_finder.intake.model.limits import MAX_BYTES
from session_finder.storage.files.library import FileLibrary, programme_at, read_file

ABOUT = 'name = "Bakers 2027"\ntimezone = "Europe/Lisbon"\nexamples = ["bread", "sourdough"]\n'
PROGRAMME = "title,start\nBread,2027-05-11 10:00\n"


@pytest.fixture
def shelf(tmp_path):
    """Put a conference's folder on a shelf: its programme and, unless None, its about.toml."""

    def put(slug, programme=PROGRAMME, about=None):
        place = tmp_path / slug
        place.mkdir()
        (place / "programme.csv").write_text(programme, encoding="utf-8")
        if about is not None:
            (place / "about.toml").write_text(about, encoding="utf-8")
        return place

    return put


def test_every_folder_with_a_programme_is_a_conference_in_the_order_of_slugs(shelf, tmp_path):
    for slug in ("zebra", "maps", "castles", "nurses"):
        shelf(slug)
    shelf("bakers", about=ABOUT)
    (tmp_path / "empty").mkdir()
    (tmp_path / "programme.csv").write_text(PROGRAMME, encoding="utf-8")
    assert FileLibrary(tmp_path).conferences() == (
        Conference("bakers", "Bakers 2027", "Europe/Lisbon", ("bread", "sourdough")),
        *(Conference(slug, slug) for slug in ("castles", "maps", "nurses", "zebra")),
    )


def test_a_folder_that_is_not_there_holds_no_conference(tmp_path):
    assert FileLibrary(tmp_path / "nowhere").conferences() == ()


def test_a_programme_has_the_slug_of_its_folder_and_the_name_and_zone_of_its_about(shelf, tmp_path):
    shelf("bakers", about=ABOUT)
    programme = FileLibrary(tmp_path).load("bakers")
    assert (programme.slug, programme.name, programme.timezone) == ("bakers", "Bakers 2027", "Europe/Lisbon")
    assert programme.sessions[0].start.isoformat() == "2027-05-11T10:00:00+01:00"


def test_without_an_about_a_programme_is_named_by_its_folder_and_has_no_zone(shelf, tmp_path):
    shelf("bakers")
    programme = FileLibrary(tmp_path).load("bakers")
    assert (programme.name, programme.timezone) == ("bakers", "")
    assert programme.sessions[0].start.tzinfo is None


@pytest.mark.parametrize("slug", ["rolls", "", ".", "..", "../shelf/bakers", "bakers/", "bakers\0"])
def test_only_a_folder_of_the_library_can_be_loaded(shelf, tmp_path, slug):
    shelf("bakers")
    with pytest.raises(StoreError) as refused:
        FileLibrary(tmp_path).load(slug)
    assert str(refused.value) == f"There is no programme called {slug!r} in {tmp_path}."


@pytest.mark.parametrize("about", ["name = ", "name = 'Caf\udce9'", "= 1"])
def test_an_about_that_cannot_be_read_is_an_error_that_names_it(shelf, tmp_path, about):
    place = shelf("bakers")
    (place / "about.toml").write_bytes(about.encode("utf-8", "surrogateescape"))
    for ask in (lambda: programme_at(place), lambda: FileLibrary(tmp_path).conference("bakers")):
        with pytest.raises(StoreError, match=r"about\.toml cannot be read .*Mend it, or run: python -m .* doctor\.$"):
            ask()
    assert FileLibrary(tmp_path).conferences() == (Conference("bakers", "bakers"),)
    assert len(FileLibrary(tmp_path).load("bakers").sessions) == 1


def test_one_broken_about_does_not_keep_other_programmes_from_loading(shelf, tmp_path):
    shelf("broken", about="name = ")
    shelf("bakers", about=ABOUT)
    assert FileLibrary(tmp_path).load("bakers").name == "Bakers 2027"


def test_odd_values_in_an_about_are_taken_as_text_or_left_out(shelf, tmp_path):
    shelf("bakers", about='name = 2027\nexamples = "bread"\n')
    assert FileLibrary(tmp_path).conferences() == (Conference("bakers", "2027"),)


@pytest.mark.parametrize(
    ("programme", "about", "reason"),
    [
        (",,,", ABOUT, "error: Every cell of the file is empty."),
        ('title\n"A\n', ABOUT, "error: line 2: A quotation mark in this row is opened and never closed."),
        (PROGRAMME, 'timezone = "Europe/Lisboa"', "error: 'Europe/Lisboa' is no time zone."),
    ],
)
def test_a_programme_that_cannot_be_used_is_one_sentence_with_file_and_line(shelf, tmp_path, programme, about, reason):
    place = shelf("bakers", programme, about)
    for ask in (lambda: FileLibrary(tmp_path).load("bakers"), lambda: programme_at(place)):
        with pytest.raises(StoreError) as refused:
            ask()
        assert str(refused.value).startswith(f"{place / 'programme.csv'}: {reason}")


@pytest.mark.parametrize("inside", ["", "programme.csv"])
def test_a_conference_is_found_by_its_folder_or_by_its_programme(shelf, tmp_path, inside):
    place = shelf("bakers", about=ABOUT)
    programme, reading = programme_at(place / inside)
    assert programme == FileLibrary(tmp_path).load("bakers")
    assert reading.problems == ()


@pytest.mark.parametrize("path", [".", "programme.csv"])
def test_the_folder_one_stands_in_is_a_conference_too(shelf, monkeypatch, path):
    monkeypatch.chdir(shelf("bakers", about=ABOUT))
    programme, _ = programme_at(Path(path))
    assert (programme.slug, programme.name) == ("bakers", "Bakers 2027")


def test_a_zone_that_is_asked_for_wins_over_the_abouts(shelf):
    programme, _ = programme_at(shelf("bakers", about=ABOUT), "Asia/Tokyo")
    assert programme.timezone == "Asia/Tokyo"
    assert programme.sessions[0].start.isoformat() == "2027-05-11T10:00:00+09:00"


def test_a_csv_file_is_a_programme_named_after_itself_and_its_reading_tells_of_problems(tmp_path):
    path = tmp_path / "bakers.v2.csv"
    path.write_text("title,start\nBread,soon\n", encoding="utf-8")
    programme, reading = programme_at(path, "Europe/Lisbon")
    assert (programme.slug, programme.name, programme.timezone) == ("bakers.v2", "bakers.v2", "Europe/Lisbon")
    assert [(problem.level, problem.line) for problem in reading.problems] == [("warning", 2)]


def test_a_lone_programme_csv_without_an_about_is_a_file_like_others(tmp_path):
    (tmp_path / "programme.csv").write_text(PROGRAMME, encoding="utf-8")
    programme, _ = programme_at(tmp_path / "programme.csv")
    assert programme.slug == "programme"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere.csv", "cannot be read: No such file or directory."),
        ("folder", "is a folder; name a CSV file, or a folder that holds programme.csv."),
        ("file.csv/inside.csv", "cannot be read: Not a directory."),
        ("x" * 500, "cannot be read: File name too long."),
    ],
)
def test_a_path_that_holds_no_programme_is_one_sentence(tmp_path, name, reason):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.csv").write_text(PROGRAMME, encoding="utf-8")
    with pytest.raises(StoreError) as refused:
        programme_at(tmp_path / name)
    assert str(refused.value) == f"{tmp_path / name} {reason}"


@pytest.mark.parametrize("content", [b"", b",,,", b"\x89PNG\r\n\0", b"a,b\n1,2\n", b'title\n"A'])
def test_a_file_that_is_no_programme_is_one_sentence_that_names_it(tmp_path, content):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        programme_at(path)
    assert str(refused.value).startswith(f"{path}: error: ")
    assert "\n" not in str(refused.value)


def test_of_an_enormous_file_no_more_is_read_than_it_takes_to_refuse_it(tmp_path):
    path = tmp_path / "enormous.csv"
    with path.open("wb") as file:
        file.truncate(10**12)
    reading = read_file(path)
    assert reading.programme is None
    assert reading.errors[0].advice == f"The file has more than {MAX_BYTES:,} bytes, the most that are read. Split it."


def test_a_title_with_line_ends_and_a_path_with_spaces_do_no_harm(tmp_path):
    path = tmp_path / "the bakers' programme.csv"
    path.write_bytes('title\r\n"Bread\r\nand butter"\r\n'.encode("utf-16"))
    programme, _ = programme_at(path)
    assert [session.title for session in programme.sessions] == ["Bread and butter"]

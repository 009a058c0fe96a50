import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_files import text_rows, workbook, zipped

from session_finder.intake.files.unpacking import unpack
from session_finder.intake.model import limits
from session_finder.intake.model.problems import Problem

CSV = b"title\nLamp-lit harbours\n"
WORKBOOK = workbook({"Sessions": text_rows(("title",))})


def refusal(content, name="programme.zip"):
    found = unpack(content, name)
    assert isinstance(found, Problem)
    assert (found.level, found.line) == ("error", 0)
    return found.advice


def test_what_is_no_archive_comes_as_it_was_whatever_its_name():
    assert unpack(CSV, "programme.zip") == (CSV, "programme.zip")


def test_a_gzip_loses_its_ending_and_all_its_members_count():
    assert unpack(gzip.compress(CSV), "programme.csv.gz") == (CSV, "programme.csv")
    assert unpack(gzip.compress(CSV) + gzip.compress(b"Tea\n") + b"\0\0", "p") == (CSV + b"Tea\n", "p")


def test_the_one_file_of_a_zip_is_taken_and_what_systems_add_is_not_seen():
    content = zipped({"__MACOSX/._p.csv": b"x", ".DS_Store": b"x", "day/": b"", "day/p.csv": CSV})
    assert unpack(content, "programme.zip") == (CSV, "p.csv")


def test_a_workbook_is_no_archive_even_inside_one():
    assert unpack(WORKBOOK, "p.xlsx") == (WORKBOOK, "p.xlsx")
    assert unpack(gzip.compress(WORKBOOK), "p.xlsx.gz") == (WORKBOOK, "p.xlsx")
    assert unpack(zipped({"p.xlsx": WORKBOOK}), "p.zip") == (WORKBOOK, "p.xlsx")


def test_several_files_are_named_up_to_five():
    advice = refusal(zipped({f"{number}.csv": CSV for number in range(7)}))
    assert advice == (
        "The archive holds 7 files: 0.csv, 1.csv, 2.csv, 3.csv, 4.csv and 2 more. Upload the one with the sessions."
    )


def test_an_empty_zip_says_so():
    assert refusal(zipped({})).startswith("The archive is empty.")


@pytest.mark.parametrize(
    "content",
    [
        zipped({"a.zip": zipped({"b.csv": CSV})}),
        gzip.compress(gzip.compress(CSV)),
        zipped({"a.gz": gzip.compress(CSV)}),
    ],
    ids=["zip in zip", "gzip in gzip", "gzip in zip"],  # the bytes hold the time
)
def test_an_archive_in_an_archive_is_refused(content):
    assert refusal(content) == "The archive holds another archive. Upload the file that is inside it."


def test_bombs_are_read_no_further_than_the_limit(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1_000)
    said = "Unpacked, the file has 1,001 bytes; at most 1,000 are read. Split it."
    assert refusal(gzip.compress(b"a" * 1_001)) == said
    assert refusal(zipped({"a.csv": b"a" * 1_001})) == said
    assert unpack(zipped({"a.csv": b"a" * 1_000}), "a.zip") == (b"a" * 1_000, "a.csv")


def test_an_archive_that_is_cut_off_damaged_or_protected_says_so():
    whole = zipped({"p.csv": CSV})
    assert refusal(gzip.compress(CSV)[:-4]).startswith("The archive was cut off before its end.")
    assert "damaged" in refusal(whole[:40])
    assert "damaged" in refusal(whole.replace(b"\xcb", b"\xcc", 1).replace(whole[35:45], whole[36:46]))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        place = archive.start_dir
    protected = bytearray(whole)
    protected[6] |= 1
    protected[place + 8] |= 1
    assert "protected by a password" in refusal(bytes(protected))


def test_other_archives_are_named():
    assert refusal(b"7z\xbc\xaf\x27\x1c....").startswith("This is a 7z archive, which is not opened here.")


@settings(max_examples=100)
@given(st.sampled_from([gzip.compress(CSV), zipped({"p.csv": CSV}), WORKBOOK]), st.data())
def test_no_damage_raises(content, data):
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    unpack(bytes(damaged[: data.draw(st.integers(0, len(damaged)))]), "p")

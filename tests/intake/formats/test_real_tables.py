"""Tables of real conferences, as far as their format is made out."""

import gzip
import re

import pytest

from session_finder.intake.files.csv_table import csv_table
from session_finder.intake.files.decoding import decode
from session_finder.intake.formats import miniconf
from session_finder.intake.mapping import any_table
from session_finder.intake.model.sources import Source

pytestmark = pytest.mark.slow


@pytest.fixture
def opened(shared_data):
    def read(path):
        file = shared_data / "programmes" / path
        content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        return Source(file.name, (csv_table(decode(content)[0], file.stem),))

    return read


def test_iclr_is_mini_conf(opened):
    extract = miniconf.read(opened("iclr2020_miniconf/papers.csv"))
    assert (len(extract.records), extract.dropped, extract.problems) == (687, ("sessions",), ())
    assert sum(isinstance(record.values["speakers"], tuple) for record in extract.records) == 678


@pytest.mark.parametrize(
    ("path", "sessions", "columns"),
    [
        ("dlf2020_bom/sessions.csv", 45, {"title", "abstract", "start", "end", "url"}),
        ("epsa_2019_2022/epsa2019-abstracts.tsv", 802, {"id", "title", "abstract", "track", "code"}),
        ("epsa_2019_2022/epsa2019-panels.tsv", 186, {"id", "title", "abstract", "track", "format"}),
        ("epsa_2019_2022/epsa2022-abstracts.tsv", 933, {"id", "title", "abstract", "track", "code"}),
        ("pass_sql/pass_all_sessions.csv.gz", 32_559, {"id", "title", "abstract", "track", "level", "format", "start"}),
        ("pass_sql/pass_ba_2013_2016.csv", 259, {"id", "title", "abstract", "track", "level", "format", "start"}),
        ("wstc3_cp1252/AbstractsV2.csv", 127, {"title", "abstract", "speakers", "track"}),
    ],
)
def test_every_row_is_a_session_with_its_fields(opened, path, sessions, columns):
    extract = any_table.read(opened(path))
    assert (len(extract.records), extract.rows) == (sessions, sessions)
    assert extract.columns.keys() == columns
    assert not any(record.merges for record in extract.records)


def test_epsas_rows_for_each_person_are_136_talks(opened):
    extract = any_table.read(opened("epsa_2019_2022/epsa2020-program.tsv"))
    assert len({record.values["id"] for record in extract.records}) == 136
    assert sum(record.merges for record in extract.records) == 238
    assert extract.columns["title"] == "abstract_title"


def test_r_medicine_is_read_from_one_cell_as_from_its_columns(opened):
    whole = any_table.read(opened("rmedicine2025/program.csv")).records
    apart = any_table.read(opened("rmedicine2025/program-interim.csv")).records
    plain = [sorted(re.sub(r"\W+", " ", record.values["title"]) for record in records) for records in (whole, apart)]
    assert (len(whole), len(apart)) == (133, 133)
    assert sum(one != other for one, other in zip(*plain, strict=True)) == 0
    assert sum("start" in record.values for record in whole) == 101
    assert not any(
        re.search(r"Keyword\(s\)|Author\(s\)|recording available after|More info", str(record.values["abstract"]))
        for record in whole
    )

import codecs

import pytest

from session_finder.intake.files.decoding import decode

ACCENTS = {
    "French": "titre,résumé\nÉtude d’un modèle,Où en est-on à l’hôpital ?\n",
    "German": "title,abstract\nÜbergänge,Größen und Maße, sagt Jörg Müller\n",
    "Portuguese": "title,abstract\nPrevisão de marés,A medição não é só física; é decisão\n",
    "Danish": "title,abstract\nMåling af sørejser,Æbler og øer i Ålborg\n",
    "one accent": "title,abstract\nMeasuring demand,We count cups with Zoë Smith\n",
    "typography": "title,abstract\nIt’s time,“Why not…”—she asked; it costs €5\n",
}


@pytest.mark.parametrize("text", ACCENTS.values(), ids=ACCENTS)
def test_what_western_spreadsheets_write_is_read_as_cp1252_and_said(text):
    found, problems = decode(text.encode("cp1252"))
    assert found == text
    assert [(problem.level, problem.line, problem.value) for problem in problems] == [("note", 0, "cp1252")]
    assert problems[0].advice == (
        "The file is not UTF-8; it was read as cp1252. Check the accents, or save it as UTF-8."
    )


@pytest.mark.parametrize(
    ("encoding", "row"),
    [
        ("cp1250", "Pomiary,Jak mierzyć szkoły i szpitale w dużym mieście, żeby wiedzieć więcej\n"),
        ("cp1251", "Анализ данных,Как измерять больницы и школы в большом городе\n"),
        ("cp1253", "Ανάλυση δεδομένων,Πώς μετράμε τα νοσοκομεία και τα σχολεία της πόλης\n"),
        ("cp932", "データ分析,病院のデータを分析する方法について話します\n"),
        ("gb18030", "数据分析,我们讨论医院的数据分析方法\n"),
        ("mac_roman", "Übergänge,Jörg Müller über Größen und Maße für Straßenverkehr\n"),
    ],
)
def test_a_programme_in_another_legacy_encoding_is_told_from_cp1252(encoding, row):
    text = "title,abstract\n" + row * 20
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_says_the_encoding_and_is_no_part_of_the_text(mark, encoding):
    assert decode(mark + "title\nZoë 🦀 数据\n".encode(encoding)) == ("title\nZoë 🦀 数据\n", [])


def test_plain_utf8_needs_no_remark():
    assert decode("title\nZoë 🦀\n".encode()) == ("title\nZoë 🦀\n", [])


def test_a_utf16_file_cut_in_the_middle_of_a_character_is_refused():
    text, problems = decode("title\nA".encode("utf-16")[:-1])
    assert text == ""
    assert [problem.level for problem in problems] == ["error"]
    assert "it claims to be utf-16 but byte 14 is not" in problems[0].advice


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_few_broken_bytes_in_utf8_do_not_spoil_the_other_accents(mark):
    lines = ["title", "Zoë", "Größe", "“Data”", "Größe", "Ångström"]
    content = mark + "\r\n".join(lines).encode().replace("Å".encode(), b"\xc3", 1)
    text, problems = decode(content)
    assert text.splitlines() == [*lines[:5], "\ufffdngström"]
    assert [(problem.level, problem.line) for problem in problems] == [("warning", 6)]
    assert "Broken characters in this UTF-8 file: 1," in problems[0].advice


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00xl/workbook.xml",
        b"title,abstract\0\nA,b\n",
        "title,abstract\nA,b\n".encode("utf-16-le"),
    ],
    ids=["png", "xlsx", "zero byte", "utf-16 without its mark"],
)
def test_what_holds_zero_bytes_is_no_text(content):
    text, problems = decode(content)
    assert text == ""
    assert [(problem.level, problem.line) for problem in problems] == [("error", 0)]
    assert problems[0].advice == (
        "This is not a text file (it holds zero bytes, as pictures, spreadsheets and archives do). "
        "Export the programme as CSV, UTF-8."
    )


def test_bytes_in_no_known_encoding_are_refused():
    noise = bytes(range(1, 256)) * 40
    text, problems = decode(noise)
    assert text == ""
    assert [problem.level for problem in problems] == ["error"]
    assert "its encoding is not recognized" in problems[0].advice


def test_utf_8_that_was_read_as_cp1252_is_repaired_with_a_note():
    content = "title,room\nGöteborg für alle,Lübeck\n".encode().decode("cp1252").encode()
    text, problems = decode(content)
    assert text == "title,room\nGöteborg für alle,Lübeck\n"
    assert [(problem.level, problem.code) for problem in problems] == [("note", "repaired-characters")]

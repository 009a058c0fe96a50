import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.intake.cleaning.encoding_damage import is_damaged, repaired


def damaged(text, encoding="cp1252"):
    """UTF-8 read in another encoding; where cp1252 has no character, Latin-1 does."""
    read = (bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte)) for byte in text.encode())
    return "".join(read)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "text",
    [
        "Göteborg, don’t – “Łódź”",
        "Lübeck für Anfänger",
        "Привет, мир",
        "日本語の文",
        "São João, AMANHÃ",
        "naïve Café ☕ 😀",
    ],
)
def test_a_text_that_is_damaged_throughout_is_repaired(text, encoding):
    assert repaired(damaged(text, encoding))[0] == text
    assert repaired(damaged(damaged(text, encoding), encoding))[0] == text
    assert is_damaged(damaged(text, encoding))


@pytest.mark.parametrize(
    "text",
    ["", "Plain.", "Göteborg", "«CAFÉ» – “DÉJÀ VÉCU”", "HÄ… AMANHÃ” ESPAÑA", "ÂNGULO", "Ñandú – Ð", "Привет", "日本語"],
)
def test_a_text_that_somebody_wrote_stays(text):
    assert repaired(text) == (text, 0)
    assert not is_damaged(text)


def test_damage_among_sound_letters_is_told_and_stays():
    text = "GÃ¶teborg and Göteborg, Malmö, Åre"
    assert repaired(text) == (text, 0)
    assert is_damaged(text)
    assert is_damaged("G\ufffdteborg")


@given(st.text())
def test_any_text_can_be_looked_at(text):
    whole, count = repaired(text)
    assert (whole == text) or count > 0

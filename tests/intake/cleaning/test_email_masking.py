import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from waiting import nobody_is_held

from session_finder.intake.cleaning.email_masking import mask_addresses


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Write to ada.b+x@mail.example.org.", "Write to …@…."),
        ("Ada Quay <ada@example.org>, Ben", "Ada Quay <…@…>, Ben"),
        ("ada [at] example [dot] org, please", "…@…, please"),
        ("ada(at)example.org", "…@…"),
        ("ada@example [dot] org", "…@…"),
        ("ada at example dot org", "…@…"),
        ("mailto:ada@example.org?subject=Tea", "…@…?subject=Tea"),
        ("ada&#64;example.org and ada%40example.org", "…@… and …@…"),
        ("o'brien@example.ie, zoë@exämple.de", "…@…, …@…"),
    ],
)
def test_an_address_becomes_a_sign_however_it_is_written(text, shown):
    assert mask_addresses(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        *("@ada", "5@10", "@scope/name", "@app.route('/')", "@ada@quay.example", "lodash@4.17.2", "ada@home"),
        *("Meet us @ example.org", "look at the dot com years", "at noon (at) the quay", "", "@", "…@…"),
    ],
)
def test_what_only_looks_alike_stays(text):
    assert mask_addresses(text) == text


@settings(max_examples=100)
@given(
    st.text(max_size=30),
    st.text(string.ascii_letters + string.digits, min_size=1, max_size=8),
    st.text(string.ascii_letters, min_size=1, max_size=8),
)
def test_no_address_survives_and_masking_twice_is_masking_once(before, name, place):
    shown = mask_addresses(f"{before} {name}@{place}.org")
    assert f"{name}@{place}" not in shown
    assert mask_addresses(shown) == shown


@pytest.mark.parametrize("piece", ["a", "a@", "a.", "a@a.", "@", "a [at] ", "a at b dot ", "a@1.", " ", "a(at)b"])
def test_a_long_hostile_text_holds_nobody(piece):
    with nobody_is_held():
        mask_addresses(piece * (200_000 // len(piece)))

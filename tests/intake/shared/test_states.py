import pytest

from session_finder.intake.shared.states import accepted


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        *(("accepted", True), ("Confirmed", True), ("", True), ("CONFIRMED", True), ("tentative", True)),
        *(("rejected", False), ("Accept_Queue", False), ("Cancelled", False), ("withdrawn", False)),
        *(("in the post", None), ("9", None)),
    ],
)
def test_a_state_is_in_out_or_a_stranger(state, expected):
    assert accepted(state) is expected

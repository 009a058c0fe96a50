import pytest

from session_finder.intake.model.header_words import says_state
from session_finder.intake.shared.states import accepted, is_cancelled, is_state_column, without_cancellation


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        *(("accepted", True), ("Confirmed", True), ("", True), ("CONFIRMED", True), ("tentative", True)),
        *(("rejected", False), ("Accept_Queue", False), ("Cancelled", False), ("withdrawn", False)),
        *(("in the post", None), ("9", None), ("a talk that was accepted by all of the committee", None)),
        *(("Accept (conditional)", True), ("accept-as-poster", True), ("Accepted - Poster", True)),
        *(("Rejected_Submission", False), ("desk reject", False), ("Declined by speaker", False)),
        *(("acceptQueue", False), ("pending acceptance", False), ("not accepted", False), ("Wait-listed", False)),
        *(("https://schema.org/EventCancelled", False), ("http://schema.org/EventScheduled/", True)),
        *(("EventPostponed", False), ("EventMovedOnline", True)),
        *(("angenommen", True), ("abgelehnt", False), ("zurückgezogen", False), ("nicht angenommen", False)),
        *(("retenue", True), ("refusé", False), ("en attente", False)),
        *(("Aceptada", True), ("rechazada", False), ("no aprobado", False), ("採択", True), ("不採択", False)),
        *(("accettato", True), ("respinto", False), ("aceito", True), ("recusado", False)),
        *(("geaccepteerd", True), ("afgewezen", False)),
    ],
)
def test_a_state_is_in_out_or_a_stranger(state, expected):
    assert accepted(state) is expected


@pytest.mark.parametrize(
    ("cells", "header", "expected"),
    [
        (["Accepted", "Rejected", "", "Accepted"], "Fate", True),
        (["angenommen", "abgelehnt"], "Status", True),
        (["Accepted", "Accepted"], "Status", True),
        (["Accepted", "Accepted"], "Fate", False),
        (["Rejected", "Withdrawn"], "Fate", False),
        (["Accepted", "Rejected", "by mail", "by post"], "Fate", False),
        (["Accepted", "Rejected", "soon"], "acceptance_status", True),
        (["on time", "late", "Accepted"], "Status", False),
        (["Talk", "Poster"], "Type", False),
        (["", ""], "Status", False),
        ([], "", False),
    ],
)
def test_a_column_of_states_is_known_by_its_cells_and_its_name(cells, header, expected):
    assert is_state_column(cells, named=says_state(header)) is expected


def test_names_of_states_are_compared_as_people_write_them():
    assert [name for name in ("Status", "proposalState", "Final decision*", "Title") if says_state(name)] == [
        "Status",
        "proposalState",
        "Final decision*",
    ]


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("CANCELLED: Reed beds", "Reed beds"),
        ("[Canceled] Reed beds", "Reed beds"),
        ("Reed beds (abgesagt)", "Reed beds"),
        ("Withdrawn - Reed beds", "Reed beds"),
        ("Annulé – Les roseaux", "Les roseaux"),
        ("(postponed) Reed beds: a survey", "Reed beds: a survey"),
        ("ENTFÄLLT! Schilf", "Schilf"),
        ("【中止】葦原", "葦原"),
        ("中止:葦原", "葦原"),
        ("Reed beds – CANCELLED", "Reed beds"),
        ("Cancelled culture: reeds", None),
        ("Cancelled flights and their data", None),
        ("Why reeds were cancelled", None),
        ("Reeds (when cancelled flights return) again", None),
        ("The (cancelled) reeds of the delta", None),
        ("Reeds - cancelled", None),
        ("Cancelled", None),
        ("", None),
    ],
)
def test_a_cancelled_session_is_marked_before_a_separator_or_in_brackets(title, rest):
    assert without_cancellation(title) == rest


@pytest.mark.parametrize(
    ("cell", "header", "cancelled"),
    [
        ("Cancelled", "Status", True),
        ("canceled by the speaker", "Status", True),
        ("https://schema.org/EventCancelled", "eventStatus", True),
        ("abgesagt", "Status", True),
        ("Yes", "Cancelled?", True),
        ("No", "Cancelled?", False),
        ("Withdrawn", "Status", False),
        ("Rejected", "Status", False),
        ("Wait list", "Status", False),
        ("Accepted", "Status", False),
        ("", "Cancelled?", False),
    ],
)
def test_a_planned_session_is_cancelled_and_one_that_never_was_is_not(cell, header, cancelled):
    assert is_cancelled(cell, header) is cancelled


def test_one_state_that_leaves_out_makes_a_column_that_is_named_so_one_of_states():
    cells = ["Harbour/2027/Conference", "Harbour/2027/Conference", "Harbour/2027/Conference/Rejected_Submission"]
    assert is_state_column(cells, named=True)
    assert not is_state_column(cells)
    assert not is_state_column(cells[:2], named=True)

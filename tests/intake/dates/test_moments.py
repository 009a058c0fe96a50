import pytest

from session_finder.intake.dates.moments import joined_moment


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("2027-05-11", "10:00:00", "Europe/Paris"), "2027-05-11T10:00:00+02:00"),
        (("11.05.2027", "9 am", ""), "2027-05-11T09:00:00"),
        (("2027-05-11", "10:00", "UTC"), "2027-05-11T10:00:00+00:00"),
        (("2027-05-11", "10:00", "+05:30"), "2027-05-11T10:00:00+05:30"),
        (("2027-05-11", "10:00Z", "Europe/Paris"), "2027-05-11T12:00:00+02:00"),
        (("2027-05-11", "10:00", "the hall's"), "2027-05-11T10:00:00"),
        (("2027-05-11", "", "Europe/Paris"), "2027-05-11"),
        (("one day", "10:00", ""), "one day 10:00"),
        (("", "", ""), ""),
    ],
)
def test_three_parts_are_one_moment(parts, text):
    assert joined_moment(*parts) == text

import pytest

from session_finder.intake.dates.durations import duration_minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45),
        ("0:45", 45),
        ("1:30:00", 90),
        ("00:45:00", 45),
        ("1:30 h", 90),
        ("45 min", 45),
        ("45 Min.", 45),
        ("45’", 45),
        ("1h30", 90),
        ("1 h 30", 90),
        ("1 hr 30 mins", 90),
        ("1 h", 60),
        ("1.5 hours", 90),
        ("1,5 Stunden", 90),
        ("1 Std 15 Minuten", 75),
        ("2 uur", 120),
        ("1時間30分", 90),
        ("PT30M", 30),
        ("PT1H30M", 90),
        ("PT45M0S", 45),
        ("P1DT2H", 1560),
        ("0", 0),
        ("soon", None),
        ("", None),
        ("P", None),
        ("PT", None),
        ("-5", None),
        ("99999", None),
        ("٤٥", None),
        ("²", None),
    ],
)
def test_a_duration_is_minutes(text, minutes):
    assert duration_minutes(text) == minutes

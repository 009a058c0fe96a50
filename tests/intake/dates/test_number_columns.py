import pytest

from session_finder.intake.dates.number_columns import duration_text, time_text, unit_of_durations, unit_of_times


@pytest.mark.parametrize(
    ("cells", "unit", "texts"),
    [
        (["0920", "1000", "1430"], "clock", ["09:20", "10:00", "14:30"]),
        (["920", "1000", "soon"], "clock", ["9:20", "10:00", "soon"]),
        (["0000", "0930", "0"], "clock", ["00:00", "09:30", "0:00"]),
        (["9.5", "10", "10.75"], "hours", ["09:30:00", "10:00:00", "10:45:00"]),
        (["9", "10", "14"], "hours", ["09:00:00", "10:00:00", "14:00:00"]),
        (["9.3", "9.45", "10"], "dotted", ["9:30", "9:45", "10:00"]),
        (["0.385416666666667", "0.75"], "days", ["09:15:00", "18:00:00"]),
        (["46518.375", "46519"], "days", ["2027-05-11 09:00:00", "2027-05-12"]),
        (["1", "2", "3"], "", ["1", "2", "3"]),
        (["930", "980"], "", ["930", "980"]),
        (["25.5"], "", ["25.5"]),
        (["soon"], "", ["soon"]),
        ([], "", []),
    ],
)
def test_numbers_beside_a_day_are_times_of_day(cells, unit, texts):
    assert unit_of_times(cells, clocks=True, dated=True) == unit
    assert [time_text(cell, unit) for cell in cells] == texts


def test_without_a_day_numbers_are_days_of_a_spreadsheet_only():
    assert unit_of_times(["0920", "1000"], clocks=True) == ""
    assert unit_of_times(["0.5"], clocks=False) == ""
    assert unit_of_times(["46518"], clocks=False) == "days"


@pytest.mark.parametrize(
    ("cells", "unit", "texts"),
    [
        (["30", "45", "300"], "", ["30", "45", "300"]),
        (["1800", "2700", "900"], "seconds", ["30", "45", "15"]),
        (["1800000", "2700000"], "milliseconds", ["30", "45"]),
        (["0.5", "1.5", "2"], "hours", ["30", "90", "120"]),
        (["1", "2"], "hours", ["60", "120"]),
        (["0.020833333333", "0.0625"], "days", ["30", "90"]),
        (["480", "480"], "", ["480", "480"]),
        (["0", "30"], "", ["0", "30"]),
        (["30", "1 h"], "", ["30", "1 h"]),
        ([], "", []),
    ],
)
def test_lengths_are_minutes_unless_only_another_unit_makes_sense(cells, unit, texts):
    assert unit_of_durations(cells) == unit
    assert [duration_text(cell, unit) for cell in cells] == texts

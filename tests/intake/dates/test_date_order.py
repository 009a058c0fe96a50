import pytest

from session_finder.intake.dates.date_order import DateFormat, detect_date_format
from session_finder.intake.model.records import Record


def order(*starts, timezone="", field="start"):
    records = [Record(line, {field: start}) for line, start in enumerate(starts, 2)]
    writing, problems = detect_date_format(records, {field: "When"}, timezone)
    return writing, [str(problem) for problem in problems]


def test_a_day_above_twelve_settles_the_whole_file():
    assert order("3/4/2027 9:00", "3/31/2027 9:00") == (DateFormat(month_first=True), [])
    assert order("3/4/2027 9:00", "31/3/2027 9:00") == (DateFormat(month_first=False), [])


def test_dates_that_mean_one_thing_need_no_order():
    assert order("5/5/2027 9:00", "2027-05-11", "") == (DateFormat(), [])


def test_a_conference_lasts_days_and_not_months():
    writing, said = order("5/3/2027", "5/4/2027", "5/5/2027")
    assert writing.month_first is True
    assert said == [
        "note: line 2, When: Dates were read as month/day/year: the sessions are then within 3 days and not within 62. "
        "Write 2027-05-11 to be sure."
    ]
    assert order("3/5/2027", "4/5/2027")[0].month_first is False


@pytest.mark.parametrize(
    ("zone", "month_first", "form"),
    [
        ("America/Denver", True, "month/day/year"),
        ("US/Eastern", True, "month/day/year"),
        ("Europe/Lisbon", False, "day/month/year"),
        ("America/Sao_Paulo", False, "day/month/year"),
    ],
)
def test_where_nothing_settles_it_the_zone_suggests_the_order_with_a_warning(zone, month_first, form):
    writing, said = order("3/4/2027 9:00", timezone=zone)
    assert writing.month_first is month_first
    assert said == [
        f"warning: line 2, When: Dates were read as {form}, as is usual in {zone}. Write 2027-05-11 to be sure."
    ]


def test_without_a_zone_they_are_left_out():
    assert order("3/4/2027 9:00") == (
        DateFormat(),
        [
            "warning: line 2, When: Nothing in this file tells whether the day or the month is first; such times were "
            "left out. Write 2027-05-11, or choose the conference's time zone."
        ],
    )


def test_two_orders_in_one_file_are_a_warning():
    writing, said = order("31/3/2027", "3/31/2027", "3/4/2027")
    assert writing.month_first is None
    assert said == [
        "warning: line 2, When: Some dates of this file put the day first and others the month; those that could be "
        "either were left out. Write all of them as 2027-05-11."
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("45797.4375", "2025-05-20 10:30:00"),
        ("45797", "2025-05-20"),
        ("45797.999999", "2025-05-21 00:00:00"),
        ("0.375", "09:00:00"),
    ],
)
def test_a_column_of_spreadsheet_numbers_is_dates(cell, text):
    writing, said = order(cell)
    assert (writing.units, said) == ({"start": "days"}, [])
    assert writing.text("start", cell) == text
    assert writing.text("end", cell) == cell


@pytest.mark.parametrize("cells", [("45797.4375", "soon"), ("45797", "0.5"), ("12",), ("1.2.3",), ("٤٥٧٩٧",), ("-1",)])
def test_one_cell_that_is_no_such_number_makes_it_another_column(cells):
    assert order(*cells)[0].units == {}


def dated(*days, named="", **more):
    records = [Record(line, {"day": day, **more}) for line, day in enumerate(days, 2)]
    writing, problems = detect_date_format(records, {"day": "Day"}, "", named)
    return writing.year, [str(problem) for problem in problems]


def test_the_year_of_dates_without_one_is_that_of_the_others_or_of_the_name():
    assert dated("14 Oct", "2027-10-15") == (
        2027,
        ["note: line 2, Day: Dates without a year were read as 2027. Write 14 October 2027 to be sure."],
    )
    assert dated("14 Oct", "15 Oct", named="Dunes 2028")[0] == 2028
    assert dated("14 Oct", "2026-10-14", "2027-10-14", named="Dunes 2028")[0] == 2028
    assert dated("2027-10-14", named="Dunes 2028") == (None, [])


def test_dates_of_an_unknown_year_are_one_warning():
    for named in ("Dunes", "Dunes 2027 and 2028", "Dunes 12027"):
        assert dated("14 Oct", "15 Oct", "14 Oct", named=named) == (
            None,
            [
                "warning: line 2, Day: 2 dates name no year, so their times were left out. Write 14 October 2027, or "
                "put the year into the conference's name."
            ],
        )
    assert dated("14 Oct 10:00-11:00")[1][0].startswith("warning: line 2, Day: 1 date names no year")

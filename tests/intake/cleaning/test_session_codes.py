import pytest

from session_finder.intake.cleaning.session_codes import LONGEST, clean_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" HC-15\n", "HC-15"),
        ("P 001\t b", "P 001 b"),
        ("#12", "#12"),
        ("12", "12"),
        ("123456789", "123456789"),
        ("2027-05-11", "2027-05-11"),
        ("S1.1/2", "S1.1/2"),
        ("7*3_4", "7*3_4"),
        ("x" * LONGEST, "x" * LONGEST),
        ("TBA", ""),
        ("n/a", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_a_code_is_kept_as_it_stands_on_one_line(text, code):
    assert clean_code(text) == code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ada@harbour.example", "holds an e-mail address"),
        ("12 ada [at] harbour.example", "holds an e-mail address"),
        ("+351 912 345", "looks like a telephone number"),
        ("0912345678", "looks like a telephone number"),
        ("(030) 123-4567", "looks like a telephone number"),
        ("912 345 678", "looks like a telephone number"),
        ("x" * (LONGEST + 1), "has 41 characters; a code has at most 40"),
    ],
)
def test_what_is_no_code_is_refused_with_the_reason(text, reason):
    with pytest.raises(ValueError, match=f"^{reason}$"):
        clean_code(text)

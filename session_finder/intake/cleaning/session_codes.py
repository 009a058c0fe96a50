"""Clean the code that a programme prints beside a title, and refuse what is none."""

from __future__ import annotations

import re
from typing import Final

from session_finder.intake.cleaning.email_masking import mask_addresses
from session_finder.intake.cleaning.placeholders import is_empty_value

LONGEST: Final = 40  # characters

_PHONE: Final = re.compile(r"(?:\+|00)?[\d\s()/.-]+")
_PHONE_DIGITS: Final = 9  # 2027-05-11 and 12345678 have fewer
_INTERNATIONAL_DIGITS: Final = 6


def clean_code(text: str) -> str:
    """The code on one line, "" for a placeholder. Raises ValueError, whose text says why, for what is no code."""
    code = " ".join(text.split())
    if "@" in code or mask_addresses(code) != code:
        raise ValueError("holds an e-mail address")
    if _is_phone_number(code):
        raise ValueError("looks like a telephone number")
    if len(code) > LONGEST:
        raise ValueError(f"has {len(code):,} characters; a code has at most {LONGEST}")
    return "" if is_empty_value(code) else code


def _is_phone_number(code: str) -> bool:
    """Whether a text has as many digits as a telephone number and its signs; "123456789" alone is a number."""
    if not _PHONE.fullmatch(code) or not any(map(str.isdigit, code)):
        return False
    digits = sum(map(str.isdigit, code))
    if code.startswith("+"):
        return digits >= _INTERNATIONAL_DIGITS
    return digits >= _PHONE_DIGITS and (code.startswith("0") or not code.isdigit())

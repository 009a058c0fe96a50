"""Convert simple LaTeX to Unicode: accents, emphasis and short formulas. Everything else is kept."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_MARKS: Final = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "H": "\u030b",
    "u": "\u0306",
    "k": "\u0328",
    "r": "\u030a",
}
_LETTERS: Final = {
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "l": "ł",
    "L": "Ł",
    "aa": "å",
    "AA": "Å",
    "i": "ı",
}
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-ijn", "₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₙ")

_ACCENT = re.compile(r"\{?\\([`^\"~=.'])\s?(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))(\})?")
_LETTER_ACCENT = re.compile(r"\\([cvHukr])\{([A-Za-z])\}")
_LETTER = re.compile(r"\{\\(ss|o|O|ae|AE|oe|OE|l|L|aa|AA|i)\s?\}|\\(ss|o|O|ae|AE|oe|OE|l|L|aa|AA|i)\{\}")
# Backslashes that a database put before quotation marks, as in it\'s, are not accents.
_ESCAPED_QUOTES = re.compile(r"\\['\"](?![A-Za-z{\\])|\\'(?:s|t|d|m|re|ll|ve)\b|\b[OD]\\'[A-Z]")
_STYLED = re.compile(
    r"\\(?:emph|text(?:bf|it|tt|sc|sf|rm|sl|normal|superscript|subscript)?|underline|mbox|uline|enquote|url|href\{[^{}\n]{0,500}\})"
    r"\{([^{}]{0,5000})\}"
)
_CITED = re.compile(r"[ ~]?\\(?:cite[pt]?|citep\*|ref|label|footnotemark)\{[^{}\n]{0,300}\}")
_MATHS = re.compile(
    r"(?<![\w\\$])\$\$(?=\S)([^$]{1,500})\$\$(?![\w$])|(?<![\w\\$])\$(?![\s$\d][^$\n\\^_{]{0,300}\$)(?=\S)([^$\n]{1,300})(?<![\s\\])\$(?![\w$])"
    r"|\\\((.{1,300}?)\\\)|\\\[(.{1,500}?)\\\]"
)
_FORMULA = re.compile(r"\\[A-Za-z]+|[\^_{=<>]|\A[A-Za-z]\Z|\A[A-Za-z0-9+*/(),-]{1,12}\Z")
_SIGN = re.compile(r"\\([&%$#_{}])")
_POWER, _INDEX = (
    re.compile(r"\^\{?([-+]?[0-9n]{1,4})\}?(?![\w{])"),
    re.compile(r"_\{?([-+]?[0-9]{1,4}|[ijn])\}?(?![\w{])"),
)


def without_latex(text: str) -> str:
    """Convert LaTeX in ``text`` to Unicode. Prices, paths and snake_case are not LaTeX."""
    if "\\" not in text and "$" not in text:
        return text
    found = _MATHS.sub(_formula, text) if "$" in text or "\\(" in text or "\\[" in text else text
    if "\\" in found:
        found = _CITED.sub("", _STYLED.sub(r"\1", found))
        found = _LETTER.sub(lambda letter: _LETTERS[letter[1] or letter[2]], found)
        found = _LETTER_ACCENT.sub(lambda accent: _composed(accent, accent[2]), found)
        if not _ESCAPED_QUOTES.search(found):
            found = _ACCENT.sub(_accented, found)
        found = _SIGN.sub(r"\1", found)
    return text if found == text else _typography(found)


def _typography(text: str) -> str:
    """Convert dashes, quotation marks and ties, which have a meaning only in LaTeX."""
    text = re.sub(r"(?<=[\w.])~(?=[\w(\[])", " ", text)
    text = re.sub(r"(?<!-)---(?!-)", "—", text)
    text = re.sub(r"(?<=\w)--(?=\w)", "–", text)
    return re.sub(r"``([^`'\n]{1,500})''", r"“\1”", text)


def _accented(accent: re.Match[str]) -> str:
    letter = accent[2] or accent[3]
    braced = accent[0].startswith("{") and bool(accent[4])
    sign = _composed(accent, letter)
    if sign == accent[0] or braced:
        return sign
    return ("{" if accent[0].startswith("{") else "") + sign + (accent[4] or "")


def _composed(accent: re.Match[str], letter: str) -> str:
    sign = unicodedata.normalize("NFC", letter + _MARKS[accent[1]])
    return sign if len(sign) == 1 else accent[0]


def _formula(maths: re.Match[str]) -> str:
    inner = next(part for part in maths.groups() if part is not None).strip()
    return _shown(inner) if _FORMULA.search(inner) else maths[0]


@lru_cache(maxsize=1000)
def _shown(formula: str) -> str:
    """Convert a formula to Unicode; unknown commands are kept."""
    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]
    from pylatexenc.latexwalker import LatexWalkerError  # type: ignore[import-untyped]

    if formula.count("{") <= 30 and "%" not in formula:
        try:
            raised = _INDEX.sub(lambda low: low[1].translate(_LOWERED), formula)
            raised = _POWER.sub(lambda high: high[1].translate(_RAISED), raised)
            formula = LatexNodes2Text(math_mode="text").latex_to_text(raised).strip() or formula
        except (LatexWalkerError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return formula
    return formula.replace("$", "")

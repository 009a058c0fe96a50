"""Clean abstracts and titles: HTML, Markdown and LaTeX become plain text."""

from __future__ import annotations

import re
from typing import Final

from session_finder.intake.cleaning import unflatten
from session_finder.intake.cleaning.html_text import without_html
from session_finder.intake.cleaning.latex_text import without_latex
from session_finder.intake.cleaning.markdown_text import without_markdown

LINE_END: Final = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")  # line ends other than \\n
_SOFT_HYPHEN: Final = "\u00ad"  # where a word may be divided; inside a word it hides it from the search
_MAX_PASSES: Final = 12  # entities inside entities, emphasis inside emphasis
_MAY_BE_MARKUP = re.compile(r"[<&\\$*_`\[~#>|]|^ {0,12}[+=-]", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def plain_text(text: str) -> str:
    """Clean an abstract: blank lines between paragraphs, "• " before list items, links reduced to their text.

    Text without markup changes only in line ends, trailing spaces, repeated blank lines, and lists in one line.
    Cleaning is idempotent. Text with markup nested more than 12 layers deep is returned unchanged.
    """
    return _clean_until_stable(_tidy(text))


def plain_line(text: str) -> str:
    """Clean a title or a name and put it on one line."""
    line = " ".join(text.replace(_SOFT_HYPHEN, "").split())
    return " ".join(_clean_until_stable(line, one_line=True).split()) if _MAY_BE_MARKUP.search(line) else line


def _clean_until_stable(given: str, *, one_line: bool = False) -> str:
    """Repeat cleaning until the text no longer changes, which makes cleaning idempotent."""
    text = given
    for _ in range(_MAX_PASSES):
        if not _MAY_BE_MARKUP.search(text) and (one_line or not unflatten.may_be_flattened(text)):
            return text
        lined = text if one_line else unflatten.with_lines(text)
        further = _tidy(without_markdown(without_latex(without_html(lined))))
        if one_line:
            further = " ".join(further.split())
        if further == text:
            return text
        text = further
    return given


def _tidy(text: str) -> str:
    text = LINE_END.sub("\n", text.replace(_SOFT_HYPHEN, ""))
    return _BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()

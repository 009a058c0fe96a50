"""Convert Markdown to text: emphasis, headings, code, links and pictures are reduced to their visible text."""

from __future__ import annotations

import re
from typing import Final

# Signs count only at word boundaries: a*b, snake_case, 2**3, __init__ and addresses are kept.
_BEFORE: Final = r"(?<![^\s(\[{\"'“‘«—–*_~>,;:|])"
_AFTER: Final = r"(?![^\s)\]}\"'”’»—–*_~<.,;:!?|])"
_STARS = re.compile(
    _BEFORE
    + r"(?<!\*)(\*{1,3})(?=[\w\"'“‘«¿¡(\[$`_~#&@\\•])([^*\n]{1,2000}(?:\n[^*\n]{1,2000})?)(?<=\S)\1(?!\*)"
    + _AFTER
)
_LINES = re.compile(_BEFORE + r"(_{1,3})(?=[\w\"'“‘«¿¡(\[$`*~])(?!_)([^_\n]{1,2000})(?<=\S)\1" + _AFTER)
_STRUCK = re.compile(_BEFORE + r"~~(?=\S)([^~\n]{1,500})(?<=\S)~~" + _AFTER)
_CODE = re.compile(r"(?<![`\\])(`{1,2})(?![`\s'])([^`\n]{1,300})(?<![\s])\1(?!`)")
_FENCE = re.compile(r"^[ ]{0,3}(?:`{3,}|~{3,})[\w+.#-]*[ \t]*$\n?", re.MULTILINE)
_HEADING = re.compile(r"^[ ]{0,3}(?:#{2,6}|#(?=[ \t]+[^\sa-z]))[ \t]+(\S[^\n]*)$", re.MULTILINE)
_RULE = re.compile(r"^[ ]{0,3}(?:={3,}|-{3,}|\*{3,}|_{3,}|(?:[*-][ ]){2,20}[*-])[ \t]*$", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[ ]{0,3}\|?[ ]?:?-{3,}:?[ ]?(?:\|[ ]?:?-{3,}:?[ ]?){1,50}\|?[ \t]*$\n?", re.MULTILINE)
_QUOTE = re.compile(r"^[ ]{0,3}(?:>[ ]?){1,5}(?=[^\W\d_])", re.MULTILINE)
_ITEM = re.compile(r"^([ ]{0,12})[*+-][ \t]{1,4}(?=\S)", re.MULTILINE)
_ADDRESS: Final = r"(?:<[^<>\n]{1,2000}>|[^\s()<>]{0,2000}(?:\([^\s()]{0,200}\)[^\s()<>]{0,2000})?)"
_LINK = re.compile(r"!?\[([^\[\]]{0,1000})\]\(\s?(" + _ADDRESS + r")(?:\s{1,3}[\"'][^\"\n]{0,300}[\"'])?\s?\)")
_DEFINED = re.compile(
    r"^[ ]{0,3}\[([^\[\]\n^]{1,100})\]:[ \t]{0,5}<?(?:https?:|www\.|mailto:|/)\S*[^\n]{0,200}$\n?", re.MULTILINE
)
_REFERENCE = re.compile(r"!?\[([^\[\]\n]{1,300})\]\[([^\[\]\n]{0,100})\]")
_BRACKETED = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>")
_ESCAPE = re.compile(r"(?<![\\\w:])\\([*_#\[\]`~>|+-])|(?<=\w)\\([*_\[\]#])")
_DUNDER = re.compile(r"\w+")
_LOOKS_LIKE_ADDRESS = re.compile(r"<?(?:[a-z][a-z0-9+.-]{1,20}:|/|#|\.|\S*[./])", re.IGNORECASE)


def without_markdown(text: str) -> str:
    """Remove Markdown signs from ``text``."""
    text = _without_links(text) if "[" in text or "<" in text else text
    if "`" in text:
        text = _CODE.sub(r"\2", _FENCE.sub("", text))
    text = _FENCE.sub("", text) if "~~~" in text else text
    text = _ESCAPE.sub(lambda sign: sign[1] or sign[2], text) if "\\" in text else text
    text = _TABLE_RULE.sub("", text) if "|" in text else text
    text = _HEADING.sub(_headed, text) if "#" in text else text
    text = _RULE.sub("", text)
    text = _QUOTE.sub("", text) if ">" in text else text
    if "*" in text:
        text = _STARS.sub(r"\2", text)
    if "_" in text:
        text = _LINES.sub(_underlined, text)
    text = _STRUCK.sub(r"\1", text) if "~~" in text else text
    if len(_ITEM.findall(text)) > 1:  # one line with a dash is a remark or a signature
        text = _ITEM.sub(r"\1• ", text)
    return text


def _headed(heading: re.Match[str]) -> str:
    words = heading[1].rstrip()
    bare = words.rstrip("#")
    return bare.rstrip() if bare.endswith((" ", "\t")) or not bare else words


def _underlined(found: re.Match[str]) -> str:
    dunder = len(found[1]) > 1 and found[2].islower() and _DUNDER.fullmatch(found[2])
    return found[0] if dunder else found[2]


def _without_links(text: str) -> str:
    text = _BRACKETED.sub(r"\1", text)
    if "](" in text:
        text = _LINK.sub(_shown, text)
    if "]:" in text:
        known = {name.casefold() for name in _DEFINED.findall(text)}
        if known:
            text = _REFERENCE.sub(
                lambda link: link[1] if (link[2] or link[1]).casefold() in known else link[0], _DEFINED.sub("", text)
            )
    return text


def _shown(link: re.Match[str]) -> str:
    text, address = link[1].strip(), link[2]
    if address and not _LOOKS_LIKE_ADDRESS.match(address):
        return link[0]
    return text

"""Convert HTML to text: remove tags and comments, keep paragraphs and list items, resolve entities."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import Final

# Names of elements. Vec<String>, <your name> and <a@b.org> are not tags, although an HTML parser reads them as such.
_BREAKS: Final = frozenset({"br", "div", "tr", "dt", "dd", "caption", "figcaption", "option"})
_PARAGRAPHS: Final = frozenset(
    [
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "section"),
        *("article", "header", "footer", "figure", "body", "html"),
    ]
)
_INLINE: Final = frozenset(
    [
        *("a", "abbr", "acronym", "address", "aside", "b", "bdi", "bdo", "big", "button", "center", "cite"),
        *("code", "col", "colgroup", "del", "details", "dfn", "em", "embed", "fieldset", "font", "form", "head"),
        *("i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "link", "main", "mark", "meta", "nav"),
        *("noscript", "object", "param", "q", "s", "samp", "select", "small", "source", "span", "strike", "strong"),
        *("sub", "summary", "sup", "svg", "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "title"),
        *("tt", "u", "var", "video", "audio", "wbr"),
    ]
)
_KNOWN: Final = _BREAKS | _PARAGRAPHS | _INLINE | {"li"}
# Always markup. Other tags ("the <title> element") count only with their end tag.
_ALONE: Final = frozenset({"br", "p", "li", "hr", "img", "tr", "td", "wbr", "meta", "link", "col", "input"})

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*|/)?)>")
_HIDDEN = re.compile(r"<(script|style|template)\b[^<>]*>", re.IGNORECASE)
_COMMENT: Final = ("<!--", "-->")
_OFFICE_TAG = re.compile(r"</?[a-z]{1,3}:[a-z]+(?:\s[^<>]*)?/?>|<!\[[^<>]*\]>|<![Dd][Oo][Cc][Tt][Yy][^<>]*>")
_ENTITY = re.compile(r"&(?:amp;|#0*38;)*(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANKS = re.compile(r"(?<=\n)[ \t\xa0]++|(?<![ \t\xa0])[ \t\xa0]++(?=\n)")  # at the start and end of lines


def without_html(text: str) -> str:
    """Remove HTML tags, comments, scripts and styles from ``text``."""
    if "<" in text:
        text = _without_tags(_OFFICE_TAG.sub("", _without_hidden(_without_comments(text))))
    return _ENTITY.sub(_resolved, text) if "&" in text else text


def _without_tags(text: str) -> str:
    tags = [(end, name.lower()) for end, name, _ in _TAG.findall(text)]
    opened, closed = Counter(name for end, name in tags if not end), Counter(name for end, name in tags if end)
    if not any(name in _ALONE or (opened[name] and closed[name]) for name in {*opened, *closed} & _KNOWN):
        return text
    if {"p", "div", "li", "td"} & {*opened} and "pre" not in opened:  # line ends have no meaning between such tags
        text = re.sub(r"(?<!\n)\n(?!\n)", " ", _BLANKS.sub("", text)) if "\n" in text else text
    text = re.sub(r"(<[bB][rR]\s?/?>)\n", r"\1", text)
    text = _TAG.sub(_stands_for, text)
    text = re.sub(r"•[ \t]*(?:\n[ \t]*)+", "• ", text)
    return re.sub(
        r"(?m)^[ \t]+|(?<=\S)[ \t]{2,}",
        lambda blank: " " if blank.start() and text[blank.start() - 1] != "\n" else "",
        text,
    )


def _stands_for(tag: re.Match[str]) -> str:
    end, name = tag[1], tag[2].lower()
    if name not in _KNOWN:
        return tag[0]
    if name == "li":
        return "\n" if end else "\n• "
    if name in _PARAGRAPHS:
        return "\n\n"
    if name in _BREAKS:
        return "\n"
    return " " if name in ("td", "th") else ""


def _without_comments(text: str) -> str:
    first, last = _COMMENT
    if first not in text:
        return text
    kept, *rest = text.split(first)
    pieces = [kept]
    for piece in rest:
        _, end, after = piece.partition(last)
        pieces.append(after if end else first + piece)
    return "".join(pieces)


def _without_hidden(text: str) -> str:
    """Remove scripts and styles with their content, unless they are never closed."""
    pieces, place = [], 0
    lower = text.lower()
    missing: set[str] = set()
    for opening in _HIDDEN.finditer(text):
        name = opening[1].lower()
        if opening.start() < place or name in missing:
            continue
        end = lower.find(f"</{name}", opening.end())
        if end < 0:
            missing.add(name)
            continue
        close = text.find(">", end)
        pieces.append(text[place : opening.start()])
        place = close + 1 if close >= 0 else len(text)
    return "".join([*pieces, text[place:]])


def _resolved(entity: re.Match[str]) -> str:
    sign = html.unescape(f"&{entity[1]};")
    return " " if sign == "\xa0" else "" if sign in "\xad\u200b" else sign

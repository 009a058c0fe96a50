"""The styles of an SVG as attributes: what a small, harmless part of CSS says about each element.

Rules for an element's kind, class or id are understood, and declarations of the properties that vocabulary/svg.toml
names. Others (``@import``, ``@font-face``, combined selectors) are left out, and values that name files, functions or
escapes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

# Signs that mean nothing in CSS or XML, references within the file, colours and transformations. Possessive: whatever a
# part was read as, it is never read as something else.
_HARMLESS: Final = re.compile(
    r"(?:url\(\s*+['\"]?#[\w.-]++['\"]?\s*+\)"
    r"|(?:rgba?|hsla?|matrix|translate|rotate|scale|skewX|skewY)\s*+\([\w\s.,%/+-]*+\)"
    r"|[\w\s#.,%'\"+-])*+"
)
_SELECTOR: Final = re.compile(r"[.#]?[\w-]++|\*")
_IMPORTANT: Final = re.compile(r"!\s*+important$")


def harmless(value: str) -> bool:
    """Whether the value of an attribute or property names nothing outside of the file and calls no other function."""
    return _HARMLESS.fullmatch(value) is not None


class Styles:
    """What the style sheets of a file say with these ``properties``, by selector."""

    def __init__(self, sheets: Iterable[str], properties: Collection[str]) -> None:
        self._properties = properties
        self._rules: dict[str, dict[str, str]] = {}
        for sheet in sheets:
            for rule in _without_comments(sheet).split("}"):
                selectors, _, body = rule.partition("{")
                found = self._declarations(body)
                for selector in selectors.rpartition(";")[2].split(","):  # before it: @import, @charset
                    if _SELECTOR.fullmatch(selector.strip()):
                        self._rules.setdefault(selector.strip(), {}).update(found)

    def of(self, name: str, identifier: str, classes: str, own: str) -> dict[str, str]:
        """The properties of an element by its name, classes, id and ``style``: the later of these win.

        Of several classes the last named wins, where CSS would go by the order of the rules.
        """
        selectors = ["*", name, *(f".{one}" for one in dict.fromkeys(classes.split())), f"#{identifier}"]
        found: dict[str, str] = {}
        for selector in selectors:
            found |= self._rules.get(selector, {})
        return found | self._declarations(own)

    def _declarations(self, body: str) -> dict[str, str]:
        found = {}
        for declaration in body.split(";"):
            name, _, value = declaration.partition(":")
            name, value = name.strip().lower(), _IMPORTANT.sub("", value.strip()).strip()
            if name in self._properties and value and harmless(value):
                found[name] = value
        return found


def _without_comments(sheet: str) -> str:
    first, *others = sheet.split("/*")
    return " ".join((first, *(other.partition("*/")[2] for other in others)))

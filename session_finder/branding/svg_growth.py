"""How many elements a drawing has once all its references are drawn: a few lines can stand for billions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from session_finder.domain.errors import Invalid

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_DRAWN: Final = 50_000  # elements
_DEEPEST: Final = 150  # elements within each other, by references too
_GRADIENTS: Final = frozenset({"linearGradient", "radialGradient"})  # cost nothing to repeat
_PAINTS: Final = frozenset({"fill", "stroke"})  # what is within inherits them
_URL: Final = re.compile(r"url\(\s*+['\"]?#([\w.-]++)")
_UNDER_WAY: Final = -1


def check_growth(root: Element) -> None:
    """Raise Invalid for a drawing that refers to itself or has more than MAX_DRAWN elements when it is drawn."""
    if _Growth(root).drawn(root, 1) > MAX_DRAWN:
        raise Invalid(
            f"The logo has more than {MAX_DRAWN:,} elements when it is drawn, because its parts repeat each other. "
            "Export a simpler drawing."
        )


class _Growth:
    def __init__(self, root: Element) -> None:
        self._by_id: dict[str, Element] = {}
        for element in root.iter():
            if identifier := element.get("id"):
                self._by_id.setdefault(identifier, element)
        self._counts: dict[Element, int] = {}

    def drawn(self, element: Element, depth: int) -> int:
        """How many elements are drawn for one, with what is in it and what it refers to. Each is counted once."""
        known = self._counts.get(element)
        if known == _UNDER_WAY or depth > _DEEPEST:
            raise Invalid(
                "Parts of the logo refer to themselves, or too deep into each other. Export a simpler drawing."
            )
        if known is None:
            self._counts[element] = _UNDER_WAY
            known = self._counts[element] = min(self._count(element, depth + 1), MAX_DRAWN + 1)
        return known

    def _count(self, element: Element, depth: int) -> int:
        if element.tag in _GRADIENTS:
            return 0
        count, paints = 1, 0
        for child in element:
            count += self.drawn(child, depth)
        for name, value in element.attrib.items():
            targets = [value[1:]] if name == "href" else _URL.findall(value)
            drawn = sum(self.drawn(self._by_id[target], depth) for target in targets if target in self._by_id)
            if name in _PAINTS:
                paints += drawn
            else:
                count += drawn
        return count * (1 + paints)

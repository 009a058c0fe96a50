"""Rewrite an SVG as a still drawing: only listed elements and attributes, and no reference that leads out of the file.

Styles (``<style>`` and ``style=``) become attributes, so that nothing of CSS is served. What the lists do not name is
left out with everything in it. A drawing that grows when it is drawn, by references to references, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from session_finder.branding.svg_growth import check_growth
from session_finder.branding.svg_styles import Styles, harmless
from session_finder.domain.errors import Invalid
from session_finder.domain.identity import MAX_LOGO
from session_finder.text.vocabulary import load

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_DEPTH: Final = 64  # elements within each other
_LONGEST: Final = 40  # letters of a name that is told
_SVG: Final = "{http://www.w3.org/2000/svg}"
_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_STYLE: Final = "style"
_OWN: Final = re.compile(r"#[\w.-]++")  # a reference to an element of the same file
_PIXELS: Final = re.compile(r"(\d{1,6}(?:\.\d{0,6})?)(?:px)?")

_LISTS: Final = {name: frozenset(listed) for name, listed in load("session_finder.branding", "svg").items()}
_DRAWN, _TEXTS, _GROUPS = _LISTS["drawn"], _LISTS["texts"], _LISTS["groups"]
_ELEMENTS: Final = _DRAWN | _TEXTS | _LISTS["others"]
_PROPERTIES: Final = _LISTS["properties"]
_KEPT: Final = _LISTS["attributes"] | _PROPERTIES


def clean_svg(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The drawing as SVG in UTF-8, and the names of the elements that were left out. Raises Invalid."""
    from xml.etree.ElementTree import tostring

    root = _parsed(content)
    cleaning = _Cleaning(Styles(_style_sheets(root), _PROPERTIES))
    drawing = cleaning.element(root, 1) if root.tag == f"{_SVG}svg" else None
    if drawing is None:
        raise Invalid("The logo is no SVG: it begins with another element. Export the drawing as plain SVG.")
    if not any(element.tag in _DRAWN for element in drawing.iter()):
        raise Invalid("Nothing of the logo can be drawn: it has no shapes and no text. Export its outlines as SVG.")
    check_growth(drawing)
    _make_scalable(drawing)
    drawing.set("xmlns", _SVG.strip("{}"))
    return tostring(drawing, "utf-8"), tuple(sorted(cleaning.left_out))


def _parsed(content: bytes) -> Element:
    """The root of the file. A document type is skipped; entities are refused."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    try:
        root: Element = fromstring(content.strip(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise Invalid("The logo declares entities, which are not read. Export it as plain SVG.") from error
    except (ParseError, LookupError, ValueError) as error:
        raise Invalid("The logo is neither a PNG nor an SVG that can be read. Export it as plain SVG.") from error
    return root


def _style_sheets(root: Element) -> Iterator[str]:
    for sheet in root.iter(f"{_SVG}{_STYLE}"):
        yield sheet.text or ""


def _make_scalable(drawing: Element) -> None:
    """Give a drawing of a fixed size the ``viewBox`` with which it can be shown in another."""
    sizes = [_PIXELS.fullmatch(drawing.get(name, "")) for name in ("width", "height")]
    if "viewBox" not in drawing.attrib and all(sizes):
        drawing.set("viewBox", " ".join(("0 0", *(size[1] for size in sizes if size))))


class _Cleaning:
    """Copies what is listed of a tree; ``left_out`` has the names of the elements that are not."""

    def __init__(self, styles: Styles) -> None:
        self.left_out: set[str] = set()
        self._styles = styles
        self._size = 0

    def element(self, element: Element, depth: int) -> Element | None:
        """A copy of an element with what is in it, None for one that is left out. Raises Invalid."""
        from xml.etree.ElementTree import Element

        if depth > MAX_DEPTH:
            raise Invalid(f"The logo has more than {MAX_DEPTH} elements within each other. Export a simpler drawing.")
        namespace, name = _split(element.tag)
        if namespace != _SVG or name not in _ELEMENTS | _GROUPS:
            if namespace == _SVG and name != _STYLE:  # those of others are notes of the program that drew it
                self.left_out.add(name[:_LONGEST])
            return None
        copy = Element("g" if name in _GROUPS else name, self._attributes(name, element))
        copy.text = self._text(name, element.text)
        for child in element:
            kept = self.element(child, depth + 1)
            if kept is not None:
                copy.append(kept)
                kept.tail = self._text(name, child.tail)
        return copy

    def _attributes(self, name: str, element: Element) -> dict[str, str]:
        kept = {key: value for key, value in element.attrib.items() if key in _KEPT and harmless(value)}
        kept |= self._styles.of(name, *(element.get(key, "") for key in ("id", "class", _STYLE)))
        link = element.get("href", element.get(_LINK, "")).strip()
        if name not in _GROUPS and _OWN.fullmatch(link):
            kept["href"] = link
        self._grow(sum(len(key) + len(value) for key, value in kept.items()))
        return kept

    def _text(self, name: str, text: str | None) -> str | None:
        if name not in _TEXTS or not text:
            return None
        self._grow(len(text))
        return text

    def _grow(self, size: int) -> None:
        """Count what is written: a style of a kilobyte may hold for every element. Raises Invalid."""
        self._size += size
        if self._size > MAX_LOGO:
            raise Invalid(
                f"The logo has more than {MAX_LOGO:,} bytes once its styles are written out. Export a simpler drawing."
            )


def _split(tag: object) -> tuple[str, str]:
    """The namespace, in braces, and the name of an element."""
    namespace, brace, name = str(tag).rpartition("}")
    return f"{namespace}{brace}", name

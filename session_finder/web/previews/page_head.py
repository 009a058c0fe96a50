"""Put the preview of an address into the head of Streamlit's page, which is the same file for every address.

All text is escaped. Nothing else of the page changes; its icon and its language become ours.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from streamlit.file_util import get_static_dir

from session_finder.rendering.assets import asset
from session_finder.web.embedding.scripts import PAGE_SCRIPT
from session_finder.web.previews.page_address import link
from session_finder.web.previews.preview import Preview
from session_finder.web.previews.structured_data import as_json
from session_finder.web.previews.web_manifest import ICON, MANIFEST, TOUCH_ICON
from session_finder.web.visit.conference_choice import PROGRAMME

# What is replaced in Streamlit's page, each once. A test holds the installed version to it.
LANGUAGE: Final = '<html lang="en">'
STREAMLIT_ICON: Final = 'href="./favicon.png"'
TITLE: Final = "<title>Streamlit</title>"
_LARGE: Final = "summary_large_image"
# The space of what arrives later, so that nothing moves when it does: components bring their own styles with them.
_RESERVED: Final = asset(__name__, "css")
_EMBEDDED: Final = _RESERVED.replace("margin-bottom: -2.75rem", "margin-bottom: -1rem")  # without a header


@cache
def streamlit_page() -> str:
    """Streamlit's page as it is installed."""
    return Path(get_static_dir(), "index.html").read_text("utf-8")


def page_with(preview: Preview) -> bytes:
    """The page with that preview, in UTF-8."""
    page = streamlit_page().replace(LANGUAGE, f'<html lang="{preview.language}">', 1)
    page = page.replace(STREAMLIT_ICON, f'href="./{ICON}"', 1)
    before, _, behind = page.partition(TITLE)
    return f"{before}{head_html(preview)}{behind}".encode("utf-8", "replace")


def head_html(preview: Preview) -> str:
    """The elements of the head, each on a line of its own."""
    lines = [
        f"<title>{escape(preview.title)}</title>",
        _meta("name", "description", preview.description),
        _meta("property", "og:type", "website"),
        _meta("property", "og:site_name", preview.site),
        _meta("property", "og:title", preview.heading),
        _meta("property", "og:description", preview.description),
        _meta("property", "og:url", preview.link),
        *_picture_lines(preview),
        _meta("name", "twitter:card", _LARGE if preview.picture else "summary"),
        _meta("name", "twitter:title", preview.heading),
        _meta("name", "twitter:description", preview.description),
        _meta("name", "theme-color", preview.accent),
        _meta("name", "robots", "" if preview.indexed else "noindex"),
        _link("canonical", preview.canonical),
        *_alternate_lines(preview),
        _link("manifest", link(".", MANIFEST, **{PROGRAMME: preview.slug})),
        _link("apple-touch-icon", f"./{TOUCH_ICON}"),
        f'<script type="application/ld+json">{as_json(preview.data)}</script>' if preview.data else "",
        f"<style>{_EMBEDDED if preview.embedded else _RESERVED}</style>",
        f'<script src="./{PAGE_SCRIPT}" defer></script>' if preview.embedded else "",
    ]
    return "\n    ".join(line for line in lines if line)


def _picture_lines(preview: Preview) -> list[str]:
    if not preview.picture:
        return []
    return [
        _meta("property", "og:image", preview.picture),
        _meta("property", "og:image:type", "image/png"),
        _meta("property", "og:image:width", "1200"),
        _meta("property", "og:image:height", "630"),
        _meta("property", "og:image:alt", preview.title),
        _meta("name", "twitter:image", preview.picture),
        _meta("name", "twitter:image:alt", preview.title),
    ]


def _alternate_lines(preview: Preview) -> list[str]:
    if not preview.indexed:
        return []
    return [
        f'<link rel="alternate" hreflang="{language}" href="{escape(address)}" />'
        for language, address in preview.alternates
    ]


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}" />' if content else ""


def _link(kind: str, address: str) -> str:
    return f'<link rel="{kind}" href="{escape(address)}" />' if address else ""

"""The two scripts of an embedded finder, and what an organizer pastes.

``embed.js`` runs in the organizer's page and makes the box; ``embedded_page.js`` runs in our page inside the box, where
the head of the page links to it. They talk by messages that each takes from the other alone.
"""

from __future__ import annotations

from html import escape
from typing import Final
from urllib.parse import urlencode

from session_finder.rendering.assets import asset

HOST_SCRIPT: Final = "embed.js"
PAGE_SCRIPT: Final = "embedded_page.js"


def script(name: str) -> str:
    """The text of HOST_SCRIPT or PAGE_SCRIPT."""
    return asset(f"{__package__}.{name.removesuffix('.js')}", "js")


def snippet(base: str, slug: str, label: str) -> str:
    """What an organizer pastes: a box with a link for when the box cannot be shown, and the script."""
    link = escape(f"{base}/?{urlencode({'programme': slug})}")
    return (
        f'<div data-session-finder="{escape(slug)}">\n'
        f'  <a href="{link}">{escape(label)}</a>\n'
        f'</div><script async src="{escape(base)}/{HOST_SCRIPT}"></script>'
    )

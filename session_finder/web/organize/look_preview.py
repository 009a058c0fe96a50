"""Preview a conference's look as attendees will see it, on light and dark pages."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Final, Literal

from session_finder.branding.accent import DARK, LIGHT, legible
from session_finder.domain.identity import Identity, Logo
from session_finder.rendering.assets import asset
from session_finder.rendering.templates import template
from session_finder.timetable.time_format import date_range
from session_finder.web.components.html_component import show_panel
from session_finder.web.header.monogram import monogram
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import organize_messages as words

OWN_ACCENT: Final = {"light": "#0b6e75", "dark": "#4fc3c9"}  # the program's own, of .streamlit/config.toml
_CSS: Final = asset(__name__, "css")
_TYPES: Final = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class _Page:
    name: Literal["light", "dark"]
    label: str
    accent: str


def show_look_preview(name: str, identity: Identity, logo: Logo | None) -> None:
    """Show the look of a conference called ``name``; ``logo``: the one to show in the place of the identity's."""
    show_panel("look_preview", preview_html(name, identity, logo), css=_CSS)


def preview_html(name: str, identity: Identity, logo: Logo | None) -> str:
    """The preview: logo or monogram, name in the accent colour's shade of the page, facts, welcome."""
    backgrounds: tuple[tuple[Literal["light", "dark"], str], ...] = (("light", LIGHT), ("dark", DARK))
    accent = identity.accent
    pages = [
        _Page(page, words.LOOK_PAGES[page], legible(accent, background) if accent else OWN_ACCENT[page])
        for page, background in backgrounds
    ]
    first, last = identity.first_day, identity.last_day
    held = date_range(first, last, visitor_locale().locale) if first and last else ""
    return template(__name__).render(
        pages=pages,
        name=name,
        monogram=monogram(name),
        logo=_data_address(logo) if logo else "",
        facts=" · ".join(filter(None, (held, identity.place))),
        welcome=identity.welcome,
    )


def _data_address(logo: Logo) -> str:
    return f"data:{_TYPES[logo.kind]};base64,{base64.b64encode(logo.content).decode()}"

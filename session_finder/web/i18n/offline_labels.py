"""The labels of downloads, also for API clients, which have no page run."""

from __future__ import annotations

from dataclasses import fields

from session_finder.export.offline_page import Labels
from session_finder.web.i18n.catalogues import table


def labels(language: str) -> Labels:
    """The labels of the HTML file in one language."""
    words = table("takeaway", language)
    return Labels(**{field.name: getattr(words, f"FILE_{field.name.upper()}") for field in fields(Labels)})

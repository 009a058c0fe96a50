"""What can go wrong for a person: each error's text is a sentence that says what to do next."""

from __future__ import annotations


class SettingsError(Exception):
    """A setting that cannot be; the text names it and what may stand there."""

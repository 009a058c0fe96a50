"""Conferences as they are served, made from what was loaded, without a library."""

from session_finder.serving.conference_cache import CachedConference, ConferenceCache
from session_finder.serving.snapshot import Shown


def shown_conference(conference, loaded):
    """A loaded conference that stays in memory."""
    return Shown(conference, CachedConference(ConferenceCache(1), loaded.programme, lambda: loaded, loaded))

"""List the sessions of a file that are least like the others: what they lack is often a mistake of the reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from session_finder.domain.sessions import Session
from session_finder.web.i18n.texts import organize_messages as words
from session_finder.web.sessions.cards import when

SHOWN: Final = 20
_COMPARED: Final = ("start", "end", "speakers", "abstract", "room", "track", "format", "level", "language")
_SHORT: Final = 0.1  # of the median length of a text


@dataclass(frozen=True, slots=True)
class Unusual:
    """A session and the fields that it lacks though most others have them. ``short``: its text is much shorter."""

    session: Session
    lacks: tuple[str, ...]
    short: bool = False


def unusual_sessions(sessions: Sequence[Session]) -> list[Unusual]:
    """The SHOWN sessions that are least like the others, the strangest first; breaks are never among them.

    What a session lacks counts by the share of the others that have it; of equal ones the shortest text comes first.
    """
    talks = [session for session in sessions if not session.is_break]
    shares = {name: sum(bool(getattr(one, name)) for one in talks) / len(talks) for name in _COMPARED} if talks else {}
    usual = {name: share for name, share in shares.items() if share > 0.5}
    lengths = sorted(len(one.abstract) for one in talks if one.abstract)
    least = _SHORT * lengths[len(lengths) // 2] if lengths else 0.0
    found: list[tuple[float, int, int, Unusual]] = []
    for session in talks:
        lacks = tuple(name for name in usual if not getattr(session, name))
        short = 0 < len(session.abstract) < least
        if lacks or short:
            strangeness = sum(usual[name] for name in lacks) + 0.5 * short
            found.append((-strangeness, len(session.abstract), len(found), Unusual(session, lacks, short)))
    return [one for *_, one in sorted(found, key=lambda entry: entry[:3])[:SHOWN]]


def show_unusual(sessions: Sequence[Session]) -> None:
    """Show a table of them; nothing where all sessions are alike."""
    found = unusual_sessions(sessions)
    if not found:
        return
    with st.expander(words.UNUSUAL.format(count=len(found)), icon=":material/troubleshoot:"):
        st.dataframe(
            [
                {
                    words.SESSION: one.session.title,
                    words.WHEN: when(one.session),
                    words.LACKS: ", ".join(_named(one)),
                }
                for one in found
            ],
            hide_index=True,
        )


def _named(one: Unusual) -> list[str]:
    lacking = [words.FIELDS.get(name, name) for name in one.lacks]
    return [*lacking, words.SHORT_TEXT] if one.short else lacking

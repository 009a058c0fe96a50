"""The section of the organizers' page for a conference's look: accent colour, dates, place, website, welcome, logo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from session_finder.access.organizers import Organizer
from session_finder.branding.accent import LEGIBLE, Mended, mended
from session_finder.branding.logo import clean_logo
from session_finder.domain.errors import Invalid, StoreError
from session_finder.domain.identity import MAX_LOGO, Identity, IdentityField, Logo
from session_finder.domain.library import Conference
from session_finder.web.components.escape import escape_markdown
from session_finder.web.i18n.locale import number, visitor_locale
from session_finder.web.i18n.texts import organize_messages as words
from session_finder.web.organize.conferences import run_and_confirm
from session_finder.web.organize.look_preview import OWN_ACCENT, show_look_preview
from session_finder.web.organize.publish import error_text
from session_finder.web.service.process_service import service

_ROUND: Final = "organize_look_round"  # session state key: counts the logo boxes, since a new one is empty
_OWN: Final = OWN_ACCENT["light"]
_DAYS: Final = (date(2000, 1, 1), date(2099, 12, 31))

Texts = dict[IdentityField, str]


def show_look(conference: Conference, organizer: Organizer) -> None:
    """Show the fields with a preview of what they hold now, and the button that saves them."""
    slug, identity = conference.slug, conference.identity
    st.subheader(words.LOOK, anchor=False)
    st.caption(words.LOOK_HELP)
    texts = _ask_texts(slug, identity)
    content = _ask_logo(conference)
    for one in mended(texts["accent"]) if texts["accent"] else ():
        st.caption(f":material/contrast: {mended_text(texts['accent'], one)}")
    show_look_preview(conference.name, _typed(identity, texts), _preview_logo(conference, content))
    if st.button(words.LOOK_SAVE, key=f"look_{slug}"):
        run_and_confirm(lambda: _save(conference, organizer, texts, content), words.SAVED)


def _save(conference: Conference, organizer: Organizer, texts: Texts, content: bytes | None) -> None:
    """Set what was changed. ``content``: an uploaded logo, b"" for none, None for the same."""
    slug, publisher, before = conference.slug, service().publisher, _texts_of(conference.identity)
    publisher.set_identity(slug, {name: text for name, text in texts.items() if text != before[name]}, organizer)
    if content is not None:
        publisher.set_logo(slug, content, organizer)
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _texts_of(identity: Identity) -> Texts:
    """What is set, as the fields have it."""
    first, last = identity.first_day, identity.last_day
    return {
        "accent": identity.accent,
        "first_day": first.isoformat() if first else "",
        "last_day": last.isoformat() if last else "",
        "place": identity.place,
        "website": identity.website,
        "welcome": identity.welcome,
    }


def mended_text(accent: str, one: Mended) -> str:
    """The sentence about an accent colour that gives way to another shade."""
    locale = visitor_locale().locale
    return words.MENDED[one.page].format(
        accent=escape_markdown(accent),
        contrast=number(one.contrast, locale),
        needed=number(LEGIBLE, locale),
        shade=escape_markdown(one.shade),
    )


def _ask_texts(slug: str, identity: Identity) -> Texts:
    left, middle, right = st.columns(3)
    # The picker always has a colour: the program's own stands for none.
    accent = left.color_picker(words.ACCENT, identity.accent or _OWN, help=words.ACCENT_HELP, key=f"accent_{slug}")
    return {
        "accent": "" if accent == _OWN else accent,
        "first_day": _ask_day(middle, words.FIRST_DAY, identity.first_day, f"first_day_{slug}"),
        "last_day": _ask_day(right, words.LAST_DAY, identity.last_day, f"last_day_{slug}"),
        "place": st.text_input(words.PLACE, identity.place, max_chars=120, key=f"place_{slug}").strip(),
        "website": st.text_input(words.WEBSITE, identity.website, max_chars=300, key=f"website_{slug}").strip(),
        "welcome": st.text_input(words.WELCOME, identity.welcome, max_chars=200, key=f"welcome_{slug}").strip(),
    }


def _ask_day(place: DeltaGenerator, label: str, day: date | None, key: str) -> str:
    earliest, latest = _DAYS
    found = place.date_input(
        label,
        day,
        min_value=min(day or earliest, earliest),
        max_value=max(day or latest, latest),
        format="YYYY-MM-DD",
        help=words.DAYS_HELP,
        key=key,
    )
    return found.isoformat() if isinstance(found, date) else ""


def _ask_logo(conference: Conference) -> bytes | None:
    """An uploaded logo, b"" to take the logo away, None to leave it."""
    slug = conference.slug
    file = st.file_uploader(
        words.LOGO,
        type=["png", "svg"],
        max_upload_size=1,  # megabytes, the least that can be said; the caption has the bound
        key=f"logo_{slug}_{st.session_state.get(_ROUND, 0)}",
    )
    st.caption(words.LOGO_HELP.format(limit=MAX_LOGO // 1000))
    if file is not None:
        return file.getvalue()
    taken = conference.identity.logo and st.checkbox(
        words.LOGO_REMOVE, key=f"no_logo_{slug}_{conference.identity.logo}"
    )
    return b"" if taken else None


def _preview_logo(conference: Conference, content: bytes | None) -> Logo | None:
    """The logo as it will be: what is kept of an uploaded one; an upload that is none is said to be."""
    if content is None:
        return _current_logo(conference)
    try:
        cleaned = clean_logo(content) if content else None
    except Invalid as error:
        st.error(error_text(error), icon=":material/error:")
        return None
    if cleaned and cleaned.left_out:
        st.caption(words.LOGO_LEFT_OUT.format(names=escape_markdown(", ".join(cleaned.left_out))))
    return cleaned.logo if cleaned else None


def _current_logo(conference: Conference) -> Logo | None:
    """The conference's logo, None for none or a damaged one."""
    name = conference.identity.logo
    try:
        content = service().library.logo(conference.slug, name) if name else None
    except StoreError:
        return None
    return Logo("png" if name.endswith(".png") else "svg", content) if content else None


def _typed(identity: Identity, texts: Texts) -> Identity:
    """The look with what is in the fields, whatever of it can be kept."""
    first, last = (date.fromisoformat(day) if day else None for day in (texts["first_day"], texts["last_day"]))
    first, last = first or last, last or first
    if first and last and first > last:
        first = last = None
    return replace(
        identity,
        accent=texts["accent"],
        first_day=first,
        last_day=last,
        place=texts["place"],
        welcome=texts["welcome"],
    )

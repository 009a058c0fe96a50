"""Manage conferences: choose one, create one, edit its settings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import time

import streamlit as st

from session_finder.access.organizers import Organizer
from session_finder.bootstrap.measurements import measurement_of
from session_finder.bootstrap.service import NotReady
from session_finder.domain.errors import UserError
from session_finder.domain.library import Conference
from session_finder.timetable.time_format import clock_of
from session_finder.web.components.escape import escape_markdown
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import organize_messages as words
from session_finder.web.organize.publish import error_text
from session_finder.web.service.process_service import service

_CHOSEN = "organize_conference"
CONFIRMATION = "organize_said"  # session state key: the confirmation to show
_CREATED = "organize_begun"  # session state key: the slug of a new conference to select
_NEW = ""
_DAY_STARTS = tuple(time(half // 2, half % 2 * 30) for half in range(25))  # midnight to noon


def choose(organizer: Organizer) -> Conference | None:
    """The conference to work on; None while a new one is being created, or if the organizer has none."""
    said = st.session_state.pop(CONFIRMATION, "")
    confirmation = st.empty()  # always present: an element that comes and goes above the tabs resets them to the first
    if said:
        confirmation.success(escape_markdown(said), icon=":material/check:")
    mine = {found.slug: found for found in service().library.all_conferences() if organizer.may(found.slug)}
    may_begin = organizer.conferences is None or bool(organizer.conferences - mine.keys())
    if not mine and not may_begin:
        st.info(words.NONE_YOURS)
        return None
    if not mine:
        st.info(words.NONE_YET)
        _offer_creation(organizer)
        return None
    options = [*mine, *([_NEW] if may_begin else [])]
    if _CREATED in st.session_state:
        st.session_state[_CHOSEN] = st.session_state.pop(_CREATED)
    if st.session_state.get(_CHOSEN) not in options:
        st.session_state[_CHOSEN] = options[0]
    slug = st.selectbox(
        words.CHOOSE, options, format_func=lambda slug: mine[slug].name if slug else words.NEW, key=_CHOSEN
    )
    if slug == _NEW:
        _offer_creation(organizer)
        return None
    return mine[slug]


def slug_of(name: str) -> str:
    """A slug for a conference's name: "Málaga Health 2027" becomes malaga-health-2027."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def show_settings(conference: Conference, organizer: Organizer) -> None:
    """Show the form for name, examples and aliases."""
    slug = conference.slug
    if conference.hidden:
        st.warning(words.HIDDEN, icon=":material/visibility_off:")
    _show_model()
    with st.form(f"about_{slug}"):
        name = st.text_input(words.RENAME, conference.name, max_chars=200, key=f"name_{slug}")
        day_starts = _ask_day_starts(conference)
        examples = st.text_area(words.EXAMPLES, "\n".join(conference.examples), key=f"examples_{slug}")
        st.caption(words.ALIASES)
        pairs = st.data_editor(
            [{words.ALIAS_SHORT: short, words.ALIAS_LONG: long} for short, long in conference.aliases]
            or [{words.ALIAS_SHORT: "", words.ALIAS_LONG: ""}],
            num_rows="dynamic",
            hide_index=True,
            key=f"aliases_{slug}",
        )
        saved = st.form_submit_button(words.SAVE)
    if saved:
        run_and_confirm(lambda: _save(conference, organizer, name, day_starts, examples, pairs), words.SAVED)


def show_removal(conference: Conference, organizer: Organizer) -> None:
    """Show the buttons to hide and delete."""
    slug, publisher = conference.slug, service().publisher
    if st.button(words.SHOW if conference.hidden else words.HIDE, key=f"hide_{slug}"):
        run_and_confirm(lambda: publisher.hide(slug, not conference.hidden, organizer), words.SAVED)
    with st.expander(words.DELETE):
        st.caption(words.DELETE_SURE.format(slug=escape_markdown(slug)))
        typed = st.text_input(words.DELETE_TYPED, key=f"delete_typed_{slug}")
        if st.button(words.DELETE_NOW, key=f"delete_{slug}", disabled=typed.strip() != slug) and typed.strip() == slug:
            run_and_confirm(lambda: publisher.delete(slug, organizer), words.DELETED.format(name=conference.name))


def _show_model() -> None:
    """Show which model reads the conferences of this server and, if it was measured here, how well it ranks."""
    try:
        model = service().model
    except NotReady:
        return
    said = words.READ_BY.format(model=escape_markdown(model.weights.card.short_name))
    measured = measurement_of(model, service().settings.cache)
    if measured and measured.ndcg3 is not None and measured.success3 is not None:
        said += words.READ_BY_MEASURED.format(percent=round(100 * measured.success3), ndcg=f"{measured.ndcg3:.2f}")
    st.caption(said)
    if model.weights.notice:  # how to get a better one
        st.caption(escape_markdown(model.weights.notice))


def _offer_creation(organizer: Organizer) -> None:
    name = st.text_input(words.NEW_NAME, max_chars=200, key="new_name")
    slug = st.text_input(
        words.NEW_SLUG, slug_of(name), max_chars=60, help=words.NEW_SLUG_HELP, key=f"new_slug_{slug_of(name)}"
    )
    if st.button(words.BEGIN, key="begin", disabled=not slug.strip()):
        begun = slug.strip()

        def begin() -> None:
            service().publisher.create(begun, name.strip() or begun, "", organizer)

        if _succeeds(begin):
            st.session_state[_CREATED] = begun
            st.rerun()


def _ask_day_starts(conference: Conference) -> time:
    locale = visitor_locale().locale
    choices = sorted({*_DAY_STARTS, conference.day_starts})
    return st.selectbox(
        words.DAY_STARTS,
        choices,
        choices.index(conference.day_starts),
        format_func=lambda at: clock_of(at, locale),
        help=words.DAY_STARTS_HELP,
        key=f"day_starts_{conference.slug}",
    )


def _save(
    conference: Conference, organizer: Organizer, name: str, day_starts: time, examples: str, pairs: object
) -> None:
    slug, publisher = conference.slug, service().publisher
    if name.strip() and name.strip() != conference.name:
        publisher.rename(slug, name.strip(), organizer)
    if day_starts != conference.day_starts:
        publisher.set_day_starts(slug, f"{day_starts:%H:%M}", organizer)
    tried = tuple(line.strip() for line in examples.splitlines() if line.strip())
    if tried != conference.examples:
        publisher.set_examples(slug, tried, organizer)
    rows = pairs if isinstance(pairs, list) else []
    aliases = tuple(
        (str(row.get(words.ALIAS_SHORT) or "").strip(), str(row.get(words.ALIAS_LONG) or "").strip()) for row in rows
    )
    aliases = tuple((short, long) for short, long in aliases if short and long)
    if aliases != conference.aliases:
        publisher.set_aliases(slug, aliases, organizer)


def run_and_confirm(action: Callable[[], None], said: str) -> None:
    """Run an action, then rerun the page with a confirmation; show its error if it fails."""
    if _succeeds(action):
        st.session_state[CONFIRMATION] = said
        st.rerun()


def _succeeds(action: Callable[[], None]) -> bool:
    try:
        action()
    except UserError as error:
        st.error(error_text(error), icon=":material/error:")
        return False
    return True

"""A conference's versions: drafts, the table of versions, rolling back, download, history."""

from __future__ import annotations

import streamlit as st

from session_finder.access.organizers import Organizer
from session_finder.domain.errors import NothingPublished, StoreError, Unavailable, UserError
from session_finder.domain.library import Conference, Loaded, Unchanged, Version
from session_finder.domain.sessions import Programme
from session_finder.export.csv_export import as_csv
from session_finder.paths import COMMAND
from session_finder.web.components.escape import escape_markdown
from session_finder.web.i18n.texts import organize_messages as words
from session_finder.web.organize.conferences import CONFIRMATION
from session_finder.web.organize.publish import attempt, error_text, show_embedding, show_link, show_next
from session_finder.web.service.process_service import service

_LINES = 50  # most recent entries of the history


def show_drafts(conference: Conference, organizer: Organizer) -> None:
    """Show the unpublished uploads, each with buttons to publish and discard it."""
    slug, publisher = conference.slug, service().publisher
    drafts = publisher.drafts(slug)
    if not drafts:
        return
    current = _version_shown(f"organize_seen_with_drafts_{slug}", publisher.current(slug))
    with st.expander(f"{words.DRAFTS}: {len(drafts)}"):
        for draft in drafts:
            st.caption(escape_markdown(words.DRAFT.format(**_message_values(draft))))
            with st.container(horizontal=True):
                publish = st.button(words.PUBLISH_DRAFT.format(number=draft.number), key=f"draft_{slug}_{draft.number}")
                discard = st.button(words.DISCARD.format(number=draft.number), key=f"discard_{slug}_{draft.number}")
            if publish:
                _publish_draft(slug, draft.number, organizer, current)
            if discard:
                _discard(slug, draft.number, organizer)


def _discard(slug: str, number: int, organizer: Organizer) -> None:
    try:
        service().publisher.discard(slug, number, organizer)
    except UserError as error:
        st.error(error_text(error), icon=":material/error:")
        return
    st.rerun()


def _publish_draft(slug: str, number: int, organizer: Organizer, current: int | None) -> None:
    done = attempt(lambda progress: service().publisher.resume(slug, number, organizer, current, progress))
    if done is not None:
        show_next(slug, done)


def _version_shown(key: str, current: int | None) -> int | None:
    """The version that was current when the pressed button was drawn, that is, at the previous page run."""
    seen: int | None = st.session_state.get(key, current)
    st.session_state[key] = current
    return seen


def load_published(slug: str) -> Loaded | StoreError | None:
    """What attendees see; the error if it cannot be read; None if nothing is published."""
    try:
        return service().library.load_served(slug)
    except NothingPublished:
        return None
    except StoreError as error:
        return error


def show_damage(seen: Loaded | StoreError | None) -> None:
    """Show what is damaged and how to repair it; nothing if all is intact."""
    if isinstance(seen, Unavailable):
        st.error(error_text(seen), icon=":material/cloud_off:")
    elif isinstance(seen, StoreError):
        st.error(words.NOTHING_WHOLE, icon=":material/error:")
        st.caption(error_text(seen))
    elif seen is not None and seen.damage:
        st.warning(words.DAMAGED.format(number=seen.number, command=COMMAND), icon=":material/healing:")
        st.caption(escape_markdown(seen.damage))


def show_versions(conference: Conference, organizer: Organizer, seen: Loaded | StoreError | None) -> None:
    """Show damage, the table of versions, roll back, the link, the download and the history."""
    slug, library = conference.slug, service().library
    show_damage(seen)
    versions = library.versions(slug)
    if any(version.published for version in versions):
        damaged = library.damaged(slug)
        rows = [_row(version, version.number in damaged) for version in versions]
        st.dataframe(rows, hide_index=True, key=f"versions_{slug}")
        _offer_roll_back(conference, organizer, versions, damaged)
        _offer_download(slug, seen.programme if isinstance(seen, Loaded) else None)
        show_link(conference, "versions")
        show_embedding(conference)
    elif seen is None:
        st.caption(words.NO_VERSIONS)
    _show_history(conference)


def _offer_roll_back(
    conference: Conference, organizer: Organizer, versions: tuple[Version, ...], damaged: frozenset[int]
) -> None:
    """A selector of older versions. Damaged ones are marked and never selected by default."""
    slug, publisher = conference.slug, service().publisher
    older = {version.number: version for version in versions if version.published and not version.current}
    if not older:
        return
    now = publisher.current(slug)
    current = _version_shown(f"organize_seen_with_versions_{slug}", now)
    whole = next((place for place, number in enumerate(older) if number not in damaged), None)

    def option_label(number: int) -> str:
        said = words.OLDER.format(**_message_values(older[number]))
        return f"{said} ({words.DAMAGED_STATE})" if number in damaged else said

    # A new key resets the choice when the versions change.
    key = "_".join(str(one) for one in ("older", slug, now, *sorted(damaged)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(words.ROLL_BACK_TO, list(older), index=whole, format_func=option_label, key=key)
        barred = chosen is None or chosen in damaged
        pressed = st.button(words.ROLL_BACK, icon=":material/undo:", disabled=barred, key=f"roll_back_{slug}")
    if pressed and chosen is not None:
        done = attempt(lambda progress: publisher.roll_back(slug, chosen, organizer, current, progress))
        if done is not None:
            number = done.version.number if isinstance(done, Unchanged) else done.number
            st.session_state[CONFIRMATION] = words.ROLLED_BACK.format(number=number)
            st.rerun()


def _offer_download(slug: str, programme: Programme | None) -> None:
    if programme is not None:
        st.download_button(
            words.DOWNLOAD, lambda: as_csv(programme), f"{slug}.csv", "text/csv", key=f"csv_{slug}", on_click="ignore"
        )


def _show_history(conference: Conference) -> None:
    try:
        lines = service().library.audit(conference.slug)[-_LINES:]
    except StoreError as error:
        st.error(error_text(error), icon=":material/error:")
        return
    if not lines:
        return
    with st.expander(words.HISTORY):
        rows = [
            dict(
                zip(
                    words.HISTORY_COLUMNS,
                    (f"{line.when:%Y-%m-%d %H:%M} UTC", line.who, line.what, line.version),
                    strict=True,
                )
            )
            for line in reversed(lines)
        ]
        st.dataframe(rows, hide_index=True, key=f"history_{conference.slug}")


def _row(version: Version, damaged: bool) -> dict[str, object]:
    state = words.NOW if version.current else words.SEEN if version.published else words.DRAFT_STATE
    state = words.DAMAGED_STATE if damaged else state
    shown = _message_values(version)
    values = (
        version.number,
        state,
        shown["when"],
        version.sessions,
        version.summary,
        version.who,
        version.source,
        version.format,
    )
    return dict(zip(words.VERSION_COLUMNS, values, strict=True))


def _message_values(version: Version) -> dict[str, object]:
    """A version's values for message placeholders."""
    return {
        "number": version.number,
        "source": version.source or words.BY_HAND,
        "when": f"{version.when:%Y-%m-%d %H:%M} UTC",
        "who": version.who or words.BY_HAND,
        "sessions": version.sessions,
        "summary": version.summary,
    }

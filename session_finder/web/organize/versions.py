"""What was published and what was not yet: versions, roll back, drafts, download, the history."""

from __future__ import annotations

import streamlit as st

from session_finder.access.organizers import Organizer, Refused
from session_finder.domain.library import Conference, LibraryError, Unchanged, Version
from session_finder.domain.sessions import Programme
from session_finder.export.csv_export import as_csv
from session_finder.paths import COMMAND
from session_finder.web.components.escape import as_typed
from session_finder.web.i18n.texts import organize_messages as words
from session_finder.web.organize.conferences import SAID
from session_finder.web.organize.publish import as_said, attempt, show_link, show_next
from session_finder.web.service.shared import service

_LINES = 50  # of the history that are shown


def show_drafts(conference: Conference, organizer: Organizer) -> None:
    """What was uploaded and never published, each to publish or to discard."""
    slug, publisher = conference.slug, service().publisher
    drafts = publisher.drafts(slug)
    if not drafts:
        return
    current = _seen(f"organize_seen_with_drafts_{slug}", publisher.current(slug))
    with st.expander(f"{words.DRAFTS}: {len(drafts)}"):
        for draft in drafts:
            st.caption(as_typed(words.DRAFT.format(**_told(draft))))
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
    except (LibraryError, Refused) as error:
        st.error(as_said(error), icon=":material/error:")
        return
    st.rerun()


def _publish_draft(slug: str, number: int, organizer: Organizer, current: int | None) -> None:
    done = attempt(lambda pace: service().publisher.resume(slug, number, organizer, current, pace))
    if done is not None:
        show_next(slug, done)


def _seen(key: str, current: int | None) -> int | None:
    """The version that stood on the page when its buttons were pressed: what was current at the page run before."""
    seen: int | None = st.session_state.get(key, current)
    st.session_state[key] = current
    return seen


def show_versions(conference: Conference, organizer: Organizer) -> None:
    """What is damaged, all versions as a table, the way back to an older one, the link, the download, who did what."""
    slug = conference.slug
    versions = service().library.versions(slug)
    if not any(version.published for version in versions):
        st.caption(words.NO_VERSIONS)
    else:
        now = _show_what_is_seen(slug)
        st.dataframe([_row(version) for version in versions], hide_index=True, key=f"versions_{slug}")
        _offer_roll_back(conference, organizer, versions)
        _offer_download(slug, now)
        show_link(conference, "versions")
    _show_history(conference)


def _offer_roll_back(conference: Conference, organizer: Organizer, versions: tuple[Version, ...]) -> None:
    slug, publisher = conference.slug, service().publisher
    older = [version for version in versions if version.published and not version.current]
    if not older:
        return
    current = _seen(f"organize_seen_with_versions_{slug}", publisher.current(slug))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            words.ROLL_BACK_TO,
            older,
            format_func=lambda version: words.OLDER.format(**_told(version)),
            key=f"older_{slug}",
        )
        pressed = st.button(words.ROLL_BACK, icon=":material/undo:", key=f"roll_back_{slug}")
    if pressed:
        done = attempt(lambda pace: publisher.roll_back(slug, chosen.number, organizer, current, pace))
        if done is not None:
            number = done.version.number if isinstance(done, Unchanged) else done.number
            st.session_state[SAID] = words.ROLLED_BACK.format(number=number)
            st.rerun()


def _show_what_is_seen(slug: str) -> Programme | None:
    """What attendees see; say what is damaged of it, and how to mend it. None when nothing is whole."""
    try:
        found = service().library.load_served(slug)
    except LibraryError as error:
        st.error(as_said(error), icon=":material/error:")
        return None
    if found.damage:
        st.warning(words.DAMAGED.format(number=found.number, command=COMMAND), icon=":material/healing:")
        st.caption(as_typed(found.damage))
    return found.programme


def _offer_download(slug: str, programme: Programme | None) -> None:
    if programme is not None:
        st.download_button(
            words.DOWNLOAD, lambda: as_csv(programme), f"{slug}.csv", "text/csv", key=f"csv_{slug}", on_click="ignore"
        )


def _show_history(conference: Conference) -> None:
    try:
        lines = service().library.audit(conference.slug)[-_LINES:]
    except LibraryError as error:
        st.error(as_said(error), icon=":material/error:")
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


def _row(version: Version) -> dict[str, object]:
    state = words.NOW if version.current else words.SEEN if version.published else words.DRAFT_STATE
    told = _told(version)
    values = (
        version.number,
        state,
        told["when"],
        version.sessions,
        version.summary,
        version.who,
        version.source,
        version.format,
    )
    return dict(zip(words.VERSION_COLUMNS, values, strict=True))


def _told(version: Version) -> dict[str, object]:
    """A version for the sentences that tell of it."""
    return {
        "number": version.number,
        "source": version.source or words.BY_HAND,
        "when": f"{version.when:%Y-%m-%d %H:%M} UTC",
        "who": version.who or words.BY_HAND,
        "sessions": version.sessions,
        "summary": version.summary,
    }

"""Publish an upload: difference, button, progress, link."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from session_finder.access.organizers import Organizer
from session_finder.bootstrap.service import NotReady
from session_finder.bootstrap.settings import PREFIX
from session_finder.domain.errors import Conflict, UserError
from session_finder.domain.library import Conference, Unchanged, Version
from session_finder.domain.sessions import Session
from session_finder.publishing.diff import Change, Difference
from session_finder.web.components.escape import escape_markdown
from session_finder.web.components.links import base_address, link_to, qr_picture
from session_finder.web.components.progress import ProgressBar
from session_finder.web.embedding.scripts import snippet
from session_finder.web.i18n.texts import organize_messages as words
from session_finder.web.organize.upload import ReadFiles, box_key, forget_upload, mapping_key
from session_finder.web.service.process_service import service
from session_finder.web.sessions.cards import when

_LISTED = 200  # sessions listed per kind of change
_LONG = 300  # characters shown of a changed field
_PREVIEWED = "organize_previewed"  # session state key: the last difference, and what was compared
_DONE = "organize_done"  # session state key: slug and version of the last publication


def show_difference(conference: Conference, upload: ReadFiles) -> Difference | None:
    """Show and return what publishing would change; None if the file holds no programme."""
    if upload.reading.programme is None:
        return None
    found = _previewed(conference.slug, upload)
    if not found:
        st.info(words.SAME, icon=":material/drag_handle:")
        return found
    before = len(upload.reading.programme.sessions) - len(found.added) + len(found.removed)
    if removes_most(found, before):
        said = words.TAKES_AWAY.format(removed=len(found.removed), before=before)
        st.warning(said, icon=":material/delete_sweep:")
    if found.renamed:
        _warn_of_new_ids(len(found.renamed), bool(upload.reading.headers))
    with st.expander(f"{words.DIFFERENCE}: {_summary(found)}"):
        _list(words.ADDED, len(found.added), [_session_row(session) for session in found.added[:_LISTED]])
        changes = [row for change in found.changed[:_LISTED] for row in _change_rows(change)]
        _list(words.CHANGED, len(found.changed), changes)
        _list(words.REMOVED, len(found.removed), [_session_row(session) for session in found.removed[:_LISTED]])
    return found


def offer_publishing(conference: Conference, upload: ReadFiles, organizer: Organizer) -> None:
    """Show the publish button. Pressing it stages, embeds and publishes with a progress bar, then shows the link."""
    slug = conference.slug
    if not st.button(words.PUBLISH, icon=":material/publish:", key=f"publish_{upload.key}"):
        return
    done = attempt(lambda progress: service().publisher.publish(slug, upload, organizer, progress), words.FIRST_AGAIN)
    if done is None:
        forget_upload()  # after a conflict, compare with the version that is current now
        return
    st.session_state[box_key(slug)] = st.session_state.get(box_key(slug), 0) + 1
    st.session_state.pop(mapping_key(slug), None)
    show_next(slug, done)


def show_next(slug: str, done: Version | Unchanged) -> None:
    """Rerun the page with the result of the publication."""
    st.session_state[_DONE] = (slug, done)
    st.rerun()


def removes_most(difference: Difference, before: int) -> bool:
    """Whether the difference removes more than half of the ``before`` sessions that attendees see now."""
    return 2 * len(difference.removed) > before


def attempt(
    action: Callable[[ProgressBar], Version | Unchanged], after_conflict: str = ""
) -> Version | Unchanged | None:
    """Run a publishing action with a progress bar. On failure, show the error and return None.

    ``after_conflict`` says what to do if somebody else published first.
    """
    progress = ProgressBar()
    try:
        return action(progress)
    except NotReady:
        st.warning(words.NOT_READY, icon=":material/hourglass_top:")
    except UserError as error:
        st.error(error_text(error), icon=":material/error:")
        if isinstance(error, Conflict) and after_conflict:
            st.info(after_conflict, icon=":material/group:")
    progress.end()
    return None


def _warn_of_new_ids(count: int, columns: bool) -> None:
    """Warn that sessions get new ids. ``columns``: whether the file has columns to map, which is the way out."""
    said = words.RENAMED.format(count=count)
    if columns:
        way_out = {"leave_out": words.LEAVE_OUT, "id": words.FIELDS["id"], "mapping": words.MAPPING}
        said += " " + words.RENAMED_ADVICE.format(**way_out)
    st.warning(said, icon=":material/link_off:")


def _previewed(slug: str, upload: ReadFiles) -> Difference:
    """The difference to the published version, cached until either of the two changes."""
    publisher = service().publisher
    key = (slug, upload.key, publisher.current(slug))
    known = st.session_state.get(_PREVIEWED)
    if known is None or known[0] != key:
        known = st.session_state[_PREVIEWED] = (key, publisher.preview(slug, upload.reading))
    found: Difference = known[1]
    return found


def error_text(error: Exception) -> str:
    """An error's message as literal text."""
    return escape_markdown(str(error))


def show_done(conference: Conference) -> None:
    """Show what has just been published, with the attendees' link and its QR code."""
    slug, done = st.session_state.get(_DONE, ("", None))
    if slug != conference.slug or done is None:
        return
    version = done.version if isinstance(done, Unchanged) else done
    if version.number != service().publisher.current(slug):
        return  # another version was published since
    if isinstance(done, Unchanged):
        st.info(words.UNCHANGED.format(number=version.number), icon=":material/drag_handle:")
        return
    said = words.PUBLISHED.format(number=done.number, sessions=done.sessions)
    st.success(said, icon=":material/celebration:")
    show_link(conference, "done")


def show_link(conference: Conference, place: str) -> None:
    """Show the attendees' link, as text and as a QR code. ``place`` makes the widget key unique within the page."""
    link = link_of(conference.slug, base_address())
    picture = qr_picture(link)
    st.caption(words.LINK)
    st.code(link, language=None, wrap_lines=True)
    if picture is None:
        return
    st.image(picture, caption=words.QR, width=220, alt=words.QR)
    st.download_button(
        words.QR_DOWNLOAD, picture, f"{conference.slug}.png", "image/png", key=f"qr_{place}_{conference.slug}"
    )


def show_embedding(conference: Conference) -> None:
    """Show what an organizer pastes into the conference's own site, and whether the operator has to allow that site."""
    with st.expander(words.EMBED, icon=":material/integration_instructions:"):
        st.caption(words.EMBED_ADVICE)
        if service().settings.frame_ancestors in ("'self'", "'none'"):
            st.caption(escape_markdown(words.EMBED_NOT_ALLOWED.format(setting=f"{PREFIX}FRAME_ANCESTORS")))
        base = link_to("", base_address()).rstrip("/")
        st.code(snippet(base, conference.slug, words.EMBED_LINK), language="html", wrap_lines=True)


def link_of(slug: str, here: str) -> str:
    """The address of a conference's find page, relative to ``here``, the organizers' page."""
    return link_to("", here, programme=slug)


def _summary(found: Difference) -> str:
    parts = {"added": found.added, "changed": found.changed, "removed": found.removed, "renamed": found.renamed}
    counts = {what: len(sessions) for what, sessions in parts.items()}
    return ", ".join(words.DIFFERENCES[what].format(count=count) for what, count in counts.items() if count)


def _list(title: str, count: int, rows: list[dict[str, str]]) -> None:
    if not count:
        return
    st.caption(words.LISTED.format(what=title, count=count))
    st.dataframe(rows, hide_index=True)
    if count > _LISTED:
        st.caption(words.SHOWN_OF.format(shown=_LISTED, count=count))


def _session_row(session: Session) -> dict[str, str]:
    return {words.SESSION: session.title, words.WHEN: when(session)}


def _change_rows(change: Change) -> list[dict[str, str]]:
    return [
        {
            words.SESSION: change.after.title,
            words.FIELDS_CHANGED: words.FIELDS.get(name, name),
            words.BEFORE: _value(change.before, name),
            words.AFTER: _value(change.after, name),
        }
        for name in change.fields
    ]


def _value(session: Session, name: str) -> str:
    value = getattr(session, name)
    return ("; ".join(value) if isinstance(value, tuple) else str(value if value is not None else ""))[:_LONG]

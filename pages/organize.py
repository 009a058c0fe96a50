"""For organizers: upload a file, review what was understood, publish, roll back."""

import streamlit as st

from session_finder.web.auth import sign_in
from session_finder.web.i18n.texts import organize_messages as say
from session_finder.web.i18n.texts import sign_in_messages as words
from session_finder.web.organize import conferences
from session_finder.web.organize.card_preview import most_complete, show_preview
from session_finder.web.organize.column_mapping import ask_mapping
from session_finder.web.organize.look import show_look
from session_finder.web.organize.problem_table import show_problems
from session_finder.web.organize.publish import offer_publishing, show_difference, show_done
from session_finder.web.organize.unusual_sessions import show_unusual
from session_finder.web.organize.upload import ask_for_files, ask_how_to_read, read, show_summary
from session_finder.web.organize.versions import load_published, show_damage, show_drafts, show_versions
from session_finder.web.visit.page_titles import name_tab

name_tab(words.TITLE)
st.title(words.TITLE, anchor=False)
organizer = sign_in.guard()
sign_in.show_who(organizer)
conference = conferences.choose(organizer)
if conference is None:
    st.stop()

seen = load_published(conference.slug)
upload, versions, about = st.tabs([say.UPLOAD, say.VERSIONS, say.CONFERENCE])
with upload:
    show_damage(seen)
    files = ask_for_files(conference)
    if not files:
        show_done(conference)
        show_drafts(conference, organizer)
    else:
        found = read(conference, files)
        show_summary(found.reading)
        ask_how_to_read(conference, found.reading)
        show_problems(found)
        ask_mapping(conference, found)
        if found.reading.programme is not None:
            st.subheader(say.PREVIEW, anchor=False)
            show_preview(most_complete(found.reading.programme.sessions))
            show_unusual(found.reading.programme.sessions)
            if show_difference(conference, found):
                offer_publishing(conference, found, organizer)
with versions:
    show_versions(conference, organizer, seen)
with about:
    conferences.show_settings(conference, organizer)
    show_look(conference, organizer)
    conferences.show_removal(conference, organizer)

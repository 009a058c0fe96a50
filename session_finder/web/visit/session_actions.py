"""The actions that every panel of sessions offers: star a session, open its page."""

from __future__ import annotations

from session_finder.domain.sessions import Programme
from session_finder.web.components.html_component import Pressed, pressed
from session_finder.web.visit import my_plan, navigation


def handle_session_action(programme: Programme, panel: str) -> Pressed:
    """Star or open the session that was pressed in ``panel``: its callback, or the first part of it.

    Returns what was pressed, so that the caller can handle the panel's own actions.
    """
    done = pressed(panel)
    if done.act == "star":
        my_plan.toggle(programme, done.id)
    elif done.act == "open":
        navigation.request_session(done.id)
    return done

from __future__ import annotations

import asyncio

import pytest

from session_finder.web.auth.session_resume import Owners, ResumeGate


def passed_on(protocol, cookie=b"", kind="websocket"):
    """The protocols that reach the application, where Ada's session "mine" was begun with the token "hers"."""
    owners, reached = Owners(), []
    owners.note("mine", "hers")

    async def application(scope, _receive, _send):
        reached.append([value for name, value in scope["headers"] if name == b"sec-websocket-protocol"])

    gate = ResumeGate(application, lambda session, cookies: owners.owns(session, cookies.get("token", "")))
    headers = [(b"cookie", cookie), *[(b"sec-websocket-protocol", value) for value in protocol]]
    asyncio.run(gate({"type": kind, "headers": headers}, None, None))
    return reached[0]


def test_a_session_goes_on_in_the_browser_that_it_began_in():
    assert passed_on([b"streamlit, x, mine"], b"token=hers") == [b"streamlit, x, mine"]


@pytest.mark.parametrize("cookie", [b"", b"token=", b"token=his", b"other=hers", b"token=Hers"])
@pytest.mark.parametrize("protocol", [b"streamlit, x, mine", b"streamlit,x,mine", b" streamlit ,, mine ,more"])
def test_another_browser_that_names_it_gets_a_session_of_its_own(cookie, protocol):
    (found,) = passed_on([protocol], cookie)
    assert b"mine" not in found
    assert found.count(b",") == 1


def test_a_header_that_is_sent_twice_is_no_way_around():
    assert passed_on([b"streamlit", b"streamlit,x,mine"]) == [b"streamlit", b"streamlit,x"]


def test_an_attendee_s_session_needs_no_cookie():
    assert passed_on([b"streamlit, x, theirs"]) == [b"streamlit, x, theirs"]
    assert passed_on([b"streamlit"]) == [b"streamlit"]
    assert passed_on([]) == []


def test_what_is_no_websocket_is_left_alone():
    assert passed_on([b"a, b, mine"], kind="http") == [b"a, b, mine"]


def test_sessions_that_are_remembered_are_bounded():
    owners = Owners(most=2)
    for session in ("a", "b", "c"):
        owners.note(session, "token")
    assert [owners.owns(session, "other") for session in ("a", "b", "c")] == [True, False, False]

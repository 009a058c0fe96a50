"""The plan of a visit: what is said when no further star fits in."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from session_finder.planning.plan import MOST
from session_finder.web.i18n.texts import find_messages


def starring():
    """A page on which one star more is clicked than a plan holds."""
    from session_finder.domain.sessions import Programme, Session
    from session_finder.planning.plan import MOST, Plan
    from session_finder.web.visit import my_plan

    sessions = tuple(Session(str(number), f"Talk {number}") for number in range(MOST + 1))
    programme = Programme("full", "Full", sessions)
    my_plan.change("full", Plan.of(sessions[:MOST]))
    my_plan.toggle(programme, str(MOST))
    my_plan.store(programme, several=False)


def test_a_star_that_does_not_fit_in_is_told_and_the_plan_stays():
    visit = AppTest.from_function(starring).run()
    assert not visit.exception
    assert [said.value for said in visit.warning] == [find_messages.PLAN_FULL.format(most=MOST)]
    assert len(visit.session_state["plans"]["full"].plan.stars) == MOST

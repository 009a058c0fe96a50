"""The API against its own document: whatever the document allows is answered as it says."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from session_finder.planning.plan import Plan, Star
from session_finder.planning.plan_address import as_address
from session_finder.web.api.parameters import PLAN_FORMAT
from session_finder.web.api.routes import api
from session_finder.web.service.process_service import service

pytestmark = pytest.mark.slow

ROUTES = (
    *(
        "/search",
        "/everywhere",
        "/alike",
        "/sessions/{session_id}",
        "/sessions/{session_id}/similar",
        "/programmes",
        "/health",
    ),
    *("/plan.ics", "/plan.csv", "/plan.html", "/sessions/{session_id}.ics"),
)

PLANS = st.lists(st.sampled_from(["HC-01", "ML-02", "KN-1", "gone"]), max_size=4, unique=True).map(
    lambda ids: as_address(Plan(tuple(Star(name) for name in sorted(ids))))
)


@pytest.fixture(scope="module")
def document():
    """The API's document as schemathesis reads it, which is imported by no other test."""
    import schemathesis

    schemathesis.openapi.format(PLAN_FORMAT["format"], PLANS)  # which texts are plans no pattern could say
    return schemathesis.openapi.from_asgi("/openapi.json", api)


@pytest.fixture(scope="module")
def own_service():
    """A service of these tests' own: a server that other tests have stopped leaves one that answers no more."""
    service.cache_clear()
    service().warm_up()
    assert service().status.stage == "ready"
    yield
    service.cache_clear()


@pytest.mark.parametrize("route", ROUTES)
def test_the_api_keeps_what_its_document_promises(own_service, document, route):
    operation = document[route]["GET"]

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def check(case):
        case.call_and_validate()

    check()

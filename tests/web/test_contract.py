"""The API against its own document: whatever the document allows is answered as it says."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from session_finder.web.api import api
from session_finder.web.shared import service

ROUTES = (
    *("/search", "/alike", "/sessions/{session_id}", "/sessions/{session_id}/similar", "/programmes", "/health"),
    *("/plan.ics", "/plan.csv", "/plan.html", "/sessions/{session_id}.ics"),
)


@pytest.fixture(scope="module")
def own_service():
    """A service of these tests' own: a server that other tests have stopped leaves one that answers no more."""
    service.cache_clear()
    service().warm_up()
    assert service().status.stage == "ready"
    yield
    service.cache_clear()


@pytest.mark.parametrize("route", ROUTES)
def test_the_api_keeps_what_its_document_promises(own_service, route):
    operation = schemathesis.openapi.from_asgi("/openapi.json", api)[route]["GET"]

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def check(case):
        # Which texts are plans no schema can say: what is none is refused with a reason.
        case.call_and_validate(excluded_checks=[positive_data_acceptance] if route.startswith("/plan.") else [])

    check()

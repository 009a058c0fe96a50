"""Limit the API calls per minute and address, if configured."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from session_finder.access.addresses import visitor_of


class RateLimit:
    """ASGI middleware for /api/: 429 after ``per_minute`` calls from one visitor. Health checks are never refused.

    A visitor is an IPv4 address, or the /64 network of an IPv6 address (``visitor_of``).

    The address is the peer's, except where the peer is the local machine or is listed in FORWARDED_ALLOW_IPS: uvicorn
    treats those as proxies and trusts their X-Forwarded-For. The proxy must overwrite that header, as deploy/nginx.conf
    does.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app = app
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._limit = RateLimitItemPerMinute(per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the call, then forward or refuse it."""
        # The API may be mounted below a base path.
        counted = scope["type"] == "http" and "/api/" in scope["path"] and not scope["path"].endswith("/api/health")
        if counted:
            visitor = visitor_of(scope["client"][0] if scope.get("client") else "unknown")
            if not self._limiter.hit(self._limit, visitor):
                answer = JSONResponse(
                    {
                        "detail": f"At most {self._limit.amount} calls a minute from one address. Wait a little.",
                        "code": "too-many-calls",
                    },
                    429,
                    {"Retry-After": "60"},
                )
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)

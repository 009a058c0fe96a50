"""So many API calls a minute from one address, where the setting asks for it."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from session_finder.access.addresses import visitor_of


class RateLimit:
    """ASGI middleware for /api/: 429 beyond ``per_minute`` calls from one visitor; health is never refused.

    A visitor is an IPv4 address, or the 64 bits of an IPv6 address that a network gives out (``visitor_of``).

    The address is the peer's, except where the peer is this computer or stands in FORWARDED_ALLOW_IPS: uvicorn takes
    that for a proxy and believes its X-Forwarded-For. The proxy has to overwrite the header, as deploy/nginx.conf does.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app = app
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._limit = RateLimitItemPerMinute(per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count and pass on, or refuse."""
        # The API may stand under a path of its own.
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

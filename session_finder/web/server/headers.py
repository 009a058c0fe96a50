"""Security headers: what a page may load, who may embed it, what it tells other sites.

Inline scripts are limited to those in Streamlit's own page, allowed by their hashes. Connections are limited to the
server that sent the page. Websockets are allowed by the host of the request, because not every browser matches them
with ``'self'``.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from session_finder.web.previews.page_address import HOST

# Streamlit's own front end needs inline styles, WebAssembly for tables, and blob: modules for its components.
_POLICY: Final = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)


@cache
def script_digests() -> tuple[str, ...]:
    """The CSP hash sources of the inline scripts in Streamlit's page."""
    page = Path(get_static_dir(), "index.html").read_text("utf-8")
    scripts = (part.partition("</script>")[0] for part in page.split("<script>")[1:])
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _connections(scope: Scope) -> str:
    host = Headers(scope=scope).get("host", "")
    return f"connect-src 'self' ws://{host} wss://{host}" if HOST.fullmatch(host) else "connect-src 'self'"


class SecurityHeaders:
    """ASGI middleware: adds the headers to every HTTP response, including Streamlit's own.

    ``frame_ancestors`` lists who may embed the pages, as a CSP source list: "'self'", "'none'", "https://my.site".
    """

    def __init__(self, app: ASGIApp, frame_ancestors: str) -> None:
        self._app = app
        scripts = " ".join(("script-src 'self'", *script_digests(), "'wasm-unsafe-eval' blob:"))
        self._policy = (*_POLICY, scripts)
        self._ancestors = f"frame-ancestors {frame_ancestors}"
        self._headers = {
            "x-content-type-options": "nosniff",
            "referrer-policy": "strict-origin-when-cross-origin",
            "permissions-policy": "camera=(), microphone=(), geolocation=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward the request, and add the headers to the start of the response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                own = headers.get("content-security-policy")  # a document with scripts of its own
                policy = (own, self._ancestors) if own else (*self._policy, self._ancestors, _connections(scope))
                headers["content-security-policy"] = "; ".join(policy)
            await send(message)

        await self._app(scope, receive, send_with_headers)

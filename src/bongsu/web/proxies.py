"""What a request says of whoever stands before us: believed from the proxies that the operator named, from nobody else."""

from collections.abc import Sequence
from typing import Any  # Any: ASGI scopes are untyped

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from bongsu.kernel.trusted_proxies import TrustedProxies
from bongsu.web.problems import MEDIA_TYPE, Problem

_SECURE = {"http": "https", "ws": "wss"}


def _last(headers: Sequence[tuple[bytes, bytes]], name: bytes) -> list[str]:
    """The values of a header that may come several times, in order."""
    joined = b",".join(value for key, value in headers if key.lower() == name)
    return [part.strip() for part in joined.decode("latin-1").split(",") if part.strip()]


def behind(app: ASGIApp, proxies: TrustedProxies, *, is_plain: bool) -> ASGIApp:
    """`is_plain`: this node has no certificate of its own, so only a proxy or this machine may speak to it."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        kind: str = scope["type"]
        if kind not in {"http", "websocket"}:
            await app(scope, receive, send)
            return
        peer = (scope.get("client") or ("", 0))[0]
        if is_plain and proxies and peer and not proxies.is_near(peer):
            await _refuse(scope, send)
            return
        if proxies.holds(peer):
            _believe(scope, proxies)
        await app(scope, receive, send)

    return wrapped


def _believe(scope: Any, proxies: TrustedProxies) -> None:
    """The proxy's own word is the last one; what stands before it may be the client's invention."""
    headers = scope["headers"]
    protocol = _last(headers, b"x-forwarded-proto")
    if protocol and protocol[-1] == "https":
        scope["scheme"] = _SECURE.get(scope["scheme"], scope["scheme"])
    for address in reversed(_last(headers, b"x-forwarded-for")):
        if not proxies.holds(address):
            scope["client"] = (address, 0)
            return


async def _refuse(scope: Scope, send: Any) -> None:
    said = "this node takes requests from its proxy only"
    if scope["type"] is ScopeType.WEBSOCKET:
        await send({"type": "websocket.close", "code": 4403, "reason": "not_by_proxy"})
        return
    body = msgspec.json.encode(Problem("Forbidden", 403, said, "not_by_proxy"))
    kind = (b"content-type", MEDIA_TYPE.encode())
    await send({"type": "http.response.start", "status": 403, "headers": [kind]})
    await send({"type": "http.response.body", "body": body})

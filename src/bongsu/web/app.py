"""Assembles the application: routes in, state in, problems and headers out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any  # Any: ASGI scopes and Litestar's state are untyped

from litestar import Litestar, get
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.openapi import OpenAPIConfig
from litestar.types import ASGIApp, ControllerRouterHandler, Message, Receive, Scope, Send

from bongsu.kernel.trusted_proxies import TrustedProxies
from bongsu.web.console_files import console_routes
from bongsu.web.credentials import PROMISE
from bongsu.web.described import ProblemsRendered
from bongsu.web.problems import HANDLERS
from bongsu.web.proxies import behind
from bongsu.web.strict_bodies import bodies_are_strict

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'; object-src 'none'; connect-src 'self'"
)
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(self)"),
)


def security_headers(live: str = "") -> tuple[tuple[bytes, bytes], ...]:
    """`live`: the one other source that pages may connect to, the media process's own port."""
    policy = f"{CONTENT_SECURITY_POLICY} {live}".strip()
    return ((b"content-security-policy", policy.encode()), *HEADERS)


# whoever wants an answer kept says so: a room's browser is shared, and so may be a proxy
NOT_KEPT = (b"cache-control", b"no-store")
LARGEST_BODY = 256 * 1024


@get("/health", include_in_schema=False, sync_to_thread=False)
def health() -> dict[str, str]:
    """Liveness only; it asks nobody."""
    return {"status": "ok"}


# RFC 6797: a browser that came by TLS once never comes without it again
STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


def with_headers(app: ASGIApp, live: str = "") -> ASGIApp:
    """Security headers for every answer; kept by nobody unless it says otherwise.

    Around the whole application: an unknown path reaches no middleware."""

    headers = security_headers(live)

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message["headers"])
                unsaid = all(name.lower() != NOT_KEPT[0] for name, _ in own)
                strict = [STRICT_TRANSPORT] if scope["scheme"] == "https" else []
                message["headers"] = [*own, *headers, *strict, *([NOT_KEPT] if unsaid else [])]
            await send(message)

        await app(scope, receive, send if scope["type"] is ScopeType.WEBSOCKET else send_with)

    return wrapped


def build_app(
    routes: Sequence[ControllerRouterHandler],
    state: Mapping[str, Any],
    *,
    live: str = "",
    proxies: TrustedProxies | None = None,
    is_plain: bool = True,
    configure: Callable[[AppConfig], AppConfig] | None = None,
) -> Litestar:
    """The node's application. `routes` come from the contexts, `state` is what they stand on.

    `live` is where live pictures come from, as a source of the content security policy. `is_plain`: no TLS of our own,
    so where `proxies` are named only they and this machine may ask."""
    app = Litestar(
        route_handlers=[health, *routes, *console_routes()],
        state=State(dict(state)),
        exception_handlers=HANDLERS,
        before_request=bodies_are_strict,
        request_max_body_size=LARGEST_BODY,
        logging_config=None,
        on_app_init=[configure] if configure else None,
        openapi_config=OpenAPIConfig(
            title="Bongsu",
            version="1",
            description=PROMISE,
            path="/schema",
            render_plugins=[ProblemsRendered()],
        ),
    )
    believing = behind(app.asgi_handler, proxies or TrustedProxies(""), is_plain=is_plain)
    app.asgi_handler = with_headers(believing, live)
    return app

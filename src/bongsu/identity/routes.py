"""Sign-in over HTTP, and what other routes stand behind: `require(...)` guards, the `signed_in` and `partner` providers.

All take the `IdentityService` from `app.state.identity`, over HTTP and over WebSocket alike."""

from typing import Annotated, Any  # Any: Litestar's connection is generic in what nobody here uses

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.connection import ASGIConnection
from litestar.datastructures import CacheControlHeader, Cookie, State
from litestar.di import NamedDependency, Provide
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.params import JSONBody, RequestCookies
from litestar.types import Guard

from bongsu.identity.failures import NotFromConsole, NotSignedIn, RoleRefused, UnknownPartner
from bongsu.identity.people import Partner, Role, SignedIn
from bongsu.identity.service import IdentityService

CONSOLE_HEADER = "X-Bongsu"
_CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})
_NO_STORE = CacheControlHeader(no_store=True)


class SignInForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person types."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]

    def __repr__(self) -> str:
        return "SignInForm(…)"


class Me(msgspec.Struct, frozen=True):
    """Who is signed in; the feed's `hello` says the same of its `person`."""

    person_id: str
    name: str
    role: Role
    is_own: bool
    organisation: str
    organisation_name: str
    organisation_name_en: str
    unit_id: str | None
    ends_at: str


def me_of(signed_in: SignedIn) -> Me:
    """The signed-in person as the console shows them; `name` is the one to show."""
    person, organisation = signed_in.person, signed_in.organisation
    return Me(
        person_id=person.person_id,
        name=person.display_name,
        role=person.role,
        is_own=person.role.is_own,
        organisation=organisation.code,
        organisation_name=organisation.name_ko,
        organisation_name_en=organisation.name_en,
        unit_id=person.unit_id,
        ends_at=signed_in.ends_at.isoformat(),
    )


async def session_on(connection: ASGIConnection[Any, Any, Any, Any]) -> SignedIn:
    """The session in a request's or a WebSocket's cookie. Raises `NotSignedIn`."""
    identity: IdentityService = connection.app.state.identity
    return await _session_in(connection.cookies, identity)


async def signed_in(cookies: RequestCookies, state: State) -> SignedIn:
    """Provider for handlers behind `require(...)`: `dependencies={"signed_in": SIGNED_IN}`."""
    return await _session_in(cookies, state.identity)


async def _session_in(cookies: dict[str, str], identity: IdentityService) -> SignedIn:
    token = cookies.get(identity.cookie_name)
    found = await identity.session_of(token) if token else None
    if found is None:
        raise NotSignedIn("sign in first")
    return found


async def linked_partner(request: Request[Any, Any, State]) -> Partner:
    """Provider for routes of links: `dependencies={"partner": PARTNER}`. Raises `UnknownPartner`."""
    return await _partner_on(request)


async def from_partner(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler | None = None
) -> None:
    """Guard: the token is known. A provider alone comes after the body, whose faults are no stranger's business."""
    await _partner_on(connection)


async def _partner_on(connection: ASGIConnection[Any, Any, Any, Any]) -> Partner:
    scheme, _, bearer = connection.headers.get("authorization", "").partition(" ")
    identity: IdentityService = connection.app.state.identity
    partner = await identity.partner_of(bearer.strip()) if scheme.lower() == "bearer" else None
    if partner is None:
        raise UnknownPartner("no partner with this token")
    return partner


SIGNED_IN = Provide(signed_in)
PARTNER = Provide(linked_partner)


def from_console(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler | None = None
) -> None:
    """Guard: a request that changes something carries `X-Bongsu: 1`, which no foreign page can send.

    A WebSocket carries no such header; there a browser's `Origin` must be this very host: SameSite lets other ports in."""
    scope = connection.scope
    if scope["type"] == ScopeType.WEBSOCKET:
        origin = connection.headers.get("origin")
        if origin is not None and origin.partition("://")[2] != connection.headers.get("host"):
            raise NotFromConsole("opened from another origin", field="Origin")
        return
    if scope["method"] in _CHANGES_NOTHING or connection.headers.get(CONSOLE_HEADER) == "1":
        return
    raise NotFromConsole(f"the header {CONSOLE_HEADER}: 1 is missing", field=CONSOLE_HEADER)


def require(*roles: Role) -> Guard:
    """Guard: signed in as one of `roles` (any role when none is named), and asking from the console."""

    async def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        from_console(connection)
        found = await session_on(connection)
        if roles and found.role not in roles:
            raise RoleRefused("this is for other roles")

    return guard


@post("/sign-in", guards=[from_console], status_code=200, operation_id="SignIn", tags=["identity"])
async def sign_in_here(
    data: JSONBody[SignInForm], request: Request[Any, Any, State], state: State
) -> Response[Me]:
    """Signs in; the session is in the cookie."""
    identity: IdentityService = state.identity
    found, token = await identity.sign_in(data.name, data.password)
    cookie = Cookie(
        key=identity.cookie_name,
        value=token,
        path="/",
        httponly=True,
        samesite="strict",
        secure=identity.settings.https or request.url.scheme == "https",
    )
    return Response(me_of(found), cookies=[cookie], headers={"Cache-Control": "no-store"})


@post(
    "/sign-out",
    guards=[require()],
    dependencies={"signed_in": SIGNED_IN},
    status_code=204,
    operation_id="SignOut",
    tags=["identity"],
)
async def sign_out_here(signed_in: NamedDependency[SignedIn], state: State) -> Response[None]:
    """Ends the session."""
    identity: IdentityService = state.identity
    await identity.sign_out(signed_in)
    answer = Response(None, status_code=204)
    answer.delete_cookie(identity.cookie_name, path="/")
    return answer


@get(
    "/me",
    guards=[require()],
    dependencies={"signed_in": SIGNED_IN},
    cache_control=_NO_STORE,
    operation_id="Me",
    tags=["identity"],
)
async def me_here(signed_in: NamedDependency[SignedIn]) -> Me:
    """Who is signed in."""
    return me_of(signed_in)


def identity_router() -> Router:
    """`/api/sign-in`, `/api/sign-out`, `/api/me`."""
    return Router("/api", route_handlers=[sign_in_here, sign_out_here, me_here])

"""Sign-in over HTTP, and what other routes stand behind: `require(...)` guards, the `signed_in` and `partner` providers.

All take the `IdentityService` from `app.state.identity`, over HTTP and over WebSocket alike."""

from base64 import b64decode
from typing import Annotated, Any  # Any: Litestar's connection is generic in what nobody here uses

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.connection import ASGIConnection
from litestar.datastructures import CacheControlHeader, Cookie, State
from litestar.di import NamedDependency, Provide
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody, RequestCookies
from litestar.types import Guard

from bongsu.identity.factors.factor import Entered, Waiting
from bongsu.identity.failures import (
    NotFromConsole,
    NotSignedIn,
    PasswordMustChange,
    RightNotGiven,
    RoleRefused,
    SessionLocked,
    UnknownPartner,
)
from bongsu.identity.people import LinkRight, Partner, Role, SignedIn
from bongsu.identity.rules import locks_at
from bongsu.identity.service import IdentityService

CONSOLE_HEADER = "X-Bongsu"
_CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})
_NO_STORE = CacheControlHeader(no_store=True)
_NOT_KEPT = {"Cache-Control": "no-store"}


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
    locked: bool
    locks_at: str | None
    must_change_password: bool


class SignInStep(msgspec.Struct, frozen=True):
    """The password was right; `pending` goes with the next step, within five minutes."""

    step: str
    ways: list[str]
    pending: str
    ends_at: str


def me_of(signed_in: SignedIn, identity: IdentityService) -> Me:
    """The signed-in person as the console shows them; `name` is the one to show."""
    person, organisation = signed_in.person, signed_in.organisation
    locks = locks_at(signed_in.session, person.role, identity.settings)
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
        locked=signed_in.locked,
        locks_at=locks.isoformat() if locks else None,
        must_change_password=signed_in.session.must_change,
    )


def step_of(waiting: Waiting) -> SignInStep:
    return SignInStep(
        waiting.step.value, list(waiting.ways), waiting.pending, waiting.ends_at.isoformat()
    )


def session_cookie(entered: Entered, identity: IdentityService, scheme: str) -> Cookie:
    """The session's token, for this browser only."""
    return Cookie(
        key=identity.cookie_name,
        value=entered.token,
        path="/",
        httponly=True,
        samesite="strict",
        secure=identity.settings.https or scheme == "https",
    )


async def session_on(connection: ASGIConnection[Any, Any, Any, Any]) -> SignedIn:
    """The session in a request's or a WebSocket's cookie. Raises `NotSignedIn`, `SessionLocked`."""
    identity: IdentityService = connection.app.state.identity
    return _unlocked(await _session_in(connection.cookies, identity))


async def session_even_locked_on(connection: ASGIConnection[Any, Any, Any, Any]) -> SignedIn:
    """Locked or not, and also before a password was chosen. Raises `NotSignedIn`."""
    return await _session_in(connection.cookies, connection.app.state.identity)


async def signed_in(cookies: RequestCookies, state: State) -> SignedIn:
    """Provider for handlers behind `require(...)`: `dependencies={"signed_in": SIGNED_IN}`."""
    return _unlocked(await _session_in(cookies, state.identity))


async def signed_in_even_locked(cookies: RequestCookies, state: State) -> SignedIn:
    """Provider for the few handlers that a locked session may reach."""
    return await _session_in(cookies, state.identity)


def _unlocked(found: SignedIn) -> SignedIn:
    if found.locked:
        raise SessionLocked("nobody has touched this for a while: unlock it")
    if found.session.must_change:
        raise PasswordMustChange("choose a password of your own first")
    return found


def address_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str | None:
    """Who asks; behind a trusted proxy the address that it names."""
    return connection.client.host if connection.client else None


async def _session_in(cookies: dict[str, str], identity: IdentityService) -> SignedIn:
    token = cookies.get(identity.cookie_name)
    found = await identity.session_of(token) if token else None
    if found is None:
        raise NotSignedIn("sign in first")
    return found


async def linked_partner(request: Request[Any, Any, State]) -> Partner:
    """Provider for routes of links: `dependencies={"partner": PARTNER}`. Raises `UnknownPartner`."""
    return await _partner_on(request)


def may(right: LinkRight) -> Guard:
    """Guard: the linked system is known and was given the right."""

    async def guard(
        connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler | None = None
    ) -> None:
        _must_have(await _partner_on(connection), right)

    return guard


async def may_read_catalogue(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler | None = None
) -> None:
    """Guard: as `may(CATALOGUE)`, by Basic too."""
    _must_have(await _reader_on(connection), LinkRight.CATALOGUE)


async def linked_reader(request: Request[Any, Any, State]) -> Partner:
    """Provider for doors that only read: `dependencies={"partner": READER}`. Raises `UnknownPartner`."""
    return await _reader_on(request)


async def partner_with(connection: ASGIConnection[Any, Any, Any, Any], right: LinkRight) -> Partner:
    """For a socket. Raises `UnknownPartner`, `RightNotGiven`."""
    partner = await _partner_on(connection)
    _must_have(partner, right)
    return partner


def _must_have(partner: Partner, right: LinkRight) -> None:
    if right not in partner.rights:
        raise RightNotGiven(f"{partner.name} was not given the right `{right}`")


async def _partner_on(connection: ASGIConnection[Any, Any, Any, Any]) -> Partner:
    scheme, _, bearer = connection.headers.get("authorization", "").partition(" ")
    identity: IdentityService = connection.app.state.identity
    partner = await identity.partner_of(bearer.strip()) if scheme.lower() == "bearer" else None
    if partner is None:
        raise UnknownPartner("no partner with this token")
    return partner


async def _reader_on(connection: ASGIConnection[Any, Any, Any, Any]) -> Partner:
    """Basic is for reading only: QGIS and GDAL know nothing else, and a browser that keeps it sends it along unasked."""
    scheme, _, said = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return await _partner_on(connection)
    name, token = _basic(said)
    identity: IdentityService = connection.app.state.identity
    partner = await identity.partner_of(token)
    if partner is None or partner.name != name:
        raise UnknownPartner("no partner with this name and token")
    return partner


def _basic(said: str) -> tuple[str, str]:
    """Name and token (RFC 7617). Raises `UnknownPartner`."""
    try:
        text = b64decode(said.strip(), validate=True).decode()
    except ValueError as cause:
        raise UnknownPartner("Basic carries name and token in base 64") from cause
    name, _, token = text.partition(":")
    return name, token


Who = NamedDependency[SignedIn]
"""Who asks: what `SIGNED_IN` provides."""
SIGNED_IN = Provide(signed_in)
SIGNED_IN_EVEN_LOCKED = Provide(signed_in_even_locked)
PARTNER = Provide(linked_partner)
READER = Provide(linked_reader)


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
            await _keep_refusal(connection, found)
            raise RoleRefused("this is for other roles")

    return guard


async def even_without_own_password(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
) -> None:
    """Guard: a person whose session is not locked, also one who has to choose a password before anything else."""
    from_console(connection)
    found = await _session_in(connection.cookies, connection.app.state.identity)
    if found.locked:
        raise SessionLocked("nobody has touched this for a while: unlock it")
    if found.role.is_vehicle:
        await _keep_refusal(connection, found)
        raise RoleRefused("a vehicle's password is set for it")


async def _keep_refusal(connection: ASGIConnection[Any, Any, Any, Any], who: SignedIn) -> None:
    identity: IdentityService = connection.app.state.identity
    scope: Any = connection.scope  # Litestar keeps the route's pattern there
    route = str(scope.get("path_template") or "")
    await identity.refusals.keep(who, str(scope.get("method", "WS")), route)


async def even_locked(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Guard: signed in, locked or not, and asking from the console."""
    from_console(connection)
    await _session_in(connection.cookies, connection.app.state.identity)


@post(
    "/sign-in",
    guards=[from_console],
    status_code=200,
    operation_id="SignIn",
    tags=["identity"],
    responses={202: ResponseSpec(SignInStep, description="A second step is needed")},
)
async def sign_in_here(
    data: JSONBody[SignInForm], request: Request[Any, Any, State], state: State
) -> Response[Me]:
    """Signs in; the session is in the cookie. 202: a second factor is to be shown or enrolled first."""
    identity: IdentityService = state.identity
    outcome = await identity.begin_sign_in(data.name, data.password, address_of(request))
    if isinstance(outcome, Waiting):
        waiting: Response[Any] = Response(step_of(outcome), status_code=202, headers=_NOT_KEPT)
        return waiting
    cookie = session_cookie(outcome, identity, request.url.scheme)
    return Response(me_of(outcome.signed_in, identity), cookies=[cookie], headers=_NOT_KEPT)


@post(
    "/sign-out",
    guards=[even_locked],
    dependencies={"signed_in": SIGNED_IN_EVEN_LOCKED},
    status_code=204,
    operation_id="SignOut",
    tags=["identity"],
)
async def sign_out_here(signed_in: NamedDependency[SignedIn], state: State) -> Response[None]:
    """Ends the session."""
    identity: IdentityService = state.identity
    await identity.sign_out(signed_in)
    answer = Response(None, status_code=204)
    # a browser lets a __Host- cookie go only by one that is Secure itself
    gone = Cookie(
        key=identity.cookie_name,
        value="",
        path="/",
        max_age=0,
        httponly=True,
        samesite="strict",
        secure=identity.settings.https,
    )
    answer.set_cookie(gone)
    return answer


@get(
    "/me",
    guards=[even_locked],
    dependencies={"signed_in": SIGNED_IN_EVEN_LOCKED},
    cache_control=_NO_STORE,
    operation_id="Me",
    tags=["identity"],
)
async def me_here(signed_in: NamedDependency[SignedIn], state: State) -> Me:
    """Who is signed in, and whether the session is locked."""
    return me_of(signed_in, state.identity)


@post(
    "/activity",
    guards=[require()],
    dependencies={"signed_in": SIGNED_IN},
    status_code=204,
    operation_id="Activity",
    tags=["identity"],
)
async def activity_here(signed_in: NamedDependency[SignedIn], state: State) -> None:
    """A person touched something; nothing else keeps a session from locking."""
    identity: IdentityService = state.identity
    await identity.touched(signed_in)


def identity_router() -> Router:
    """`/api/sign-in`, `/api/sign-out`, `/api/me`, `/api/activity`."""
    return Router("/api", route_handlers=[sign_in_here, sign_out_here, me_here, activity_here])

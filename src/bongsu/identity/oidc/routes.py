"""`/api/oidc/start` and `/callback`: the browser goes to the provider and comes back; and which ways in there are."""

from typing import Any  # Any: Litestar's request is generic in what nobody here uses
from urllib.parse import urlencode

import msgspec
import structlog
from litestar import Request, Response, Router, get
from litestar.datastructures import Cookie, State
from litestar.params import FromQuery

from bongsu.identity.factors.factor import Waiting
from bongsu.identity.factors.passkeys import host_name
from bongsu.identity.failures import NoKeyFile, ProviderRefused, ProviderUnavailable, UnknownSubject
from bongsu.identity.oidc.sign_in import FLOW_FOR, Back
from bongsu.identity.routes import address_of, session_cookie
from bongsu.identity.service import IdentityService

log = structlog.get_logger()
CALLBACK = "/api/oidc/callback"
_NOT_KEPT = {"Cache-Control": "no-store"}


class OfferedProvider(msgspec.Struct, frozen=True):
    """What the sign-in page calls it."""

    name: str


class SignInWays(msgspec.Struct, frozen=True):
    """`oidc` is null where no provider is set up."""

    oidc: OfferedProvider | None


@get("/sign-in/ways", operation_id="SignInWays")
async def ways_here(state: State) -> SignInWays:
    """Which ways to sign in there are."""
    identity: IdentityService = state.identity
    name = identity.provider.name
    return SignInWays(OfferedProvider(name) if name else None)


def _flow_cookie(identity: IdentityService) -> str:
    # its path is narrower than __Host- allows
    return f"{identity.cookie_name.replace('__Host-', '__Secure-')}_oidc"


def _to(path: str, cookies: list[Cookie] | None = None) -> Response[None]:
    headers = _NOT_KEPT | {"Location": path}
    return Response(None, status_code=303, headers=headers, cookies=cookies or [])


def _failed(code: str) -> Response[None]:
    return _to(f"/sign-in?{urlencode({'failed': code})}")


def _back_to(request: Request[Any, Any, State], identity: IdentityService) -> str:
    """Our own address, which the provider compares with the one it was told beforehand."""
    public = identity.settings.public_origin.rstrip("/")
    if public:
        return public + CALLBACK
    host = request.headers.get("host", "")
    name = host_name(host)
    local = name in {"localhost", "127.0.0.1", "::1"} or name.endswith(".localhost")
    if not local:
        raise ProviderRefused("the console's public address is not set")
    return f"{request.url.scheme}://{host}{CALLBACK}"


@get("/oidc/start", status_code=303, operation_id="OidcStart")
async def start_here(request: Request[Any, Any, State], state: State) -> Response[None]:
    """To the provider. What was asked stays in a cookie of this browser, so that nobody is signed in as somebody else."""
    identity: IdentityService = state.identity
    try:
        address, sealed = await identity.provider.start(_back_to(request, identity))
    except (ProviderUnavailable, ProviderRefused, NoKeyFile) as failure:
        return _failed(failure.code)
    cookie = Cookie(
        key=_flow_cookie(identity),
        value=sealed,
        path=CALLBACK,
        max_age=int(FLOW_FOR.total_seconds()),
        httponly=True,
        # the way back is a link on another site, with which a strict cookie would not travel
        samesite="lax",
        secure=identity.settings.https or request.url.scheme == "https",
    )
    return _to(address, [cookie])


@get("/oidc/callback", status_code=303, operation_id="OidcCallback")
async def callback_here(
    request: Request[Any, Any, State],
    state: State,
    code: FromQuery[str] = "",
    iss: FromQuery[str] = "",
    error: FromQuery[str] = "",
) -> Response[None]:
    """Back from the provider: signed in, or at the second step, or a page that says why not."""
    identity: IdentityService = state.identity
    sealed = request.cookies.get(_flow_cookie(identity), "")
    back = Back(request.query_params.get("state", ""), code, iss, error)
    try:
        outcome = await identity.provider.finish(sealed, back, address_of(request))
    except (ProviderUnavailable, ProviderRefused, UnknownSubject) as failure:
        log.info("sign-in at the provider refused", code=failure.code)
        answer = _failed(failure.code)
    else:
        if isinstance(outcome, Waiting):
            # behind the #: it reaches no server and no log
            step = {
                "step": outcome.step.value,
                "pending": outcome.pending,
                "ways": ",".join(outcome.ways),
                "ends_at": outcome.ends_at.isoformat(),
            }
            answer = _to(f"/sign-in#{urlencode(step)}")
        else:
            answer = _to("/", [session_cookie(outcome, identity, request.url.scheme)])
    answer.delete_cookie(_flow_cookie(identity), path=CALLBACK)
    return answer


def oidc_router() -> Router:
    """Open: who comes here is not signed in yet."""
    return Router("/api", route_handlers=[ways_here, start_here, callback_here], tags=["identity"])

"""`/api/me/password`, `/api/me/sessions…`, `/api/unlock/ways`: one's own account over HTTP."""

from typing import Annotated

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import CacheControlHeader, State
from litestar.params import FromPath, JSONBody

from bongsu.identity.own.desk import OwnSession
from bongsu.identity.people import VEHICLE_ROLES, Role
from bongsu.identity.routes import (
    SIGNED_IN,
    SIGNED_IN_EVEN_LOCKED,
    Who,
    even_locked,
    even_without_own_password,
    require,
)
from bongsu.identity.service import IdentityService

_NO_STORE = CacheControlHeader(no_store=True)
# a vehicle's password is its station's, and its sessions are other tablets
_PEOPLE = tuple(role for role in Role if role not in VEHICLE_ROLES)
_Password = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class ChoosePasswordForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was typed never enters a log."""

    old: _Password
    new: _Password

    def __repr__(self) -> str:
        return "ChoosePasswordForm(…)"


class Ended(msgspec.Struct, frozen=True):
    """How many other sessions ended."""

    ended: int


class OwnSessionView(msgspec.Struct, frozen=True):
    """One browser in which this person is signed in; `is_same_place` is null where a place is unknown."""

    session_id: str
    started_at: str
    seen_at: str
    is_this: bool
    is_locked: bool
    is_same_place: bool | None


class UnlockWays(msgspec.Struct, frozen=True):
    """`password`, `totp`, `passkey`, `oidc`."""

    ways: list[str]


def _view(own: OwnSession) -> OwnSessionView:
    session = own.session
    return OwnSessionView(
        session.session_id,
        session.started_at.isoformat(),
        session.seen_at.isoformat(),
        own.is_this,
        own.is_locked,
        own.is_same_place,
    )


@post(
    "/me/password",
    guards=[even_without_own_password],
    dependencies={"signed_in": SIGNED_IN_EVEN_LOCKED},
    status_code=200,
    operation_id="ChoosePassword",
)
async def choose_password_here(
    data: JSONBody[ChoosePasswordForm], signed_in: Who, state: State
) -> Response[Ended]:
    """A password of one's own; all other sessions of the account end."""
    identity: IdentityService = state.identity
    ended = await identity.own.choose_password(signed_in, data.old, data.new)
    return Response(Ended(ended), headers={"Cache-Control": "no-store"})


@get(
    "/me/sessions",
    guards=[require(*_PEOPLE)],
    cache_control=_NO_STORE,
    operation_id="MySessions",
)
async def my_sessions(signed_in: Who, state: State) -> list[OwnSessionView]:
    """Where this account is signed in now; this session first."""
    identity: IdentityService = state.identity
    return [_view(one) for one in await identity.own.sessions(signed_in)]


@post(
    "/me/sessions/{session_id:str}/end",
    guards=[require(*_PEOPLE)],
    status_code=204,
    operation_id="EndMySession",
)
async def end_my_session(session_id: FromPath[str], signed_in: Who, state: State) -> None:
    """Its pictures are cut at once."""
    identity: IdentityService = state.identity
    await identity.own.end(signed_in, session_id)


@post(
    "/me/sessions/end-others",
    guards=[require(*_PEOPLE)],
    status_code=200,
    operation_id="EndMyOtherSessions",
)
async def end_my_other_sessions(signed_in: Who, state: State) -> Ended:
    """Every session of this account but this one."""
    identity: IdentityService = state.identity
    return Ended(await identity.own.end_others(signed_in))


@get(
    "/unlock/ways",
    guards=[even_locked],
    dependencies={"signed_in": SIGNED_IN_EVEN_LOCKED},
    cache_control=_NO_STORE,
    operation_id="UnlockWays",
)
async def unlock_ways(signed_in: Who, state: State) -> UnlockWays:
    """How this account opens its locked session."""
    identity: IdentityService = state.identity
    return UnlockWays(await identity.own.ways_to_unlock(signed_in))


def own_router() -> Router:
    return Router(
        "/api",
        route_handlers=[
            choose_password_here,
            my_sessions,
            end_my_session,
            end_my_other_sessions,
            unlock_ways,
        ],
        dependencies={"signed_in": SIGNED_IN},
        tags=["identity"],
    )

"""`/api/names`: one role asks whose an id is, another agrees, the asker sees it for half an hour in that session."""

from typing import Annotated, Any  # Any: Litestar's request is generic in what nobody here uses

import msgspec
from litestar import Request, Router, get, post
from litestar.datastructures import CacheControlHeader, State
from litestar.di import Provide
from litestar.params import FromPath, JSONBody

from bongsu.audit.review.review import Examiner
from bongsu.audit.stamp import stamp
from bongsu.identity.names.ask import Shown, agree, ask_names, openings_for
from bongsu.identity.names.opening import (
    AGREEING,
    ASKERS,
    MOST_PEOPLE,
    OpeningState,
    shown_until,
    waits_until,
)
from bongsu.identity.names.settings import NamesSettings
from bongsu.identity.people import Role, SignedIn
from bongsu.identity.routes import SIGNED_IN, Who, require, session_on

_NO_STORE = CacheControlHeader(no_store=True)
_Ids = Annotated[
    list[Annotated[str, msgspec.Meta(max_length=40)]], msgspec.Meta(max_length=MOST_PEOPLE)
]
_Sequences = Annotated[
    list[Annotated[int, msgspec.Meta(ge=1, le=2**53)]], msgspec.Meta(max_length=50)
]


class NamesWanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whose names, by id or by the rows of the trail in which they stand; rows whose sealed part is to be shown; what
    for."""

    reason: Annotated[str, msgspec.Meta(max_length=600)]
    person_ids: _Ids = msgspec.field(default_factory=list)
    sequences: _Sequences = msgspec.field(default_factory=list)
    sealed: _Sequences = msgspec.field(default_factory=list)


class NamedPerson(msgspec.Struct, frozen=True):
    """Whose an id is."""

    person_id: str
    name: str
    role: Role
    organisation: str
    unit_id: str | None


class UnsealedRow(msgspec.Struct, frozen=True):
    """What lay sealed in one row of the trail, field by field; None where its key is gone."""

    sequence: int
    incident_id: str
    said: dict[str, str] | None


class OpeningView(msgspec.Struct, frozen=True, kw_only=True):
    """A question for names; `people` and `unsealed` only for the asker, in the session that asked, while it is open."""

    opening_id: str
    state: OpeningState
    asked_by: str
    asked_role: Role
    asked_at: str
    waits_until: str
    reason: str
    person_ids: list[str]
    agreed_by: str | None
    agreed_role: Role | None
    shown_until: str | None
    is_mine: bool
    may_agree: bool
    people: list[NamedPerson]
    sealed_rows: list[int]
    unsealed: list[UnsealedRow]


class Openings(msgspec.Struct, frozen=True):
    """Newest first."""

    openings: list[OpeningView]


def _view(shown: Shown, settings: NamesSettings) -> OpeningView:
    opening = shown.opening
    until = shown_until(opening, settings)
    return OpeningView(
        opening_id=opening.opening_id,
        state=shown.state,
        asked_by=opening.asked_by,
        asked_role=opening.asked_role,
        asked_at=stamp(opening.asked_at),
        waits_until=stamp(waits_until(opening, settings)),
        reason=opening.reason,
        person_ids=list(opening.person_ids),
        agreed_by=opening.agreed_by,
        agreed_role=opening.agreed_role,
        shown_until=None if until is None else stamp(until),
        is_mine=shown.is_mine,
        may_agree=shown.may_agree,
        people=[
            NamedPerson(one.person_id, one.display_name, one.role, one.organisation, one.unit_id)
            for one in shown.people
        ],
        sealed_rows=list(opening.sealed_rows),
        unsealed=[UnsealedRow(one.sequence, one.incident_id, one.said) for one in shown.unsealed],
    )


async def _list(state: State, signed_in: SignedIn) -> Openings:
    settings: NamesSettings = state.names
    async with state.database.read() as connection:
        shown = await openings_for(connection, signed_in, settings, state.clock.now(), state.sealed)
    return Openings([_view(one, settings) for one in shown])


@get("/", guards=[require(*AGREEING)], cache_control=_NO_STORE, operation_id="ListNames")
async def names_here(state: State, signed_in: Who) -> Openings:
    """What waits for this person's word, and what this person has asked for."""
    return await _list(state, signed_in)


@post(
    "/",
    guards=[require(*ASKERS)],
    status_code=200,
    cache_control=_NO_STORE,
    operation_id="AskNames",
)
async def ask_here(data: JSONBody[NamesWanted], state: State, signed_in: Who) -> Openings:
    """Asks; nothing is shown before another role has agreed."""
    async with state.database.work() as work:
        await ask_names(
            work,
            data.person_ids,
            data.sequences,
            data.reason,
            signed_in,
            state.clock.now(),
            data.sealed,
        )
    return await _list(state, signed_in)


@post(
    "/{opening_id:str}/agree",
    guards=[require(*AGREEING)],
    status_code=200,
    cache_control=_NO_STORE,
    operation_id="AgreeToNames",
)
async def agree_here(opening_id: FromPath[str], state: State, signed_in: Who) -> Openings:
    """The second role's word; the names are shown to the asker, not here."""
    async with state.database.work() as work:
        await agree(work, opening_id, signed_in, state.names, state.clock.now())
    return await _list(state, signed_in)


async def _examiner(request: Request[Any, Any, State]) -> Examiner:
    person = (await session_on(request)).person
    return Examiner(person.person_id, person.role.value, person.organisation)


EXAMINER = Provide(_examiner)
"""Who examines, for audit's routes, which know no people."""


def names_router() -> Router:
    """`app.state.database`, `clock`, `names` (the `NamesSettings`) and `sealed`, the `SecretBox` of sealed rows."""
    return Router(
        "/api/names",
        route_handlers=[names_here, ask_here, agree_here],
        dependencies={"signed_in": SIGNED_IN},
        tags=["identity"],
    )

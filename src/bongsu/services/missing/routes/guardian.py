"""`/api/missing/mine`: a guardian's status page. No camera, place, route or past trip is in any of its answers."""

from datetime import datetime

import msgspec
from litestar import get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.people import Role
from bongsu.identity.routes import Who, require
from bongsu.services.missing.guardian import CONSENT_DAYS, Status, consent, wards_of, withdraw

_GUARDIAN = require(Role.RESIDENT)


class WardView(msgspec.Struct, frozen=True):
    """One record: its number; by consent the class, the status, and how long the consent holds."""

    person_id: str
    kind: str | None
    status: Status
    consent_until: datetime | None


class Adult(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """성인 보호자임을 확인합니다."""

    adult: bool


class Until(msgspec.Struct, frozen=True):
    """Ninety days from now."""

    until: datetime
    days: int = CONSENT_DAYS


@get("/mine", guards=[_GUARDIAN], operation_id="ListWards")
async def list_wards(signed_in: Who, state: State) -> list[WardView]:
    """Status only."""
    found = await wards_of(state.missing, signed_in.person_id)
    return [WardView(one.person_id, one.kind, one.status, one.consent_until) for one in found]


@post("/mine/{person_id:str}/consent", guards=[_GUARDIAN], status_code=200, operation_id="Consent")
async def consent_here(
    person_id: FromPath[str], data: JSONBody[Adult], signed_in: Who, state: State
) -> Until:
    """Given anew each ninety days."""
    return Until(await consent(state.missing, person_id, signed_in, adult=data.adult))


@post(
    "/mine/{person_id:str}/withdraw",
    guards=[_GUARDIAN],
    status_code=204,
    operation_id="WithdrawConsent",
)
async def withdraw_here(person_id: FromPath[str], signed_in: Who, state: State) -> None:
    """Nobody is told."""
    await withdraw(state.missing, person_id, signed_in)


GUARDIAN = (list_wards, consent_here, withdraw_here)

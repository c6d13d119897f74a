"""`/api/missing/people`: the welfare officer's register."""

from datetime import date, datetime
from typing import Any  # Any: Litestar's request is generic in what nobody here uses

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.people import Role
from bongsu.identity.routes import Who, require
from bongsu.services.missing import register
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.guardian import Status, status_of
from bongsu.services.missing.record import AUTHORITATIVE, NewRecord, Personal
from bongsu.services.missing.registered.store import Registered, latest_consent, people_of
from bongsu.services.missing.retention import destroyed_on
from bongsu.services.missing.routes.pictures import LARGEST_BODY, picture

_OFFICER = require(Role.WELFARE)


class RecordLine(msgspec.Struct, frozen=True, kw_only=True):
    """One record without description or photo: what an officer's list needs."""

    person_id: str
    kind: str
    status: Status
    has_photo: bool
    has_guardian: bool
    consented_on: date
    consent_until: datetime | None
    registered_at: datetime
    check_due: datetime
    is_check_due: bool
    destroyed_on: datetime


class Records(msgspec.Struct, frozen=True):
    """The whole register of this organisation."""

    records: list[RecordLine]
    authoritative_ko: str
    authoritative_en: str


class RecordView(msgspec.Struct, frozen=True):
    """One record as it was read; each reading is in the trail. `guardian`: the account's sign-in name."""

    line: RecordLine
    personal: Personal
    guardian: str


class Made(msgspec.Struct, frozen=True):
    """The number that the police may name in a call (`details.register_id`)."""

    person_id: str


async def _line(desk: MissingDesk, one: Registered) -> RecordLine:
    now = desk.desk.clock.now()
    async with desk.desk.database.read() as connection:
        status = await status_of(connection, one.person_id, now)
        consent = (
            await latest_consent(connection, one.person_id, one.guardian_id)
            if one.guardian_id
            else None
        )
    return RecordLine(
        person_id=one.person_id,
        kind=one.kind,
        status=status,
        has_photo=one.photo is not None,
        has_guardian=one.guardian_id is not None,
        consented_on=date.fromisoformat(one.consented_on),
        consent_until=consent.until if consent and consent.holds(now) else None,
        registered_at=one.registered_at,
        check_due=one.check_due,
        is_check_due=one.check_due <= now,
        destroyed_on=destroyed_on(one.check_due),
    )


@get("/people", guards=[_OFFICER], operation_id="ListRegister")
async def list_register(signed_in: Who, state: State) -> Records:
    """Those whose yearly check is due first, first."""
    desk: MissingDesk = state.missing
    async with desk.desk.database.read() as connection:
        found = await people_of(connection, signed_in.person.organisation)
    return Records([await _line(desk, one) for one in found], *AUTHORITATIVE)


@post("/people", guards=[_OFFICER], operation_id="RegisterPerson")
async def register_person(data: JSONBody[NewRecord], signed_in: Who, state: State) -> Made:
    """사전등록 on a guardian's written consent."""
    return Made(await register.register(state.missing, data, signed_in))


@get("/people/{person_id:str}", guards=[_OFFICER], operation_id="ReadRegister")
async def read_register(person_id: FromPath[str], signed_in: Who, state: State) -> RecordView:
    """With a trail row."""
    opened = await register.read(state.missing, person_id, signed_in)
    line = await _line(state.missing, opened.registered)
    return RecordView(line, opened.personal, opened.guardian)


@post("/people/{person_id:str}", guards=[_OFFICER], status_code=204, operation_id="ChangeRegister")
async def change_register(
    person_id: FromPath[str], data: JSONBody[NewRecord], signed_in: Who, state: State
) -> None:
    """The whole record, as it is now."""
    await register.change(state.missing, person_id, data, signed_in)


@post(
    "/people/{person_id:str}/photo",
    guards=[_OFFICER],
    status_code=204,
    operation_id="GiveRegisterPhoto",
    request_max_body_size=LARGEST_BODY,
)
async def give_photo(
    person_id: FromPath[str], request: Request[Any, Any, State], signed_in: Who, state: State
) -> None:
    """The body is a JPEG of at most 1 MiB."""
    await register.give_photo(state.missing, person_id, await request.body(), signed_in)


@get("/people/{person_id:str}/photo", guards=[_OFFICER], operation_id="ReadRegisterPhoto")
async def read_photo(person_id: FromPath[str], signed_in: Who, state: State) -> Response[bytes]:
    """With a trail row."""
    return picture(await register.read_photo(state.missing, person_id, signed_in))


@post(
    "/people/{person_id:str}/check",
    guards=[_OFFICER],
    status_code=204,
    operation_id="CheckRegister",
)
async def check_register(person_id: FromPath[str], signed_in: Who, state: State) -> None:
    """The yearly check is done."""
    await register.confirm_checked(state.missing, person_id, signed_in)


@post(
    "/people/{person_id:str}/remove",
    guards=[_OFFICER],
    status_code=204,
    operation_id="RemoveFromRegister",
)
async def remove_from_register(person_id: FromPath[str], signed_in: Who, state: State) -> None:
    """Nothing of the record stays."""
    await register.remove(state.missing, person_id, signed_in)


REGISTER = (
    list_register,
    register_person,
    read_register,
    change_register,
    give_photo,
    read_photo,
    check_register,
    remove_from_register,
)

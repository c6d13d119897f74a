"""A tablet becomes a vehicle's device: who may makes a code, the tablet answers with it and with its own new key."""

from datetime import timedelta

import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk, as_name
from bongsu.identity.devices.device import (
    CodeShown,
    Device,
    EnrolmentCode,
    NewDevice,
    PublicKey,
    Purpose,
)
from bongsu.identity.devices.failures import DeviceAlreadyThere, EnrolmentRefused, NotAVehicle
from bongsu.identity.devices.rules import as_code, is_signed, new_code, public_key, signed_text
from bongsu.identity.devices.store import (
    add_device_row,
    code_of,
    count_try,
    forget_code,
    is_known_key,
    keep_code,
)
from bongsu.identity.failures import NoSuchPerson
from bongsu.identity.people import Person
from bongsu.identity.store import account_named
from bongsu.kernel.ids import new_id

log = structlog.get_logger()

CODE_MINUTES = 15
TRIES = 5


async def make_code(desk: Desk, name: str, by: str) -> CodeShown:
    """A code for one account, told once. Raises `NoSuchPerson`, `NotAVehicle`."""
    code = new_code()
    # a slow hash: a code has too few bits to lie in the database under a fast one
    code_hash = await desk.passwords.hashed(code)
    now = desk.clock.now()
    ends_at = now + timedelta(minutes=CODE_MINUTES)
    async with desk.database.work() as work:
        account = await account_named(work.connection, as_name(name))
        if account is None:
            raise NoSuchPerson("no such account", field="name")
        person = account[0]
        if not person.role.is_vehicle:
            raise NotAVehicle("only vehicles have devices", field="name")
        kept = EnrolmentCode(person.person_id, code_hash, by, ends_at, tries=0)
        await keep_code(work.connection, kept)
        await record(work, now, _entry(person, by, {"step": "code"}))
    return CodeShown(person.person_id, person.name, code, ends_at)


async def enrol(desk: Desk, asked: NewDevice) -> Device:
    """The code is the challenge that the new key signs: made by the node, good once, for this account.

    Raises `Invalid`, `EnrolmentRefused`, `DeviceAlreadyThere`."""
    key = public_key(asked.spki)
    name = as_name(asked.name)
    code = as_code(asked.code)
    with desk.passwords.place():
        account, kept = await _counted(desk, name)
        is_right = await desk.passwords.match(kept.code_hash if kept else None, code)
    text = signed_text(Purpose.ENROL, asked.origin, code, name)
    if (
        account is None
        or kept is None
        or not is_right
        or not is_signed(key.key, asked.signature, text)
    ):
        await _record_refusal(desk, account)
        raise EnrolmentRefused("this code is not right for this account, or no longer good")
    return await _add(desk, account, kept, asked, key)


async def _counted(desk: Desk, name: str) -> tuple[Person | None, EnrolmentCode | None]:
    """Counts the try before it is looked at: thirty at once are then still five guesses."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        account = await account_named(work.connection, name)
        if account is None:
            return None, None
        person = account[0]
        kept = await code_of(work.connection, person.person_id)
        if kept is None:
            return person, None
        if now >= kept.ends_at or kept.tries >= TRIES:
            await forget_code(work.connection, person.person_id)
            return person, None
        await count_try(work.connection, person.person_id)
        return person, kept


async def _record_refusal(desk: Desk, person: Person | None) -> None:
    entry = Entry(
        kind=TrailKind.SIGN_IN_FAILED,
        actor=person.person_id if person else "unknown",
        organisation=person.organisation if person else None,
        body={"step": "enrol"},
    )
    async with desk.database.work() as work:
        await record(work, desk.clock.now(), entry)
    log.info("enrolment refused")


async def _add(
    desk: Desk, person: Person, kept: EnrolmentCode, asked: NewDevice, key: PublicKey
) -> Device:
    now = desk.clock.now()
    device = Device(
        new_id("dev"),
        person.person_id,
        asked.label,
        key.spki,
        key.thumbprint,
        now,
        kept.made_by,
        proven_at=None,
        removed_at=None,
    )
    async with desk.database.work() as work:
        # while the code was hashed, somebody else may have used it, or a new one was made
        still = await code_of(work.connection, person.person_id)
        if still is None or still.code_hash != kept.code_hash:
            raise EnrolmentRefused("this code is not right for this account, or no longer good")
        if await is_known_key(work.connection, key.thumbprint):
            raise DeviceAlreadyThere("this key was enrolled before", field="public_key")
        await forget_code(work.connection, person.person_id)
        await add_device_row(work.connection, device)
        body = {"step": "key", "device_id": device.device_id, "thumbprint": device.thumbprint}
        await record(work, now, _entry(person, kept.made_by, body))
    log.info("device enrolled", role=person.role, organisation=person.organisation)
    return device


def _entry(person: Person, by: str, body: dict[str, str]) -> Entry:
    return Entry(
        kind=TrailKind.ADD_DEVICE,
        actor=by,
        organisation=person.organisation,
        body={"person_id": person.person_id, **body},
    )

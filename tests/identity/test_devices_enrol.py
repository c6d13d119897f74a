"""A code enrols one tablet for one account: guessed, reused, late, or with another's key it does nothing."""

import asyncio

import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.identity.devices.device import CodeShown, Device
from bongsu.identity.devices.failures import (
    DeviceAlreadyThere,
    EnrolmentRefused,
    NoSuchDevice,
    NotAVehicle,
)
from bongsu.identity.failures import NoSuchPerson
from bongsu.identity.people import Role
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Invalid
from tests.identity.accounts import account, trail_of
from tests.identity.tablets import Tablet, enrolled

CAR = "순찰 31"


@pytest.fixture
async def car(identity: IdentityService) -> str:
    return (await account(identity, Role.POLICE_CAR, CAR)).person_id


@pytest.fixture
async def code(identity: IdentityService, car: str) -> CodeShown:
    return await identity.devices.make_code(CAR, by="per_lead")


async def test_a_code_enrols_the_tablet_for_its_account(
    identity: IdentityService, database: Database, code: CodeShown, car: str
) -> None:
    tablet = Tablet()
    device = await identity.devices.enrol(tablet.enrolment(CAR, code.code))
    assert await identity.devices.in_use() == [device]
    assert (device.person_id, device.added_by, device.label) == (car, "per_lead", "태블릿")
    rows = await trail_of(database, TrailKind.ADD_DEVICE)
    assert [row.actor for row in rows] == ["per_lead", "per_lead"]
    assert device.thumbprint in rows[-1].body or device.thumbprint in rows[0].body
    assert all(code.code not in row.body for row in rows)


async def test_a_code_may_be_typed_in_small_letters_with_a_hyphen(
    identity: IdentityService, code: CodeShown
) -> None:
    typed = f"{code.code[:4].lower()}-{code.code[4:].lower()}"
    await identity.devices.enrol(Tablet().enrolment(CAR, typed))


async def test_the_database_does_not_hold_the_code(database: Database, code: CodeShown) -> None:
    async with database.read() as connection:
        kept = (await connection.exec_driver_sql("SELECT * FROM device_codes")).one()
    assert code.code not in str(kept)
    assert kept.code_hash.startswith("$argon2id$")


async def test_a_code_is_good_once(identity: IdentityService, code: CodeShown) -> None:
    await identity.devices.enrol(Tablet().enrolment(CAR, code.code))
    with pytest.raises(EnrolmentRefused):
        await identity.devices.enrol(Tablet().enrolment(CAR, code.code))
    assert len(await identity.devices.in_use()) == 1


async def test_two_tablets_at_the_same_moment_get_one_place(
    identity: IdentityService, code: CodeShown
) -> None:
    asked = [identity.devices.enrol(Tablet().enrolment(CAR, code.code)) for _ in range(4)]
    done = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(one, Device) for one in done) == 1
    assert sum(isinstance(one, EnrolmentRefused) for one in done) == 3


async def test_a_code_is_good_for_fifteen_minutes(
    identity: IdentityService, code: CodeShown, clock: FixedClock
) -> None:
    clock.advance(15 * 60)
    with pytest.raises(EnrolmentRefused):
        await identity.devices.enrol(Tablet().enrolment(CAR, code.code))


async def test_a_new_code_ends_the_old_one(identity: IdentityService, code: CodeShown) -> None:
    fresh = await identity.devices.make_code(CAR, by="per_head")
    with pytest.raises(EnrolmentRefused):
        await identity.devices.enrol(Tablet().enrolment(CAR, code.code))
    device = await identity.devices.enrol(Tablet().enrolment(CAR, fresh.code))
    assert device.added_by == "per_head"


async def test_five_wrong_tries_end_a_code_even_for_who_then_knows_it(
    identity: IdentityService, database: Database, code: CodeShown
) -> None:
    for _ in range(5):
        with pytest.raises(EnrolmentRefused):
            await identity.devices.enrol(Tablet().enrolment(CAR, "WRXNG234"))
    with pytest.raises(EnrolmentRefused):
        await identity.devices.enrol(Tablet().enrolment(CAR, code.code))
    assert await identity.devices.in_use() == []
    assert len(await trail_of(database, TrailKind.SIGN_IN_FAILED)) == 6


async def test_thirty_guesses_at_once_are_still_five(
    identity: IdentityService, code: CodeShown
) -> None:
    guesses = [
        identity.devices.enrol(Tablet().enrolment(CAR, f"WRXNG2{number:02}"))
        for number in range(30)
    ]
    done = await asyncio.gather(*guesses, return_exceptions=True)
    assert all(isinstance(one, EnrolmentRefused) for one in done)
    with pytest.raises(EnrolmentRefused):
        await identity.devices.enrol(Tablet().enrolment(CAR, code.code))


async def test_a_code_for_one_car_enrols_no_other(
    identity: IdentityService, code: CodeShown
) -> None:
    await account(identity, Role.POLICE_CAR, "순찰 41")
    for name in ("순찰 41", "nobody"):
        with pytest.raises(EnrolmentRefused):
            await identity.devices.enrol(Tablet().enrolment(name, code.code))


async def test_what_is_refused_does_not_tell_why(
    identity: IdentityService, code: CodeShown
) -> None:
    said = set()
    for name, typed in ((CAR, "WRXNG234"), ("nobody", "WRXNG234"), ("nobody", code.code)):
        with pytest.raises(EnrolmentRefused) as refused:
            await identity.devices.enrol(Tablet().enrolment(name, typed))
        said.add((refused.value.detail, refused.value.field))
    assert len(said) == 1


async def test_a_key_that_its_sender_does_not_hold_is_not_enrolled(
    identity: IdentityService, code: CodeShown
) -> None:
    """Somebody hands in the public key of another's tablet."""
    asked = Tablet().enrolment(CAR, code.code)
    stolen = type(asked)(asked.name, asked.code, "", Tablet().spki, asked.signature, asked.origin)
    with pytest.raises(EnrolmentRefused):
        await identity.devices.enrol(stolen)


async def test_an_enrolment_typed_into_a_foreign_page_is_worth_nothing(
    identity: IdentityService, code: CodeShown
) -> None:
    phished = Tablet(origin="https://node.example.evil").enrolment(CAR, code.code)
    with pytest.raises(EnrolmentRefused):
        await identity.devices.enrol(phished)


async def test_a_malformed_key_costs_no_try(identity: IdentityService, code: CodeShown) -> None:
    asked = Tablet().enrolment(CAR, code.code)
    broken = type(asked)(asked.name, asked.code, "", "AAAA", asked.signature, asked.origin)
    for _ in range(6):
        with pytest.raises(Invalid):
            await identity.devices.enrol(broken)
    await identity.devices.enrol(asked)


async def test_a_removed_key_never_comes_back(identity: IdentityService, car: str) -> None:
    tablet, device = await enrolled(identity, CAR)
    await identity.devices.remove(device.device_id, "분실", by="per_lead")
    again = await identity.devices.make_code(CAR, by="per_lead")
    with pytest.raises(DeviceAlreadyThere):
        await identity.devices.enrol(tablet.enrolment(CAR, again.code))
    assert await identity.devices.in_use() == []


async def test_one_vehicle_may_have_several_devices(identity: IdentityService, car: str) -> None:
    for _ in range(3):
        await enrolled(identity, CAR)
    assert [one.person_id for one in await identity.devices.in_use()] == [car] * 3


async def test_removing_a_device_is_kept_with_its_reason(
    identity: IdentityService, database: Database, car: str
) -> None:
    _, device = await enrolled(identity, CAR)
    await identity.devices.remove(device.device_id, "도난 신고", by="per_lead")
    with pytest.raises(NoSuchDevice):
        await identity.devices.remove(device.device_id, "again", by="per_lead")
    with pytest.raises(NoSuchDevice):
        await identity.devices.remove("dev_x", "none", by="per_lead")
    (row,) = await trail_of(database, TrailKind.REMOVE_DEVICE)
    assert row.actor == "per_lead"
    assert "도난 신고" in row.body


@pytest.mark.parametrize(("name", "failure"), [("김봉수", NotAVehicle), ("nobody", NoSuchPerson)])
async def test_only_vehicles_get_codes(
    identity: IdentityService, name: str, failure: type[Failure]
) -> None:
    await account(identity, Role.OPERATOR)
    with pytest.raises(failure):
        await identity.devices.make_code(name, by="per_lead")
    with pytest.raises(NoSuchPerson):
        await identity.devices.make_code("", by="per_lead")


async def test_a_closed_account_gets_no_device(identity: IdentityService, code: CodeShown) -> None:
    await identity.disable_person(code.person_id)
    with pytest.raises(EnrolmentRefused):
        await identity.devices.enrol(Tablet().enrolment(CAR, code.code))
    with pytest.raises(NoSuchPerson):
        await identity.devices.make_code(CAR, by="per_lead")


def test_a_code_does_not_show_in_a_log() -> None:
    asked = Tablet().enrolment(CAR, "ABCD2345")
    assert "ABCD2345" not in repr(asked)

"""A stolen cookie without the key is worth ninety seconds; no proof serves another session, device, origin or moment."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from bongsu.audit.kinds import TrailKind
from bongsu.identity.devices.device import Device, Proof, Purpose
from bongsu.identity.devices.failures import NoDeviceSession, ProofRefused
from bongsu.identity.devices.routes import device_router
from bongsu.identity.factors.check import Shown
from bongsu.identity.factors.factor import Entered, Step, Waiting
from bongsu.identity.failures import FactorRefused, PendingOver
from bongsu.identity.people import Role, SignedIn
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.identity.accounts import account, trail_of
from tests.identity.conftest import CHEAP, PASSWORD
from tests.identity.tablets import Tablet, enrolled
from tests.identity.test_routes import CONSOLE, application

CAR = "순찰 31"
STRICT = msgspec.structs.replace(CHEAP, device_key_vehicles=True)


@pytest.fixture
async def identity(database: Database, clock: FixedClock) -> IdentityService:
    service = IdentityService(database, clock, STRICT)
    await account(service, Role.POLICE_CAR, CAR)
    return service


async def waiting(identity: IdentityService, name: str = CAR) -> Waiting:
    outcome = await identity.begin_sign_in(name, PASSWORD)
    assert isinstance(outcome, Waiting)
    assert outcome.step is Step.DEVICE
    return outcome


async def entered(identity: IdentityService, tablet: Tablet, device: Device) -> Entered:
    pending = (await waiting(identity)).pending
    asked = await identity.devices.challenge_sign_in(pending)
    return await identity.devices.enter(pending, device.device_id, tablet.answer(asked))


async def now_of(identity: IdentityService, token: str) -> SignedIn:
    found = await identity.session_of(token)
    assert found is not None
    return found


async def prove(identity: IdentityService, tablet: Tablet, token: str) -> None:
    who = await now_of(identity, token)
    await identity.devices.prove(who, tablet.answer(identity.devices.challenge(who)))


async def test_a_vehicle_comes_in_by_password_and_key(
    identity: IdentityService, database: Database
) -> None:
    tablet, device = await enrolled(identity, CAR)
    done = await entered(identity, tablet, device)
    assert not (await now_of(identity, done.token)).locked
    (row,) = await trail_of(database, TrailKind.SIGN_IN)
    assert '"ways":["password","device"]' in row.body


async def test_a_password_alone_opens_nothing(identity: IdentityService) -> None:
    """Nor does another way of showing who one is."""
    pending = (await waiting(identity)).pending
    for shown in (Shown(code="000000"), Shown(recovery="abcd-efgh-jkmn-pqrs")):
        with pytest.raises(PendingOver):
            await identity.finish_sign_in(pending, shown)
    with pytest.raises(PendingOver):
        await identity.first_totp_draft(pending)


async def test_a_stolen_cookie_dies_after_ninety_seconds(
    identity: IdentityService, clock: FixedClock
) -> None:
    done = await entered(identity, *await enrolled(identity, CAR))
    clock.advance(89)
    assert not (await now_of(identity, done.token)).locked
    clock.advance(1)
    assert (await now_of(identity, done.token)).locked


async def test_what_is_believed_for_five_seconds_is_not_believed_beyond_the_proof(
    identity: IdentityService, clock: FixedClock
) -> None:
    done = await entered(identity, *await enrolled(identity, CAR))
    clock.advance(88)
    assert not (await now_of(identity, done.token)).locked
    clock.advance(2)
    assert (await now_of(identity, done.token)).locked


async def test_proving_each_minute_keeps_the_session_for_a_shift(
    identity: IdentityService, clock: FixedClock
) -> None:
    tablet, device = await enrolled(identity, CAR)
    done = await entered(identity, tablet, device)
    for _ in range(11 * 60):
        clock.advance(60)
        await prove(identity, tablet, done.token)
        assert not (await now_of(identity, done.token)).locked
    clock.advance(60 * 60)
    assert await identity.session_of(done.token) is None


async def test_a_tablet_that_slept_comes_back_by_its_key_and_the_trail_shows_both(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    tablet, device = await enrolled(identity, CAR)
    done = await entered(identity, tablet, device)
    clock.advance(20 * 60)
    assert (await now_of(identity, done.token)).locked
    await prove(identity, tablet, done.token)
    assert not (await now_of(identity, done.token)).locked
    assert len(await trail_of(database, TrailKind.LOCK)) == 1
    (row,) = await trail_of(database, TrailKind.UNLOCK)
    assert '"way":"device"' in row.body


async def test_a_password_does_not_take_the_place_of_the_key(
    identity: IdentityService, clock: FixedClock
) -> None:
    done = await entered(identity, *await enrolled(identity, CAR))
    clock.advance(90)
    with pytest.raises(FactorRefused):
        await identity.unlock(await now_of(identity, done.token), PASSWORD)
    assert (await now_of(identity, done.token)).locked


async def test_an_unproven_session_is_locked_in_the_books_too_and_its_pictures_are_cut(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    done = await entered(identity, *await enrolled(identity, CAR))
    clock.advance(90)
    await identity.end_what_is_due()
    assert len(await trail_of(database, TrailKind.LOCK)) == 1
    async with database.read() as connection:
        told = await connection.exec_driver_sql("SELECT subject, body FROM outbox")
        (row,) = [one for one in told if one.subject == "identity.session_ended"]
    assert done.signed_in.session_id in str(row.body)


async def test_a_proof_is_good_once(identity: IdentityService, clock: FixedClock) -> None:
    tablet, device = await enrolled(identity, CAR)
    done = await entered(identity, tablet, device)
    who = await now_of(identity, done.token)
    proof = tablet.answer(identity.devices.challenge(who))
    await identity.devices.prove(who, proof)
    clock.advance(30)
    with pytest.raises(ProofRefused):
        await identity.devices.prove(who, proof)


async def test_the_same_proof_twice_at_once_counts_once(identity: IdentityService) -> None:
    tablet, device = await enrolled(identity, CAR)
    done = await entered(identity, tablet, device)
    who = await now_of(identity, done.token)
    proof = tablet.answer(identity.devices.challenge(who))
    asked = [identity.devices.prove(who, proof) for _ in range(5)]
    said = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(one, ProofRefused) for one in said) == 4


async def test_a_challenge_is_over_after_a_minute(
    identity: IdentityService, clock: FixedClock
) -> None:
    tablet, device = await enrolled(identity, CAR)
    done = await entered(identity, tablet, device)
    who = await now_of(identity, done.token)
    proof = tablet.answer(identity.devices.challenge(who))
    clock.advance(60)
    with pytest.raises(ProofRefused):
        await identity.devices.prove(who, proof)


async def test_a_proof_of_another_session_is_refused_even_from_the_same_device(
    identity: IdentityService,
) -> None:
    tablet, device = await enrolled(identity, CAR)
    first = await now_of(identity, (await entered(identity, tablet, device)).token)
    second = await now_of(identity, (await entered(identity, tablet, device)).token)
    asked = identity.devices.challenge(first)
    with pytest.raises(ProofRefused):
        await identity.devices.prove(second, tablet.answer(asked))
    asked = identity.devices.challenge(second)
    with pytest.raises(ProofRefused):
        await identity.devices.prove(second, tablet.answer(asked, bound_to=first.session_id))


async def test_another_device_of_the_same_vehicle_does_not_prove_this_session(
    identity: IdentityService,
) -> None:
    done = await entered(identity, *await enrolled(identity, CAR))
    other, _ = await enrolled(identity, CAR)
    who = await now_of(identity, done.token)
    with pytest.raises(ProofRefused):
        await identity.devices.prove(who, other.answer(identity.devices.challenge(who)))


async def test_a_proof_made_on_a_foreign_page_is_refused(identity: IdentityService) -> None:
    tablet, device = await enrolled(identity, CAR)
    done = await entered(identity, tablet, device)
    who = await now_of(identity, done.token)
    phished = Tablet(origin="https://node.example.evil", key=tablet.key)
    with pytest.raises(ProofRefused):
        await identity.devices.prove(who, phished.answer(identity.devices.challenge(who)))
    pending = (await waiting(identity)).pending
    asked = await identity.devices.challenge_sign_in(pending)
    with pytest.raises(ProofRefused):
        await identity.devices.enter(pending, device.device_id, phished.answer(asked))


async def test_the_proof_of_a_sign_in_proves_no_session_and_the_reverse(
    identity: IdentityService,
) -> None:
    tablet, device = await enrolled(identity, CAR)
    who = await now_of(identity, (await entered(identity, tablet, device)).token)
    pending = (await waiting(identity)).pending
    of_session = identity.devices.challenge(who)
    with pytest.raises(ProofRefused):
        await identity.devices.enter(pending, device.device_id, tablet.answer(of_session))
    for_sign_in = await identity.devices.challenge_sign_in(pending)
    with pytest.raises(ProofRefused):
        await identity.devices.prove(who, tablet.answer(for_sign_in))
    mislabelled = tablet.signature(Purpose.SIGN_IN, of_session.challenge, who.session_id)
    again = identity.devices.challenge(who)
    with pytest.raises(ProofRefused):
        await identity.devices.prove(who, Proof(again.challenge_id, mislabelled, tablet.origin))


async def test_the_device_of_another_vehicle_does_not_let_one_in(
    identity: IdentityService,
) -> None:
    await account(identity, Role.POLICE_CAR, "순찰 41")
    other, others = await enrolled(identity, "순찰 41")
    pending = (await waiting(identity)).pending
    asked = await identity.devices.challenge_sign_in(pending)
    with pytest.raises(ProofRefused):
        await identity.devices.enter(pending, others.device_id, other.answer(asked))


async def test_wrong_answers_are_kept_and_five_end_the_sign_in(
    identity: IdentityService, database: Database
) -> None:
    _, device = await enrolled(identity, CAR)
    pending = (await waiting(identity)).pending
    for _ in range(4):
        asked = await identity.devices.challenge_sign_in(pending)
        with pytest.raises(ProofRefused):
            await identity.devices.enter(pending, device.device_id, Tablet().answer(asked))
    assert len(await trail_of(database, TrailKind.SIGN_IN_FAILED)) == 4
    asked = await identity.devices.challenge_sign_in(pending)
    with pytest.raises(ProofRefused):
        await identity.devices.enter(pending, device.device_id, Tablet().answer(asked))
    with pytest.raises(PendingOver):
        await identity.devices.challenge_sign_in(pending)


async def test_a_sign_in_under_way_waits_five_minutes(
    identity: IdentityService, clock: FixedClock
) -> None:
    await enrolled(identity, CAR)
    pending = (await waiting(identity)).pending
    clock.advance(5 * 60)
    with pytest.raises(PendingOver):
        await identity.devices.challenge_sign_in(pending)
    with pytest.raises(PendingOver):
        await identity.devices.challenge_sign_in("guessed")


async def test_a_removed_device_is_out_at_once_and_stays_out(
    identity: IdentityService, database: Database
) -> None:
    tablet, device = await enrolled(identity, CAR)
    done = await entered(identity, tablet, device)
    kept = await entered(identity, *await enrolled(identity, CAR))
    await now_of(identity, done.token)
    await identity.devices.remove(device.device_id, "분실", by="per_lead")
    assert await identity.session_of(done.token) is None
    assert not (await now_of(identity, kept.token)).locked, "the other tablet goes on"
    assert len(await trail_of(database, TrailKind.END_SESSION)) == 1
    with pytest.raises(ProofRefused):
        await entered(identity, tablet, device)


async def test_a_session_without_a_device_has_nothing_to_prove(
    database: Database, clock: FixedClock, identity: IdentityService
) -> None:
    demo = IdentityService(database, clock, CHEAP)
    _, token = await demo.sign_in(CAR, PASSWORD)
    who = await now_of(demo, token)
    with pytest.raises(NoDeviceSession):
        await demo.devices.of_session(who)
    with pytest.raises(NoDeviceSession):
        await demo.devices.prove(who, Tablet().answer(demo.devices.challenge(who)))
    clock.advance(20 * 60)
    assert not (await now_of(demo, token)).locked


def whole(identity: IdentityService) -> Litestar:
    """The routes of sign-in and devices, with a name that the tablet knows as its origin."""
    app = application(identity)
    app.register(device_router())
    return app


@pytest.fixture
async def client(identity: IdentityService) -> AsyncIterator[AsyncTestClient[Litestar]]:
    async with AsyncTestClient(whole(identity), base_url="https://node.example") as client:
        yield client


async def test_over_http_from_code_to_locked_and_back(
    client: AsyncTestClient[Litestar], identity: IdentityService, clock: FixedClock
) -> None:
    tablet = Tablet()
    code = (await identity.devices.make_code(CAR, by="per_lead")).code
    asked = tablet.enrolment(CAR, code)
    form = {"name": CAR, "code": code, "public_key": asked.spki, "proof": asked.signature}
    made = await client.post("/api/device/enrol", json=form, headers=CONSOLE)
    assert made.status_code == 201
    word = {"name": CAR, "password": PASSWORD}
    step = await client.post("/api/sign-in", json=word, headers=CONSOLE)
    assert (step.status_code, step.json()["step"]) == (202, "device")
    assert "set-cookie" not in step.headers
    pending = {"pending": step.json()["pending"]}
    path = "/api/sign-in/device"
    challenge = (await client.post(f"{path}/challenge", json=pending, headers=CONSOLE)).json()
    signature = tablet.signature(Purpose.SIGN_IN, challenge["challenge"], challenge["bound_to"])
    answer = {"challenge_id": challenge["challenge_id"], "signature": signature}
    device = {"device_id": made.json()["device_id"]}
    done = await client.post(path, json=pending | device | answer, headers=CONSOLE)
    assert (done.status_code, done.json()["locked"]) == (200, False)
    clock.advance(90)
    assert (await client.get("/own")).json()["code"] == "session_locked"
    assert (await client.get("/api/me")).json()["locked"]
    challenge = (await client.post("/api/device/challenge", headers=CONSOLE)).json()
    assert challenge["device_id"] == made.json()["device_id"]
    signature = tablet.signature(Purpose.SESSION, challenge["challenge"], challenge["bound_to"])
    answer = {"challenge_id": challenge["challenge_id"], "signature": signature}
    proven = await client.post("/api/device/prove", json=answer, headers=CONSOLE)
    assert proven.status_code == 200
    assert not (await client.get("/api/me")).json()["locked"]

"""Sealed rows of the trail: two roles open them together, for a reason, for a while, and only the asker reads them."""

from pathlib import Path

import msgspec
import pytest

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.failures import NoSuchPerson
from bongsu.identity.names.ask import Shown, agree, ask_names, openings_for
from bongsu.identity.names.opening import Opening
from bongsu.identity.names.sealed import NothingSealed, Unsealed
from bongsu.identity.names.settings import NamesSettings
from bongsu.identity.people import Role, SignedIn
from bongsu.identity.secret_box import SecretBox
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.identity.accounts import token_of, trail_of

LIMITS = NamesSettings()
REASON = "법무부 사후 확인 요청"
SAID = {"category": "CURFEW", "category_ko": "외출제한 위반"}


@pytest.fixture
def box(tmp_path: Path) -> SecretBox:
    return SecretBox(str(tmp_path / "keys" / "sealed.key"))


async def signed_in(identity: IdentityService, role: Role, name: str) -> SignedIn:
    found = await identity.session_of(await token_of(identity, role, name))
    assert found is not None
    return found


async def row(database: Database, clock: FixedClock, body: dict[str, object]) -> int:
    entry = Entry(kind=TrailKind.OPEN_INCIDENT, actor="moj-anklet", incident_id="inc_1", body=body)
    async with database.work() as work:
        await record(work, clock.now(), entry)
    rows = await trail_of(database, TrailKind.OPEN_INCIDENT)
    return max(one.sequence for one in rows)


async def sealed_row(database: Database, clock: FixedClock, box: SecretBox) -> int:
    sealed = box.seal(msgspec.json.encode(SAID), "inc_1")
    return await row(database, clock, {"service": "ANKLET", "sealed": sealed})


async def asked(database: Database, clock: FixedClock, by: SignedIn, *sequences: int) -> Opening:
    async with database.work() as work:
        return await ask_names(work, [], [], REASON, by, clock.now(), sequences)


async def seen(database: Database, clock: FixedClock, by: SignedIn, box: SecretBox) -> list[Shown]:
    async with database.read() as connection:
        return await openings_for(connection, by, LIMITS, clock.now(), box)


async def opened(
    identity: IdentityService, database: Database, clock: FixedClock, sequence: int
) -> tuple[SignedIn, SignedIn]:
    auditor = await signed_in(identity, Role.AUDITOR, "감사")
    cpo = await signed_in(identity, Role.CPO, "보호")
    opening = await asked(database, clock, auditor, sequence)
    async with database.work() as work:
        await agree(work, opening.opening_id, cpo, LIMITS, clock.now())
    return auditor, cpo


async def test_two_roles_open_it_for_the_asker_alone_and_for_half_an_hour(
    identity: IdentityService, database: Database, clock: FixedClock, box: SecretBox
) -> None:
    sequence = await sealed_row(database, clock, box)
    auditor, cpo = await opened(identity, database, clock, sequence)
    (mine,) = await seen(database, clock, auditor, box)
    assert mine.unsealed == (Unsealed(sequence, "inc_1", SAID),)
    assert [one.unsealed for one in await seen(database, clock, cpo, box)] == []
    clock.advance(30 * 60)
    (over,) = await seen(database, clock, auditor, box)
    assert over.unsealed == ()


async def test_before_the_second_word_nothing_is_shown(
    identity: IdentityService, database: Database, clock: FixedClock, box: SecretBox
) -> None:
    auditor = await signed_in(identity, Role.AUDITOR, "감사")
    await asked(database, clock, auditor, await sealed_row(database, clock, box))
    (waiting,) = await seen(database, clock, auditor, box)
    assert waiting.unsealed == ()


async def test_the_trail_names_the_rows_and_not_what_was_in_them(
    identity: IdentityService, database: Database, clock: FixedClock, box: SecretBox
) -> None:
    sequence = await sealed_row(database, clock, box)
    await opened(identity, database, clock, sequence)
    for kind in (TrailKind.ASK_NAMES, TrailKind.OPEN_NAMES):
        (told,) = await trail_of(database, kind)
        assert msgspec.json.decode(told.body)["sealed_rows"] == [sequence]
        assert "CURFEW" not in str(told.body)


async def test_a_row_that_hides_nothing_is_refused_by_its_field(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    auditor = await signed_in(identity, Role.AUDITOR, "감사")
    plain = await row(database, clock, {"service": "P112_VIDEO"})
    for sequence in (plain, 10_000):
        with pytest.raises(NothingSealed) as refused:
            await asked(database, clock, auditor, sequence)
        assert refused.value.field == "sealed"
    with pytest.raises(NoSuchPerson):
        await asked(database, clock, auditor)


async def test_without_its_key_it_stays_shut_and_says_so(
    identity: IdentityService,
    database: Database,
    clock: FixedClock,
    box: SecretBox,
    tmp_path: Path,
) -> None:
    sequence = await sealed_row(database, clock, box)
    auditor, _ = await opened(identity, database, clock, sequence)
    for other in (SecretBox(), SecretBox(str(tmp_path / "other.key"))):
        (shown,) = await seen(database, clock, auditor, other)
        assert shown.unsealed == (Unsealed(sequence, "inc_1", None),)


async def test_what_was_sealed_for_one_incident_opens_in_no_other(
    identity: IdentityService, database: Database, clock: FixedClock, box: SecretBox
) -> None:
    sealed = box.seal(msgspec.json.encode(SAID), "inc_2")
    sequence = await row(database, clock, {"sealed": sealed})
    auditor, _ = await opened(identity, database, clock, sequence)
    (shown,) = await seen(database, clock, auditor, box)
    assert shown.unsealed[0].said is None

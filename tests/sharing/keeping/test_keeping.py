"""Versions, signatures, keys: what is kept cannot be forged, reused or rewritten, and says who did it."""

import base64
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text as sql
from sqlalchemy.exc import DatabaseError

from bongsu.audit.store import trail_batches
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Invalid
from bongsu.sharing.agreements.seongbuk import (
    CENTRE,
    POLICE_JONGAM,
    POLICE_SEONGBUK,
    SEONGBUK_2023_08,
)
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.keeping.add_signature import sign_as_centre
from bongsu.sharing.keeping.failures import (
    AgreementWrong,
    AlreadyDone,
    SignatureWrong,
    UnknownAgreement,
    UnknownKey,
    VersionTaken,
)
from bongsu.sharing.keeping.keys import add_key, withdraw_key
from bongsu.sharing.keeping.signing import key_id_of, public_text, read_public
from bongsu.sharing.keeping.suspend import resume, suspend
from bongsu.sharing.simulated_signatures import NOTE, sign_for_everybody
from bongsu.sharing.states import VersionState, state_of
from tests.incidents.stage import NOW
from tests.sharing.keeping.shelf import HEAD, ID, PARTIES, Shelf, next_version


@pytest.fixture
def shelf(database: Database) -> Shelf:
    return Shelf(database, FixedClock(NOW))


def state(shelf: Shelf, version: int = 1) -> VersionState:
    return state_of(shelf.standing(version), shelf.book.policy(NOW), NOW)


async def trail_kinds(database: Database) -> list[str]:
    async with database.read() as connection:
        return [row.kind async for rows in trail_batches(connection) for row in rows]


async def test_a_text_counts_once_every_party_has_signed_it(shelf: Shelf) -> None:
    await shelf.add_keys()
    await shelf.add()
    assert state(shelf) is VersionState.DRAFT
    for organisation in PARTIES[:-1]:
        await shelf.sign(organisation)
        assert state(shelf) is VersionState.SIGNING
    await shelf.sign(PARTIES[-1])
    assert state(shelf) is VersionState.IN_FORCE
    assert shelf.standing().signed_by == frozenset(PARTIES)
    kinds = await trail_kinds(shelf.database)
    assert kinds == ["add_key"] * 5 + ["add_agreement"] + ["sign_agreement"] * 5


async def test_the_book_of_another_start_says_the_same(shelf: Shelf) -> None:
    await shelf.in_force()
    again = AgreementBook()
    async with shelf.database.read() as connection:
        await again.load(connection)
    assert again.policy(NOW) == shelf.book.policy(NOW)


@pytest.mark.parametrize(
    "forge",
    [
        lambda shelf: shelf.sign(POLICE_SEONGBUK, by=POLICE_JONGAM),
        lambda shelf: shelf.sign(POLICE_SEONGBUK, over=next_version()),
        lambda shelf: shelf.sign(
            POLICE_SEONGBUK, under_key=key_id_of(public_text(shelf.keys[POLICE_JONGAM]))
        ),
        lambda shelf: shelf.sign(POLICE_SEONGBUK, under_key="key_unknown"),
    ],
    ids=["another's key", "another version", "another's name", "no key"],
)
async def test_a_forged_signature_is_not_kept(
    shelf: Shelf, forge: Callable[[Shelf], Awaitable[None]]
) -> None:
    await shelf.add_keys()
    await shelf.add()
    with pytest.raises(SignatureWrong):
        await forge(shelf)
    assert shelf.standing().signed_by == frozenset()
    assert shelf.book.kept.signatures == []


async def test_who_is_no_party_signs_nothing(shelf: Shelf) -> None:
    await shelf.add_keys()
    await shelf.add()
    shelf.keys["KNPA.SEOUL.GANGBUK"] = Ed25519PrivateKey.generate()
    with pytest.raises(SignatureWrong):
        await shelf.sign("KNPA.SEOUL.GANGBUK")


async def test_nobody_signs_twice_nor_what_is_not_there(shelf: Shelf) -> None:
    await shelf.in_force()
    with pytest.raises(AlreadyDone):
        await shelf.sign(POLICE_SEONGBUK)
    with pytest.raises(UnknownAgreement):
        await shelf.sign(POLICE_SEONGBUK, next_version())


async def test_a_withdrawn_key_signs_no_more_and_its_signature_counts_no_more(shelf: Shelf) -> None:
    await shelf.in_force()
    await shelf.withdraw(POLICE_SEONGBUK)
    assert state(shelf) is VersionState.KEY_WITHDRAWN
    assert shelf.standing().withdrawn_by == {POLICE_SEONGBUK}
    await shelf.add(next_version())
    with pytest.raises(SignatureWrong):
        await shelf.sign(POLICE_SEONGBUK, next_version())
    with pytest.raises(AlreadyDone):
        await shelf.withdraw(POLICE_SEONGBUK)
    async with shelf.database.work() as work:
        with pytest.raises(AlreadyDone):
            public = public_text(shelf.keys[POLICE_SEONGBUK])
            await add_key(work, POLICE_SEONGBUK, public, HEAD, NOW)


async def test_a_new_key_signs_the_same_version_again(shelf: Shelf) -> None:
    await shelf.in_force()
    await shelf.withdraw(POLICE_SEONGBUK)
    shelf.keys[POLICE_SEONGBUK] = Ed25519PrivateKey.generate()
    async with shelf.book.change(shelf.database) as work:
        public = public_text(shelf.keys[POLICE_SEONGBUK])
        await add_key(work, POLICE_SEONGBUK, public, HEAD, NOW)
    await shelf.sign(POLICE_SEONGBUK)
    assert state(shelf) is VersionState.IN_FORCE


async def test_a_newer_version_replaces_once_it_is_signed(shelf: Shelf) -> None:
    await shelf.in_force()
    await shelf.add(next_version(centre_phone="02-1"))
    assert (state(shelf, 1), state(shelf, 2)) == (VersionState.IN_FORCE, VersionState.DRAFT)
    assert shelf.book.phone(NOW) == SEONGBUK_2023_08.centre_phone
    await shelf.sign_all(next_version(centre_phone="02-1"))
    assert (state(shelf, 1), state(shelf, 2)) == (VersionState.SUPERSEDED, VersionState.IN_FORCE)
    assert shelf.book.phone(NOW) == "02-1"
    await shelf.withdraw(POLICE_SEONGBUK)
    assert (state(shelf, 1), state(shelf, 2)) == (
        VersionState.SUPERSEDED,
        VersionState.KEY_WITHDRAWN,
    )


@pytest.mark.parametrize("version", [0, 1, 3])
async def test_a_number_that_is_not_the_next_is_refused(shelf: Shelf, version: int) -> None:
    await shelf.add()
    with pytest.raises((VersionTaken, AgreementWrong)):
        await shelf.add(replace(SEONGBUK_2023_08, version=version))
    assert len(shelf.book.kept.versions) == 1


async def test_a_text_with_a_problem_or_of_another_centre_is_not_added(shelf: Shelf) -> None:
    with pytest.raises(AgreementWrong) as wide:
        clause = replace(SEONGBUK_2023_08.clauses[0], radius_m=5000.0)
        await shelf.add(replace(SEONGBUK_2023_08, clauses=(clause,), examples=()))
    assert wide.value.field == "clauses[0].radius_m"
    with pytest.raises(AgreementWrong) as foreign:
        await shelf.add(
            replace(
                SEONGBUK_2023_08,
                centre=POLICE_JONGAM,
                clauses=SEONGBUK_2023_08.clauses[3:5],
                examples=(),
            )
        )
    assert foreign.value.field in {"centre", "clauses[0].recipients"}


async def test_the_centre_signs_with_the_nodes_key(shelf: Shelf) -> None:
    await shelf.add()
    key = Ed25519PrivateKey.generate()
    async with shelf.book.change(shelf.database) as work:
        await sign_as_centre(work, ID, 1, CENTRE, key, HEAD, NOW)
    assert shelf.standing().signed_by == {CENTRE}
    assert [one.key_id for one in shelf.book.kept.keys] == [key_id_of(public_text(key))]


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE agreements SET text = '{}'",
        "UPDATE agreements SET version = 9",
        "DELETE FROM agreements",
        "INSERT OR REPLACE INTO agreements SELECT * FROM agreements",
        "UPDATE agreement_signatures SET organisation = 'X'",
        "DELETE FROM agreement_signatures",
        "INSERT OR REPLACE INTO agreement_signatures SELECT * FROM agreement_signatures",
        "UPDATE agreement_suspensions SET deed = 'resume'",
        "DELETE FROM agreement_suspensions",
        "UPDATE party_keys SET public_key = 'X'",
        "UPDATE party_keys SET organisation = 'X'",
        "DELETE FROM party_keys",
        "UPDATE party_keys SET withdrawn_at = NULL WHERE withdrawn_at IS NOT NULL",
        "UPDATE party_keys SET withdrawn_at = 'later' WHERE withdrawn_at IS NOT NULL",
    ],
)
async def test_the_database_itself_lets_nothing_be_rewritten(shelf: Shelf, harm: str) -> None:
    await shelf.in_force()
    await shelf.withdraw(POLICE_JONGAM)
    async with shelf.book.change(shelf.database) as work:
        await suspend(work, ID, "점검", HEAD, NOW)
    before = shelf.book.policy(NOW)
    with pytest.raises(DatabaseError):
        async with shelf.database.work() as work:
            await work.connection.execute(sql(harm))
    async with shelf.database.read() as connection:
        await shelf.book.load(connection)
    assert shelf.book.policy(NOW) == before


async def test_suspending_and_resuming_are_a_history(shelf: Shelf) -> None:
    await shelf.in_force()
    for _ in range(2):
        async with shelf.book.change(shelf.database) as work:
            await suspend(work, ID, "  목적 외\n이용 의심 ", HEAD, NOW)
        assert state(shelf) is VersionState.SUSPENDED
        async with shelf.database.work() as work:
            with pytest.raises(AlreadyDone):
                await suspend(work, ID, "점검", HEAD, NOW)
        async with shelf.book.change(shelf.database) as work:
            await resume(work, ID, "확인 끝", HEAD, NOW)
        assert state(shelf) is VersionState.IN_FORCE
    deeds = shelf.book.kept.deeds
    assert [one.deed.value for one in deeds] == ["suspend", "resume"] * 2
    assert deeds[0].reason == "목적 외 이용 의심"
    assert (await trail_kinds(shelf.database))[-4:] == ["suspend_agreement", "resume_agreement"] * 2


async def test_a_suspension_lies_beside_every_version(shelf: Shelf) -> None:
    await shelf.in_force()
    async with shelf.book.change(shelf.database) as work:
        await suspend(work, ID, "점검", HEAD, NOW)
    await shelf.add(next_version())
    await shelf.sign_all(next_version())
    assert state(shelf, 2) is VersionState.SUSPENDED


@pytest.mark.parametrize("reason", ["", " \n ", "긴" * 201])
async def test_a_deed_without_a_reason_is_none(shelf: Shelf, reason: str) -> None:
    await shelf.in_force()
    for deed in (suspend, resume):
        async with shelf.database.work() as work:
            with pytest.raises(Invalid):
                await deed(work, ID, reason, HEAD, NOW)
    with pytest.raises(Invalid):
        await shelf.withdraw(CENTRE, reason)


async def test_unknown_names_are_not_found(shelf: Shelf) -> None:
    async with shelf.database.work() as work:
        with pytest.raises(UnknownAgreement):
            await suspend(work, "GB-1", "점검", HEAD, NOW)
        with pytest.raises(UnknownKey):
            await withdraw_key(work, "key_x", "분실", HEAD, NOW)


@pytest.mark.parametrize("given", ["", "AAAA", "-----BEGIN PUBLIC KEY-----\nx", "한글", "A" * 44])
def test_what_is_no_key_is_refused_by_field(given: str) -> None:
    with pytest.raises(Failure) as wrong:
        read_public(given + "!")
    assert wrong.value.field == "public_key"


async def test_simulated_signatures_say_so_and_are_made_once(shelf: Shelf) -> None:
    for _ in range(2):
        await sign_for_everybody(shelf.database, shelf.clock, SEONGBUK_2023_08)
    async with shelf.database.read() as connection:
        await shelf.book.load(connection)
    assert state(shelf) is VersionState.IN_FORCE
    assert len(shelf.book.kept.signatures) == len(PARTIES)
    assert {one.note for one in shelf.book.kept.keys} == {NOTE}


@pytest.mark.parametrize("sign_bit", [0x00, 0x80])
@pytest.mark.parametrize(
    "point", ["01" + "00" * 31, "00" * 32, "ec" + "ff" * 30 + "7f", "ee" + "ff" * 30 + "7f"]
)
def test_a_key_under_which_anybody_could_sign_is_nobodys(point: str, sign_bit: int) -> None:
    raw = bytearray.fromhex(point)
    raw[-1] |= sign_bit
    with pytest.raises(Invalid) as refused:
        read_public(base64.b64encode(raw).decode())
    assert refused.value.field == "public_key"

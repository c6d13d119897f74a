"""Signing in tells nothing to those who guess, and locks them out for longer and longer."""

import asyncio
import unicodedata

import msgspec
import pytest
from structlog.testing import capture_logs

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.identity.failures import SignInBusy, SignInLocked, SignInRefused
from bongsu.identity.passwords import MOST_WAITING, Passwords, new_password
from bongsu.identity.people import Role
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.tables import metadata
from tests.identity.accounts import account, trail_of
from tests.identity.conftest import CHEAP, PASSWORD, POLICE

NOBODY = "nobody"


async def guess(identity: IdentityService, name: str, times: int) -> list[str]:
    """Tries wrong passwords one after the other; answers the codes of the refusals."""
    codes = []
    for number in range(times):
        with pytest.raises((SignInRefused, SignInLocked)) as refused:
            await identity.sign_in(name, f"wrong-{number}")
        codes.append(refused.value.code)
    return codes


async def test_name_and_password_open_a_session(
    identity: IdentityService, database: Database
) -> None:
    person = await account(identity, Role.POLICE_CAR)
    signed_in, token = await identity.sign_in("김봉수", PASSWORD)
    assert (signed_in.person, signed_in.organisation) == (person, POLICE)
    assert await identity.session_of(token) == signed_in
    (row,) = await trail_of(database, TrailKind.SIGN_IN)
    assert (row.actor, row.organisation) == (person.person_id, POLICE.code)
    assert msgspec.json.decode(row.body)["unit_id"] == "순31"


async def test_every_sign_in_has_a_token_of_its_own(identity: IdentityService) -> None:
    await account(identity, Role.OPERATOR)
    tokens = {(await identity.sign_in("김봉수", PASSWORD))[1] for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens)


async def test_neither_token_nor_password_lies_in_the_database(
    identity: IdentityService, database: Database
) -> None:
    await account(identity, Role.OPERATOR)
    _, token = await identity.sign_in("김봉수", PASSWORD)
    await guess(identity, "typed-my-password-here", 1)
    async with database.read() as connection:
        for table in metadata.tables:
            rows = repr((await connection.exec_driver_sql(f"SELECT * FROM {table}")).all())
            for secret in (token, PASSWORD, "typed-my-password-here", "wrong-0"):
                assert secret not in rows


async def test_a_name_typed_on_another_keyboard_is_the_same_name(
    identity: IdentityService,
) -> None:
    await account(identity, Role.OPERATOR, name="관제 1호")
    decomposed = unicodedata.normalize("NFD", "관제 1호")
    assert decomposed != "관제 1호"
    signed_in, _ = await identity.sign_in(f" {decomposed} ", PASSWORD)
    assert signed_in.person.name == "관제 1호"


async def test_a_wrong_password_and_an_unknown_name_are_refused_alike(
    identity: IdentityService,
) -> None:
    await account(identity, Role.OPERATOR)
    words = set()
    for name in ("김봉수", NOBODY):
        with pytest.raises(SignInRefused) as refused:
            await identity.sign_in(name, "wrong")
        words.add((refused.value.code, refused.value.detail, refused.value.field))
    assert len(words) == 1


async def test_an_unknown_name_costs_one_password_hash_too() -> None:
    passwords = Passwords(CHEAP)
    kept = await passwords.hashed(PASSWORD)
    checked: list[str] = []
    plain = passwords._match

    def counting(password_hash: str, password: str) -> bool:
        checked.append(password_hash)
        return plain(password_hash, password)

    passwords._match = counting  # type: ignore[method-assign] # counts, then does the real thing
    assert await passwords.match(kept, PASSWORD)
    assert not await passwords.match(None, PASSWORD)
    assert not await passwords.match("spoiled", PASSWORD)
    assert len(checked) == 3
    assert checked[1].startswith("$argon2id$")
    assert checked[1].split("$")[3] == kept.split("$")[3]


@pytest.mark.parametrize("name", ["김봉수", NOBODY])
async def test_the_sixth_guess_meets_a_lock_whether_the_name_exists_or_not(
    identity: IdentityService, name: str
) -> None:
    await account(identity, Role.OPERATOR)
    assert await guess(identity, name, 7) == ["sign_in_refused"] * 5 + ["sign_in_locked"] * 2


async def test_a_locked_name_refuses_the_right_password_until_the_lock_ends(
    identity: IdentityService, clock: FixedClock
) -> None:
    await account(identity, Role.OPERATOR)
    await guess(identity, "김봉수", 5)
    clock.advance(29.9)
    with pytest.raises(SignInLocked):
        await identity.sign_in("김봉수", PASSWORD)
    clock.advance(0.1)
    await identity.sign_in("김봉수", PASSWORD)


async def test_each_wrong_password_after_a_lock_doubles_it(
    identity: IdentityService, clock: FixedClock
) -> None:
    await guess(identity, NOBODY, 5)
    for seconds in (30, 60, 120, 240, 480, 900, 900):
        clock.advance(seconds - 0.001)
        assert await guess(identity, NOBODY, 1) == ["sign_in_locked"]
        clock.advance(0.001)
        assert await guess(identity, NOBODY, 1) == ["sign_in_refused"]


async def test_the_right_password_forgets_the_wrong_ones(identity: IdentityService) -> None:
    await account(identity, Role.OPERATOR)
    for _ in range(3):
        await guess(identity, "김봉수", 4)
        await identity.sign_in("김봉수", PASSWORD)


async def test_wrong_passwords_of_yesterday_do_not_count(
    identity: IdentityService, clock: FixedClock
) -> None:
    await guess(identity, NOBODY, 4)
    clock.advance(24 * 3600 + 1)
    assert await guess(identity, NOBODY, 5) == ["sign_in_refused"] * 5


async def test_guessing_one_name_locks_no_other(identity: IdentityService) -> None:
    await account(identity, Role.OPERATOR)
    await guess(identity, NOBODY, 8)
    await identity.sign_in("김봉수", PASSWORD)


async def test_thirty_guesses_at_once_are_five_guesses(
    identity: IdentityService, database: Database
) -> None:
    await account(identity, Role.OPERATOR)
    tries = (identity.sign_in("김봉수", f"wrong-{number}") for number in range(30))
    refusals = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(refusal, SignInRefused) for refusal in refusals) == 5
    assert sum(isinstance(refusal, SignInLocked) for refusal in refusals) == 25
    assert len(await trail_of(database, TrailKind.SIGN_IN_FAILED)) == 5


async def test_a_refused_sign_in_is_in_the_trail_without_the_name_typed(
    identity: IdentityService, database: Database
) -> None:
    person = await account(identity, Role.OPERATOR)
    await guess(identity, "김봉수", 1)
    await guess(identity, NOBODY, 1)
    rows = await trail_of(database, TrailKind.SIGN_IN_FAILED)
    assert [row.actor for row in rows] == [person.person_id, "unknown"]
    assert NOBODY not in repr(await list_trail(database))


async def test_an_account_closed_while_its_password_is_checked_opens_no_session(
    identity: IdentityService,
) -> None:
    person = await account(identity, Role.OPERATOR)
    passwords = identity._desk.passwords
    checked = passwords._match

    def closing(password_hash: str, password: str) -> bool:
        running = asyncio.run_coroutine_threadsafe(identity.disable_person(person.person_id), loop)
        running.result(5)
        return checked(password_hash, password)

    loop = asyncio.get_running_loop()
    passwords._match = closing  # type: ignore[method-assign] # the race, made certain
    with pytest.raises(SignInRefused):
        await identity.sign_in("김봉수", PASSWORD)


async def test_nothing_personal_is_logged(identity: IdentityService) -> None:
    with capture_logs() as logs:
        await account(identity, Role.OPERATOR)
        signed_in, token = await identity.sign_in("김봉수", PASSWORD)
        await guess(identity, "김봉수", 6)
        await identity.sign_out(signed_in)
    assert {entry["event"] for entry in logs} == {"signed in", "sign-in refused", "signed out"}
    said = repr(logs)
    for personal in ("김봉수", PASSWORD, token, signed_in.person_id, signed_in.session_id):
        assert personal not in said


def test_made_passwords_differ_and_hold_no_letters_that_look_alike() -> None:
    made = {new_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one) == 19 and not set(one) & set("01loi") for one in made)


async def test_a_flood_of_sign_ins_is_turned_away_and_counts_against_nobody(
    identity: IdentityService,
) -> None:
    """However many strangers knock at once, who comes after them waits behind a bounded few."""
    await account(identity, Role.OPERATOR, "김봉수")
    flood = [identity.sign_in(f"stranger {number}", "guess") for number in range(4 * MOST_WAITING)]
    outcomes = await asyncio.gather(*flood, return_exceptions=True)
    turned_away = [one for one in outcomes if isinstance(one, SignInBusy)]
    refused = [one for one in outcomes if isinstance(one, SignInRefused)]
    assert (len(refused), len(turned_away)) == (MOST_WAITING, 3 * MOST_WAITING)
    found, _ = await identity.sign_in("김봉수", PASSWORD)
    assert found.person.name == "김봉수"

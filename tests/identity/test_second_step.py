"""A second factor at sign-in: asked of whom it must be, good once, guessed by nobody, and never for another's sign-in."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any  # Any: parsed JSON

import httpx
import msgspec
import pyotp
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.identity.people import Role
from bongsu.identity.rights.change import Administering
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.tables import metadata
from tests.identity.accounts import account, trail_of
from tests.identity.authenticator import PRESENT, Passkey
from tests.identity.conftest import PASSWORD
from tests.identity.whole import ORIGIN, browser_at, strict_identity

NAME = "김봉수"


@pytest.fixture
async def strict(database: Database, clock: FixedClock, tmp_path: Path) -> IdentityService:
    return await strict_identity(database, clock, str(tmp_path / "keys" / "identity.key"))


@pytest.fixture
async def browser(strict: IdentityService, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_at(strict, database) as browser:
        yield browser


async def begun(browser: httpx.AsyncClient, name: str = NAME) -> dict[str, Any]:
    answer = await browser.post("/api/sign-in", json={"name": name, "password": PASSWORD})
    assert answer.status_code == 202, answer.text
    assert "set-cookie" not in answer.headers
    found: dict[str, Any] = answer.json()
    return found


async def tell(browser: httpx.AsyncClient, path: str, **body: object) -> httpx.Response:
    return await browser.post(f"/api/sign-in/{path}", json=body)


async def enrolled_totp(browser: httpx.AsyncClient, clock: FixedClock, name: str = NAME) -> Any:
    """Secret and recovery codes of a fresh code generator; signed in."""
    pending = (await begun(browser, name))["pending"]
    secret = (await tell(browser, "enrol/totp", pending=pending)).json()["secret"]
    code = pyotp.TOTP(secret).at(clock.now())
    answer = await tell(browser, "enrol/totp/confirm", pending=pending, code=code)
    assert answer.status_code == 200, answer.text
    return secret, answer.json()["recovery_codes"]


async def enrolled_passkey(browser: httpx.AsyncClient, name: str = NAME) -> Passkey:
    pending = (await begun(browser, name))["pending"]
    options = (await tell(browser, "enrol/passkey/options", pending=pending)).json()
    passkey = Passkey(options["rp"]["id"])
    made = passkey.made(options, ORIGIN)
    answer = await tell(browser, "enrol/passkey", pending=pending, credential=made)
    assert answer.status_code == 200, answer.text
    return passkey


@pytest.mark.parametrize("role", [role for role in Role if not role.is_own])
async def test_whoever_is_outside_is_led_to_enrol_one_and_a_vehicle_is_not(
    strict: IdentityService, browser: httpx.AsyncClient, role: Role
) -> None:
    await account(strict, role)
    answer = await browser.post("/api/sign-in", json={"name": NAME, "password": PASSWORD})
    if role.is_vehicle:
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer.json()["step"]) == (202, "enrol")
        assert (await browser.get("/api/me")).status_code == 401


async def test_own_people_without_a_factor_need_none(
    strict: IdentityService, browser: httpx.AsyncClient
) -> None:
    await account(strict, Role.OPERATOR)
    answer = await browser.post("/api/sign-in", json={"name": NAME, "password": PASSWORD})
    assert answer.status_code == 200


async def test_enrolment_signs_in_and_shows_ten_recovery_codes_once(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock, database: Database
) -> None:
    await account(strict, Role.POLICE_ROOM)
    secret, codes = await enrolled_totp(browser, clock)
    assert len(set(codes)) == 10
    assert len(secret) == 32, "160 bits"
    assert (await browser.get("/api/me")).status_code == 200
    (row,) = await trail_of(database, TrailKind.SIGN_IN)
    assert msgspec.json.decode(row.body)["ways"] == ["password", "totp enrolled"]
    assert len(await trail_of(database, TrailKind.ADD_FACTOR)) == 1


async def test_no_secret_lies_open_in_the_database(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock, database: Database
) -> None:
    await account(strict, Role.POLICE_ROOM)
    secret, codes = await enrolled_totp(browser, clock)
    pending = (await begun(browser))["pending"]
    async with database.read() as connection:
        for table in metadata.tables:
            rows = repr((await connection.exec_driver_sql(f"SELECT * FROM {table}")).all())
            for kept in (secret, pending, *codes):
                assert kept not in rows, table


async def test_a_code_is_good_once_and_not_in_another_sign_in_either(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock, database: Database
) -> None:
    await account(strict, Role.POLICE_ROOM)
    secret, _ = await enrolled_totp(browser, clock)
    clock.advance(30)
    code = pyotp.TOTP(secret).at(clock.now())
    first, second = (await begun(browser))["pending"], (await begun(browser))["pending"]
    assert (await tell(browser, "totp", pending=first, code=code)).status_code == 200
    again = await tell(browser, "totp", pending=second, code=code)
    assert (again.status_code, again.json()["code"]) == (401, "factor_refused")
    rows = await trail_of(database, TrailKind.SIGN_IN)
    assert msgspec.json.decode(rows[-1].body)["ways"] == ["password", "totp"]


async def test_one_code_sent_thirty_times_at_once_signs_in_once(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    await account(strict, Role.POLICE_ROOM)
    secret, _ = await enrolled_totp(browser, clock)
    clock.advance(30)
    code = pyotp.TOTP(secret).at(clock.now())
    tokens = [(await begun(browser))["pending"] for _ in range(10)]
    asked = (tell(browser, "totp", pending=token, code=code) for token in tokens)
    answers = await asyncio.gather(*asked)
    assert [one.status_code for one in answers].count(200) == 1


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (30, True), (60, False)])
async def test_a_clock_may_be_half_a_minute_off_and_no_more(
    strict: IdentityService,
    browser: httpx.AsyncClient,
    clock: FixedClock,
    seconds: int,
    *,
    good: bool,
) -> None:
    await account(strict, Role.POLICE_ROOM)
    secret, _ = await enrolled_totp(browser, clock)
    clock.advance(300)
    code = pyotp.TOTP(secret).at(clock.now(), counter_offset=seconds // 30)
    answer = await tell(browser, "totp", pending=(await begun(browser))["pending"], code=code)
    assert (answer.status_code == 200) == good


async def test_guessing_codes_ends_the_sign_in_and_locks_the_name(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    await account(strict, Role.POLICE_ROOM)
    secret, _ = await enrolled_totp(browser, clock)
    clock.advance(30)
    pending = (await begun(browser))["pending"]
    codes = []
    for _ in range(6):
        answer = await tell(browser, "totp", pending=pending, code="000000")
        codes.append(answer.json()["code"])
    assert codes == ["factor_refused"] * 5 + ["pending_over"]
    form = {"name": NAME, "password": PASSWORD}
    locked = await browser.post("/api/sign-in", json=form)
    assert locked.json()["code"] == "sign_in_locked"
    clock.advance(30)
    pending = (await begun(browser))["pending"]
    code = pyotp.TOTP(secret).at(clock.now())
    assert (await tell(browser, "totp", pending=pending, code=code)).status_code == 200


async def test_the_right_password_again_and_again_wins_no_further_guesses(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    await account(strict, Role.POLICE_ROOM)
    await enrolled_totp(browser, clock)
    guesses = 0
    for _ in range(20):
        form = {"name": NAME, "password": PASSWORD}
        answer = await browser.post("/api/sign-in", json=form)
        if answer.status_code != 202:
            break
        wrong = await tell(browser, "totp", pending=answer.json()["pending"], code="000000")
        guesses += wrong.json()["code"] == "factor_refused"
    assert guesses == 5


async def test_a_sign_in_under_way_is_over_after_five_minutes(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    await account(strict, Role.POLICE_ROOM)
    secret, _ = await enrolled_totp(browser, clock)
    pending = (await begun(browser))["pending"]
    clock.advance(300)
    code = pyotp.TOTP(secret).at(clock.now())
    answer = await tell(browser, "totp", pending=pending, code=code)
    assert answer.json()["code"] == "pending_over"


async def test_a_token_of_another_account_takes_no_code_of_mine(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    for name in (NAME, "other"):
        await account(strict, Role.POLICE_ROOM, name)
    mine, _ = await enrolled_totp(browser, clock)
    await enrolled_totp(browser, clock, "other")
    clock.advance(30)
    pending = (await begun(browser, "other"))["pending"]
    code = pyotp.TOTP(mine).at(clock.now())
    assert (await tell(browser, "totp", pending=pending, code=code)).status_code == 401


async def test_who_has_a_factor_cannot_enrol_another_one_with_the_password_alone(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    await account(strict, Role.POLICE_ROOM)
    early = (await begun(browser))["pending"]
    await enrolled_totp(browser, clock)
    late = (await begun(browser))["pending"]
    for pending in (early, late):
        for path in ("enrol/totp", "enrol/passkey/options"):
            answer = await tell(browser, path, pending=pending)
            assert answer.json()["code"] == "pending_over"


@pytest.mark.parametrize("change", ["disabled", "password", "reset"])
async def test_a_change_of_the_account_ends_what_was_begun_before(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock, change: str
) -> None:
    person = await account(strict, Role.POLICE_ROOM)
    secret, _ = await enrolled_totp(browser, clock)
    clock.advance(30)
    pending = (await begun(browser))["pending"]
    if change == "disabled":
        await strict.disable_person(person.person_id)
    elif change == "password":
        await strict.set_password(NAME)
    else:
        await strict.rights.reset_factors(Administering(NAME, "system", "lost"))
    code = pyotp.TOTP(secret).at(clock.now())
    answer = await tell(browser, "totp", pending=pending, code=code)
    assert answer.json()["code"] == "pending_over"


async def test_a_recovery_code_signs_in_once_however_it_is_spelled(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    await account(strict, Role.POLICE_ROOM)
    _, codes = await enrolled_totp(browser, clock)
    typed = f" {codes[3].upper()} "
    for expected in (200, 401):
        pending = (await begun(browser))["pending"]
        answer = await tell(browser, "recovery", pending=pending, code=typed)
        assert answer.status_code == expected


async def test_a_passkey_signs_in(strict: IdentityService, browser: httpx.AsyncClient) -> None:
    await account(strict, Role.POLICE_ROOM)
    passkey = await enrolled_passkey(browser)
    for _ in range(2):
        waiting = await begun(browser)
        assert waiting["step"] == "passkey"
        pending = waiting["pending"]
        options = (await tell(browser, "passkey/options", pending=pending)).json()
        signed = passkey.signed(options, ORIGIN)
        answer = await tell(browser, "passkey", pending=pending, credential=signed)
        assert answer.status_code == 200, answer.text


async def _shown(
    browser: httpx.AsyncClient, passkey: Passkey, name: str = NAME, **lies: Any
) -> httpx.Response:
    pending = (await begun(browser, name))["pending"]
    options = (await tell(browser, "passkey/options", pending=pending)).json()
    options |= lies.pop("options", {})
    signed = passkey.signed(options, lies.pop("origin", ORIGIN), **lies)
    return await tell(browser, "passkey", pending=pending, credential=signed)


async def test_a_passkey_that_lies_opens_nothing(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    for name in (NAME, "other"):
        await account(strict, Role.POLICE_ROOM, name)
    mine, others = await enrolled_passkey(browser), await enrolled_passkey(browser, "other")
    stranger = Passkey("localhost", credential_id=mine.credential_id)
    elsewhere = Passkey("evil.example", mine.credential_id, mine.key, mine.count)
    lies = (
        _shown(browser, others),
        _shown(browser, stranger),
        _shown(browser, elsewhere),
        _shown(browser, mine, origin="http://evil.example"),
        _shown(browser, mine, origin="http://localhost:8601"),
        _shown(browser, mine, options={"challenge": "AAAA"}),
        _shown(browser, mine, flags=PRESENT),
    )
    for lie in lies:
        answer = await lie
        assert (answer.status_code, answer.json()["code"]) == (401, "factor_refused")
        # the lock is another test's matter
        clock.advance(900)
    assert (await _shown(browser, mine)).status_code == 200


async def test_a_copied_passkey_is_found_by_its_counter(
    strict: IdentityService, browser: httpx.AsyncClient
) -> None:
    await account(strict, Role.POLICE_ROOM)
    passkey = await enrolled_passkey(browser)
    copy = Passkey(passkey.rp_id, passkey.credential_id, passkey.key)
    for _ in range(3):
        assert (await _shown(browser, passkey)).status_code == 200
    assert (await _shown(browser, copy)).status_code == 401


async def test_an_answer_is_good_once_and_for_its_own_sign_in_only(
    strict: IdentityService, browser: httpx.AsyncClient
) -> None:
    await account(strict, Role.POLICE_ROOM)
    passkey = await enrolled_passkey(browser)
    first, second = (await begun(browser))["pending"], (await begun(browser))["pending"]
    options = (await tell(browser, "passkey/options", pending=first)).json()
    await tell(browser, "passkey/options", pending=second)
    signed = passkey.signed(options, ORIGIN)
    wrong = await tell(browser, "passkey", pending=second, credential=signed)
    right = await tell(browser, "passkey", pending=first, credential=signed)
    again = await tell(browser, "passkey", pending=first, credential=signed)
    assert [one.status_code for one in (wrong, right, again)] == [401, 200, 401]


@pytest.mark.parametrize("credential", [{}, {"id": 1}, {"id": "x", "response": "y"}, {"a": {}}])
async def test_nonsense_is_no_passkey(
    strict: IdentityService, browser: httpx.AsyncClient, credential: object
) -> None:
    await account(strict, Role.POLICE_ROOM)
    await enrolled_passkey(browser)
    pending = (await begun(browser))["pending"]
    await tell(browser, "passkey/options", pending=pending)
    answer = await tell(browser, "passkey", pending=pending, credential=credential)
    assert answer.json()["code"] == "factor_refused"


async def test_a_passkey_is_in_one_account_only(
    strict: IdentityService, browser: httpx.AsyncClient
) -> None:
    for name in (NAME, "other"):
        await account(strict, Role.POLICE_ROOM, name)
    passkey = await enrolled_passkey(browser)
    pending = (await begun(browser, "other"))["pending"]
    options = (await tell(browser, "enrol/passkey/options", pending=pending)).json()
    made = passkey.made(options, ORIGIN)
    answer = await tell(browser, "enrol/passkey", pending=pending, credential=made)
    assert (answer.status_code, answer.json()["code"]) == (409, "already_there")


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:8600", "http://[::1]:8600", "http://10.0.0.7"]
)
async def test_an_address_without_a_name_makes_no_passkey_and_says_so(
    strict: IdentityService, database: Database, origin: str
) -> None:
    await account(strict, Role.POLICE_ROOM)
    async with browser_at(strict, database, origin) as browser:
        pending = (await begun(browser))["pending"]
        answer = await tell(browser, "enrol/passkey/options", pending=pending)
    assert (answer.status_code, answer.json()["code"]) == (400, "passkey_needs_name")
    assert "host name" in answer.json()["detail"]


async def test_another_host_name_than_ours_makes_no_passkey(
    strict: IdentityService, database: Database
) -> None:
    await account(strict, Role.POLICE_ROOM)
    async with browser_at(strict, database, "http://evil.example") as browser:
        pending = (await begun(browser))["pending"]
        answer = await tell(browser, "enrol/passkey/options", pending=pending)
    assert answer.json()["code"] == "passkey_needs_name"

"""A locked screen says by what it opens, and opens by each of it: nobody who came by a provider is stuck."""

from pathlib import Path

import httpx
import pyotp
import pytest

from bongsu.identity.people import Role
from bongsu.identity.rights.change import Administering
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.identity.accounts import account
from tests.identity.conftest import PASSWORD
from tests.identity.whole import browser_at, strict_identity

NAME, ISSUER = "김봉수", "https://provider.example"
LOCKED_S = 601.0


@pytest.fixture
async def keyed(database: Database, clock: FixedClock, tmp_path: Path) -> IdentityService:
    key_file = str(tmp_path / "identity.key")
    service = await strict_identity(database, clock, key_file, oidc_issuer=ISSUER)
    await account(service, Role.OPERATOR, NAME)
    return service


async def enter(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/api/sign-in", json={"name": NAME, "password": PASSWORD})
    assert answer.status_code == 200


async def with_app(browser: httpx.AsyncClient, clock: FixedClock) -> pyotp.TOTP:
    draft = await browser.post("/api/me/factors/totp", json={"password": PASSWORD})
    app = pyotp.TOTP(draft.json()["secret"])
    form = {"code": app.at(clock.now())}
    assert (await browser.post("/api/me/factors/totp/confirm", json=form)).status_code == 200
    return app


async def ways(browser: httpx.AsyncClient) -> list[str]:
    answer = await browser.get("/api/unlock/ways")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return list(answer.json()["ways"])


async def test_a_locked_screen_names_every_way_that_the_account_has(
    keyed: IdentityService, database: Database, clock: FixedClock
) -> None:
    async with browser_at(keyed, database) as browser:
        await enter(browser)
        assert await ways(browser) == ["password"]
        await with_app(browser, clock)
        await keyed.rights.link(Administering(NAME, "system", "test"), ISSUER, "sub")
        clock.advance(LOCKED_S)
        assert await ways(browser) == ["password", "totp", "oidc"]


async def test_a_link_to_a_provider_of_before_is_no_way(
    keyed: IdentityService, database: Database
) -> None:
    await keyed.rights.link(Administering(NAME, "system", "test"), "https://old.example", "sub")
    async with browser_at(keyed, database) as browser:
        await enter(browser)
        assert await ways(browser) == ["password"]


async def test_who_is_not_signed_in_learns_nothing_of_any_account(
    keyed: IdentityService, database: Database
) -> None:
    async with browser_at(keyed, database) as browser:
        answer = await browser.get("/api/unlock/ways")
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_a_person_without_a_known_password_opens_by_the_app(
    keyed: IdentityService, database: Database, clock: FixedClock
) -> None:
    async with browser_at(keyed, database) as browser:
        await enter(browser)
        app = await with_app(browser, clock)
        clock.advance(LOCKED_S)
        assert (await browser.get("/api/me/sessions")).json()["code"] == "session_locked"
        opened = await browser.post("/api/unlock", json={"code": app.at(clock.now())})
        assert (opened.status_code, opened.json()["locked"]) == (200, False)
        assert (await browser.get("/api/me/sessions")).status_code == 200


async def test_a_screen_that_locked_before_its_password_was_chosen_still_asks_for_the_choice(
    keyed: IdentityService, database: Database, clock: FixedClock
) -> None:
    made = await keyed.set_password(NAME)
    async with browser_at(keyed, database) as browser:
        form = {"name": NAME, "password": made.password}
        await browser.post("/api/sign-in", json=form)
        clock.advance(LOCKED_S)
        opened = await browser.post("/api/unlock", json={"password": made.password})
        me = opened.json()
        assert (me["locked"], me["must_change_password"]) == (False, True)
        answer = await browser.get("/api/me/sessions")
        assert answer.json()["code"] == "password_must_change"


@pytest.mark.parametrize("shown", [{"code": "000000"}, {"password": "wrong"}])
async def test_every_way_counts_its_guesses_against_the_same_name(
    keyed: IdentityService, database: Database, clock: FixedClock, shown: dict[str, str]
) -> None:
    async with browser_at(keyed, database) as browser:
        await enter(browser)
        app = await with_app(browser, clock)
        clock.advance(LOCKED_S)
        for _ in range(5):
            assert (await browser.post("/api/unlock", json=shown)).status_code == 401
        for right in ({"password": PASSWORD}, {"code": app.at(clock.now())}):
            answer = await browser.post("/api/unlock", json=right)
            assert answer.json()["code"] == "sign_in_locked"

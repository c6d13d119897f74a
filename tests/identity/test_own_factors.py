"""A person's own second factors: behind the password, the last one stays where it must, and the secret box keeps its key."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any  # Any: parsed JSON

import httpx
import pyotp
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.identity.failures import NoKeyFile
from bongsu.identity.people import Role
from bongsu.identity.secret_box import SecretBox
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.identity.accounts import account, trail_of
from tests.identity.conftest import PASSWORD
from tests.identity.test_second_step import NAME, begun, enrolled_totp, tell
from tests.identity.whole import browser_at, strict_identity

OWN = "/api/me/factors"


@pytest.fixture
async def strict(database: Database, clock: FixedClock, tmp_path: Path) -> IdentityService:
    return await strict_identity(database, clock, str(tmp_path / "keys" / "identity.key"))


@pytest.fixture
async def browser(strict: IdentityService, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_at(strict, database) as browser:
        yield browser


async def mine(browser: httpx.AsyncClient) -> dict[str, Any]:
    found: dict[str, Any] = (await browser.get(OWN)).json()
    return found


async def remove(
    browser: httpx.AsyncClient, factor_id: str, password: str = PASSWORD
) -> httpx.Response:
    return await browser.post(f"{OWN}/{factor_id}/remove", json={"password": password})


async def test_where_one_is_required_the_last_one_stays(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock, database: Database
) -> None:
    await account(strict, Role.POLICE_ROOM)
    await enrolled_totp(browser, clock)
    own = await mine(browser)
    assert (own["required"], own["recovery_codes_left"]) == (True, 10)
    (first,) = own["factors"]
    assert (await remove(browser, first["factor_id"])).json()["code"] == "last_factor"
    secret = (await browser.post(f"{OWN}/totp", json={"password": PASSWORD})).json()["secret"]
    form = {"code": pyotp.TOTP(secret).at(clock.now()), "label": "둘째"}
    added = await browser.post(f"{OWN}/totp/confirm", json=form)
    assert added.json() == {"recovery_codes": []}, "there are some already"
    assert (await remove(browser, first["factor_id"])).status_code == 204
    assert [one["label"] for one in (await mine(browser))["factors"]] == ["둘째"]
    assert len(await trail_of(database, TrailKind.REMOVE_FACTOR)) == 1


async def test_no_factor_comes_or_goes_without_the_password(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    await account(strict, Role.POLICE_ROOM)
    await enrolled_totp(browser, clock)
    (one,) = (await mine(browser))["factors"]
    wrong = {"password": "wrong"}
    for path in ("totp", "passkey/options", "recovery-codes", f"{one['factor_id']}/remove"):
        answer = await browser.post(f"{OWN}/{path}", json=wrong)
        assert answer.json()["code"] == "sign_in_refused", path
    form = {"code": "123456", "label": "x"}
    assert (await browser.post(f"{OWN}/totp/confirm", json=form)).status_code == 401


async def test_a_factor_of_somebody_else_is_nobodys_to_remove(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock, database: Database
) -> None:
    for name in (NAME, "other"):
        await account(strict, Role.POLICE_ROOM, name)
    await enrolled_totp(browser, clock)
    (theirs,) = (await mine(browser))["factors"]
    async with browser_at(strict, database) as stranger:
        await enrolled_totp(stranger, clock, "other")
        answer = await remove(stranger, theirs["factor_id"])
    assert answer.json()["code"] == "no_such_factor"
    assert len((await mine(browser))["factors"]) == 1


async def test_own_people_may_go_back_to_none_and_their_recovery_codes_go_too(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    await account(strict, Role.OPERATOR)
    form = {"name": NAME, "password": PASSWORD}
    assert (await browser.post("/api/sign-in", json=form)).status_code == 200
    secret = (await browser.post(f"{OWN}/totp", json={"password": PASSWORD})).json()["secret"]
    code = {"code": pyotp.TOTP(secret).at(clock.now())}
    codes = (await browser.post(f"{OWN}/totp/confirm", json=code)).json()["recovery_codes"]
    assert len(codes) == 10
    assert (await begun(browser))["ways"] == ["totp", "recovery"]
    (one,) = (await mine(browser))["factors"]
    assert (await remove(browser, one["factor_id"])).status_code == 204
    assert (await browser.post("/api/sign-in", json=form)).status_code == 200
    assert (await mine(browser))["recovery_codes_left"] == 0


async def test_new_recovery_codes_kill_the_old_ones(
    strict: IdentityService, browser: httpx.AsyncClient, clock: FixedClock
) -> None:
    await account(strict, Role.POLICE_ROOM)
    _, old = await enrolled_totp(browser, clock)
    answer = await browser.post(f"{OWN}/recovery-codes", json={"password": PASSWORD})
    new = answer.json()["recovery_codes"]
    for code, expected in ((old[0], 401), (new[0], 200)):
        pending = (await begun(browser))["pending"]
        answer = await tell(browser, "recovery", pending=pending, code=code)
        assert answer.status_code == expected


@pytest.mark.parametrize("role", [role for role in Role if role.is_vehicle])
async def test_a_vehicle_has_no_factors_but_its_device(
    strict: IdentityService, browser: httpx.AsyncClient, role: Role
) -> None:
    await account(strict, role)
    await browser.post("/api/sign-in", json={"name": NAME, "password": PASSWORD})
    answer = await browser.post(f"{OWN}/totp", json={"password": PASSWORD})
    assert answer.status_code in {401, 403}


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "identity.key"
    sealed = SecretBox(str(file)).seal(b"secret", "here")
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["identity.key"]
    again = SecretBox(str(file))
    assert again.open(sealed, "here") == b"secret"
    for place, text in (("there", sealed), ("here", sealed[:-4] + "AAAA"), ("here", "")):
        with pytest.raises(NoKeyFile):
            again.open(text, place)


def test_without_its_key_nothing_is_kept_and_nothing_is_read(tmp_path: Path) -> None:
    file = tmp_path / "identity.key"
    sealed = SecretBox(str(file)).seal(b"secret", "here")
    file.unlink()
    with pytest.raises(NoKeyFile):
        SecretBox(str(file)).open(sealed, "here")
    assert not file.exists(), "reading makes no new key"
    file.write_bytes(b"short")
    for box in (SecretBox(str(file)), SecretBox()):
        with pytest.raises(NoKeyFile):
            box.seal(b"secret", "here")

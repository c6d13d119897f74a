"""One's own sessions: seen, told apart, ended; nobody else's."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import msgspec
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.identity.people import Role
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.identity.accounts import account, trail_of
from tests.identity.conftest import PASSWORD
from tests.identity.test_lock import told
from tests.identity.whole import browser_at, strict_identity

NAME, OTHER = "김봉수", "이순신"


@pytest.fixture
async def keyed(database: Database, clock: FixedClock, tmp_path: Path) -> IdentityService:
    service = await strict_identity(database, clock, str(tmp_path / "identity.key"))
    await account(service, Role.OPERATOR, NAME)
    await account(service, Role.OPERATOR, OTHER)
    return service


@pytest.fixture
async def browser(keyed: IdentityService, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_at(keyed, database) as browser:
        await browser.post("/api/sign-in", json={"name": NAME, "password": PASSWORD})
        yield browser


async def test_this_session_stands_first_then_the_newest(
    browser: httpx.AsyncClient, keyed: IdentityService, clock: FixedClock
) -> None:
    ids = []
    for _ in range(2):
        clock.advance(60)
        ids.append((await keyed.sign_in(NAME, PASSWORD))[0].session_id)
    listed = (await browser.get("/api/me/sessions")).json()
    assert [one["is_this"] for one in listed] == [True, False, False]
    assert [one["session_id"] for one in listed[1:]] == ids[::-1]


async def test_nobody_sees_anybody_elses(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    other, _ = await keyed.sign_in(OTHER, PASSWORD)
    listed = (await browser.get("/api/me/sessions")).json()
    assert other.session_id not in {one["session_id"] for one in listed}


async def test_a_list_of_sessions_gives_no_token_and_no_address_away(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    answer = await browser.get("/api/me/sessions")
    token = browser.cookies[keyed.cookie_name]
    assert token not in answer.text
    assert "127.0.0.1" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert set(answer.json()[0]) == {
        "session_id",
        "started_at",
        "seen_at",
        "is_this",
        "is_locked",
        "is_same_place",
    }


@pytest.mark.parametrize(
    ("here", "there", "is_same"),
    [
        ("10.0.0.7", "10.0.0.7", True),
        ("10.0.0.7", "10.0.0.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("10.0.0.7", "::ffff:10.0.0.7", True),
        ("10.0.0.7", None, None),
        (None, "10.0.0.7", None),
        (None, None, None),
    ],
)
async def test_another_place_is_told_from_this_one(
    keyed: IdentityService, here: str | None, there: str | None, is_same: bool | None
) -> None:
    entered = await keyed.begin_sign_in(NAME, PASSWORD, here)
    await keyed.begin_sign_in(NAME, PASSWORD, there)
    listed = await keyed.own.sessions(entered.signed_in)  # type: ignore[union-attr] # no factor: no Waiting
    assert listed[1].is_same_place is is_same


async def test_an_ended_session_is_out_at_once_and_its_pictures_are_cut(
    browser: httpx.AsyncClient, keyed: IdentityService, database: Database
) -> None:
    other, token = await keyed.sign_in(NAME, PASSWORD)
    assert await keyed.session_of(token)
    answer = await browser.post(f"/api/me/sessions/{other.session_id}/end")
    assert answer.status_code == 204
    assert await keyed.session_of(token) is None
    assert [(one.session_id, one.reason) for one in await told(database)] == [
        (other.session_id, "signed_out")
    ]
    row = (await trail_of(database, TrailKind.END_SESSION))[-1]
    assert row.actor == other.person_id
    assert msgspec.json.decode(row.body)["session_id"] == other.session_id
    again = await browser.post(f"/api/me/sessions/{other.session_id}/end")
    assert again.json()["code"] == "no_such_session", "it has ended already"


@pytest.mark.parametrize("session_id", ["ses_0", "x", "%2e%2e", "' OR 1=1 --"])
async def test_a_session_that_is_not_there_ends_nothing(
    browser: httpx.AsyncClient, session_id: str
) -> None:
    answer = await browser.post(f"/api/me/sessions/{session_id}/end")
    assert answer.status_code == 404
    assert (await browser.get("/api/me/sessions")).status_code == 200


async def test_somebody_elses_session_is_answered_like_one_that_is_not_there(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    other, token = await keyed.sign_in(OTHER, PASSWORD)
    answer = await browser.post(f"/api/me/sessions/{other.session_id}/end")
    nobodys = await browser.post("/api/me/sessions/ses_nobodys/end")
    assert answer.status_code == nobodys.status_code == 404
    assert answer.json()["detail"] == nobodys.json()["detail"]
    assert await keyed.session_of(token)


async def test_all_others_end_at_once(browser: httpx.AsyncClient, keyed: IdentityService) -> None:
    tokens = [(await keyed.sign_in(NAME, PASSWORD))[1] for _ in range(3)]
    _, somebodys = await keyed.sign_in(OTHER, PASSWORD)
    assert (await browser.post("/api/me/sessions/end-others")).json() == {"ended": 3}
    assert [await keyed.session_of(one) for one in tokens] == [None] * 3
    assert await keyed.session_of(somebodys)
    assert len((await browser.get("/api/me/sessions")).json()) == 1
    assert (await browser.post("/api/me/sessions/end-others")).json() == {"ended": 0}


async def test_ending_ones_own_session_here_is_signing_out(
    browser: httpx.AsyncClient,
) -> None:
    own = (await browser.get("/api/me/sessions")).json()[0]["session_id"]
    assert (await browser.post(f"/api/me/sessions/{own}/end")).status_code == 204
    assert (await browser.get("/api/me/sessions")).json()["code"] == "not_signed_in"


async def test_a_session_whose_time_is_over_is_not_listed(
    browser: httpx.AsyncClient, keyed: IdentityService, clock: FixedClock
) -> None:
    clock.advance(12 * 3600)
    await browser.post("/api/sign-in", json={"name": NAME, "password": PASSWORD})
    assert len((await browser.get("/api/me/sessions")).json()) == 1


async def test_a_locked_one_says_so(
    browser: httpx.AsyncClient, keyed: IdentityService, clock: FixedClock
) -> None:
    clock.advance(601)
    entered, _ = await keyed.sign_in(NAME, PASSWORD)
    listed = await keyed.own.sessions(entered)
    assert [one.is_locked for one in listed] == [False, True]


@pytest.mark.parametrize("role", [Role.POLICE_CAR, Role.FIRE_CAR])
async def test_a_vehicle_ends_no_other_tablet(
    identity: IdentityService, database: Database, role: Role
) -> None:
    await account(identity, role, "car")
    _, other = await identity.sign_in("car", PASSWORD)
    async with browser_at(identity, database) as browser:
        await browser.post("/api/sign-in", json={"name": "car", "password": PASSWORD})
        assert (await browser.get("/api/me/sessions")).status_code == 403
        assert (await browser.post("/api/me/sessions/end-others")).status_code == 403
    assert await identity.session_of(other)

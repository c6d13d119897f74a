"""A person chooses a password: what is taken, what is refused, what ends, and who is asked to."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any  # Any: parsed JSON

import httpx
import msgspec
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.identity.factors.factor import Waiting
from bongsu.identity.failures import SignInRefused
from bongsu.identity.own.password import must_be_good
from bongsu.identity.people import Role
from bongsu.identity.rules import must_choose_password
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from tests.identity.accounts import account, trail_of
from tests.identity.conftest import CHEAP, HOMES, PASSWORD
from tests.identity.whole import browser_at, strict_identity

NAME = "김봉수"
NEW = "lantern-by-the-sea"


@pytest.fixture
async def keyed(database: Database, clock: FixedClock, tmp_path: Path) -> IdentityService:
    return await strict_identity(database, clock, str(tmp_path / "identity.key"))


@pytest.fixture
async def browser(keyed: IdentityService, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_at(keyed, database) as browser:
        yield browser


async def enter(browser: httpx.AsyncClient, password: str, name: str = NAME) -> httpx.Response:
    return await browser.post("/api/sign-in", json={"name": name, "password": password})


async def choose(browser: httpx.AsyncClient, old: str, new: str) -> httpx.Response:
    return await browser.post("/api/me/password", json={"old": old, "new": new})


async def given(identity: IdentityService, role: Role = Role.OPERATOR) -> str:
    """An account whose password the node made; answers it."""
    home = HOMES[next(kind for kind in HOMES if kind.value == "centre")]
    made = await identity.add_person(
        name=NAME, display_name="봉수", role=role, organisation=home.code
    )
    return made.password


@pytest.mark.parametrize(
    ("name", "new", "is_good"),
    [
        ("lead", "lantern-by", True),
        ("lead", "lantern-b", False),
        ("lead", "x" * 201, False),
        ("lead", "lantern-lead-sea", False),
        ("lead", "lantern-LEAD-sea", False),
        ("LEAD", "lantern-lead-sea", False),
        # full-width letters are the same letters to whoever guesses
        ("lead", "lantern-ｌｅａｄ-sea", False),
        ("김봉수", "나는김봉수입니다정말로", False),
        # decomposed Hangul of another keyboard
        ("김봉수", "나는\u1100\u1175\u11b7\u1107\u1169\u11bc\u1109\u116e입니다정말", False),
        ("lead", "aaaaaaaaaaaaaaaa", False),
        ("lead", "abcabcabcabcabc", False),
        ("lead", "abcdabcdabcd", True),
        ("lead", PASSWORD, False),
        ("lead", "비밀번호는 길수록 좋다", True),
        ("lead", "          ", False),
    ],
)
def test_what_is_taken_as_a_password(name: str, new: str, is_good: bool) -> None:
    if is_good:
        must_be_good(name, PASSWORD, new, 10)
        return
    with pytest.raises(Invalid) as refused:
        must_be_good(name, PASSWORD, new, 10)
    assert refused.value.field == "new"
    assert new not in refused.value.detail, "no failure repeats what was typed"


@pytest.mark.parametrize(
    ("new", "is_good"),
    [
        ("password1234", False),
        ("Password!2026", False),
        ("1234567890", False),
        ("0987654321", False),
        ("345678901234", False),
        ("qwertyuiop", False),
        ("Qwerty-123456", False),
        ("Seongbuk-CCTV-2026", False),
        ("봉수관제센터2026", False),
        ("비밀번호123456", False),
        ("admin_admin_admin", False),
        # one word of one's own is enough
        ("seongbuk-lantern-2026", True),
        ("7302918465", True),
        ("passage-to-the-sea", True),
    ],
)
def test_what_anybody_tries_first_is_refused(new: str, is_good: bool) -> None:
    """ASVS 6.2.4, 6.2.11."""
    if is_good:
        must_be_good("lead", PASSWORD, new, 10)
    else:
        with pytest.raises(Invalid):
            must_be_good("lead", PASSWORD, new, 10)


@pytest.mark.parametrize("role", list(Role))
def test_every_person_chooses_but_walls_and_vehicles(role: Role) -> None:
    settings = msgspec.structs.replace(CHEAP, first_password_must_change=True)
    asked = must_choose_password(role, "password", was_made=True, settings=settings)
    assert asked == (not role.is_wall and not role.is_vehicle)


@pytest.mark.parametrize(
    ("way", "was_made", "is_on"),
    [("oidc", True, True), ("password", False, True), ("password", True, False)],
)
def test_nobody_chooses_who_did_not_come_by_a_made_password(
    way: str, was_made: bool, is_on: bool
) -> None:
    settings = msgspec.structs.replace(CHEAP, first_password_must_change=is_on)
    assert not must_choose_password(Role.OPERATOR, way, was_made=was_made, settings=settings)


async def test_a_chosen_password_is_the_only_one_from_then_on(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    await account(keyed, Role.OPERATOR, NAME)
    await enter(browser, PASSWORD)
    answer = await choose(browser, PASSWORD, NEW)
    assert (answer.status_code, answer.json()) == (200, {"ended": 0})
    assert answer.headers["cache-control"] == "no-store"
    assert (await browser.get("/api/me/sessions")).status_code == 200, "this session goes on"
    assert (await enter(browser, PASSWORD)).status_code == 401
    assert (await enter(browser, NEW)).status_code == 200


async def test_every_other_session_ends_with_the_old_password(
    browser: httpx.AsyncClient, keyed: IdentityService, database: Database
) -> None:
    await account(keyed, Role.OPERATOR, NAME)
    others = [(await keyed.sign_in(NAME, PASSWORD))[1] for _ in range(2)]
    for token in others:
        assert await keyed.session_of(token), "and it is believed for seconds"
    await enter(browser, PASSWORD)
    assert (await choose(browser, PASSWORD, NEW)).json() == {"ended": 2}
    assert [await keyed.session_of(token) for token in others] == [None, None]
    rows = await trail_of(database, TrailKind.END_SESSION)
    assert [msgspec.json.decode(row.body)["reason"] for row in rows] == ["signed_out"] * 2


async def test_a_stolen_session_without_the_password_sets_none(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    await account(keyed, Role.OPERATOR, NAME)
    await enter(browser, PASSWORD)
    codes = [(await choose(browser, f"guess-{n}", NEW)).json()["code"] for n in range(6)]
    assert codes == ["sign_in_refused"] * 5 + ["sign_in_locked"]
    assert (await choose(browser, PASSWORD, NEW)).json()["code"] == "sign_in_locked"


async def test_a_refused_new_password_costs_no_guess_and_changes_nothing(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    await account(keyed, Role.OPERATOR, NAME)
    await enter(browser, PASSWORD)
    for new in ("short", PASSWORD, f"this-is-{NAME}", "aaaaaaaaaaaa") * 3:
        answer = await choose(browser, PASSWORD, new)
        assert (answer.status_code, answer.json()["field"]) == (400, "new")
    assert (await enter(browser, PASSWORD)).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"old": PASSWORD},
        {"new": NEW},
        {"old": PASSWORD, "new": ""},
        {"old": PASSWORD, "new": "x" * 201},
        {"old": PASSWORD, "new": 12345678901},
        {"old": PASSWORD, "new": NEW, "name": "somebody-else"},
        {"old": PASSWORD, "new": NEW, "person_id": "per_1"},
    ],
)
async def test_a_form_that_says_more_or_less_is_refused(
    browser: httpx.AsyncClient, keyed: IdentityService, body: Any
) -> None:
    await account(keyed, Role.OPERATOR, NAME)
    await enter(browser, PASSWORD)
    answer = await browser.post("/api/me/password", json=body)
    assert answer.status_code == 400
    assert NEW not in answer.text


async def test_a_foreign_page_sets_no_password(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    await account(keyed, Role.OPERATOR, NAME)
    await enter(browser, PASSWORD)
    del browser.headers["X-Bongsu"]
    assert (await choose(browser, PASSWORD, NEW)).json()["code"] == "not_from_console"


async def test_a_locked_screen_sets_no_password(
    browser: httpx.AsyncClient, keyed: IdentityService, clock: FixedClock
) -> None:
    await account(keyed, Role.OPERATOR, NAME)
    await enter(browser, PASSWORD)
    clock.advance(601)
    assert (await choose(browser, PASSWORD, NEW)).json()["code"] == "session_locked"


async def test_a_vehicle_sets_no_password_for_its_station(
    identity: IdentityService, database: Database
) -> None:
    await account(identity, Role.POLICE_CAR, "car")
    async with browser_at(identity, database) as browser:
        await enter(browser, PASSWORD, "car")
        answer = await choose(browser, PASSWORD, NEW)
        assert (answer.status_code, answer.json()["code"]) == (403, "role_refused")
        assert (await enter(browser, PASSWORD, "car")).status_code == 200


async def test_the_trail_keeps_that_it_was_chosen_and_not_what(
    browser: httpx.AsyncClient, keyed: IdentityService, database: Database
) -> None:
    person = await account(keyed, Role.OPERATOR, NAME)
    await enter(browser, PASSWORD)
    await choose(browser, PASSWORD, NEW)
    row = (await trail_of(database, TrailKind.CHANGE_PERSON))[-1]
    said = msgspec.json.decode(row.body)
    assert row.actor == person.person_id
    assert said == {"person_id": person.person_id, "change": "own_password"}


async def test_a_sign_in_that_waits_for_its_second_step_dies_with_the_old_password(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    await account(keyed, Role.MOJ_CENTRE, NAME)
    waiting = await keyed.begin_sign_in(NAME, PASSWORD)
    assert isinstance(waiting, Waiting)
    draft = (await enter(browser, PASSWORD)).json()
    secret = await browser.post("/api/sign-in/enrol/totp", json={"pending": draft["pending"]})
    assert secret.status_code == 200
    await keyed.set_password(NAME, NEW)
    for pending in (waiting.pending, draft["pending"]):
        answer = await browser.post("/api/sign-in/enrol/totp", json={"pending": pending})
        assert answer.json()["code"] == "pending_over"


async def test_of_two_choices_at_once_one_counts(
    identity: IdentityService,
) -> None:
    await account(identity, Role.OPERATOR, NAME)
    who = [(await identity.sign_in(NAME, PASSWORD))[0] for _ in range(2)]
    chosen = (f"{NEW}-1", f"{NEW}-2")
    tried = [
        identity.own.choose_password(one, PASSWORD, new)
        for one, new in zip(who, chosen, strict=True)
    ]
    outcomes = await asyncio.gather(*tried, return_exceptions=True)
    assert sum(not isinstance(one, Exception) for one in outcomes) == 1
    works = []
    for new in chosen:
        try:
            await identity.sign_in(NAME, new)
            works.append(new)
        except SignInRefused:
            continue
    assert len(works) == 1


async def test_a_session_ended_meanwhile_sets_no_password(identity: IdentityService) -> None:
    await account(identity, Role.OPERATOR, NAME)
    who, _ = await identity.sign_in(NAME, PASSWORD)
    await identity.sign_out(who)
    with pytest.raises(Exception, match="sign in first"):
        await identity.own.choose_password(who, PASSWORD, NEW)
    await identity.sign_in(NAME, PASSWORD)


async def test_whoever_has_a_made_password_may_do_nothing_before_choosing_one(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    made = await given(keyed)
    me = (await enter(browser, made)).json()
    assert me["must_change_password"]
    for path in ("/api/me/factors", "/api/me/sessions", "/api/people"):
        answer = await browser.get(path)
        assert (answer.status_code, answer.json()["code"]) == (401, "password_must_change")
    assert (await browser.post("/api/activity")).json()["code"] == "password_must_change"
    assert (await browser.get("/api/me")).json()["must_change_password"]
    assert (await choose(browser, made, NEW)).status_code == 200
    assert not (await browser.get("/api/me")).json()["must_change_password"]
    assert (await browser.get("/api/me/factors")).status_code == 200
    assert not (await enter(browser, NEW)).json()["must_change_password"]


async def test_whoever_must_choose_may_still_sign_out(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    await enter(browser, await given(keyed))
    assert (await browser.post("/api/sign-out")).status_code == 204


async def test_the_made_password_itself_cannot_be_chosen(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    made = await given(keyed)
    await enter(browser, made)
    assert (await choose(browser, made, made)).status_code == 400
    assert (await browser.get("/api/me")).json()["must_change_password"]


async def test_a_reset_asks_again_for_a_choice_and_a_given_password_does_not(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    await account(keyed, Role.OPERATOR, NAME)
    assert not (await enter(browser, PASSWORD)).json()["must_change_password"]
    made = await keyed.set_password(NAME)
    assert (await enter(browser, made.password)).json()["must_change_password"]
    await keyed.set_password(NAME, NEW)
    assert not (await enter(browser, NEW)).json()["must_change_password"]


async def test_every_session_opened_by_a_made_password_ends_but_the_one_that_chose(
    browser: httpx.AsyncClient, keyed: IdentityService
) -> None:
    """Whoever read the slip of paper first is out as soon as its owner chooses."""
    made = await given(keyed)
    _, thief = await keyed.sign_in(NAME, made)
    await enter(browser, made)
    assert (await choose(browser, made, NEW)).json() == {"ended": 1}
    assert await keyed.session_of(thief) is None


async def test_a_node_that_asks_nobody_lets_the_made_password_in(
    database: Database, clock: FixedClock
) -> None:
    demo = await strict_identity(database, clock, "", first_password_must_change=False)
    made = await given(demo)
    async with browser_at(demo, database) as browser:
        assert not (await enter(browser, made)).json()["must_change_password"]
        assert (await browser.get("/api/me/factors")).status_code == 200

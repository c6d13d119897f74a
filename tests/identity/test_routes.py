"""Cookies, guards and providers, over HTTP and WebSocket, in an application as `web` builds it."""

from collections.abc import AsyncIterator
from typing import Any  # Any: parsed JSON

import msgspec
import pytest
from litestar import Litestar, Request, Response, WebSocket, get, post, websocket
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import WebSocketDisconnect
from litestar.testing import AsyncTestClient, TestClient

from bongsu.identity.people import OWN_ROLES, Partner, Role, SignedIn
from bongsu.identity.routes import (
    PARTNER,
    SIGNED_IN,
    SignInForm,
    identity_router,
    require,
    session_on,
)
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Kind
from tests.identity.accounts import account
from tests.identity.conftest import CHEAP, PASSWORD
from tests.identity.test_add import SENDER, partner

CONSOLE = {"X-Bongsu": "1"}
STATUS = {Kind.UNAUTHENTICATED: 401, Kind.REFUSED: 403, Kind.INVALID: 400}


@get("/own", guards=[require(*OWN_ROLES)], dependencies={"signed_in": SIGNED_IN})
async def own(signed_in: NamedDependency[SignedIn]) -> str:
    return signed_in.person.display_name


@post("/cut", guards=[require(Role.OPERATOR, Role.SHIFT_LEAD)], status_code=204)
async def cut() -> None:
    return None


@post("/link", dependencies={"partner": PARTNER}, status_code=200)
async def link(partner: NamedDependency[Partner]) -> str:
    return partner.organisation


@websocket("/feed", guards=[require()], dependencies={"signed_in": SIGNED_IN})
async def feed(socket: WebSocket[Any, Any, State], signed_in: NamedDependency[SignedIn]) -> None:
    await socket.accept()
    again = await session_on(socket)
    await socket.send_json({"role": signed_in.role, "same": again == signed_in})
    await socket.close()


def problem(_: Request[Any, Any, Any], failure: Failure) -> Response[dict[str, str | None]]:
    body = {"code": failure.code, "field": failure.field, "detail": failure.detail}
    return Response(body, status_code=STATUS[failure.kind])


def application(identity: IdentityService) -> Litestar:
    return Litestar(
        [identity_router(), own, cut, link, feed],
        state=State({"identity": identity}),
        exception_handlers={Failure: problem},
        debug=False,
    )


@pytest.fixture
async def client(identity: IdentityService) -> AsyncIterator[AsyncTestClient[Litestar]]:
    async with AsyncTestClient(application(identity)) as client:
        yield client


async def enter(
    client: AsyncTestClient[Litestar], name: str = "김봉수", password: str = PASSWORD
) -> Any:
    form = {"name": name, "password": password}
    return await client.post("/api/sign-in", json=form, headers=CONSOLE)


async def test_signing_in_sets_a_cookie_no_script_and_no_foreign_page_can_use(
    client: AsyncTestClient[Litestar], identity: IdentityService
) -> None:
    await account(identity, Role.OPERATOR)
    answer = await enter(client)
    assert answer.status_code == 200
    name, *flags = answer.headers["set-cookie"].split("; ")
    assert name.startswith("bongsu_seongbuk=")
    assert {flag.lower() for flag in flags} == {"httponly", "path=/", "samesite=strict"}
    assert answer.headers["cache-control"] == "no-store"


async def test_over_https_the_cookie_is_secure(
    client: AsyncTestClient[Litestar], identity: IdentityService
) -> None:
    await account(identity, Role.OPERATOR)
    form = {"name": "김봉수", "password": PASSWORD}
    answer = await client.post("https://node.example/api/sign-in", json=form, headers=CONSOLE)
    assert "secure" in answer.headers["set-cookie"].lower()


async def test_behind_a_proxy_that_ends_https_the_setting_makes_it_secure(
    database: Database, clock: FixedClock
) -> None:
    behind = IdentityService(database, clock, msgspec.structs.replace(CHEAP, https=True))
    await account(behind, Role.OPERATOR)
    async with AsyncTestClient(application(behind)) as client:
        answer = await enter(client)
        assert "secure" in answer.headers["set-cookie"].lower()
        name, _, token = answer.headers["set-cookie"].partition(";")[0].partition("=")
        assert name == "__Host-bongsu_seongbuk", (
            "a browser then takes it from this host by TLS only"
        )
        said = {"Cookie": f"{name}={token}", **CONSOLE}
        assert (await client.get("/api/me", headers=said)).status_code == 200
        gone = (await client.post("/api/sign-out", headers=said)).headers["set-cookie"]
        assert gone.startswith(f"{name}=")
        assert {"secure", "path=/", "max-age=0"} <= {one.lower() for one in gone.split("; ")}


async def test_me_says_who_is_signed_in(
    client: AsyncTestClient[Litestar], identity: IdentityService
) -> None:
    person = await account(identity, Role.POLICE_CAR)
    entered = (await enter(client)).json()
    answer = await client.get("/api/me")
    assert answer.headers["cache-control"] == "no-store"
    assert (
        answer.json()
        == entered
        == {
            "person_id": person.person_id,
            "name": "김봉수 님",
            "role": "POLICE_CAR",
            "is_own": False,
            "organisation": "KNPA.SEOUL.SEONGBUK",
            "organisation_name": "성북경찰서",
            "organisation_name_en": "Seongbuk Police Station",
            "unit_id": "순31",
            "ends_at": "2026-11-21T02:40:00+00:00",
            "locked": False,
            "locks_at": None,
            "must_change_password": False,
        }
    )


async def test_signing_out_ends_the_session_even_for_a_copied_cookie(
    client: AsyncTestClient[Litestar], identity: IdentityService
) -> None:
    await account(identity, Role.OPERATOR)
    await enter(client)
    copied = dict(client.cookies)
    answer = await client.post("/api/sign-out", headers=CONSOLE)
    assert answer.status_code == 204
    assert not client.cookies
    client.cookies.update(copied)
    assert (await client.get("/api/me")).status_code == 401


@pytest.mark.parametrize(
    "form",
    [
        {"name": "김봉수"},
        {"name": "", "password": "x"},
        {"name": "x" * 81, "password": "x"},
        {"name": "x", "password": "x" * 201},
        {"name": "x", "password": "x", "role": "CPO"},
        {"name": 1, "password": "x"},
        [],
    ],
)
async def test_a_malformed_form_is_a_400(client: AsyncTestClient[Litestar], form: object) -> None:
    answer = await client.post("/api/sign-in", json=form, headers=CONSOLE)
    assert answer.status_code == 400


async def test_a_wrong_password_is_a_401_without_a_cookie(
    client: AsyncTestClient[Litestar], identity: IdentityService
) -> None:
    await account(identity, Role.OPERATOR)
    answer = await enter(client, password="wrong")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_refused")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("headers", [{}, {"X-Bongsu": "0"}, {"X-Bongsu": ""}])
@pytest.mark.parametrize("path", ["/api/sign-in", "/api/sign-out", "/cut"])
async def test_a_change_without_the_consoles_header_is_refused(
    client: AsyncTestClient[Litestar],
    identity: IdentityService,
    path: str,
    headers: dict[str, str],
) -> None:
    await account(identity, Role.OPERATOR)
    await enter(client)
    form = {"name": "김봉수", "password": PASSWORD}
    answer = await client.post(path, json=form, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_from_console")
    assert answer.json()["field"] == "X-Bongsu"
    assert (await client.get("/api/me")).status_code == 200


@pytest.mark.parametrize("role", list(Role))
async def test_a_route_is_open_to_its_roles_and_to_no_other(
    client: AsyncTestClient[Litestar], identity: IdentityService, role: Role
) -> None:
    await account(identity, role)
    await enter(client)
    read = await client.get("/own")
    assert read.status_code == (200 if role.is_own else 403)
    written = await client.post("/cut", headers=CONSOLE)
    may_cut = role in {Role.OPERATOR, Role.SHIFT_LEAD}
    assert written.status_code == (204 if may_cut else 403)


async def test_without_a_session_nothing_is_open(client: AsyncTestClient[Litestar]) -> None:
    client.cookies.set("bongsu_seongbuk", "guessed")
    client.cookies.set("bongsu_gangbuk", "of-another-node")
    for answer in (await client.get("/own"), await client.post("/cut", headers=CONSOLE)):
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_a_partner_shows_its_token_and_needs_no_console(
    client: AsyncTestClient[Litestar], identity: IdentityService
) -> None:
    token = await partner(identity)
    for scheme in ("Bearer", "bearer"):
        answer = await client.post("/link", headers={"Authorization": f"{scheme} {token}"})
        assert (answer.status_code, answer.text) == (200, SENDER)


async def test_an_unknown_partner_is_a_401(
    client: AsyncTestClient[Litestar], identity: IdentityService
) -> None:
    token = await partner(identity)
    for header in ("", "Bearer", "Bearer ", f"Basic {token}", f"Bearer {token}x", token):
        answer = await client.post("/link", headers={"Authorization": header})
        assert (answer.status_code, answer.json()["code"]) == (401, "unknown_partner")


async def test_a_websocket_knows_its_session_by_the_same_cookie(
    identity: IdentityService,
) -> None:
    await account(identity, Role.FIRE_ROOM)
    _, token = await identity.sign_in("김봉수", PASSWORD)
    with TestClient(application(identity)) as client:
        client.cookies.set(identity.cookie_name, token)
        with client.websocket_connect("/feed") as socket:
            assert socket.receive_json() == {"role": "FIRE_ROOM", "same": True}


@pytest.mark.parametrize(
    ("origin", "opens"),
    [
        ("http://testserver.local", True),
        ("http://testserver.local:8601", False),
        ("http://evil.example", False),
        ("null", False),
        ("http://[", False),
    ],
)
async def test_a_websocket_from_another_origin_is_refused(
    identity: IdentityService, origin: str, *, opens: bool
) -> None:
    await account(identity, Role.FIRE_ROOM)
    _, token = await identity.sign_in("김봉수", PASSWORD)
    with TestClient(application(identity)) as client:
        client.cookies.set(identity.cookie_name, token)
        if opens:
            with client.websocket_connect("/feed", headers={"Origin": origin}) as socket:
                assert socket.receive_json()["same"]
            return
        refused = client.websocket_connect("/feed", headers={"Origin": origin})
        with pytest.raises(WebSocketDisconnect), refused as socket:
            socket.receive_json()


async def test_a_websocket_without_a_session_is_refused(identity: IdentityService) -> None:
    with TestClient(application(identity)) as client:
        refused = client.websocket_connect("/feed")
        with pytest.raises(WebSocketDisconnect), refused as socket:
            socket.receive_json()


def test_a_form_does_not_show_what_was_typed() -> None:
    assert "secret" not in repr(SignInForm(name="secret-name", password="secret"))

"""Who may pass which door: every route of the node × every role, partners, and nobody. A door without a row fails."""

from collections.abc import Iterator
from itertools import product
from typing import Any  # Any: what one asks with

import httpx
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute, WebSocketRoute

from bongsu.identity.people import Role
from tests.web.asgi_socket import Closed, feed_of
from tests.web.door_rows import CONSOLE, LINK, MACHINES, OPEN, PAGES, READING, SOCKETS, Door
from tests.web.house import NOBODY, PARTNERS, PASSWORD, READERS, House


def doors_of(app: Litestar) -> Iterator[tuple[str, str]]:
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            yield from ((method, route.path) for method in sorted(route.methods - {"OPTIONS"}))
        else:
            assert isinstance(route, WebSocketRoute)
            yield "WEBSOCKET", route.path


def by_name(door: Door) -> str:
    return f"{door.method} {door.path}"


def test_every_door_of_the_node_has_its_row(house: House) -> None:
    rows = {(door.method, door.path) for door in (*CONSOLE, *LINK, *READING, *OPEN, *MACHINES)}
    rows |= {("GET", path) for path in PAGES} | {("WEBSOCKET", path) for path in SOCKETS}
    assert set(doors_of(house.app)) == rows


def test_no_two_rows_are_for_one_door() -> None:
    names = [by_name(door) for door in (*CONSOLE, *LINK, *READING, *OPEN, *MACHINES)]
    assert len(names) == len(set(names))


async def asked(house: House, who: str, door: Door, **more: Any) -> httpx.Response:
    """A shared room's browser gives nothing back after sign-out, and no proxy mixes up two people: whatever is answered."""
    answer = await house.ask(who, door.asked, door.body, method=door.method, **more)
    assert "no-store" in answer.headers.get("cache-control", ""), f"{who}: {answer.text}"
    return answer


@pytest.mark.parametrize("door", CONSOLE, ids=by_name)
async def test_a_door_of_the_console_is_open_to_its_roles_and_to_no_other(
    house: House, door: Door
) -> None:
    for role in Role:
        answer = await asked(house, role.value, door)
        if role in door.who:
            assert answer.status_code == door.then, f"{role}: {answer.text}"
        else:
            assert (answer.status_code, answer.json()["code"]) == (403, "role_refused"), role


async def test_without_a_session_no_door_of_the_console_opens(house: House) -> None:
    for door, who in product(CONSOLE, (NOBODY, *PARTNERS, *READERS)):
        answer = await asked(house, who, door)
        said = (answer.status_code, answer.json()["code"])
        assert said == (401, "not_signed_in"), f"{by_name(door)}, {who}"


async def test_a_session_of_another_node_or_a_guess_opens_nothing(house: House) -> None:
    token = house.template.tokens[Role.OPERATOR.value]
    cookies = ("bongsu_seongbuk=guess", "bongsu_seongbuk=", f"bongsu_gangbuk={token}")
    for door, cookie in product(CONSOLE, cookies):
        answer = await asked(house, NOBODY, door, Cookie=cookie)
        assert answer.status_code == 401, f"{by_name(door)}, {cookie}"


async def test_a_change_needs_the_consoles_header(house: House) -> None:
    """Even of those who may: a foreign page sends the cookie along, but never this header."""
    changes = [one for one in (*CONSOLE, *OPEN) if one.method != "GET"]
    for door, role in ((one, role) for one in changes for role in one.who):
        answer = await house.ask(
            role.value, door.asked, door.body, method=door.method, from_console=False
        )
        said = answer.json()
        assert (answer.status_code, said["code"], said["field"]) == (
            403,
            "not_from_console",
            "X-Bongsu",
        ), f"{by_name(door)}, {role}"


@pytest.mark.parametrize("door", LINK, ids=by_name)
async def test_a_door_of_a_link_is_open_to_partners_and_to_no_role(
    house: House, door: Door
) -> None:
    for partner in PARTNERS:
        answer = await asked(house, partner, door, from_console=False)
        assert answer.status_code == door.then, f"{partner}: {answer.text}"
    for who in (NOBODY, *(role.value for role in Role)):
        answer = await asked(house, who, door)
        assert (answer.status_code, answer.json()["code"]) == (401, "unknown_partner"), who
    for reader in READERS:
        answer = await asked(house, reader, door)
        assert (answer.status_code, answer.json()["code"]) == (403, "right_not_given"), reader


@pytest.mark.parametrize("door", READING, ids=by_name)
async def test_a_door_of_the_catalogue_is_open_to_whoever_was_given_it(
    house: House, door: Door
) -> None:
    for reader in READERS:
        answer = await asked(house, reader, door, from_console=False)
        assert answer.status_code == door.then, f"{reader}: {answer.text}"
    for partner in PARTNERS:
        answer = await asked(house, partner, door, from_console=False)
        assert (answer.status_code, answer.json()["code"]) == (403, "right_not_given"), partner
    for who in (NOBODY, *(role.value for role in Role)):
        answer = await asked(house, who, door)
        assert (answer.status_code, answer.json()["code"]) == (401, "unknown_partner"), who
        assert "Basic" in answer.headers["www-authenticate"]


@pytest.mark.parametrize("door", MACHINES, ids=by_name)
async def test_a_machines_door_asks_for_no_credential_and_gives_none_weight(
    house: House, door: Door
) -> None:
    for who in (NOBODY, "seoul-112", *(role.value for role in Role)):
        answer = await house.ask(who, door.asked, method=door.method, from_console=False)
        assert answer.status_code == door.then, f"{who}: {answer.text}"


@pytest.mark.parametrize("door", OPEN, ids=by_name)
async def test_what_is_open_is_open_to_all_alike(house: House, door: Door) -> None:
    for who in (NOBODY, "seoul-112", *(role.value for role in Role)):
        answer = await house.ask(who, door.asked, door.body, method=door.method)
        if door.method == "GET":
            assert answer.status_code == door.then, f"{who}: {answer.text}"
    assert answer.status_code in {door.then, 401}


@pytest.mark.parametrize("path", ["/", "/room", "/watch", "/vehicle", "/trail", "/incidents/inc_1"])
async def test_a_page_of_the_console_holds_nothing_and_is_open_to_all(
    house: House, path: str
) -> None:
    bodies = set()
    for who in (NOBODY, "seoul-112", *(role.value for role in Role)):
        answer = await house.ask(who, path)
        assert answer.status_code in {200, 503}
        assert answer.headers["content-type"].startswith("text/html")
        bodies.add(answer.content)
    assert len(bodies) == 1, "the page says nothing of who asks"


@pytest.mark.parametrize("role", list(Role))
async def test_the_feed_is_open_to_every_role_and_says_who_it_takes_one_for(
    house: House, role: Role
) -> None:
    async with feed_of(house.app, house.headers_of(role.value)) as socket:
        hello = await socket.heard()
    assert (hello["kind"], hello["person"]["role"]) == ("hello", role.value)
    assert hello["person"]["may_approve"] == (role is Role.SHIFT_LEAD)


@pytest.mark.parametrize("who", [NOBODY, *PARTNERS])
async def test_the_feed_is_closed_to_whoever_is_not_signed_in(house: House, who: str) -> None:
    async with feed_of(house.app, house.headers_of(who)) as socket:
        with pytest.raises(Closed) as closed:
            await socket.heard()
    assert (closed.value.code, closed.value.reason) == (4401, "not_signed_in")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_no_door_knows_another_way_to_change_things(house: House, method: str) -> None:
    """A path that has one with this method has its own row."""
    rows = (*CONSOLE, *LINK, *READING)
    with_it = {door.path for door in rows if door.method == method}
    for door in (one for one in rows if one.path not in with_it):
        answer = await house.ask("OPERATOR", door.asked, {}, method=method)
        assert answer.status_code == 405, door.path


async def test_asking_what_a_door_allows_tells_nothing_else(house: House) -> None:
    for door in (*CONSOLE, *LINK, *READING):
        answer = await house.ask(NOBODY, door.asked, method="OPTIONS")
        assert answer.status_code in {204, 401}, door.path
        assert "access-control-allow-origin" not in answer.headers, "no foreign page may read"


async def test_an_unknown_path_under_the_api_is_a_problem_and_no_page(house: House) -> None:
    for path in ("/api/nothing", "/api/", "/link/v1/nothing", "/api/incidents/a/b/c"):
        answer = await house.ask("OPERATOR", path)
        assert (answer.status_code, answer.headers["content-type"]) == (
            404,
            "application/problem+json",
        )


async def test_whoever_signs_in_over_http_gets_what_the_role_may(house: House) -> None:
    """The way from password to answer, without a token made beforehand."""
    form = {"name": "AUDITOR", "password": PASSWORD}
    entered = await house.ask(NOBODY, "/api/sign-in", form)
    cookie = entered.headers["set-cookie"].partition(";")[0]
    assert (await house.ask(NOBODY, "/api/audit", Cookie=cookie)).status_code == 200
    refused = await house.ask(NOBODY, "/api/cameras/x/watch", {}, Cookie=cookie)
    assert refused.status_code == 403

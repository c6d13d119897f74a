"""The links over HTTP: a head of the centre invites, a district joins by plain HTTP, our own people see the page."""

from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from litestar.datastructures import State

from bongsu.federation.link.messages import LinkState
from bongsu.federation.peers.carry import read_answer
from bongsu.federation.peers.failures import JoinRefused, TooManyTries
from bongsu.federation.peers.join import join
from bongsu.kernel.failures import Failure
from bongsu.roles.federation_parts import federation_state
from bongsu.roles.settings import NodeSettings
from tests.federation.peers.centres import CentreInTest, open_centre
from tests.web.house import NOBODY, NOW, House

HEAD = "CENTRE_HEAD"
INVITATION = {"code": "GANGBUK", "url": "http://localhost:8600", "link": "127.0.0.1:8603"}


@pytest.fixture
def hub(house: House, tmp_path: Path) -> House:
    """The node's application, as the city's hub."""
    settings = NodeSettings(data_dir=str(tmp_path), centre="SEOUL")
    state: dict[str, Any] = {**house.state, **federation_state(settings, house.state)}
    house.app.state = State(dict(state))
    return House(house.app, house.clock, state, house.ticket_key, house.template)


@pytest.fixture
async def district(tmp_path: Path) -> AsyncIterator[CentreInTest]:
    centre = await open_centre("GANGBUK", tmp_path / "gangbuk")
    centre.clock.advance((NOW - centre.clock.now()).total_seconds())
    yield centre
    await centre.desk.database.close()


async def invited(hub: House) -> str:
    answer = await hub.ask(HEAD, "/api/peers/invite", INVITATION)
    assert answer.status_code == 201, answer.text
    token: str = answer.json()["token"]
    return token


async def joined(district: CentreInTest, hub: House, token: str) -> None:
    async def carry(url: str, question: bytes) -> bytes:
        app: Any = hub.app
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        headers = {"Content-Type": "application/json"}
        async with httpx.AsyncClient(transport=transport) as http:
            answer = await http.post(url, content=question, headers=headers)
        return read_answer(answer.status_code, answer.content)

    await join(district.desk, token, "test", carry)


async def page(hub: House, who: str = "OPERATOR") -> dict[str, Any]:
    answer = await hub.ask(who, "/api/links")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_head_invites_and_a_district_joins_over_plain_http(
    hub: House, district: CentreInTest
) -> None:
    await joined(district, hub, await invited(hub))
    found = await page(hub)
    assert (found["code"], found["own_kind"]) == ("SEOUL", "hub")
    [one] = found["links"]
    assert (one["code"], one["name_ko"]) == ("GANGBUK", "강북구 통합관제센터")
    assert (one["state"], one["reason"], one["route"]) == ("down", "not_heard", "direct")
    assert one["reason_ko"]
    assert one["reason_en"]
    assert (one["waiting"], one["applied"], one["catalogue"]) == (0, 0, None)
    assert (one["stage"], one["stage_on"]) == ("preparing", None)


async def test_the_page_says_how_the_line_stands(hub: House, district: CentreInTest) -> None:
    await joined(district, hub, await invited(hub))
    states = hub.state["link_states"]
    up = LinkState(peer="GANGBUK", state="up", since=NOW, rtt_ms=1.5, skew_ms=-20.0, protocol=1)
    states.hear(msgspec.structs.replace(up, refused=2, refused_last="too large"))
    [one] = (await page(hub))["links"]
    assert (one["state"], one["reason"], one["rtt_ms"], one["skew_ms"]) == ("up", "", 1.5, -20.0)
    assert (one["refused"], one["refused_last"]) == (2, "too large")
    states.hear(msgspec.structs.replace(up, state="refused", reason="clock_skew"))
    [one] = (await page(hub))["links"]
    assert (one["state"], one["reason"]) == ("refused", "clock_skew")
    assert "시각" in one["reason_ko"]
    assert "clocks" in one["reason_en"]
    hub.clock.advance(16)
    [one] = (await page(hub))["links"]
    assert (one["state"], one["reason"]) == ("down", "process_silent")


async def test_a_revoked_link_stays_on_the_page_with_its_reason(
    hub: House, district: CentreInTest
) -> None:
    await joined(district, hub, await invited(hub))
    gone = await hub.ask(HEAD, "/api/peers/GANGBUK/revoke", {"reason": "stolen machine"})
    assert gone.status_code == 204
    [one] = (await page(hub))["links"]
    assert (one["state"], one["reason"], one["revoked_why"]) == (
        "revoked",
        "revoked",
        "stolen machine",
    )
    again = await hub.ask(HEAD, "/api/peers/GANGBUK/revoke", {"reason": "again"})
    assert (again.status_code, again.json()["field"]) == (404, "code")


async def test_a_used_token_is_refused_at_the_door_by_name(
    hub: House, district: CentreInTest, tmp_path: Path
) -> None:
    token = await invited(hub)
    await joined(district, hub, token)
    twin = await open_centre("GANGBUK", tmp_path / "twin")
    twin.clock.advance((NOW - twin.clock.now()).total_seconds())
    with pytest.raises(JoinRefused, match="used already") as refused:
        await joined(twin, hub, token)
    assert refused.value.field == "invitation_id"
    await twin.desk.database.close()


async def test_a_flood_at_the_door_is_bounded(hub: House) -> None:
    ask: Mapping[str, object] = {
        "invitation_id": "inv_guessed",
        "code": "GANGBUK",
        "hub": "SEOUL",
        "release": "x",
        "nkey": "U",
        "csr": "x",
        "sent_at": NOW.isoformat(),
        "proof": "AAAA",
    }
    codes = []
    for _ in range(8):
        answer = await hub.ask(NOBODY, "/link/v1/peers/join", ask, from_console=False)
        codes.append(answer.json()["code"])
    assert codes[:5] == [JoinRefused.code] * 5
    assert set(codes[5:]) == {TooManyTries.code}


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("csr", "x" * 4001),
        ("code", "gangbuk; drop"),
        ("sent_at", "yesterday"),
        ("sent_at", "2026-11-22T01:00:00"),
        ("proof", "x" * 65),
        ("invitation_id", 7),
        ("more", "than is asked"),
    ],
)
async def test_a_malformed_question_names_its_field(hub: House, field: str, given: object) -> None:
    ask = {
        "invitation_id": "inv_x",
        "code": "GANGBUK",
        "hub": "SEOUL",
        "release": "x",
        "nkey": "U",
        "csr": "x",
        "sent_at": NOW.isoformat(),
        "proof": "AAAA",
        field: given,
    }
    answer = await hub.ask(NOBODY, "/link/v1/peers/join", ask, from_console=False)
    assert answer.status_code == 400
    assert field in answer.text


async def test_a_district_cannot_invite(house: House) -> None:
    answer = await house.ask(HEAD, "/api/peers/invite", INVITATION)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_the_hub")


@pytest.mark.parametrize("field", ["code", "url", "link", "hours"])
async def test_an_invitation_that_does_not_fit_names_its_field(hub: House, field: str) -> None:
    wrong = {"code": "BUSAN", "url": "x", "link": "x", "hours": 0}
    answer = await hub.ask(HEAD, "/api/peers/invite", INVITATION | {field: wrong[field]})
    assert answer.status_code == 400
    assert field in answer.text


async def test_a_centres_own_stage_is_by_its_newest_agreement(house: House) -> None:
    found = await page(house)
    assert (found["code"], found["own_kind"], found["links"]) == ("SEONGBUK", "district", [])
    assert (found["stage"], found["stage_on"]) == ("full", "2023-08-01")


async def test_what_we_say_of_ourselves_holds_the_key_that_signs_our_tickets(house: House) -> None:
    about = house.state["own_about"].now()
    assert about.ticket_key == b64encode(house.public_key.public_bytes_raw()).decode()


def test_every_failure_of_joining_is_one_of_ours() -> None:
    assert issubclass(JoinRefused, Failure)

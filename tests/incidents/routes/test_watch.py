"""`/api/cameras/{id}/watch`: own monitoring gets a ticket for one camera, signed, for ten minutes, kept in the trail."""

import base64
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.incidents.own_watch import OWN_WATCH_S
from bongsu.media.tickets import TicketChecker
from bongsu.sharing.agreements.seongbuk import CENTRE
from bongsu.sharing.store import active_ids
from tests.web.house import House


def claims(house: House, ticket: str) -> dict[str, Any]:
    """Checked with the public key alone, as RFC 7515 says."""
    header, body, signature = (part + "=" * (-len(part) % 4) for part in ticket.split("."))
    signed = ticket.rpartition(".")[0].encode()
    house.public_key.verify(base64.urlsafe_b64decode(signature), signed)
    assert msgspec.json.decode(base64.urlsafe_b64decode(header)) == {"alg": "EdDSA"}
    read: dict[str, Any] = msgspec.json.decode(base64.urlsafe_b64decode(body))
    return read


def any_camera(house: House) -> str:
    return next(iter(house.catalogue.rows))


@pytest.mark.parametrize("who", ["OPERATOR", "SHIFT_LEAD", "CENTRE_HEAD"])
async def test_the_ticket_is_for_this_session_this_camera_and_ten_minutes(
    house: House, who: str
) -> None:
    camera = any_camera(house)
    answer = await house.ask(who, f"/api/cameras/{camera}/watch", {})
    assert answer.status_code == 200, answer.text
    given = answer.json()
    assert set(given) == {"kind", "seq", "grant_id", "camera_id", "ticket", "url", "expires_at"}
    assert given["ticket"] not in given["url"]
    said = claims(house, given["ticket"])
    signed_in = await house.identity.session_of(house.template.tokens[who])
    assert signed_in is not None
    now = house.clock.now().timestamp()
    assert said.pop("jti")
    assert said == {
        "camera": camera,
        "grant": given["grant_id"],
        "incident": "",
        "session": signed_in.session_id,
        "person": signed_in.person_id,
        "viewer": f"성북구 통합관제센터 {who} 님",
        "organisation": CENTRE,
        "process": "media-1",
        "exp": now + 30,
        "ends": now + OWN_WATCH_S,
        "peer": "",
        "via": "",
        "owner": "",
        "system": False,
        "tap": False,
    }
    checker = TicketChecker(house.public_key, "media-1", house.clock)
    assert checker.accept(given["ticket"]).camera == camera


async def test_it_is_a_lending_to_the_centre_itself_and_stands_in_the_trail(house: House) -> None:
    camera = any_camera(house)
    given = (await house.ask("OPERATOR", f"/api/cameras/{camera}/watch", {})).json()
    (row,) = await list_trail(house.database, limit=9, only=Only(kind=TrailKind.LEND))
    signed_in = await house.identity.session_of(house.template.tokens["OPERATOR"])
    assert signed_in is not None
    assert (row.actor, row.organisation) == (signed_in.person_id, CENTRE)
    assert row.grant_id == given["grant_id"]
    assert camera in row.body
    assert given["ticket"] not in row.body
    async with house.database.read() as connection:
        assert await active_ids(connection, house.clock.now()) == [given["grant_id"]]
        house.clock.advance(OWN_WATCH_S)
        assert await active_ids(connection, house.clock.now()) == []


async def test_every_asking_gets_a_ticket_of_its_own(house: House) -> None:
    path = f"/api/cameras/{any_camera(house)}/watch"
    tickets = {(await house.ask("OPERATOR", path, {})).json()["ticket"] for _ in range(3)}
    assert len(tickets) == 3


@pytest.mark.parametrize("camera", ["SB-9999-9", "x", "%25", "..", "' OR 1=1"])
async def test_an_unknown_camera_is_a_404_and_leaves_nothing(house: House, camera: str) -> None:
    answer = await house.ask("OPERATOR", f"/api/cameras/{camera}/watch", {})
    assert answer.status_code in {404, 405}
    assert await list_trail(house.database, limit=9, only=Only(kind=TrailKind.LEND)) == []


@pytest.mark.parametrize(
    ("host", "reached"),
    [
        ("localhost:8600", "localhost"),
        ("seongbuk.localhost", "seongbuk.localhost"),
        ("[::1]:8600", "[::1]"),
        ("[::1]", "[::1]"),
        ("192.0.2.7:8600", "192.0.2.7"),
    ],
)
async def test_the_picture_comes_from_the_host_that_the_page_came_from(
    house: House, host: str, reached: str
) -> None:
    path = f"/api/cameras/{any_camera(house)}/watch"
    given = (await house.ask("OPERATOR", path, {}, Host=host)).json()
    assert given["url"] == f"ws://{reached}:8601/live"

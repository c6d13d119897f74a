"""A ticket for one pull: only of a lending that runs, that was lent to whoever asks, of a camera that is in it."""

from collections.abc import Mapping
from datetime import timedelta

import msgspec
import pytest

from bongsu.federation.crossing.next_hop import NextHops, hop_of, relay_for
from bongsu.federation.crossing.tickets import TOPIC, OwnerTickets, TicketAsked
from bongsu.federation.line import PeerRefused
from bongsu.federation.peers.peer import Peer, PeerKind, Route
from bongsu.federation.peers.store import peer_by_code, put_peer
from bongsu.media.peers.events import PeerRoute, PeerTicket, WhichRoute, WhichTicket
from bongsu.media.tickets import Ticket, TicketChecker, TicketSigner
from bongsu.sharing.grants import Grant
from tests.federation.crossing.city import City, OneCentre
from tests.federation.crossing.city_map import (
    CITY_POLICE,
    GANGBUK,
    GURO,
    NOW,
    POLICE,
    SEONGBUK,
    SEOUL,
    at,
)

PROCESS = "media-1"


def serves(centre: OneCentre, process: str | None = PROCESS) -> None:
    def place(_camera_id: str) -> str | None:
        return process

    tickets = OwnerTickets(centre.desk, TicketSigner(centre.signer_key), place)
    tickets.serve(centre.line)


async def says_where(centre: OneCentre, of: str, media: Mapping[str, str]) -> None:
    """What the `about` of that centre says."""
    async with centre.database.work() as work:
        known = await peer_by_code(work.connection, of)
        assert known is not None
        values = {name: getattr(known, name) for name in known.__slots__}
        key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        await put_peer(work.connection, Peer(**{**values, "media": media, "ticket_key": key}))


async def lent(city: City, asker: str = SEONGBUK, to: str = POLICE) -> Grant:
    incident = await city[asker].open(at(-120))
    await city.calm()
    return await city[asker].of(incident, GANGBUK, to)


async def ticket_for(city: City, code: str, camera_id: str) -> PeerTicket:
    centre = city[code]
    hops = NextHops(centre.desk, centre.bus, centre.line)
    body = msgspec.msgpack.encode(WhichTicket(camera_id, PROCESS))
    return msgspec.msgpack.decode(await hops.ticket(body), type=PeerTicket)


def accepted(city: City, token: str) -> Ticket:
    owner = city[GANGBUK]
    checker = TicketChecker(owner.signer_key.public_key(), PROCESS, owner.clock)
    return checker.accept(token, lambda ticket: bool(ticket.peer))


async def test_a_district_shows_the_owners_ticket_to_the_hub_which_passes_it_on(
    whole_city: City,
) -> None:
    serves(whole_city[GANGBUK])
    media = {"media-1": "wss://hub:8602/peer"}
    await says_where(whole_city[SEONGBUK], SEOUL, media)
    grant = await lent(whole_city)
    answer = await ticket_for(whole_city, SEONGBUK, grant.lent[0].camera_id)
    assert (answer.problem, answer.url) == ("", "wss://hub:8602/peer")
    ticket = accepted(whole_city, answer.ticket)
    assert (ticket.peer, ticket.via, ticket.owner) == (SEONGBUK, SEOUL, GANGBUK)
    assert (ticket.session, ticket.person) == ("peer:SEONGBUK", "peer:SEONGBUK")
    assert (ticket.grant, ticket.camera) == (grant.owner_grant_id, grant.lent[0].camera_id)
    assert ticket.viewer == "성북경찰서 · 성북구 통합관제센터"
    assert ticket.exp == (NOW + timedelta(seconds=30)).timestamp()
    assert grant.ends_at is not None
    assert ticket.ends == grant.ends_at.timestamp()


async def test_the_hub_goes_to_the_owner_itself(whole_city: City) -> None:
    serves(whole_city[GANGBUK])
    await says_where(whole_city[SEOUL], GANGBUK, {PROCESS: "wss://gangbuk:8602/peer"})
    grant = await lent(whole_city, SEOUL, CITY_POLICE)
    answer = await ticket_for(whole_city, SEOUL, grant.lent[0].camera_id)
    assert answer.url == "wss://gangbuk:8602/peer"
    ticket = accepted(whole_city, answer.ticket)
    assert (ticket.peer, ticket.via) == (SEOUL, "")


async def test_no_ticket_is_asked_for_what_no_other_centre_lends_now(whole_city: City) -> None:
    serves(whole_city[GANGBUK])
    await says_where(whole_city[SEONGBUK], SEOUL, {PROCESS: "wss://hub:8602/peer"})
    grant = await lent(whole_city)
    camera_id = grant.lent[0].camera_id
    assert "lends" in (await ticket_for(whole_city, SEONGBUK, "GB-9999")).problem
    assert "lends" in (await ticket_for(whole_city, SEONGBUK, "SB-0001")).problem
    whole_city[SEONGBUK].clock.advance(901)
    assert "lends" in (await ticket_for(whole_city, SEONGBUK, camera_id)).problem


async def test_the_owner_refuses_what_it_has_cut_even_before_the_asking_centre_hears_of_it(
    whole_city: City,
) -> None:
    owner = whole_city[GANGBUK]
    serves(owner)
    await says_where(whole_city[SEONGBUK], SEOUL, {PROCESS: "wss://hub:8602/peer"})
    grant = await lent(whole_city)
    [theirs] = await owner.asked_by(SEONGBUK)
    await owner.cut(await owner.of(theirs, None))
    answer = await ticket_for(whole_city, SEONGBUK, grant.lent[0].camera_id)
    assert (answer.ticket, answer.problem) == ("", "this camera is not lent to you now")


@pytest.mark.parametrize(
    ("who", "claims"),
    [
        (GURO, {"holder": GURO}),
        (GURO, {"holder": SEONGBUK}),
        (SEONGBUK, {"holder": GURO}),
        (SEONGBUK, {"camera_id": "GB-0090"}),
        (SEONGBUK, {"owner_grant_id": "gr_00000000000000000000000000"}),
        (SEONGBUK, {"owner_grant_id": "../../etc"}),
    ],
)
async def test_what_was_not_lent_to_the_asking_centre_gets_no_ticket(
    whole_city: City, who: str, claims: dict[str, str]
) -> None:
    serves(whole_city[GANGBUK])
    grant = await lent(whole_city)
    question = {
        "owner_grant_id": grant.owner_grant_id,
        "camera_id": grant.lent[0].camera_id,
        "holder": SEONGBUK,
        **claims,
    }
    with pytest.raises(PeerRefused):
        await whole_city[who].line.ask(GANGBUK, TOPIC, msgspec.msgpack.encode(question), 1.0)


async def test_the_owners_own_calls_are_nobodys_to_ask_for(whole_city: City) -> None:
    owner = whole_city[GANGBUK]
    serves(owner)
    incident = await owner.open(at(400))
    await whole_city.calm()
    own = await owner.of(incident, None, "KNPA.SEOUL.GANGBUK")
    question = TicketAsked(
        owner_grant_id=own.grant_id, camera_id=own.lent[0].camera_id, holder=SEONGBUK
    )
    with pytest.raises(PeerRefused):
        await whole_city[SEONGBUK].line.ask(GANGBUK, TOPIC, msgspec.msgpack.encode(question), 1.0)


async def test_an_owner_without_a_media_process_or_out_of_reach_says_so(whole_city: City) -> None:
    serves(whole_city[GANGBUK], None)
    await says_where(whole_city[SEONGBUK], SEOUL, {PROCESS: "wss://hub:8602/peer"})
    grant = await lent(whole_city)
    camera_id = grant.lent[0].camera_id
    assert "no process" in (await ticket_for(whole_city, SEONGBUK, camera_id)).problem
    whole_city.line.cut.add(GANGBUK)
    assert "cannot be reached" in (await ticket_for(whole_city, SEONGBUK, camera_id)).problem


async def test_a_relay_is_told_the_owners_process_and_its_key(whole_city: City) -> None:
    hub = whole_city[SEOUL]
    await says_where(hub, GANGBUK, {"media-2": "wss://gangbuk:8612/peer"})
    hops = NextHops(hub.desk, hub.bus, hub.line)

    async def route(owner: str, process: str) -> PeerRoute:
        body = msgspec.msgpack.encode(WhichRoute(owner, process))
        return msgspec.msgpack.decode(await hops.route(body), type=PeerRoute)

    found = await route(GANGBUK, "media-2")
    assert (found.url, found.ticket_key) == ("wss://gangbuk:8612/peer", bytes(range(32)))
    assert found.server_name
    for owner, process in ((GANGBUK, "media-9"), ("GANGNAM", "media-1"), (GURO, "media-1")):
        assert (await route(owner, process)).problem


def test_a_relay_always_takes_the_same_process_for_a_camera() -> None:
    peer = Peer(
        code=SEOUL,
        name_ko="",
        name_en="",
        kind=PeerKind.HUB,
        route=Route.DIRECT,
        joined_at=NOW,
        media={f"media-{number}": f"wss://hub:{number}/peer" for number in range(1, 4)},
    )
    taken = {f"GB-{number:04}": relay_for(peer, f"GB-{number:04}") for number in range(60)}
    assert set(taken.values()) == set(peer.media)
    assert all(relay_for(peer, camera) == process for camera, process in taken.items())
    assert hop_of(peer, "media-9") is None


NONSENSE = [b"", b"\xc1", b"\x81\xa6holder\xa1\xff", b"\x91" * 100_000, b"{}"]


@pytest.mark.parametrize("said", NONSENSE)
async def test_nonsense_for_a_question_is_refused_by_name(whole_city: City, said: bytes) -> None:
    serves(whole_city[GANGBUK])
    with pytest.raises(PeerRefused) as refused:
        await whole_city[SEONGBUK].line.ask(GANGBUK, TOPIC, said, 1.0)
    assert refused.value.field == TOPIC


@pytest.mark.parametrize("said", [*NONSENSE, b"\x82\xa6ticket\xa1\xff\xa7process\xa1a"])
async def test_an_owner_that_answers_nonsense_gives_no_ticket(
    whole_city: City, said: bytes
) -> None:
    async def answer(_peer: str, _body: bytes) -> bytes:
        return said

    whole_city[GANGBUK].line.answer(TOPIC, answer)
    await says_where(whole_city[SEONGBUK], SEOUL, {PROCESS: "wss://hub:8602/peer"})
    grant = await lent(whole_city)
    answered = await ticket_for(whole_city, SEONGBUK, grant.lent[0].camera_id)
    assert answered.problem == "GANGBUK answers with something else than a ticket"

"""Who is not let in at `/peer`, and what a peer may not do there."""

import json
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import WSMsgType
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.media.tickets import TicketSigner, claims_of
from bongsu.simulate.server import CameraSimulator
from tests.media.peers.certificates import Authority
from tests.media.peers.city import HOLDER, HUB, OTHER, OWNER, Centre, City

Line = aiohttp.ClientWebSocketResponse


async def show(line: Line, token: str, number: int = 1, **more: Any) -> dict[str, Any]:
    """Shows a ticket, and the first word about it."""
    await line.send_json({"ticket": token, "number": number, **more})
    return await word(line, "accepted", "refused", "ended")


async def word(line: Line, *types: str) -> dict[str, Any]:
    """The next word of these types; pictures pass by."""
    async for message in line:
        if message.type is WSMsgType.TEXT:
            said = dict(json.loads(message.data))
            if said["type"] in types:
                return said
    return {}


async def refusal(line: Line, token: str, **more: Any) -> str:
    said = await show(line, token, **more)
    assert said["type"] == "refused"
    rest = [message.type async for message in line]
    assert WSMsgType.BINARY not in rest, "not one picture byte"
    assert line.close_code == 4403
    return str(said["reason"])


async def test_a_certificate_of_another_authority_is_no_certificate(
    city: City, tmp_path: Path
) -> None:
    folder = Authority("elsewhere").issue(HUB, tmp_path / "forged")
    (folder / "ca.pem").write_bytes((city.folder / HUB / "link" / "ca.pem").read_bytes())
    with pytest.raises(aiohttp.ClientError):
        await city.knock(OWNER, HUB, folder)


async def test_nobody_comes_without_a_certificate_or_by_old_tls(owner: Centre) -> None:
    async with aiohttp.ClientSession() as session:
        for ssl in (False, True):
            with pytest.raises(aiohttp.ClientError):
                await session.ws_connect(owner.peer_url, ssl=ssl)
        with pytest.raises(aiohttp.ClientError):
            await session.get(owner.peer_url.replace("wss", "http"))


async def test_a_media_process_that_is_another_centres_is_not_believed(
    city: City, owner: Centre, hub: Centre
) -> None:
    """The address leads to somebody with a good certificate of the wrong name."""
    city.centres[OWNER].stand.part._peers.port = city.centre(HOLDER).stand.part.peer_port
    viewer = await hub.stand.view()
    await viewer.state("dead")
    assert viewer.texts("state")[-1]["reason"] == "other_centre_unreachable"


async def test_a_ticket_of_another_holder_opens_nothing(city: City, owner: Centre) -> None:
    stolen = city.mint(OWNER, HUB)
    assert await refusal(await city.knock(OWNER, HOLDER), stolen) == "wrong_peer"
    # the holder behind a relay does not come by itself
    passed_on = city.mint(OWNER, HOLDER)
    assert await refusal(await city.knock(OWNER, HOLDER), passed_on) == "wrong_peer"
    assert (await show(await city.knock(OWNER, HUB), passed_on))["type"] == "accepted"


async def test_a_camera_of_the_relay_itself_is_its_own(city: City, hub: Centre) -> None:
    """The next hop is the owner already: nothing is passed on."""
    token = city.mint(HUB, HOLDER, "cam_3", via=HUB)
    line = await city.knock(HUB, HOLDER)
    assert (await show(line, token, onward=HUB))["type"] == "accepted"
    assert not hub.relayed()


async def test_a_relay_passes_on_for_the_holder_only(city: City, hub: Centre) -> None:
    for token in (city.mint(OWNER, HOLDER), city.mint(OWNER, HUB)):
        line = await city.knock(HUB, OWNER)
        assert await refusal(line, token, onward=OWNER) == "wrong_peer"
    assert not hub.relayed()


async def test_tickets_used_forged_old_or_for_another_process_are_refused(
    city: City, owner: Centre
) -> None:
    token = city.mint(OWNER, HUB)
    assert (await show(await city.knock(OWNER, HUB), token))["type"] == "accepted"
    forged = TicketSigner(Ed25519PrivateKey.generate()).mint(claims_of(city.mint(OWNER, HUB)))
    cases = {
        "used": token,
        "forged": forged,
        "expired": city.mint(OWNER, HUB, exp=time.time() - 1),
        "wrong_process": city.mint(OWNER, HUB, process="media-9"),
    }
    for reason, shown in cases.items():
        assert await refusal(await city.knock(OWNER, HUB), shown) == reason
    spoiled = token[:-2] + ("B" if token[-2] == "A" else "A") + token[-1]
    assert await refusal(await city.knock(OWNER, HUB), spoiled) == "forged"


async def test_a_relay_checks_signature_nonce_and_times_itself(city: City, hub: Centre) -> None:
    token = city.mint(OWNER, HOLDER)
    line = await city.knock(HUB, HOLDER)
    assert (await show(line, token, onward=OWNER))["type"] == "accepted"
    forged = TicketSigner(Ed25519PrivateKey.generate()).mint(claims_of(city.mint(OWNER, HOLDER)))
    cases = {
        "used": token,
        "forged": forged,
        "expired": city.mint(OWNER, HOLDER, ends=time.time() - 1),
    }
    for reason, shown in cases.items():
        assert await refusal(await city.knock(HUB, HOLDER), shown, onward=OWNER) == reason
    assert len(hub.relayed()) == 1


async def test_a_relay_bears_a_clock_that_is_half_a_minute_off(city: City, hub: Centre) -> None:
    """The owner's own check is exact; a relay cannot know whose clock is right."""
    late = city.mint(OWNER, HOLDER, exp=time.time() - 30)
    line = await city.knock(HUB, HOLDER)
    assert (await show(line, late, onward=OWNER))["type"] == "accepted"
    assert (await word(line, "ended"))["reason"] == "expired", "said by the owner"


async def test_a_relay_without_a_route_says_so(city: City, hub: Centre, holder: Centre) -> None:
    token = city.mint(OWNER, HOLDER, owner=OTHER)
    assert await refusal(await city.knock(HUB, HOLDER), token, onward=OTHER) == "no_route"
    hub.node.no_route = "SEONGBUK is revoked"
    viewer = await holder.stand.view()
    await viewer.state("dead")
    assert viewer.texts("state")[-1]["reason"] == "other_centre_refused"
    assert not hub.relayed()


async def test_a_district_is_nobodys_relay(city: City, holder: Centre) -> None:
    token = city.mint(OWNER, HUB, via=HOLDER)
    holder.node.no_route = "we relay for nobody"
    assert await refusal(await city.knock(HOLDER, HUB), token, onward=OWNER) == "no_route"


async def test_a_screens_ticket_opens_no_peer_and_a_peers_ticket_no_screen(
    city: City, owner: Centre
) -> None:
    for_screen = owner.stand.ticket()
    assert await refusal(await city.knock(OWNER, HUB), for_screen) == "wrong_peer"
    for_peer = city.mint(OWNER, HUB)
    viewer = await owner.stand.view(token=for_peer)
    assert (await viewer.text("refused"))["reason"] == "wrong_peer"
    # neither has used up its nonce
    assert (await show(await city.knock(OWNER, HUB), for_peer))["type"] == "accepted"
    await (await owner.stand.view(token=for_screen)).text("accepted")


async def test_a_machines_ticket_opens_no_peer(city: City, owner: Centre, hub: Centre) -> None:
    """Not as it is minted, and not with all that a peer's ticket has beside."""
    plain = owner.stand.ticket(tap=True, grant="", incident="", viewer="", person="")
    assert await refusal(await city.knock(OWNER, HUB), plain) == "wrong_peer"
    for_owner = city.mint(OWNER, HUB, tap=True)
    assert await refusal(await city.knock(OWNER, HUB), for_owner) == "wrong_peer"
    for_relay = city.mint(OWNER, HOLDER, tap=True)
    assert await refusal(await city.knock(HUB, HOLDER), for_relay, onward=OWNER) == "wrong_peer"
    assert not hub.relayed()


async def test_an_ended_grant_opens_nothing(city: City, owner: Centre) -> None:
    early = city.mint(OWNER, HUB)
    await owner.stand.tell("sharing.grant_ended", grant_id=f"gr_{HUB}", reason="closed", by=None)
    assert await refusal(await city.knock(OWNER, HUB), early) == "ended"


@pytest.mark.parametrize("said", ["", "{}", "[1]", '{"ticket": 7}', "[" * 4000, '{"leave": true}'])
async def test_rubbish_instead_of_a_ticket_is_refused(city: City, owner: Centre, said: str) -> None:
    line = await city.knock(OWNER, HUB)
    await line.send_str(said)
    assert (await word(line, "refused"))["reason"] == "forged"


@pytest.mark.waits(ticket_within_s=0.5)
async def test_who_shows_no_ticket_is_sent_away(city: City, owner: Centre) -> None:
    assert (await word(await city.knock(OWNER, HUB), "refused"))["reason"] == "forged"


async def test_no_such_stream(city: City, owner: Centre) -> None:
    token = city.mint(OWNER, HUB)
    assert await refusal(await city.knock(OWNER, HUB), token, stream="sound") == "forged"


async def test_a_further_ticket_for_another_camera_is_refused_and_the_first_one_stays(
    city: City, owner: Centre
) -> None:
    line = await city.knock(OWNER, HUB)
    await show(line, city.mint(OWNER, HUB))
    said = await show(line, city.mint(OWNER, HUB, "cam_2"), 2)
    assert (said["type"], said["number"], said["reason"]) == ("refused", 2, "forged")
    assert owner.stand.cameras.pulls(2) == 0
    assert (await line.receive()).type in {WSMsgType.BINARY, WSMsgType.TEXT}


async def test_a_peer_that_floods_or_talks_nonsense_loses_the_line(
    city: City, owner: Centre, hub: Centre
) -> None:
    viewer = await hub.stand.view()
    await viewer.fragments(1)
    for text, reason in (('{"number": 9, "leave": true}', "flood"), ("{not json", "nonsense")):
        line = await city.knock(OWNER, HUB)
        await show(line, city.mint(OWNER, HUB, grant=f"gr_{HOLDER}"))
        for _ in range(80):
            try:
                await line.send_str(text)
            except (ConnectionError, aiohttp.ClientError):
                break
        assert (await word(line, "ended"))["reason"] == reason
    await viewer.fragments(6)


async def test_too_large_a_word_closes_the_line(city: City, owner: Centre) -> None:
    line = await city.knock(OWNER, HUB)
    await show(line, city.mint(OWNER, HUB))
    await line.send_str("x" * 20_000)
    async for _ in line:
        pass
    assert line.close_code in {1006, 1009}
    await (await city.knock(OWNER, HUB)).close()


async def test_a_connection_carries_so_many_tickets_and_a_centre_so_many_connections(
    city: City, owner: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bongsu.media.peers.session._MOST_HOLDERS", 2)
    line = await city.knock(OWNER, HUB)
    said = [
        await show(line, city.mint(OWNER, HUB, grant=f"gr_{number}"), number)
        for number in (1, 2, 3)
    ]
    assert [one["type"] for one in said] == ["accepted", "accepted", "refused"]
    assert said[2]["reason"] == "too_many"
    owner.stand.part._peers._of_peer[HUB] = owner.stand.settings.peer_connections_each
    with pytest.raises(aiohttp.WSServerHandshakeError) as full:
        await city.knock(OWNER, HUB)
    assert full.value.status == 503
    await (await city.knock(OWNER, HOLDER)).close()


async def test_a_centre_that_is_not_linked_has_no_such_door(
    city: City, cameras: CameraSimulator
) -> None:
    alone = await city.begin(OTHER, cameras, is_linked=False)
    alone.node.borrow("cam_1", OWNER)
    viewer = await alone.stand.view()
    await viewer.state("dead")
    assert viewer.texts("state")[-1]["reason"] == "other_centre_unreachable"
    near = await alone.stand.view("cam_2")
    await near.fragments(2)

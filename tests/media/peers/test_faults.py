"""Processes that fall and come back, lines that are stuck, link files that appear, change and do not fit."""

import asyncio
import socket
import ssl

import pytest

from bongsu.media.peers.links import LinkFiles, LinkUnusable, centre_of
from bongsu.media.wire import Kind
from bongsu.simulate.server import CameraSimulator
from tests.media.peers.certificates import Authority
from tests.media.peers.city import HOLDER, HUB, OTHER, OWNER, Centre, City
from tests.media.peers.test_refusals import show
from tests.media.stand import LiveViewer, until
from tests.media.test_live import _clog, _screens


async def sees_again(viewer: LiveViewer) -> None:
    await until(lambda: viewer.states[-1] == "live", 10)
    await viewer.fragments(len(viewer.of_kind(Kind.FRAGMENT)) + 3)


@pytest.mark.parametrize("code", [OWNER, HUB])
async def test_a_media_process_on_the_way_that_is_started_anew_shows_again(
    city: City, holder: Centre, cameras: CameraSimulator, code: str
) -> None:
    viewer = await holder.stand.view()
    await viewer.fragments(2)
    asked = holder.node.asked_for_tickets
    fallen = city.centre(code)
    port = fallen.stand.part.peer_port
    await fallen.stand.stop()
    await until(lambda: viewer.states[-1] == "dead")
    await city.begin(code, cameras, peer_port=port)
    await sees_again(viewer)
    assert holder.node.asked_for_tickets > asked, "with a fresh ticket"
    await until(lambda: cameras.pulls(1) == 1)


async def test_a_shutdown_is_said_and_written_down_at_every_hop(
    owner: Centre, hub: Centre, holder: Centre
) -> None:
    viewer = await holder.stand.view()
    await viewer.fragments(2)
    await hub.stand.stop()
    assert [row.reason for row in hub.rows("watch_ended")] == ["shutdown"]
    await until(lambda: len(owner.rows("watch_ended")) == 1)


async def test_a_line_that_is_stuck_holds_up_nobody(
    city: City, owner: Centre, hub: Centre, cameras: CameraSimulator
) -> None:
    """A peer that reads nothing, beside one that does and one at home."""
    stuck = await city.knock(OWNER, HUB)
    await show(stuck, city.mint(OWNER, HUB, grant=f"gr_{HOLDER}"))
    session = next(iter(owner.stand.part._peers._sessions))
    transport = session._queue._transport
    transport.write(b"\x89\x00" * 4_000_000)
    assert session._queue._unsent() > 0
    away, near = await hub.stand.view(), await owner.stand.view()
    await away.fragments(15)
    await near.fragments(15)
    await owner.stand.tell("sharing.grant_ended", grant_id=f"gr_{HOLDER}", reason="closed", by=None)
    assert transport.is_closing(), "what waited is taken back"
    await away.fragments(len(away.of_kind(Kind.FRAGMENT)) + 3)


async def test_a_stuck_viewer_at_the_holder_holds_up_no_hop(holder: Centre, hub: Centre) -> None:
    slow, quick = await holder.stand.view(session="slow"), await holder.stand.view(session="quick")
    await slow.fragments(1)
    await quick.fragments(1)
    _clog(next(one for one in _screens(holder.stand) if one.ticket.session == "slow"))
    await quick.fragments(len(quick.of_kind(Kind.FRAGMENT)) + 15)
    assert "slow" not in [one["reason"] for one in quick.texts("state")]


async def test_a_centre_that_joins_while_it_runs_opens_its_door(
    city: City, owner: Centre, cameras: CameraSimulator
) -> None:
    new = await city.begin(OTHER, cameras, is_linked=False)
    assert not new.stand.part._presence.peer_url
    city.authority.issue(OTHER, city.folder / OTHER / "link")
    await until(lambda: bool(new.stand.part._presence.peer_url))
    said = await show(await city.knock(OTHER, HUB), city.mint(OTHER, HUB))
    assert said["type"] == "accepted"


async def test_a_renewed_certificate_is_taken_up(city: City, owner: Centre, hub: Centre) -> None:
    viewer = await hub.stand.view()
    await viewer.fragments(1)
    peers = owner.stand.part._peers
    before = peers._link
    city.authority.issue(OWNER, city.folder / OWNER / "link")
    await until(lambda: peers._link is not None and peers._link is not before)
    again = await hub.stand.view("cam_2")
    await again.fragments(1)
    await viewer.fragments(len(viewer.of_kind(Kind.FRAGMENT)) + 2)


async def test_a_port_that_is_taken_stops_no_picture_at_home(
    city: City, cameras: CameraSimulator
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        centre = await city.begin(OTHER, cameras, peer_port=port)
        await (await centre.stand.view("cam_3")).fragments(1)
        assert not centre.stand.part._presence.peer_url
    await until(lambda: bool(centre.stand.part._presence.peer_url))
    assert centre.stand.part.peer_port == port


async def test_link_files_that_do_not_fit_are_not_used(city: City, owner: Centre) -> None:
    folder = city.folder / "odd"
    files = LinkFiles(folder)
    with pytest.raises(LinkUnusable, match="not linked"):
        files.link()
    city.authority.issue("ODD", folder)
    assert files.link().code == "ODD"
    assert files.link() is files.link(), "read once"
    city.authority.issue("EVEN", folder / "other")
    (folder / "link.key").write_bytes((folder / "other" / "link.key").read_bytes())
    with pytest.raises(LinkUnusable, match="do not fit"):
        files.link()
    (folder / "link.pem").write_text("no certificate")
    with pytest.raises(LinkUnusable, match="do not fit"):
        files.link()


async def test_both_sides_speak_tls_13_only(city: City) -> None:
    link = LinkFiles(city.folder / HUB / "link").link()
    for context in (link.server, link.client):
        assert context.minimum_version is ssl.TLSVersion.TLSv1_3
        assert context.verify_mode is ssl.CERT_REQUIRED
    assert link.client.check_hostname


async def test_a_client_of_tls_12_is_turned_away(city: City, owner: Centre) -> None:
    folder = Authority().issue(HUB, city.folder / "old")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(folder / "link.pem", folder / "link.key")
    with pytest.raises(OSError):  # SSLError is one; or the line is reset at once
        await asyncio.open_connection("127.0.0.1", owner.stand.part.peer_port, ssl=context)


@pytest.mark.parametrize(
    ("certificate", "code"),
    [
        ({"subject": ((("commonName", "GURO"),),)}, "GURO"),
        ({"subject": ((("countryName", "KR"),), (("commonName", "GURO"),))}, "GURO"),
        ({"subject": ((("commonName", "GURO"),), (("commonName", "SEOUL"),))}, ""),
        ({}, ""),
        (None, ""),
    ],
)
def test_a_certificate_names_one_centre(certificate: object, code: str) -> None:
    assert centre_of(certificate) == code

"""One connection's conversation: right answers to right requests, right errors to wrong ones."""

import asyncio

import pytest

from bongsu.simulate.digest import digest_response
from bongsu.simulate.server import CameraSimulator, NoSuchCamera, NotStarted
from tests.simulate.conftest import Connected, Started, until

TCP = "RTP/AVP/TCP;unicast;interleaved=0-1"


async def test_a_whole_conversation(simulator: CameraSimulator, connected: Connected) -> None:
    viewer, url = await connected(simulator), simulator.url(1)
    assert "DESCRIBE" in (await viewer.ask("OPTIONS", url)).headers["public"]
    description = await viewer.ask("DESCRIBE", url, Accept="application/sdp")
    assert description.headers["content-type"] == "application/sdp"
    assert description.headers["content-base"] == f"{url}/"
    setup = await viewer.ask("SETUP", f"{url}/trackID=1", Transport=TCP)
    assert "interleaved=0-1" in setup.headers["transport"]
    assert setup.headers["session"].endswith(";timeout=60")
    session = setup.headers["session"].split(";")[0]
    assert simulator.pulls(1) == 0, "set up is not yet playing"
    assert (await viewer.ask("PLAY", url, Session=session)).status == 200
    assert simulator.pulls(1) == 1
    assert (await viewer.next_picture())[-1].marker
    for method in ("GET_PARAMETER", "SET_PARAMETER", "OPTIONS"):
        assert (await viewer.ask(method, url, Session=session)).status == 200
    assert (await viewer.ask("PAUSE", url, Session=session)).status == 200
    assert simulator.pulls(1) == 0
    assert (await viewer.ask("PLAY", url, Session=session)).status == 200
    assert (await viewer.ask("TEARDOWN", url, Session=session)).status == 200
    assert simulator.pulls(1) == 0
    assert (await viewer.ask("PLAY", url, Session=session)).status == 454


async def test_the_first_packet_is_the_one_that_play_announced(
    simulator: CameraSimulator, connected: Connected
) -> None:
    viewer, url = await connected(simulator), simulator.url(1)
    setup = await viewer.ask("SETUP", f"{url}/trackID=1", Transport=TCP)
    session = setup.headers["session"].split(";")[0]
    info = (await viewer.ask("PLAY", url, Session=session)).headers["rtp-info"]
    told = dict(part.split("=", 1) for part in info.split(";"))
    packet = await viewer.next_packet()
    assert packet.sequence == int(told["seq"])
    assert packet.timestamp == int(told["rtptime"])
    assert f"ssrc={packet.ssrc:08X}" in setup.headers["transport"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("DESCRIBE", "/cam/99/main", {}, 404),
        ("DESCRIBE", "/cam/1/third", {}, 404),
        ("DESCRIBE", "/", {}, 404),
        ("DESCRIBE", "/control", {}, 404),
        ("SETUP", "/cam/1/main/trackID=1", {"Transport": "RTP/AVP;multicast"}, 461),
        ("SETUP", "/cam/1/main/trackID=1", {"Transport": "RTP/SAVP;client_port=4-5"}, 461),
        ("SETUP", "/cam/1/main/trackID=1", {}, 400),
        ("SETUP", "/cam/1/main/trackID=1", {"Transport": TCP, "Session": "made-up"}, 454),
        ("SETUP", "/cam/1/main/trackID=7", {"Transport": TCP}, 404),
        ("PLAY", "/cam/1/main", {}, 455),
        ("PLAY", "/cam/1/main", {"Session": "made-up"}, 454),
        ("TEARDOWN", "/cam/1/main", {"Session": "made-up"}, 454),
        ("RECORD", "/cam/1/main", {}, 501),
        ("DESCRIBE", "/cam/1/main", {"Require": "www.onvif.org/ver20/backchannel"}, 551),
        ("GET_PARAMETER", "/cam/1/main", {}, 200),
        ("DESCRIBE", "/cam/1/main/?transportmode=unicast", {}, 200),
    ],
)
async def test_each_wrong_request_has_its_own_answer(
    simulator: CameraSimulator,
    connected: Connected,
    method: str,
    path: str,
    headers: dict[str, str],
    status: int,
) -> None:
    viewer = await connected(simulator)
    reply = await viewer.ask(method, f"rtsp://127.0.0.1:{simulator.port}{path}", **headers)
    assert reply.status == status
    assert reply.headers["cseq"] == "1"


async def test_a_request_without_a_sequence_number_is_bad(
    simulator: CameraSimulator, connected: Connected
) -> None:
    viewer = await connected(simulator)
    await viewer.send(f"DESCRIBE {simulator.url(1)} RTSP/1.0\r\n\r\n".encode())
    assert (await viewer.reply()).status == 400


async def test_another_version_of_rtsp_is_refused(
    simulator: CameraSimulator, connected: Connected
) -> None:
    viewer = await connected(simulator)
    await viewer.send(f"DESCRIBE {simulator.url(1)} RTSP/2.0\r\nCSeq: 1\r\n\r\n".encode())
    assert (await viewer.reply()).status == 505


async def test_who_speaks_no_rtsp_is_answered_once_and_closed(
    simulator: CameraSimulator, connected: Connected
) -> None:
    viewer = await connected(simulator)
    await viewer.send(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (await viewer.reply()).status == 400
    assert await viewer.ended()


async def test_a_password_is_asked_for_when_there_is_one(
    started: Started, connected: Connected
) -> None:
    simulator = await started(user="viewer", password="pa ss")
    viewer, url = await connected(simulator), simulator.url(1, with_password=False)
    refused = await viewer.ask("DESCRIBE", url)
    assert refused.status == 401
    nonce = refused.headers["www-authenticate"].split('nonce="')[1].split('"')[0]
    answer = digest_response("viewer", "pa ss", "DESCRIBE", {"uri": url, "nonce": nonce})
    sign_in = f'Digest username="viewer", nonce="{nonce}", uri="{url}", response="{answer}"'
    assert (await viewer.ask("DESCRIBE", url, Authorization=sign_in)).status == 200
    wrong = sign_in.replace(answer, "0" * 32)
    assert (await viewer.ask("DESCRIBE", url, Authorization=wrong)).status == 401


async def test_a_viewer_that_vanishes_leaves_no_session(
    simulator: CameraSimulator, connected: Connected
) -> None:
    viewer = await connected(simulator)
    await viewer.play(simulator.url(2))
    await viewer.next_picture()
    assert simulator.pulls(2) == 1
    viewer.writer.transport.abort()
    await until(lambda: simulator.pulls(2) == 0)
    await until(lambda: not simulator.connections)


async def test_pulls_are_counted_per_camera_and_stream(
    simulator: CameraSimulator, connected: Connected
) -> None:
    for stream in ("main", "main", "sub"):
        await (await connected(simulator)).play(simulator.url(1, stream))
    assert simulator.pulls(1) == 3
    assert simulator.pulls(1, "main") == 2
    assert simulator.pulls(1, "sub") == 1
    assert simulator.pulls(2) == 0


async def test_two_simulators_cannot_take_the_same_port(
    simulator: CameraSimulator, started: Started
) -> None:
    with pytest.raises(OSError):
        await started(port=simulator.port)


async def test_a_stopped_simulator_has_no_port_and_no_connections(
    simulator: CameraSimulator, connected: Connected
) -> None:
    viewer = await connected(simulator)
    await viewer.play(simulator.url(1))
    await simulator.stop()
    assert await viewer.ended()
    with pytest.raises(NotStarted):
        _ = simulator.port
    names = {task.get_name() for task in asyncio.all_tasks()}
    assert not any(name.startswith("camera") for name in names)


async def test_an_unknown_camera_cannot_be_steered(simulator: CameraSimulator) -> None:
    with pytest.raises(NoSuchCamera):
        simulator.freeze(99)

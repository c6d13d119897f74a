"""Each fault does what it says, to its own camera only, and can be taken back."""

import pytest

from bongsu.simulate.camera import Fault
from bongsu.simulate.connection import NONSENSE
from bongsu.simulate.faults import BadCommand, read_command
from bongsu.simulate.server import CameraSimulator
from tests.simulate.conftest import Connected, until


async def test_a_frozen_camera_keeps_its_connection_and_sends_nothing(
    simulator: CameraSimulator, connected: Connected
) -> None:
    viewer = await connected(simulator)
    session = await viewer.play(simulator.url(1))
    await viewer.next_picture()
    simulator.freeze(1)
    reply = await viewer.ask("GET_PARAMETER", simulator.url(1), Session=session)
    assert reply.status == 200, "a frozen camera still answers"
    assert await viewer.falls_silent_for(0.3)
    assert simulator.pulls(1) == 1
    simulator.thaw(1)
    assert await viewer.next_picture()


async def test_a_killed_camera_drops_its_viewers_and_refuses_new_ones(
    simulator: CameraSimulator, connected: Connected
) -> None:
    viewer, other = await connected(simulator), await connected(simulator)
    await viewer.play(simulator.url(1))
    await other.play(simulator.url(2))
    simulator.kill(1)
    assert await viewer.ended()
    await until(lambda: simulator.pulls(1) == 0)
    again = await connected(simulator)
    assert (await again.ask("DESCRIBE", simulator.url(1))).status == 503
    assert await again.ended()
    assert await other.next_picture(), "another camera is not touched"
    simulator.revive(1)
    back = await connected(simulator)
    await back.play(simulator.url(1))
    assert await back.next_picture()


async def test_a_camera_that_talks_nonsense_says_it_to_old_and_new_viewers(
    simulator: CameraSimulator, connected: Connected
) -> None:
    viewer, fresh = await connected(simulator), await connected(simulator)
    await viewer.play(simulator.url(1))
    simulator.nonsense(1)
    assert await viewer.reader.readuntil(b"banana")
    await fresh.send(f"DESCRIBE {simulator.url(1)} RTSP/1.0\r\nCSeq: 1\r\n\r\n".encode())
    assert await fresh.reader.readexactly(len(NONSENSE)) == NONSENSE


async def test_a_mute_camera_never_answers(
    simulator: CameraSimulator, connected: Connected
) -> None:
    simulator.mute(1)
    viewer = await connected(simulator)
    await viewer.send(f"DESCRIBE {simulator.url(1)} RTSP/1.0\r\nCSeq: 1\r\n\r\n".encode())
    assert await viewer.falls_silent_for(0.2)
    simulator.revive(1)
    assert (await viewer.ask("DESCRIBE", simulator.url(1))).status == 200


async def test_an_h265_camera_describes_both_streams_so_and_plays_silence(
    simulator: CameraSimulator, connected: Connected
) -> None:
    simulator.h265_only(1)
    viewer = await connected(simulator)
    for stream in ("main", "sub"):
        assert "H265/90000" in (await viewer.ask("DESCRIBE", simulator.url(1, stream))).body
    assert "H264/90000" in (await viewer.ask("DESCRIBE", simulator.url(2))).body
    await viewer.play(simulator.url(1))
    assert await viewer.falls_silent_for(0.2)


async def test_a_truncated_description_breaks_off_in_the_format_line(
    simulator: CameraSimulator, connected: Connected
) -> None:
    simulator.truncate_sdp(1)
    body = (await (await connected(simulator)).ask("DESCRIBE", simulator.url(1))).body
    assert "a=fmtp:96" in body
    assert "sprop-parameter-sets" not in body
    assert "a=control:trackID=1" not in body


async def test_time_goes_on_while_a_camera_is_frozen(
    simulator: CameraSimulator, connected: Connected
) -> None:
    viewer = await connected(simulator)
    await viewer.play(simulator.url(1))
    before = (await viewer.next_picture())[0].timestamp
    simulator.freeze(1)
    assert await viewer.falls_silent_for(0.4)
    simulator.thaw(1)
    after = (await viewer.next_picture())[0].timestamp
    assert (after - before) & 0xFFFFFFFF >= 0.4 * 90_000


async def test_the_last_fault_counts(simulator: CameraSimulator) -> None:
    simulator.freeze(1)
    simulator.mute(1)
    assert simulator.fault_of(1) is Fault.MUTE
    simulator.revive(1)
    assert simulator.fault_of(1) is Fault.NONE


def test_commands_are_a_word_and_a_number() -> None:
    assert read_command("freeze 3") == ("freeze", 3)
    assert read_command(" pulls  12 ") == ("pulls", 12)


@pytest.mark.parametrize("line", ["", "freeze", "freeze x", "explode 3", "freeze 3 4", "freeze -1"])
def test_other_lines_are_no_commands(line: str) -> None:
    with pytest.raises(BadCommand):
        read_command(line)

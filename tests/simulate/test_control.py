"""A simulator in another process is steered over its port, by whoever holds the token."""

import pytest

from bongsu.simulate.camera import Fault
from bongsu.simulate.control import ControlRefused, SimulatorControl
from bongsu.simulate.server import CameraSimulator
from tests.simulate.conftest import Connected, Started

TOKEN = "a token for tests"


@pytest.fixture
async def steered(started: Started) -> CameraSimulator:
    return await started(control_token=TOKEN)


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("freeze", Fault.FROZEN),
        ("kill", Fault.DEAD),
        ("nonsense", Fault.NONSENSE),
        ("mute", Fault.MUTE),
        ("h265_only", Fault.H265_ONLY),
        ("truncate_sdp", Fault.TRUNCATED_SDP),
    ],
)
async def test_every_fault_can_be_set_and_taken_back(
    steered: CameraSimulator, word: str, fault: Fault
) -> None:
    control = SimulatorControl(steered.port, TOKEN)
    await control.command(word, 2)
    assert steered.fault_of(2) is fault
    assert steered.fault_of(1) is Fault.NONE
    await control.command("revive", 2)
    assert steered.fault_of(2) is Fault.NONE


async def test_pulls_can_be_counted_from_outside(
    steered: CameraSimulator, connected: Connected
) -> None:
    control = SimulatorControl(steered.port, TOKEN)
    assert await control.pulls(1) == 0
    await (await connected(steered)).play(steered.url(1))
    assert await control.pulls(1) == 1


async def test_several_commands_go_in_one_body(
    steered: CameraSimulator, connected: Connected
) -> None:
    viewer = await connected(steered)
    url = f"rtsp://127.0.0.1:{steered.port}/control"
    reply = await viewer.ask(
        "SET_PARAMETER", url, "freeze 1\r\npulls 2\r\n", Authorization=f"Bearer {TOKEN}"
    )
    assert reply.body.splitlines() == ["freeze 1 done", "pulls 2 0"]


async def test_a_wrong_token_steers_nothing(steered: CameraSimulator) -> None:
    with pytest.raises(ControlRefused):
        await SimulatorControl(steered.port, "guessed").command("kill", 1)
    assert steered.fault_of(1) is Fault.NONE


async def test_without_a_token_nobody_can_steer(simulator: CameraSimulator) -> None:
    for token in (TOKEN, "", "None"):
        with pytest.raises(ControlRefused):
            await SimulatorControl(simulator.port, token).command("kill", 1)
    assert simulator.fault_of(1) is Fault.NONE


async def test_commands_that_cannot_be_are_refused_in_words(steered: CameraSimulator) -> None:
    control = SimulatorControl(steered.port, TOKEN)
    with pytest.raises(ControlRefused, match="explode"):
        await control.command("explode", 1)
    with pytest.raises(ControlRefused, match="no camera 99"):
        await control.command("freeze", 99)


async def test_nobody_there_is_a_refusal_too(steered: CameraSimulator) -> None:
    control = SimulatorControl(steered.port, TOKEN)
    await steered.stop()
    with pytest.raises(ControlRefused, match="no simulator"):
        await control.command("freeze", 1)
    assert TOKEN not in repr(control)

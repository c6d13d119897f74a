"""The peer source keeps the contract of every source, and bears whatever the next hop sends."""

import asyncio
import itertools
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web

from bongsu.media.failures import (
    CameraFailure,
    CameraFrozen,
    CameraNonsense,
    CameraUnreachable,
    OtherCentreEnded,
    OtherCentreRefused,
    OtherCentreUnreachable,
    UnsupportedCodec,
)
from bongsu.media.peers.events import WhichTicket
from bongsu.media.peers.links import LinkFiles
from bongsu.media.peers.source import PeerSource
from bongsu.media.peers.supply import NodeSupply
from bongsu.media.peers.wire import parameters_frame, picture_frame
from bongsu.media.sources.source import Parameters, Patience, Picture, Source, Take
from bongsu.media.sps import read_sps
from bongsu.simulate.server import CameraSimulator
from tests.media.field import SETS
from tests.media.peers.certificates import Authority
from tests.media.peers.city import HUB, OWNER, Centre, City
from tests.media.peers.upstream import Behave, OneTicket, accepted, upstream
from tests.media.stand import until
from tests.media.test_sources import Pull

PATIENT = Patience(1.0, 1.0, 0.6, 5.0)
SAID: dict[str, type[CameraFailure]] = {
    "dead": CameraUnreachable,
    "frozen": CameraFrozen,
    "unsupported": UnsupportedCodec,
}


def raise_state(state: str, reason: str) -> None:
    """What the far camera's own source would have raised."""
    if state in SAID:
        raise SAID[state](reason)


@pytest.fixture
async def source(city: City, hub: Centre) -> Source:
    """The hub pulls the first camera of 성북."""
    question = WhichTicket("cam_1", "media-1")
    supply = NodeSupply(hub.stand.bus, hub.stand.part._clock, question, "main", 1.0)
    return PeerSource(supply, LinkFiles(city.folder / HUB / "link"), PATIENT, raise_state)


async def test_pictures_come_whole_and_a_key_picture_first(source: Source) -> None:
    pull = Pull(source)
    await until(lambda: len(pull.pictures) >= 15)
    await pull.stop()
    first = pull.pictures[0]
    assert first.is_key
    sps = read_sps(first.parameters.sps)
    assert (sps.width, sps.height) == (320, 180)
    assert all(one.parameters is first.parameters for one in pull.pictures)
    live = [one for one in pull.pictures if not one.is_backlog]
    steps = {(b.rtp_time - a.rtp_time) & 0xFFFFFFFF for a, b in itertools.pairwise(live)}
    assert all(4_400 <= step <= 4_600 for step in steps)


async def test_a_warm_hop_gives_its_group_as_backlog(source: Source, owner: Centre) -> None:
    at_home = await owner.stand.view()
    await at_home.fragments(8)
    pull = Pull(source)
    await until(lambda: any(not one.is_backlog for one in pull.pictures))
    await pull.stop()
    live = next(n for n, one in enumerate(pull.pictures) if not one.is_backlog)
    assert pull.pictures[0].is_key
    assert not any(one.is_backlog for one in pull.pictures[live:])


async def test_a_cancelled_pull_leaves_the_camera(source: Source, owner: Centre) -> None:
    pull = Pull(source)
    await until(lambda: bool(pull.pictures))
    await pull.stop()
    taken = len(pull.pictures)
    await until(lambda: owner.stand.cameras.pulls(1) == 0)
    assert len(pull.pictures) == taken


@pytest.mark.parametrize(
    ("fault", "failure"),
    [("freeze", CameraFrozen), ("kill", CameraUnreachable), ("nonsense", CameraUnreachable)],
)
async def test_a_camera_that_fails_is_told_in_its_own_word(
    source: Source, owner: Centre, fault: str, failure: type[CameraFailure]
) -> None:
    pull = Pull(source)
    await until(lambda: bool(pull.pictures))
    getattr(owner.stand.cameras, fault)(1)
    assert isinstance(await pull.failure(), failure)


async def test_h265_says_unsupported(source: Source, cameras: CameraSimulator) -> None:
    cameras.h265_only(1)
    assert isinstance(await Pull(source).failure(), UnsupportedCodec)


async def test_a_take_that_fails_ends_the_pull_in_its_own_words(source: Source) -> None:
    def take(picture: Picture) -> None:
        raise CameraNonsense("these parameter sets cannot be read")

    with pytest.raises(CameraNonsense, match="these parameter sets"):
        async with asyncio.timeout(8):
            await source.run(take)


async def test_no_answer_of_the_node_and_a_no_of_the_node(source: Source, hub: Centre) -> None:
    hub.node.problem = "SEONGBUK lends nothing"
    assert isinstance(await Pull(source).failure(), OtherCentreRefused)
    hub.node.is_silent = True
    assert isinstance(await Pull(source).failure(), OtherCentreUnreachable)


IS_KEY = True
KEY = Picture(b"\0\0\0\2\x65\x88", IS_KEY, 1000, 1.7e12, SETS)
LATER = Picture(b"\0\0\0\2\x41\x9a", not IS_KEY, 4000, 1.7e12, SETS)


def raw(frame: bytes) -> bytes:
    """The message inside a finished short frame."""
    return frame[2:] if frame[1] < 126 else frame[4:]


SETS_MESSAGE = raw(parameters_frame(SETS))
KEY_MESSAGE = raw(picture_frame(KEY, is_backlog=False))
LATER_MESSAGE = raw(picture_frame(LATER, is_backlog=False))


async def pull_from(
    tmp_path: Path, behave: Behave, take: Take, patience: Patience = PATIENT
) -> tuple[CameraFailure, OneTicket]:
    """Runs a source against a next hop of the test's own until it fails."""
    authority = Authority()
    far = LinkFiles(authority.issue(OWNER, tmp_path / "far")).link()
    near = LinkFiles(authority.issue(HUB, tmp_path / "near"))
    async with upstream(far.server, behave) as url:
        supply = OneTicket(url, "seongbuk.bongsu.internal")
        source = PeerSource(supply, near, patience, lambda state, reason: None)
        async with asyncio.timeout(8):
            with pytest.raises(CameraFailure) as raised:
                await source.run(take)
    return raised.value, supply


BROKEN: dict[str, list[bytes]] = {
    "a picture before its parameters": [KEY_MESSAGE],
    "a later picture first": [SETS_MESSAGE, LATER_MESSAGE],
    "a later picture first under new parameters": [
        SETS_MESSAGE,
        KEY_MESSAGE,
        SETS_MESSAGE,
        LATER_MESSAGE,
    ],
    "an empty message": [b""],
    "an unknown kind": [b"\x07abc"],
    "half a head": [SETS_MESSAGE, KEY_MESSAGE[:9]],
    "no picture in it": [SETS_MESSAGE, KEY_MESSAGE[:14]],
    "a unit longer than the picture": [SETS_MESSAGE, KEY_MESSAGE[:14] + b"\0\0\0\xff\x65"],
    "a unit of no length": [SETS_MESSAGE, KEY_MESSAGE[:14] + bytes(4000)],
    "bytes after the last unit": [SETS_MESSAGE, KEY_MESSAGE + b"\0\0"],
    "a time that is no number": [
        SETS_MESSAGE,
        KEY_MESSAGE[:6] + struct.pack("!d", float("nan")) + KEY_MESSAGE[14:],
    ],
    "parameters without a second one": [b"\x01\x00\x04abcd"],
    "parameters beyond all measure": [b"\x01\x00\x04" + bytes(9000)],
    "half parameters": [b"\x01\x00"],
    "too large a picture": [SETS_MESSAGE, bytes(8_100_000)],
}


@pytest.mark.parametrize("what", list(BROKEN))
async def test_broken_pictures_are_nonsense(tmp_path: Path, what: str) -> None:
    async def behave(ws: web.WebSocketResponse) -> None:
        await ws.send_str(accepted())
        for message in BROKEN[what]:
            await ws.send_bytes(message)
        await ws.receive()

    failure, _ = await pull_from(tmp_path, behave, lambda picture: None)
    assert isinstance(failure, CameraNonsense)


@pytest.mark.parametrize(
    "said",
    ["", "[]", '{"type": "hello"}', '{"type": "state", "state": "splendid"}', "[" * 5000],
)
async def test_unknown_words_are_nonsense(tmp_path: Path, said: str) -> None:
    async def behave(ws: web.WebSocketResponse) -> None:
        await ws.send_str(said)
        await ws.receive()

    failure, _ = await pull_from(tmp_path, behave, lambda picture: None)
    assert isinstance(failure, CameraNonsense)


async def test_pictures_before_the_word_are_not_taken(tmp_path: Path) -> None:
    taken: list[Picture] = []

    async def behave(ws: web.WebSocketResponse) -> None:
        await ws.send_bytes(SETS_MESSAGE)
        await ws.send_bytes(KEY_MESSAGE)
        await ws.close()

    failure, _ = await pull_from(tmp_path, behave, taken.append)
    assert isinstance(failure, OtherCentreUnreachable)
    assert taken == []


async def test_the_end_of_the_last_ticket_ends_it_at_once(tmp_path: Path) -> None:
    taken: list[Picture] = []

    async def behave(ws: web.WebSocketResponse) -> None:
        await ws.send_str(accepted())
        await ws.send_bytes(SETS_MESSAGE)
        await ws.send_bytes(KEY_MESSAGE)
        await ws.send_str('{"type": "ended", "number": 1, "reason": "withdrawn", "last": true}')
        await ws.send_bytes(KEY_MESSAGE)
        await ws.receive()

    failure, supply = await pull_from(tmp_path, behave, taken.append)
    assert isinstance(failure, OtherCentreEnded)
    assert supply.over == [(1, "withdrawn")]
    assert len(taken) == 1, "not one picture after the word"


async def test_a_long_reason_goes_nowhere(tmp_path: Path) -> None:
    async def behave(ws: web.WebSocketResponse) -> None:
        await ws.send_str('{"type": "refused", "number": 1, "reason": "홍길동 said <b>no</b>"}')
        await ws.receive()

    failure, supply = await pull_from(tmp_path, behave, lambda picture: None)
    assert isinstance(failure, OtherCentreRefused)
    assert supply.over == [(1, "other")]


async def _mute(ws: web.WebSocketResponse) -> None:
    await ws.receive()


async def _accepts(ws: web.WebSocketResponse) -> None:
    await ws.send_str(accepted())
    await ws.receive()


async def _begin(ws: web.WebSocketResponse) -> None:
    await ws.send_str(accepted())
    await ws.send_bytes(SETS_MESSAGE)
    await ws.send_bytes(KEY_MESSAGE)


async def _falls_silent(ws: web.WebSocketResponse) -> None:
    await _begin(ws)
    await ws.receive()


@pytest.mark.parametrize(
    ("behave", "failure"),
    [
        (_mute, OtherCentreUnreachable),
        (_accepts, CameraNonsense),
        (_falls_silent, CameraFrozen),
    ],
)
async def test_silence_is_noticed_whatever_it_is_silence_of(
    tmp_path: Path,
    behave: Callable[[web.WebSocketResponse], Awaitable[None]],
    failure: type[CameraFailure],
) -> None:
    patience = Patience(1.0, 0.3, 0.3, 0.4)
    raised, _ = await pull_from(tmp_path, behave, lambda picture: None, patience)
    assert type(raised) is failure


async def test_the_cameras_own_centre_says_first_that_it_is_frozen(tmp_path: Path) -> None:
    patience = Patience(1.0, 1.0, 0.8, 5.0)

    async def behave(ws: web.WebSocketResponse) -> None:
        await _begin(ws)
        await asyncio.sleep(patience.frozen_s * 1.4)
        await ws.send_str('{"type": "state", "state": "frozen", "reason": "frozen"}')
        await ws.close()

    raised, _ = await pull_from(tmp_path, behave, lambda picture: None, patience)
    assert type(raised) is OtherCentreUnreachable, "the line held until the other side ended it"


async def test_parameters_that_change_are_another_object(tmp_path: Path) -> None:
    taken: list[Picture] = []
    other = Parameters(SETS.sps + b"\x01", SETS.pps)

    async def behave(ws: web.WebSocketResponse) -> None:
        await ws.send_str(accepted())
        for message in (SETS_MESSAGE, KEY_MESSAGE, raw(parameters_frame(other)), KEY_MESSAGE):
            await ws.send_bytes(message)
        await ws.close()

    await pull_from(tmp_path, behave, taken.append)
    assert [one.parameters for one in taken] == [SETS, other]
    assert taken[0].data == KEY.data

"""Broken pictures: RTP, H.264 and parameter sets mutated at any byte give whole pictures or a named failure."""

import asyncio
import io
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bongsu.media.camera import CameraStream, StreamState
from bongsu.media.failures import BadPicture, CameraFailure
from bongsu.media.fmp4 import TIMESCALE, Sample, make_fragment, make_init
from bongsu.media.group import Opening, Shown
from bongsu.media.settings import MediaSettings
from bongsu.media.sources.depacketise import Depacketiser
from bongsu.media.sources.source import Parameters, Picture, Take
from bongsu.media.sps import read_sps
from bongsu.media.stills import Stills
from bongsu.media.timeline import Timeline
from bongsu.simulate.clips import read_loop
from tests.media.field import SETS, FieldHub, FieldStream
from tests.media.mutations import Change, changes
from tests.media.test_depacketise import Camera, fu_a, split
from tests.media.virtual_time import run_at_once

quick = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Keen:
    """A consumer that looks at every byte it is given."""

    def __init__(self) -> None:
        self.bytes = 0

    def begin(self, opening: Opening) -> None:
        self.bytes += sum(len(frame) for frame in opening.frames)

    def show(self, shown: Shown) -> None:
        self.bytes += len(shown.frame)

    def tell(self, state: StreamState) -> None:
        return


class Recorded(FieldStream):
    """Gives these pictures at once, then is silent."""

    pictures: Iterable[Picture] = ()

    async def _play(self, take: Take) -> None:
        for one in self.pictures:
            take(one)
        await asyncio.sleep(1)


def consumed(pictures: list[Picture]) -> tuple[CameraStream, Keen]:
    """What a stream makes of these pictures with a consumer that was there before."""

    async def check() -> tuple[CameraStream, Keen]:
        hub = FieldHub(MediaSettings())
        source = Recorded()
        source.pictures = pictures
        hub.field["cam_1", "main"] = source
        keen = Keen()
        stream = hub.join("cam_1", "main", keen)
        await asyncio.sleep(0.5)
        assert keen in stream._consumers, "a consumer is not thrown out for what a camera did"
        state = stream.state
        await hub.stop()
        stream.state = state
        return stream, keen

    return run_at_once(check())


@pytest.fixture(scope="session")
def payloads(clips: Path) -> list[tuple[bytes, int, bool]]:
    """A real clip's RTP payloads: payload, time, whether it is a picture's last."""
    loop = read_loop(clips / "street.mp4")
    return [
        (payload, picture.timestamp, number == len(picture.payloads) - 1)
        for picture in loop.pictures[:12]
        for number, payload in enumerate(picture.payloads)
    ]


def _pushed(payloads: list[tuple[bytes, int, bool]], change: Change, at: int) -> list[Picture]:
    """The depacketiser's pictures when one packet was changed as a whole, header and all."""
    pictures: list[Picture] = []
    reader = Depacketiser(None, lambda: 1000.0, pictures.append)
    for number, (payload, time, is_last) in enumerate(payloads):
        kind = 96 | (0x80 if is_last else 0)
        packet = b"\x80" + bytes([kind]) + number.to_bytes(2) + time.to_bytes(4) + bytes(4)
        packet += payload
        if number == at % len(payloads):
            packet = change(packet)[:65_000]
        if len(packet) > 12:
            reader.push(packet, memoryview(packet), 0, len(packet))
    return pictures


@quick
@given(change=changes, at=st.integers(0, 1000))
def test_a_mutated_packet_costs_pictures_and_nothing_else(
    payloads: list[tuple[bytes, int, bool]], change: Change, at: int
) -> None:
    pictures = _pushed(payloads, change, at)
    assert not pictures or pictures[0].is_key
    for picture in pictures:
        assert split(picture.data)
    with suppress(BadPicture):
        for picture in pictures:
            make_init(picture.parameters)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(change=changes, at=st.integers(0, 1000))
def test_mutated_packets_reach_viewers_as_whole_fragments_or_not_at_all(
    payloads: list[tuple[bytes, int, bool]], change: Change, at: int
) -> None:
    _must_be_whole_or_nothing(_pushed(payloads, change, at))


def test_parameters_that_turn_unreadable_end_what_was_shown_before(
    payloads: list[tuple[bytes, int, bool]],
) -> None:
    later = [number for number, (payload, _, _) in enumerate(payloads) if payload[0] & 0x1F == 7][1]
    pictures = _pushed(payloads, lambda packet: packet[:14], later)
    assert _is_readable(pictures[0])
    assert not _is_readable(pictures[-1])
    _must_be_whole_or_nothing(pictures)


def _must_be_whole_or_nothing(pictures: list[Picture]) -> None:
    """All is shown up to the first picture whose parameters cannot be read; that one ends the pull."""
    stream, keen = consumed(pictures)
    shown = list(takewhile(_is_readable, pictures))
    assert (keen.bytes > 0) == bool(shown)
    whole = "live" if pictures else "connecting"
    assert stream.state.state == (whole if len(shown) == len(pictures) else "dead")


def _is_readable(picture: Picture) -> bool:
    try:
        make_init(picture.parameters)
    except BadPicture:
        return False
    return True


@quick
@given(change=changes)
def test_any_mutation_of_a_parameter_set_is_read_or_named(change: Change) -> None:
    with suppress(BadPicture):
        init = make_init(Parameters(change(SETS.sps), SETS.pps))
        assert init.width * init.height > 0
    with suppress(BadPicture):
        make_init(Parameters(SETS.sps, change(SETS.pps)))


@quick
@given(st.sampled_from([66, 77, 100, 110, 122, 244, 44]), st.binary(min_size=3, max_size=200))
def test_any_bytes_as_a_parameter_set_are_read_or_named(profile: int, rest: bytes) -> None:
    with suppress(BadPicture):
        make_init(Parameters(bytes([0x67, profile]) + rest, SETS.pps))


Field = tuple[int, int] | int


def bits(*fields: Field) -> bytes:
    """Exp-Golomb numbers, and (value, width) pairs, as bytes with a stop bit."""
    text = ""
    for one in fields:
        if isinstance(one, tuple):
            text += f"{one[0]:0{one[1]}b}"
        else:
            text += "0" * ((one + 1).bit_length() - 1) + f"{one + 1:b}"
    text += "1"
    return int(text.ljust(-(-len(text) // 8) * 8, "0"), 2).to_bytes(-(-len(text) // 8))


def high_profile(depth: int = 0, width: int = 19, height: int = 14) -> bytes:
    chroma: list[Field] = [1, depth, 0, (0, 1), (0, 1)]
    size: list[Field] = [0, 2, 0, (0, 1), width, height, (1, 1), (1, 1), (0, 1), (0, 1)]
    return b"\x67\x64\x00\x1e" + bits(0, *chroma, *size)


def test_a_depth_that_fits_no_field_is_named() -> None:
    assert read_sps(high_profile()).width == 320
    assert make_init(Parameters(high_profile(depth=2), SETS.pps)).height == 240
    for depth in (7, 8, 300, 2**31):
        with pytest.raises(BadPicture):
            make_init(Parameters(high_profile(depth=depth), SETS.pps))


def test_a_picture_larger_than_the_standard_allows_is_named() -> None:
    """Level 6.2 ends at 139,264 macroblocks; a decoder would ask for gigabytes before it says no."""
    assert read_sps(high_profile(width=511, height=271)).width == 8192
    with pytest.raises(BadPicture):
        read_sps(high_profile(width=1023, height=1023))


@pytest.mark.parametrize("which", ["sps", "pps"])
def test_a_parameter_set_longer_than_its_length_field_is_named(which: str) -> None:
    sps, pps = SETS.sps, SETS.pps
    long = {
        "sps": Parameters(sps + bytes(70_000), pps),
        "pps": Parameters(sps, pps + bytes(70_000)),
    }
    with pytest.raises(BadPicture):
        make_init(long[which])


def test_parameter_sets_sent_in_thousands_of_fragments_end_the_pull_by_name() -> None:
    camera = Camera(None)
    for nal in (b"\x67\x64\x00\x1e" + bytes(100_000), SETS.pps):
        for piece in fu_a(nal, 1400) if len(nal) > 1400 else [nal]:
            camera.send(piece)
    camera.picture(b"\x65\x88" + bytes(50))
    stream, keen = consumed(camera.pictures)
    assert (stream.state.state, stream.state.reason) == ("dead", "nonsense")
    assert keen.bytes == 0


def test_a_picture_that_never_ends_is_dropped() -> None:
    camera = Camera()
    camera.send(b"\x7c\x85\x88" + bytes(60_000))
    for _ in range(300):
        camera.send(b"\x7c\x05" + bytes(60_000))
    assert len(camera.reader._collected) <= 8_100_000
    assert camera.pictures == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 2**32 - 1), max_size=60))
def test_any_times_of_a_camera_make_fragments(times: list[int]) -> None:
    timeline = Timeline()
    for number, time in enumerate(times):
        place = timeline.place(time)
        sample = Sample(b"x", number == 0, place.duration, place.shown_after)
        assert make_fragment(number, place.decode_time, [sample])


def test_a_camera_whose_time_runs_backwards_keeps_its_viewers() -> None:
    """Nine seconds back with every picture: the offset must not grow until it fits no field."""
    timeline, time = Timeline(), 4_000_000_000
    for _ in range(5000):
        place = timeline.place(time)
        time = (time - 9 * TIMESCALE) % 2**32
        assert abs(place.shown_after) <= 10 * TIMESCALE
    backwards = [
        Picture(b"\0\0\0\1\x65", n == 0, -n * 9 * TIMESCALE % 2**32, 1.0, SETS) for n in range(3000)
    ]
    stream, _ = consumed(backwards)
    assert stream.state.state == "live"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(change=changes)
def test_a_mutated_key_picture_is_a_still_or_none(
    payloads: list[tuple[bytes, int, bool]], change: Change
) -> None:
    key = _pushed(payloads, lambda packet: packet, 0)[0]
    bad = replace(key, data=change(key.data)[:200_000])

    async def check() -> None:
        stills = Stills(5, 10**6)
        stills.remember("cam_1", bad)
        still = await stills.still("cam_1")
        if still:
            with av.open(io.BytesIO(still.jpeg), "r", format="mjpeg") as picture:
                assert next(picture.decode(video=0)).width == 320
        stills.close()

    asyncio.run(check())


def test_parameter_sets_of_another_camera_make_no_still() -> None:
    async def check() -> None:
        stills = Stills(5, 10**6)
        for sets in (SETS, Parameters(b"\x67", b"\x68"), Parameters(b"", b"")):
            stills.remember("cam_1", replace(_key(SETS.sps), parameters=sets))
            await stills.still("cam_1")
        stills.close()

    asyncio.run(check())


def test_a_form_that_cannot_be_read_is_never_shown_under_the_form_before() -> None:
    """The second try, with the same sets in new objects, must fail as the first did."""

    async def check() -> None:
        hub = FieldHub(MediaSettings())
        stream = CameraStream("cam_1", "main", hub, MediaSettings(), hub._clock)
        bad = high_profile(depth=300)
        stream._take(_key(SETS.sps))
        for _ in range(2):
            with pytest.raises(CameraFailure):
                stream._take(_key(bad))
        stream._take(_key(SETS.sps))
        assert stream.has_pictures

    run_at_once(check())


def _key(sps: bytes) -> Picture:
    return Picture(
        b"\0\0\0\3\x65\x88\x84",
        is_key=True,
        rtp_time=0,
        captured_at_ms=1.0,
        parameters=Parameters(sps, SETS.pps),
    )

"""Thousands of broken pictures: each is that camera's `BadPicture` or a picture of a stated size, and nothing is left."""

import gc
import random
import resource
from collections.abc import Callable
from dataclasses import replace

import pytest

from bongsu.media.failures import BadPicture
from bongsu.media.sources.source import Parameters, Picture
from bongsu.monitoring.pictures.decode import MOST_PIXELS, Decoder
from bongsu.monitoring.pictures.ring import Ring
from tests.monitoring.pictures.coded import street

Break = Callable[[random.Random, Picture], Picture]
FIT = (160, 160)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Picture]:
    return street(tmp_path_factory.mktemp("hostile"))


def flip(draw: random.Random, one: Picture) -> Picture:
    data = bytearray(one.data)
    for _ in range(draw.randint(1, 40)):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return replace(one, data=bytes(data))


def cut(draw: random.Random, one: Picture) -> Picture:
    return replace(one, data=one.data[: draw.randrange(len(one.data))])


def noise(draw: random.Random, one: Picture) -> Picture:
    return replace(one, data=draw.randbytes(draw.randint(1, 3000)))


def false_length(draw: random.Random, one: Picture) -> Picture:
    length = draw.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, len(one.data)))
    return replace(one, data=length.to_bytes(4) + one.data[4:])


def broken_sets(draw: random.Random, one: Picture) -> Picture:
    sets = []
    for each in (one.parameters.sps, one.parameters.pps):
        data = bytearray(each)
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        sets.append(bytes(data[: draw.randint(1, len(data))]))
    return replace(one, parameters=Parameters(*sets))


def sets_inside(draw: random.Random, one: Picture) -> Picture:
    """Parameter sets in the picture itself, which a camera has no business to send there."""
    sps = bytearray(one.parameters.sps)
    sps[draw.randrange(4, len(sps))] ^= 1 << draw.randrange(8)
    return replace(one, data=len(sps).to_bytes(4) + bytes(sps) + one.data)


BREAKS: tuple[Break, ...] = (flip, cut, noise, false_length, broken_sets, sets_inside)


def tried(decode: Callable[[], object]) -> bool:
    """Whether a picture came; anything but `BadPicture` is a fault of ours."""
    try:
        return decode() is not None
    except BadPicture:
        return False


def test_two_thousand_broken_pictures_harm_nobody_else(pictures: list[Picture]) -> None:
    draw = random.Random(20260)
    broken, sound = Decoder("cam_1", FIT), Decoder("cam_2", FIT)
    came = 0
    for number in range(2000):
        one = draw.choice(BREAKS)(draw, draw.choice(pictures))
        if number % 2:
            came += tried(lambda one=one: broken.decode_all(one, want=True))  # type: ignore[misc] # bound at once
        else:
            came += tried(lambda one=one: broken.decode_key(one))  # type: ignore[misc] # bound at once
        if number % 50 == 0:
            assert sound.decode_key(pictures[0]).width == 320
    assert sound.faults == 0
    assert broken.faults > 800
    assert tried(lambda: broken.decode_key(pictures[0])), "it goes on as if nothing had been"
    assert tried(lambda: broken.decode_all(pictures[0], want=True))


def test_broken_pictures_leave_no_memory_behind(pictures: list[Picture]) -> None:
    draw, decoder = random.Random(7), Decoder("cam_1", FIT)

    def a_round() -> None:
        for _ in range(150):
            one = draw.choice(BREAKS)(draw, pictures[0])
            tried(lambda one=one: decoder.decode_key(one))  # type: ignore[misc] # bound at once
            tried(lambda one=one: decoder.decode_all(one, want=True))  # type: ignore[misc] # bound at once
        gc.collect()

    a_round()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(3):
        a_round()
    grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kb < 20_000


def test_a_huge_size_is_refused_before_memory_is_taken(pictures: list[Picture]) -> None:
    """8192 x 8192 in the parameter set of a picture that is 320 x 180."""
    huge = _sps(8192, 8192)
    decoder = Decoder("cam_1", FIT)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert MOST_PIXELS < 8192 * 8192
    said = replace(pictures[0], parameters=Parameters(huge, pictures[0].parameters.pps))
    assert not tried(lambda: decoder.decode_key(said))
    inside = replace(pictures[0], data=len(huge).to_bytes(4) + huge + pictures[0].data)
    assert decoder.decode_key(inside).width == 320, "what was told before the picture counts"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def _sps(width: int, height: int) -> bytes:
    """Baseline, level 6.2, everything else plain (ITU-T H.264 7.3.2.1.1)."""
    bits = f"{66:08b}{0xC0:08b}{62:08b}" + _ue(0) + _ue(0) + _ue(2) + _ue(1) + "0"
    bits += _ue(width // 16 - 1) + _ue(height // 16 - 1) + "1" + "1" + "0" + "0" + "1"
    bits += "0" * (-len(bits) % 8)
    return b"\x67" + int(bits, 2).to_bytes(len(bits) // 8)


def _ue(number: int) -> str:
    coded = f"{number + 1:b}"
    return "0" * (len(coded) - 1) + coded


def test_a_ring_of_broken_pictures_stays_bounded_and_makes_a_clip_or_says_why_not(
    pictures: list[Picture],
) -> None:
    draw, ring = random.Random(3), Ring(5.0, most_bytes=300_000)
    for number in range(1500):
        at_ms = float(draw.choice((number * 50, draw.randrange(75_000))))
        one = replace(
            draw.choice(BREAKS)(draw, draw.choice(pictures)),
            captured_at_ms=at_ms,
            rtp_time=draw.randrange(2**32),
            is_backlog=draw.random() < 0.2,
        )
        ring.add(one)
        assert ring.held_bytes <= 300_000
        if number % 25 == 0:
            tried(lambda: ring.clip(0, 1e9))

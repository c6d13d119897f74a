"""The cached group: complete or empty, never larger than allowed; stills drawn once."""

import asyncio

import pytest
from av.error import FFmpegError
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.media.group import Group, Shown
from bongsu.media.sources.source import Parameters, Picture
from bongsu.media.stills import Stills
from bongsu.media.timeline import Place
from bongsu.media.wire import Kind, binary_frame, text_frame

SETS = Parameters(b"\x67\x42\x00\x1e", b"\x68\xce")


def picture(size: int = 10, *, is_key: bool = False) -> Picture:
    return Picture(bytes(size), is_key, 0, 1000.0, SETS)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 60), st.booleans()), max_size=60))
def test_a_group_is_empty_or_begins_with_a_key_picture_and_fits(
    pictures: list[tuple[int, bool]],
) -> None:
    group = Group(100, 8)
    for number, (size, is_key) in enumerate(pictures):
        group.add(Shown(picture(size, is_key=is_key), Place(number, 1, 0), number))
        kept = group._shown
        assert len(kept) <= 8
        assert sum(len(one.picture.data) for one in kept) <= 100
        assert not kept or kept[0].picture.is_key
        assert not any(one.picture.is_key for one in kept[1:])


def test_a_frame_is_made_once() -> None:
    shown = Shown(picture(is_key=True), Place(0, 90, 0), 1)
    assert shown.frame is shown.frame


@pytest.mark.parametrize("size", [0, 100, 116, 117, 200, 65_526, 65_527, 70_000])
def test_frames_are_unmasked_websocket_frames_of_the_right_length(size: int) -> None:
    frame = binary_frame(Kind.FRAGMENT, 1.5, bytes(size))
    assert frame[0] == 0x82
    short = frame[1]
    head = {126: 4, 127: 10}.get(short, 2)
    said = short if head == 2 else int.from_bytes(frame[2:head])
    assert said == len(frame) - head == size + 9
    assert text_frame({"a": "가"})[2:] == '{"a":"가"}'.encode()


async def test_stills_are_drawn_once_and_the_oldest_go_first() -> None:
    drawn: list[Picture] = []

    def draw(one: Picture) -> bytes:
        drawn.append(one)
        return b"jpeg"

    stills = Stills(2, 1000, draw)
    for camera in ("a", "b", "c"):
        stills.remember(camera, picture(is_key=True))
    assert await stills.still("a") is None
    found = await asyncio.gather(*(stills.still("b") for _ in range(5)))
    assert {one.jpeg for one in found if one} == {b"jpeg"}
    assert len(drawn) == 1
    stills.remember("b", picture(is_key=True))
    await stills.still("b")
    assert len(drawn) == 2
    stills.close()


async def test_stills_keep_within_their_memory() -> None:
    stills = Stills(500, 100, lambda one: b"")
    for number in range(20):
        stills.remember(f"cam_{number % 7}", picture(30, is_key=True))
        assert stills._bytes == sum(len(p.data) for p in stills._pictures.values()) <= 100
    stills.close()


async def test_a_picture_that_cannot_be_drawn_is_no_still() -> None:
    def fail(one: Picture) -> bytes:
        raise FFmpegError(1, "bad")

    stills = Stills(2, 1000, fail)
    stills.remember("a", picture(is_key=True))
    assert await stills.still("a") is None
    stills.close()

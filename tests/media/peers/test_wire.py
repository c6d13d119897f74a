"""What leaves as a picture arrives as the same picture; what is none is said to be nonsense, and nothing else happens."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.flood import Flood
from bongsu.media.failures import CameraNonsense
from bongsu.media.peers.wire import (
    PictureReader,
    Said,
    parameters_frame,
    picture_frame,
    read_said,
    said_frame,
    word,
)
from bongsu.media.sources.source import Parameters, Picture
from tests.media.field import SETS

IS_KEY = True
units = st.lists(st.binary(min_size=1, max_size=400), min_size=1, max_size=5)


def message(frame: bytes) -> bytes:
    """Without the WebSocket head (RFC 6455 5.2)."""
    size = frame[1]
    return frame[{126: 4, 127: 10}.get(size, 2) :]


@given(
    units,
    st.booleans(),
    st.integers(0, 2**32 - 1),
    st.floats(0, 2e12, allow_nan=False),
    st.booleans(),
)
def test_a_picture_arrives_as_it_left(
    coded: list[bytes], is_key: bool, rtp_time: int, captured: float, is_backlog: bool
) -> None:
    data = b"".join(struct.pack("!I", len(one)) + one for one in coded)
    reader = PictureReader()
    assert reader.read(message(parameters_frame(SETS))) is None
    reader.read(message(picture_frame(Picture(data, IS_KEY, 0, 0, SETS), is_backlog=True)))
    left = Picture(data, is_key, rtp_time, captured, SETS, is_backlog)
    came = reader.read(message(picture_frame(left, is_backlog=is_backlog)))
    assert came == left


@given(st.binary(max_size=200))
def test_any_other_bytes_are_nonsense(data: bytes) -> None:
    reader = PictureReader()
    reader.read(message(parameters_frame(SETS)))
    try:
        picture = reader.read(data)
    except CameraNonsense:
        return
    assert picture is None or picture.is_key


@given(st.binary(min_size=1, max_size=300), st.binary(min_size=1, max_size=300))
def test_parameter_sets_arrive_as_they_left(sps: bytes, pps: bytes) -> None:
    reader = PictureReader()
    reader.read(message(parameters_frame(Parameters(sps, pps))))
    key = Picture(b"\0\0\0\1\x65", IS_KEY, 0, 0, SETS)
    came = reader.read(message(picture_frame(key, is_backlog=False)))
    assert came is not None
    assert came.parameters == Parameters(sps, pps)


@given(st.text(max_size=300))
def test_any_text_is_a_word_or_nonsense(text: str) -> None:
    try:
        said = read_said(text)
    except CameraNonsense:
        return
    assert said.reason == word(said.reason)


def test_words_arrive_as_they_left() -> None:
    for said in (
        Said("accepted", 3, ends=1.5),
        Said("state", state="frozen", reason="frozen"),
        Said("ended", 2, reason="withdrawn", last=True),
    ):
        assert read_said(message(said_frame(said)).decode()) == said


@pytest.mark.parametrize("reason", ["홍길동", "a b", "x" * 41, "<b>"])
def test_a_reason_is_one_word_of_the_protocol(reason: str) -> None:
    assert word(reason) == "other"


def test_a_peer_may_say_some_words_at_once_and_then_a_few_a_second() -> None:
    now = [0.0]
    flood = Flood(lambda: now[0])
    assert not any(flood.is_too_much() for _ in range(50))
    assert flood.is_too_much()
    now[0] += 60
    assert not any(flood.is_too_much() for _ in range(50))
    assert flood.is_too_much()

"""A tap's messages are read as they were written; anything else is refused with one failure."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.media.sources.source import Parameters, Picture
from bongsu.media.taps.wire import (
    Frames,
    Sizes,
    TapMessage,
    TapParameters,
    TapPicture,
    TapSaid,
    TapSizes,
    TapWants,
    frame,
    picture_frame,
    read_message,
    read_wants,
)

SETS = Parameters(b"\x67\x64", b"\x68")


def payload(framed: bytes) -> bytes:
    """Of one whole unmasked binary WebSocket frame."""
    assert framed[0] == 0x82
    extra = {126: 2, 127: 8}.get(framed[1], 0)
    size = int.from_bytes(framed[2 : 2 + extra]) if extra else framed[1]
    assert len(framed) == 2 + extra + size
    return framed[2 + extra :]


@given(
    data=st.binary(max_size=300),
    is_key=st.booleans(),
    is_backlog=st.booleans(),
    rtp_time=st.integers(0, 2**32 - 1),
    captured_at_ms=st.floats(0, 1e14),
    index=st.integers(0, 2**32 - 1),
)
def test_a_picture_is_read_as_it_was_written(
    data: bytes, is_key: bool, is_backlog: bool, rtp_time: int, captured_at_ms: float, index: int
) -> None:
    picture = Picture(data, is_key, rtp_time, captured_at_ms, SETS)
    told = read_message(payload(picture_frame(index, picture, is_backlog=is_backlog)))
    assert told == TapPicture(index, is_key, captured_at_ms, rtp_time, is_backlog, data)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(told), type=TapPicture) == told


def test_a_large_picture_as_well() -> None:
    picture = Picture(bytes(70_000), is_key=True, rtp_time=1, captured_at_ms=2.0, parameters=SETS)
    told = read_message(payload(picture_frame(1, picture, is_backlog=False)))
    assert isinstance(told, TapPicture)
    assert told.data == picture.data


@pytest.mark.parametrize(
    "told",
    [
        TapParameters(1, b"sps", b"pps", 1280, 720),
        TapSizes(5.0, (Sizes(1, 15, 70_000, 50_000, 9_000),)),
        TapSaid(-1, "cam_1", "refused", reason="expired"),
        TapSaid(2, "cam_2", "accepted", lasts_s=600.0),
    ],
)
def test_words_are_read_as_they_were_written(told: TapMessage) -> None:
    assert not isinstance(told, TapPicture)
    assert read_message(payload(frame(told))) == told


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_one_failure(data: bytes) -> None:
    try:
        read_message(data)
    except msgspec.MsgspecError:
        return


def test_what_is_wanted_is_read() -> None:
    text = '{"tickets":["a"],"frames":{"cam_1":"all"},"streams":{"cam_1":"main"},"leave":["x"]}'
    assert read_wants(text) == TapWants(("a",), {"cam_1": Frames.ALL}, {"cam_1": "main"}, ("x",))
    assert read_wants("{}") == TapWants()

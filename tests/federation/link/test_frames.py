"""What a hostile peer may put into a frame: read within bounds, or refused by name."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.federation.link.frames import (
    Answer,
    Frame,
    Hello,
    OtherProtocol,
    Unreadable,
    read,
    read_spoken,
    write,
)
from bongsu.federation.link.rules import PROTOCOL

FRAME = Frame(clock_ms=1_700_000_000_000, within_ms=5000, body=b"body")
ANSWER = Answer(body=b"body", problem="", field=None)


def packed(**fields: object) -> bytes:
    return msgspec.msgpack.encode(fields)


@pytest.mark.parametrize("frame", [FRAME, ANSWER, Answer(problem="no", field="place")])
def test_what_was_written_is_read(frame: Frame | Answer) -> None:
    assert read_spoken(type(frame), write(frame)) == frame
    assert write(frame)[1:3] == b"\xa1p", "the protocol's number is the first word"


@pytest.mark.parametrize("shape", [Frame, Answer])
@pytest.mark.parametrize("said", [0, PROTOCOL + 1, 99, -1])
def test_another_protocol_is_named_before_anything_else_is_read(
    shape: type[Frame] | type[Answer], said: int
) -> None:
    with pytest.raises(OtherProtocol, match=f"protocol {said}"):
        read_spoken(shape, packed(p=said, something={"quite": "else"}))


def test_hello_is_understood_from_every_protocol() -> None:
    assert read(Hello, packed(p=7, c=1, r="9.9.9", more=[1, 2])).protocol == 7


@pytest.mark.parametrize(
    "fields",
    [
        {"c": -1, "w": 1000, "b": b""},
        {"c": 2**60, "w": 1000, "b": b""},
        {"c": 1.5, "w": 1000, "b": b""},
        {"c": float("nan"), "w": 1000, "b": b""},
        {"c": 1, "w": 0, "b": b""},
        {"c": 1, "w": 10**9, "b": b""},
        {"c": 1, "w": 1000, "b": "text"},
        {"c": 1, "w": 1000},
        {"c": None, "w": None, "b": None},
    ],
)
def test_a_frame_out_of_bounds_is_unreadable(fields: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        read_spoken(Frame, packed(p=PROTOCOL, **fields))


def test_endless_words_are_not_read() -> None:
    for fields in ({"x": "no" * 1000}, {"x": "no", "f": "f" * 65}):
        with pytest.raises(Unreadable):
            read_spoken(Answer, packed(p=PROTOCOL, **fields))
    with pytest.raises(Unreadable):
        read(Hello, packed(p=1, c=1, r="0" * 65))


def test_a_pit_of_nested_lists_is_unreadable_and_no_crash() -> None:
    deep = b"\x82\xa1p\x01\xa1z" + b"\x91" * 100_000 + b"\x00"
    with pytest.raises(Unreadable):
        read_spoken(Frame, deep)


def test_a_length_that_is_not_there_takes_no_memory() -> None:
    """The header promises four gigabytes."""
    with pytest.raises(Unreadable):
        read_spoken(Frame, b"\x84\xa1p\x01\xa1c\x01\xa1w\x01\xa1b\xc6\xff\xff\xff\xff")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_name(data: bytes) -> None:
    for shape in (Frame, Answer, Hello):
        try:
            read(shape, data)
        except Unreadable:
            continue


@given(st.integers(0, len(write(FRAME)) - 1), st.integers(0, 255))
def test_one_wrong_byte_is_read_or_refused_by_name(place: int, value: int) -> None:
    data = bytearray(write(FRAME))
    data[place] = value
    try:
        read_spoken(Frame, bytes(data))
    except (Unreadable, OtherProtocol):
        return

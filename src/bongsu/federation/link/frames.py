"""What two gateways say to each other over the line: MessagePack with short names, the protocol's number in every frame.

A peer may be hostile: everything is decoded into bounded shapes, and what cannot be read is refused by name."""

from typing import Annotated, TypeVar

import msgspec

from bongsu.federation.link.rules import PROTOCOL
from bongsu.kernel.failures import Invalid
from bongsu.kernel.unreadable import UNREADABLE

_Milliseconds = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
_Number = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
_Numbers = Annotated[tuple[_Number, ...], msgspec.Meta(max_length=64)]
_Short = Annotated[str, msgspec.Meta(max_length=64)]
_Sentence = Annotated[str, msgspec.Meta(max_length=1000)]
F = TypeVar("F", bound=msgspec.Struct)


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A message. `number`: the sender's own count; `clock_ms`: its wall clock; `within_ms`: how long it waits."""

    protocol: int = msgspec.field(default=PROTOCOL, name="p")
    number: _Number = msgspec.field(default=0, name="i")
    clock_ms: _Milliseconds = msgspec.field(name="c")
    within_ms: Annotated[int, msgspec.Meta(ge=1, le=60_000)] = msgspec.field(name="w")
    body: bytes = msgspec.field(name="b")


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """`problem` empty: answered."""

    protocol: int = msgspec.field(default=PROTOCOL, name="p")
    body: bytes = msgspec.field(default=b"", name="b")
    problem: _Sentence = msgspec.field(default="", name="x")
    field: _Short | None = msgspec.field(default=None, name="f")
    is_unreachable: bool = msgspec.field(default=False, name="u")


class Hello(msgspec.Struct, frozen=True, kw_only=True):
    """Question and answer of the heartbeat: every protocol must go on understanding it.

    `asked`: the asker's messages that wait for an answer; `lost`: those that the other never got, or has answered.
    Both travel in order behind what they speak of, so a loss is known at the next heartbeat, not at a time limit."""

    protocol: Annotated[int, msgspec.Meta(ge=0, le=2**31)] = msgspec.field(
        default=PROTOCOL, name="p"
    )
    clock_ms: _Milliseconds = msgspec.field(name="c")
    release: _Short = msgspec.field(name="r")
    asked: _Numbers = msgspec.field(default=(), name="a")
    lost: _Numbers = msgspec.field(default=(), name="l")


class _AnyProtocol(msgspec.Struct, frozen=True):
    protocol: int = msgspec.field(default=0, name="p")


class Unreadable(Invalid):
    """A frame that is none."""

    code = "unreadable_frame"


class OtherProtocol(Invalid):
    """A frame of a protocol that is not spoken here."""

    code = "other_protocol"


def read(shape: type[F], data: bytes) -> F:
    """Raises `Unreadable` or, where the frame says that it is of another protocol, `OtherProtocol`."""
    try:
        return msgspec.msgpack.decode(data, type=shape)
    except UNREADABLE as cause:
        raise Unreadable("a frame that cannot be read", field="frame") from cause


def read_spoken(shape: type[F], data: bytes) -> F:
    """The same for frames whose shape depends on the protocol."""
    said = read(_AnyProtocol, data).protocol
    if said != PROTOCOL:
        raise OtherProtocol(f"protocol {said} is not spoken here: {PROTOCOL}", field="protocol")
    return read(shape, data)


def write(frame: msgspec.Struct) -> bytes:
    return msgspec.msgpack.encode(frame)

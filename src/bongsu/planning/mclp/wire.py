"""What the solving process and its two helpers tell each other, as length-prefixed messages over pipes."""

import os
import select
import struct
import time

import msgspec
import numpy as np

from bongsu.planning.mclp.board import whole
from bongsu.planning.mclp.problem import Ints, Problem, Rows

_LENGTH = struct.Struct(">Q")
_CHUNK = 1 << 16
# how often a helper looks whether there is news
_LOOK_S = 0.01


class Ask(msgspec.Struct, frozen=True, tag="ask"):
    """The problem, where to begin, and for how long."""

    role: str
    seed: int
    left_s: float
    bound: float
    sites: int
    chosen: list[int]
    worth: int
    weight: bytes
    covers: tuple[bytes, bytes]
    covered_by: tuple[bytes, bytes]
    point: bytes
    place: bytes


class Found(msgspec.Struct, frozen=True, tag="found"):
    """A better choice, by the problem's candidates."""

    chosen: list[int]
    worth: int


class Bounded(msgspec.Struct, frozen=True, tag="bounded"):
    """Nothing is worth more."""

    bound: float


Message = Ask | Found | Bounded


class Wire:
    """Both ends of one pair of pipes."""

    def __init__(self, reads: int, writes: int) -> None:
        self._reads, self._writes = reads, writes
        self._held = bytearray()
        self._decode = msgspec.msgpack.Decoder(Message)
        self.ended = False

    def send(self, message: Message) -> None:
        data = msgspec.msgpack.encode(message)
        rest = memoryview(_LENGTH.pack(len(data)) + data)
        while rest:
            rest = rest[os.write(self._writes, rest) :]

    def wait(self) -> Message | None:
        """The next message, however long it takes; None at the end of the other side."""
        while not self.ended:
            if (message := self._next()) is not None:
                return message
            self._read()
        return None

    def news(self) -> list[Message]:
        """What has come so far."""
        while not self.ended and select.select([self._reads], [], [], 0)[0]:
            self._read()
        come = []
        while (message := self._next()) is not None:
            come.append(message)
        return come

    def _read(self) -> None:
        data = os.read(self._reads, _CHUNK)
        self._held += data
        self.ended = not data

    def _next(self) -> Message | None:
        if len(self._held) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._held)
        end = _LENGTH.size + length
        if len(self._held) < end:
            return None
        message: Message = self._decode.decode(self._held[_LENGTH.size : end])
        del self._held[:end]
        return message


class WireBoard:
    """A helper's board: what it finds goes to the solving process, which passes on what the other helper found."""

    def __init__(self, wire: Wire, ask: Ask) -> None:
        self._wire = wire
        self.chosen: Ints = np.array(ask.chosen, dtype=np.int64)
        self.worth, self.bound = ask.worth, ask.bound
        self._deadline = time.monotonic() + ask.left_s
        self._look_at = 0.0

    def found(self, chosen: Ints, worth: int) -> None:
        if worth > self.worth:
            self.chosen, self.worth = np.array(chosen, dtype=np.int64), worth
            self._wire.send(Found(self.chosen.tolist(), worth))

    def bounded(self, bound: float) -> None:
        if whole(bound) < self.bound:
            self.bound = whole(bound)
            self._wire.send(Bounded(self.bound))

    def over(self) -> bool:
        now = time.monotonic()
        if now >= self._look_at:
            self._look_at = now + _LOOK_S
            self._listen()
        return self._wire.ended or self.worth >= self.bound or now >= self._deadline

    def left_s(self) -> float:
        return self._deadline - time.monotonic()

    def _listen(self) -> None:
        for message in self._wire.news():
            match message:
                case Found(chosen, worth) if worth > self.worth:
                    self.chosen, self.worth = np.array(chosen, dtype=np.int64), worth
                case Bounded(bound):
                    self.bound = min(self.bound, bound)
                case _:
                    pass


def ask_of(
    problem: Problem, role: str, seed: int, left_s: float, bound: float, chosen: Ints, worth: int
) -> Ask:
    return Ask(
        role=role,
        seed=seed,
        left_s=left_s,
        bound=bound,
        sites=problem.sites,
        chosen=chosen.tolist(),
        worth=worth,
        weight=problem.weight.tobytes(),
        covers=_packed(problem.covers),
        covered_by=_packed(problem.covered_by),
        point=problem.point.astype(np.int64).tobytes(),
        place=np.ascontiguousarray(problem.place).tobytes(),
    )


def _packed(rows: Rows) -> tuple[bytes, bytes]:
    return rows.start.tobytes(), rows.item.tobytes()


def _unpacked(packed: tuple[bytes, bytes]) -> Rows:
    start, item = (np.frombuffer(one, dtype=np.int64) for one in packed)
    return Rows(start=start, item=item)


def problem_in(ask: Ask) -> Problem:
    return Problem(
        sites=ask.sites,
        weight=np.frombuffer(ask.weight),
        covers=_unpacked(ask.covers),
        covered_by=_unpacked(ask.covered_by),
        point=np.frombuffer(ask.point, dtype=np.int64),
        place=np.frombuffer(ask.place).reshape(-1, 3),
    )

"""The work queue inside one process, for tests; passes the same contract test as JetStream's."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bongsu.kernel.work_queue import Delivered, Took

_LOOK_EVERY_S = 0.01


@dataclass(slots=True)
class _Piece:
    key: str
    body: bytes
    delivery: int = 0
    until_s: float = 0.0


class MemoryWorkQueue:
    """Both sides of it."""

    def __init__(self, lease_s: float, now_s: Callable[[], float] = time.monotonic) -> None:
        self._lease_s = lease_s
        self._now_s = now_s
        self._pieces: dict[int, _Piece] | None = None
        self._last = 0

    async def open(self, above: int) -> bool:
        if self._pieces is not None:
            return False
        self._pieces, self._last = {}, above
        return True

    def fall(self) -> None:
        """As when the bus was started anew."""
        self._pieces, self._last = None, 0

    async def put(self, key: str, body: bytes) -> int:
        pieces = self._pieces or {}
        for number in [number for number, piece in pieces.items() if piece.key == key]:
            del pieces[number]
        self._last += 1
        pieces[self._last] = _Piece(key, body)
        self._pieces = pieces
        return self._last

    async def drop(self, number: int) -> None:
        (self._pieces or {}).pop(number, None)

    async def size(self) -> int:
        return len(self._pieces or {})

    async def keys(self) -> Mapping[str, int]:
        return {piece.key: 1 for piece in (self._pieces or {}).values()}

    async def take(self, most: int, within_s: float, took: Took) -> None:
        until_s = self._now_s() + within_s
        while most and self._now_s() < until_s:
            for held in self._free(most):
                most -= 1
                took(held)
            await asyncio.sleep(_LOOK_EVERY_S)

    def _free(self, most: int) -> list[Delivered]:
        now_s = self._now_s()
        found: list[Delivered] = []
        for number, piece in (self._pieces or {}).items():
            if piece.until_s <= now_s and len(found) < most:
                piece.delivery += 1
                piece.until_s = now_s + self._lease_s
                receipt = str(number)
                found.append(Delivered(piece.key, piece.body, number, piece.delivery, receipt))
        return found

    async def keep(self, held: Delivered) -> None:
        self._lease(held, self._now_s() + self._lease_s)

    async def give_back(self, held: Delivered) -> None:
        self._lease(held, 0.0)

    def _lease(self, held: Delivered, until_s: float) -> None:
        piece = (self._pieces or {}).get(held.number)
        if piece is not None and piece.delivery == held.delivery:
            piece.until_s = until_s

"""Work that is given out in leases: who holds a piece says so again and again, else it is given to another. Kept by the
bus, in memory; what there is to do stands in somebody's database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Delivered:
    """A piece of work. `number` names it for good, `delivery` how often it was given out; `receipt` is its way back."""

    key: str
    body: bytes
    number: int
    delivery: int
    receipt: str


Took = Callable[[Delivered], None]


class WorkQueue(Protocol):
    """Of whoever gives out the work. Everything raises `BusUnavailable`."""

    async def open(self, above: int) -> bool:
        """Makes it where it is not; True: it is new and empty. Its numbers begin above that one."""
        ...

    async def put(self, key: str, body: bytes) -> int:
        """In place of what stood under this key; answers its number."""
        ...

    async def drop(self, number: int) -> None:
        """Nobody is given it any more. Gone already: nothing happens."""
        ...

    async def size(self) -> int:
        """How many pieces there are."""
        ...

    async def keys(self) -> Mapping[str, int]:
        """What there is, with how many pieces under each key."""
        ...


class WorkTaker(Protocol):
    """Of whoever does it. `keep` and `give_back` are said once and not answered; they raise `BusUnavailable`."""

    async def take(self, most: int, within_s: float, took: Took) -> None:
        """Up to so many, each as soon as there is one; returns when the time is over."""
        ...

    async def keep(self, held: Delivered) -> None:
        """Still at it."""
        ...

    async def give_back(self, held: Delivered) -> None:
        """To another, at once."""
        ...

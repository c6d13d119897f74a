"""The port to other centres: whose cameras a circle reaches. Who they are and how they are asked is `federation`'s."""

from dataclasses import dataclass
from typing import Protocol

from bongsu.incidents.incident import Place


class Neighbours(Protocol):
    """Centres that this one is linked with now."""

    def reached(self, place: Place, radius_m: float) -> frozenset[str]:
        """Codes of linked centres in whose area, or within reach of whose cameras, the circle lies."""
        ...

    def is_linked(self, code: str) -> bool:
        """False for one that was never linked, or was revoked."""
        ...

    def was_linked(self, place: Place, radius_m: float) -> bool:
        """Whether the circle lies in the area of a centre whose link has ended."""
        ...


@dataclass(frozen=True, slots=True)
class NoNeighbours:
    """A centre that is linked with nobody."""

    def reached(self, place: Place, radius_m: float) -> frozenset[str]:
        return frozenset()

    def is_linked(self, code: str) -> bool:
        return False

    def was_linked(self, place: Place, radius_m: float) -> bool:
        return False


ALONE = NoNeighbours()

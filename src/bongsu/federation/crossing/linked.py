"""The port: which centres are linked with this one now."""

from typing import Protocol


class Linked(Protocol):
    """`neighbours.LinkedCentres` in a node."""

    def is_linked(self, code: str) -> bool:
        """False for one that was never linked, or was revoked."""
        ...

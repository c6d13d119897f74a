"""How far two districts have heard each other, by their books: what waits, what was acknowledged, whether all is quiet."""

from collections.abc import Sequence
from dataclasses import dataclass

from bongsu.bench.federation.centre import BenchCentre

_BOX = "SELECT last, acknowledged FROM exchange_outboxes WHERE peer = ?"
_NEWEST = "SELECT max(version) FROM catalogue_versions"
_HELD = "SELECT version FROM peer_catalogues WHERE owner = ?"


@dataclass(frozen=True, slots=True)
class Mail:
    """From one district to the other."""

    sender: BenchCentre
    receiver: BenchCentre

    def box(self) -> tuple[int, int]:
        """The last number that was given, and the last that was acknowledged."""
        found = self.sender.rows(_BOX, self.receiver.code)
        return (int(found[0][0]), int(found[0][1])) if found else (0, 0)

    def is_beyond(self, acknowledged: int) -> bool:
        return self.box()[1] > acknowledged

    def reaches(self, number: int) -> bool:
        return self.box()[1] >= number


@dataclass(frozen=True, slots=True)
class Mark:
    """What there was to be told at one moment: numbers of mail, and the catalogue's newest version."""

    mail: Sequence[tuple[Mail, int]]
    versions: Sequence[tuple[BenchCentre, int]]
    hub: BenchCentre

    def is_reached(self) -> bool:
        return all(one.reaches(last) for one, last in self.mail) and all(
            self.hub.number(_HELD, one.code) >= version for one, version in self.versions
        )


def between(one: BenchCentre, other: BenchCentre) -> tuple[Mail, Mail]:
    return Mail(one, other), Mail(other, one)


def mark(both: Sequence[Mail], hub: BenchCentre) -> Mark:
    return Mark(
        [(one, one.box()[0]) for one in both],
        [(one.sender, one.sender.number(_NEWEST)) for one in both],
        hub,
    )

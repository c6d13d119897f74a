"""Pure: how long was watched, and which provisions the law wants published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bongsu.sharing.ledger.row import LedgerKind, LedgerRow

# PIPA §18④: everything beyond purpose is published, except by consent (②1호) and for crime investigation (②7호)
_NOT_PUBLISHED = frozenset({"PIPA18-2-1", "PIPA18-2-7"})
_BEYOND_PURPOSE = "PIPA18-2-"


@dataclass(frozen=True, slots=True)
class Watched:
    """One viewing's beginning or end, as the trail has it."""

    at: datetime
    started: bool
    session: str
    camera_id: str


@dataclass(frozen=True, slots=True)
class Viewing:
    """One camera on one screen, from its first picture to its last."""

    began: datetime
    ended: datetime


def viewings(events: Iterable[Watched], until: datetime) -> list[Viewing]:
    """Beginnings and ends paired by session and camera; one whose end has not arrived counts up to `until`."""
    running: dict[tuple[str, str], list[datetime]] = {}
    found = []
    for event in sorted(events, key=lambda one: one.at):
        begun = running.setdefault((event.session, event.camera_id), [])
        if event.started:
            begun.append(event.at)
        elif begun:
            found.append(Viewing(begun.pop(), event.at))
    left = [at for begun in running.values() for at in begun]
    return found + [Viewing(at, max(at, until)) for at in left]


def is_published(row: LedgerRow) -> bool:
    """Whether PIPA §18④ wants this row in the gazette or on the web page. §18④ binds the 공공기관 that
    provides; by our reading that is the centre whose cameras and 개인정보파일 they are. Who relays its picture keeps a row
    of its own and publishes none, so that no provision is counted twice. Where a clause names several grounds and the
    request none, it is published unless every ground is exempt."""
    if row.kind is LedgerKind.DESTROY or row.exercise or row.owner:
        return False
    beyond = {basis for basis in row.legal_bases if basis.startswith(_BEYOND_PURPOSE)}
    return bool(beyond - _NOT_PUBLISHED)

"""Candidates of a search, best first, and one's picture: for those who sit at it, each look a row of the trail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from bongsu.identity.people import SignedIn
from bongsu.kernel.failures import Invalid
from bongsu.services.missing.clothing.ask import newest, wanted_of, write_down
from bongsu.services.missing.clothing.order import Order, OrderState, Wanted
from bongsu.services.missing.clothing.rank import LEAST, fits
from bongsu.services.missing.clothing.store import (
    SeenRow,
    orders_of,
    seen_by_id,
    seen_of,
    set_seen_verdict,
)
from bongsu.services.missing.clothing.take import Worn
from bongsu.services.missing.described import readable
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.failures import NoPicture
from bongsu.services.missing.running import Running, at_desk
from bongsu.services.missing.searches.store import sector_camera, set_verdict

MOST_SHOWN = 60
ONE_LOOK = timedelta(minutes=10)
NO, POSSIBLE = "no", "possible"


@dataclass(frozen=True, slots=True)
class Candidate:
    """`fit` 0..1 orders the list; it says nothing of who somebody is."""

    row: SeenRow
    worn: Worn
    fit: float


@dataclass(frozen=True, slots=True)
class Looked:
    """The order as it stands (None: nobody has asked), and what was found under this search's orders."""

    order: Order | None
    wanted: Wanted
    candidates: tuple[Candidate, ...]
    tracks: int
    infrared: int


async def look(desk: MissingDesk, incident_id: str, by: SignedIn) -> Looked:
    """For whoever sits at the search. Raises `NotAtThisDesk`, `SearchOver`."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await readable(work.connection, desk, incident_id, by)
        orders = await orders_of(work.connection, incident_id)
        if not orders:
            return Looked(None, Wanted(), (), 0, 0)
        rows = await seen_of(work.connection, incident_id)
        if rows and _is_new_look(desk, orders[0], by, now):
            await write_down(work, orders[0], by.person_id, now, "list", tracks=len(rows))
    wanted = wanted_of(desk, found, orders[0])
    worn = [(row, _worn(desk, found, row)) for row in rows]
    known = [(row, one) for row, one in worn if one is not None]
    ranked = ranked_for(wanted, known)
    infrared = sum(one.is_infrared for _, one in known)
    return Looked(orders[0], wanted, ranked[:MOST_SHOWN], len(rows), infrared)


def _is_new_look(desk: MissingDesk, order: Order, by: SignedIn, now: datetime) -> bool:
    """The console reads the list again and again: one row of the trail in ten minutes tells of it."""
    for key in [key for key, at in desk.looked.items() if now - at >= ONE_LOOK]:
        del desk.looked[key]
    key = (order.order_id, by.person_id)
    is_new = key not in desk.looked
    desk.looked.setdefault(key, now)
    return is_new


def ranked_for(wanted: Wanted, known: list[tuple[SeenRow, Worn]]) -> tuple[Candidate, ...]:
    """Better fits first, then the later; what was ruled out, what fits little and what infrared saw is left out."""
    found = [
        Candidate(row, worn, fits(wanted, worn.upper, worn.lower))
        for row, worn in known
        if not worn.is_infrared and row.verdict != NO
    ]
    close = [one for one in found if one.fit >= LEAST or one.row.verdict == POSSIBLE]
    return tuple(sorted(close, key=_order_of))


def _order_of(one: Candidate) -> tuple[bool, float, float, str]:
    later = -one.row.last_at.timestamp()
    return (one.row.verdict != POSSIBLE, -one.fit, later, one.row.seen_id)


async def picture(desk: MissingDesk, incident_id: str, seen_id: str, by: SignedIn) -> bytes:
    """Raises `NoPicture`."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await readable(work.connection, desk, incident_id, by)
        row = await seen_by_id(work.connection, incident_id, seen_id)
        if row is None or row.picture is None:
            raise NoPicture("No such picture")
        order = await newest(work.connection, incident_id)
        await write_down(
            work, order, by.person_id, now, "picture", camera=row.camera_id, seen=seen_id
        )
    plain = desk.keys.opened(found.incident, row.picture, seen_id)
    if plain is None:
        raise NoPicture("Its key is gone")
    return plain


async def judge(
    desk: MissingDesk, incident_id: str, seen_id: str, verdict: str, by: SignedIn
) -> None:
    """아님, or 맞음 가능: then its camera is a suspect of the sector as well. Raises `NoPicture`, `NoOrder`."""
    if verdict not in (NO, POSSIBLE):
        raise Invalid("no or possible", field="verdict")
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        await readable(work.connection, desk, incident_id, by)
        row = await seen_by_id(work.connection, incident_id, seen_id)
        if row is None:
            raise NoPicture("No such candidate")
        order = await newest(work.connection, incident_id)
        await set_seen_verdict(work.connection, seen_id, verdict, by.person_id)
        camera = await sector_camera(work.connection, incident_id, row.camera_id)
        if verdict == POSSIBLE and camera is not None:
            await set_verdict(
                work.connection, incident_id, row.camera_id, "suspect", by.person_id, now
            )
        await write_down(work, order, by.person_id, now, verdict, seen=seen_id)


async def asked(desk: MissingDesk, incident_id: str, by: SignedIn) -> Order | None:
    """What waits for a second person, without the colours: for whoever may answer. Raises `SearchOver`."""
    async with desk.desk.database.read() as connection:
        await at_desk(connection, desk, incident_id, by)
        found = await orders_of(connection, incident_id)
    return found[0] if found else None


def time_left_s(order: Order, now: datetime) -> int:
    if order.state is not OrderState.RUNNING or order.ends_at is None:
        return 0
    return max(int((order.ends_at - now).total_seconds()), 0)


def _worn(desk: MissingDesk, found: Running, row: SeenRow) -> Worn | None:
    plain = desk.keys.opened(found.incident, row.sealed, row.seen_id)
    return msgspec.json.decode(plain, type=Worn) if plain else None

"""The head of the centre puts cameras on a service's list (군 비노출 목록) and takes them off: hidden from everybody else in
the same transaction, whoever is shown them now included."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.area import Area
from bongsu.incidents.desk import Desk
from bongsu.incidents.take_back import take_back
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.kernel.geometry import Point
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.reserved.listed import Listed, RowProblem
from bongsu.registry.reserved.store import (
    Reservation,
    drop_reservations,
    keep_reservations,
    known_cameras,
    reserved_services,
)

# a row of the trail that is about no incident
NO_INCIDENT = ""


class NothingReserved(Failure):
    """None of the named cameras is on a list."""

    kind = Kind.NOT_FOUND
    code = "nothing_reserved"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which cameras, by the row where each is named; for which service alone, at whose word, why."""

    listed: Listed
    service: str
    organisation: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reserved:
    """`added` are hidden from now on; `already` were before; each `problem` is a row that was not taken."""

    added: int
    already: int
    problems: tuple[RowProblem, ...]


def in_area(catalogue: Catalogue, area: Area) -> Listed:
    """What stands in it and is on no list. Raises `Invalid` where nothing does."""
    index = catalogue.index
    rows, _ = index.near(area.middle, area.reach_m)
    at = [Point(float(index.columns.lat[row]), float(index.columns.lon[row])) for row in rows]
    inside = [
        index.camera_ids[row]
        for row, is_in in zip(rows.tolist(), area.holds(at), strict=True)
        if is_in
    ]
    if not inside:
        raise Invalid("No camera stands in this area", field="area")
    return Listed({camera_id: row for row, camera_id in enumerate(inside, 1)})


async def reserve(desk: Desk, catalogue: Catalogue, wish: Wish, by: str, now: datetime) -> Reserved:
    """Raises `Invalid` with the field."""
    if wish.service not in desk.centre.services:
        raise Invalid("Unknown service", field="service")
    before = catalogue.reserved
    is_kept = False
    try:
        async with desk.database.work() as work:
            known = await known_cameras(work.connection, list(wish.listed.rows))
            reserved = await reserved_services(work.connection)
            done, fresh = _sorted_out(wish, known, reserved)
            await _keep(work, catalogue, wish, fresh, now)
            # before the lendings choose anew, and before the commit: nobody may choose it in between
            catalogue.reserve(reserved | dict.fromkeys(fresh, wish.service))
            if fresh:
                await take_back(work, desk, frozenset(fresh), wish.service, now)
                await _write_down(work, desk, wish, fresh, by, now)
        is_kept = True
    finally:
        if not is_kept:
            catalogue.reserve(before)
    return done


def _sorted_out(
    wish: Wish, known: set[str], reserved: Mapping[str, str]
) -> tuple[Reserved, list[str]]:
    fresh: list[str] = []
    already, problems = 0, list(wish.listed.problems)
    for camera_id, row in wish.listed.rows.items():
        service = reserved.get(camera_id)
        if camera_id not in known:
            problems.append(RowProblem(row, "모르는 카메라", "No such camera"))
        elif service is None:
            fresh.append(camera_id)
        elif service == wish.service:
            already += 1
        else:
            problems.append(
                RowProblem(row, "다른 서비스의 목록에 있습니다", "Is on another service's list")
            )
    problems.sort(key=lambda one: one.row)
    return Reserved(len(fresh), already, tuple(problems)), fresh


async def _keep(
    work: Work, catalogue: Catalogue, wish: Wish, fresh: Sequence[str], now: datetime
) -> None:
    rows = [
        Reservation(camera_id, wish.service, wish.organisation, wish.reason, now)
        for camera_id in fresh
    ]
    await keep_reservations(work.connection, rows)
    await _number(work, catalogue, fresh)


async def _number(work: Work, catalogue: Catalogue, camera_ids: Sequence[str]) -> None:
    """Other centres and systems hear that it is gone, or there again, with this very transaction."""
    for follow in catalogue.in_states_work:
        await follow(work, camera_ids)


async def _write_down(
    work: Work, desk: Desk, wish: Wish, camera_ids: Sequence[str], by: str, now: datetime
) -> None:
    """Whoever reads the trail learns that it was done, how many and why; which they are lies under seal."""
    body: dict[str, object] = {
        "service": wish.service,
        "for": wish.organisation,
        "reason": wish.reason,
        "cameras": len(camera_ids),
        "is_released": False,
    }
    await record(work, now, _entry(desk, body, camera_ids, by))


def _entry(desk: Desk, body: dict[str, object], camera_ids: Sequence[str], by: str) -> Entry:
    if desk.seal is not None:
        said = msgspec.json.encode({"cameras": " ".join(sorted(camera_ids))})
        body |= {"sealed": desk.seal(said, NO_INCIDENT)}
    return Entry(kind=TrailKind.RESERVE_CAMERA, actor=by, organisation=desk.centre.code, body=body)


async def release(
    desk: Desk,
    catalogue: Catalogue,
    camera_ids: Sequence[str],
    reason: str,
    by: str,
    now: datetime,
) -> int:
    """They are cameras like all others again. Raises `NothingReserved`."""
    async with desk.database.work() as work:
        reserved = await reserved_services(work.connection)
        found = sorted(set(camera_ids) & reserved.keys())
        if not found:
            raise NothingReserved("None of these cameras is on a list", field="camera_ids")
        await drop_reservations(work.connection, found)
        await _number(work, catalogue, found)
        body: dict[str, object] = {"reason": reason, "cameras": len(found), "is_released": True}
        await record(work, now, _entry(desk, body, found, by))
    catalogue.reserve({key: word for key, word in reserved.items() if key not in found})
    return len(found)

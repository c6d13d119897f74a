"""Cells of the matrix that are no canonical message: alerts (CAP), plates, and what an operator reports by a key."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Protocol  # Any: the application's state

import msgspec

from bongsu.bench.services.letters import SPOTS
from bongsu.bench.services.oracle import Cell
from bongsu.identity.people import LinkSystem, Partner
from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.desk import Desk
from bongsu.kernel.geometry import Point, distance_m
from bongsu.registry.catalogue import Catalogue
from bongsu.services.disaster.node import DisasterNode
from bongsu.services.disaster.scenes import warning
from bongsu.services.reports.door import Outgoing
from bongsu.services.reports.reports import Reports
from bongsu.services.reports.rules import Report
from bongsu.services.shared.scenes import Stage
from bongsu.services.wanted_cars.message import ListMessage, ReadMessage
from bongsu.services.wanted_cars.wanted import WantedCars

TOLD = "told"
# the words of the warnings, as the weather service gives them out
_EVENTS = {
    "FLOOD": "침수경보",
    "HEAVY_RAIN": "호우경보",
    "TYPHOON": "태풍경보",
    "WILDFIRE": "산불",
    "EARTHQUAKE": "지진",
}
_MORE: Mapping[str, dict[str, Any]] = {
    "cap_exercise": {"status": "Exercise"},
    "cap_test": {"status": "Test"},
    "cap_over": {"minutes": -60.0},
}
_PLATE = "999하9999"
_JPEG = b"\xff\xd8\xff\xe0 drawn \xff\xd9"
_AT_MOST_M = 400.0
_RECEIVERS = {"112": "KNPA.SEOUL", "119": "NFA.SEOUL"}


def camera_at(catalogue: Catalogue, cell: Cell, *, agreed: bool = True) -> str:
    """One of the centre's own near the cell's place; a name of nobody where none stands there."""
    spot = SPOTS[cell.place]
    here = Point(spot.lat, spot.lon)
    near = [
        (distance_m(here, Point(one.lat, one.lon)), one.camera_id)
        for one in catalogue.rows.values()
        if (one.purpose == "crime_prevention") is agreed
    ]
    away_m, camera_id = min(near, default=(_AT_MOST_M, ""))
    return camera_id if away_m < _AT_MOST_M else "NOWHERE-1"


class Tells(Protocol):
    """Agency → outcome of a cell that opens no incident. Raises `Failure`."""

    async def told(self, cell: Cell) -> Mapping[str, str]: ...


class Alerts:
    """CAP, as the weather service sends it."""

    def __init__(self, state: Mapping[str, Any]) -> None:
        self._node: DisasterNode = state["disaster"]
        self._kma = _partner("kma-cap", "KMA", LinkSystem.DISASTER, "DISASTER")

    async def hear(self, cell: Cell, number: str) -> str | None:
        """The incident's id, where one came of it. Raises `Failure`."""
        stage = Stage(cell.at, SPOTS[cell.place], number)
        more = _MORE.get(cell.variant, {})
        event, event_en = _EVENTS[cell.trigger], f"{cell.trigger} warning"
        if cell.variant == "cap_preparatory":
            event, event_en = f"{event.removesuffix('경보')} 예비특보", f"{cell.trigger} outlook"
        said = warning(stage, event=event, event_en=event_en, **more)
        assert isinstance(said.body, bytes)
        _, answer = await self._node.hearing().hear(self._kma, said.body)
        if cell.variant == "cap_cancelled":
            over = warning(stage, 2, "Cancel", event=event, follows=1)
            assert isinstance(over.body, bytes)
            await self._node.hearing().hear(self._kma, over.body)
        found: str | None = msgspec.json.decode(answer)["incident_id"]
        return found


class Plates:
    """A list of the national police's, and what a recogniser of the centre's reads."""

    def __init__(self, state: Mapping[str, Any]) -> None:
        self._cars: WantedCars = state["wanted_cars"]
        self._catalogue: Catalogue = state["catalogue"]
        self._wass = _partner("wass", "KNPA", LinkSystem.WANTED_CARS, "WANTED_CAR")
        self._reader = _partner("reader", "SEONGBUK", LinkSystem.WANTED_CARS, "WANTED_CAR")

    async def told(self, cell: Cell) -> Mapping[str, str]:
        """Raises `Failure`."""
        listed, gone = ListMessage("ADD", [_PLATE]), ListMessage("WITHDRAW", [_PLATE])
        await self._cars.change(
            self._reader if cell.variant == "listed_by_us" else self._wass, listed
        )
        try:
            if cell.variant == "withdrawn":
                await self._cars.change(self._wass, gone)
            await self._read(cell)
            hits = await self._cars.hits(self._wass, "")
        finally:
            await self._cars.change(self._wass, gone)
        return {"KNPA": TOLD} if hits else {}

    async def _read(self, cell: Cell) -> None:
        plate = "997하9997" if cell.variant == "unlisted" else _PLATE
        camera_id = camera_at(self._catalogue, cell, agreed=cell.variant != "other_purpose")
        at = cell.at - timedelta(hours=1 if cell.variant == "late" else 0)
        await self._cars.take(self._reader, ReadMessage(camera_id, plate, at))


class OperatorsKey:
    """A report, and which door was sent it."""

    def __init__(self, state: Mapping[str, Any]) -> None:
        desk: Desk = state["desk"]
        self._catalogue: Catalogue = state["catalogue"]
        self._sent: list[str] = []
        box = SecretBox(state["identity"].settings.key_file)
        self._reports = Reports(desk, box, self)

    async def send(self, to: str, report: Outgoing) -> str:
        """The door."""
        self._sent.append(to)
        return f"{to}-{report.report_id}"

    async def told(self, cell: Cell) -> Mapping[str, str]:
        """Raises `Failure`."""
        self._sent.clear()
        spot = SPOTS[cell.place]
        said: dict[str, Any] = {
            "to": "112" if cell.variant == "to_112" else "119",
            "kind": cell.trigger,
            "text": "도로에 연기",
            "lat": spot.lat,
            "lon": spot.lon,
            "camera_id": camera_at(self._catalogue, cell),
            "still": b"" if cell.variant == "no_still" else _JPEG,
        }
        await self._reports.report(msgspec.convert(said, Report), "per_bench")
        await self._reports.send_due()
        return {_RECEIVERS[to]: TOLD for to in self._sent}


def _partner(name: str, organisation: str, system: LinkSystem, service: str) -> Partner:
    return Partner(f"par_{name}", name, organisation, system, frozenset({service}))

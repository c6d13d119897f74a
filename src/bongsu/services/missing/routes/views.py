"""What the search desk and the police room are shown."""

from datetime import datetime
from hashlib import sha256

import msgspec

from bongsu.incidents.area import PolygonText
from bongsu.incidents.incident import Incident
from bongsu.services.missing.description import Description
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.message import Confirmed, read_details
from bongsu.services.missing.reach import NO_STREETS, area, reach_m, since
from bongsu.services.missing.rules import CATEGORIES
from bongsu.services.missing.running import Running
from bongsu.services.missing.searches.store import Search, SectorCamera
from bongsu.services.missing.sighted import Sighted, sightings_of


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A value for the wire."""


class SearchView(View, frozen=True):
    """One open search, without description: the list may be looked at as often as one likes."""

    incident_id: str
    ext_incident_no: str
    police_no: str | None
    category: str
    category_ko: str
    category_en: str
    opened_at: datetime
    last_seen_at: datetime
    lat: float | None
    lon: float | None
    dong: str
    reach_m: float
    detour: float
    """No street data yet: ways are this much longer than the straight line (assumption)."""
    seats: int
    joined: bool
    cameras: int
    looked_at: int
    suspects: int
    sightings: int
    drill: bool


class SectorView(View, frozen=True):
    """One camera of one's own sector."""

    camera_id: str
    name: str
    kind: str
    lat: float
    lon: float
    ring: int
    verdict: str | None
    state: str


class DeskView(View, frozen=True):
    """A search with the reachable area and one's own sector, most plausible first."""

    search: SearchView
    told: str
    """Another word as soon as police say or send something else: then, and only then, it is to be read again."""
    area: PolygonText | None
    sector: list[SectorView]
    sightings: list[Sighted]


class DescribedView(View, frozen=True):
    """인상착의 while it is open; each reading is in the trail."""

    description: Description | None
    confirmed_by: Confirmed | None
    last_seen_at: datetime | None
    has_photo: bool
    from_register: bool
    sightings: list[Sighted]


class RegisterLine(View, frozen=True):
    """One line of a room's register of searches; what was provided is gone."""

    incident_id: str
    ext_incident_no: str
    police_no: str | None
    opened_at: datetime
    ended_at: datetime | None
    found: bool
    destroyed_at: datetime | None
    destroyed: dict[str, int]
    receipt_no: str | None
    needs_receipt: bool


def search_view(
    desk: MissingDesk,
    one: Running,
    sectors: list[SectorCamera],
    seats: list[str],
    person_id: str,
) -> SearchView:
    incident, place = one.incident, one.incident.place
    name_ko, name_en = CATEGORIES.get(incident.category, (incident.category, incident.category))
    return SearchView(
        incident_id=incident.incident_id,
        ext_incident_no=incident.ext_incident_no,
        police_no=one.search.police_no,
        category=incident.category,
        category_ko=name_ko,
        category_en=name_en,
        opened_at=incident.received_at,
        last_seen_at=since(incident),
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        dong=place.dong if place else "",
        reach_m=reach_m(incident, desk.desk.clock.now()),
        detour=NO_STREETS.factor,
        seats=len(seats),
        joined=person_id in seats,
        cameras=len(sectors),
        looked_at=sum(1 for row in sectors if row.verdict is not None),
        suspects=sum(1 for row in sectors if row.verdict == "suspect"),
        sightings=len(sightings_of(incident)),
        drill=incident.drill_id is not None,
    )


def desk_view(
    desk: MissingDesk,
    one: Running,
    sectors: list[SectorCamera],
    seats: list[str],
    person_id: str,
    photos: int,
) -> DeskView:
    incident, now = one.incident, desk.desk.clock.now()
    shown = incident.area or (area(incident, now) if incident.place else None)
    mine = [row for row in sectors if row.person_id == person_id]
    return DeskView(
        search=search_view(desk, one, sectors, seats, person_id),
        told=_told(incident, photos),
        area=shown.geojson() if shown else None,
        sector=[found for row in mine if (found := _sector_view(desk, row)) is not None],
        sightings=sightings_of(incident),
    )


def _told(incident: Incident, photos: int) -> str:
    return sha256(msgspec.json.encode((read_details(incident.details), photos))).hexdigest()[:12]


def _sector_view(desk: MissingDesk, row: SectorCamera) -> SectorView | None:
    facts = desk.desk.chooser.facts(row.camera_id)
    if facts is None or facts.reserved_for:
        return None
    return SectorView(
        camera_id=row.camera_id,
        name=facts.name,
        kind=facts.kind,
        lat=facts.lat,
        lon=facts.lon,
        ring=row.ring,
        verdict=row.verdict,
        state=desk.desk.chooser.state_of(row.camera_id)[0],
    )


def register_line(one: Search) -> RegisterLine:
    return RegisterLine(
        incident_id=one.incident_id,
        ext_incident_no=one.ext_incident_no,
        police_no=one.police_no,
        opened_at=one.opened_at,
        ended_at=one.ended_at,
        found=one.found,
        destroyed_at=one.destroyed_at,
        destroyed=msgspec.json.decode(one.destroyed, type=dict[str, int]) if one.destroyed else {},
        receipt_no=one.receipt_no,
        needs_receipt=one.destroyed_at is not None and one.receipt_no is None,
    )

"""A centre on paper: the real 성북 agreement and services, a fake district of three strips, cameras from a list."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any  # Any: JSON

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from bongsu.audit.store import trail_batches
from bongsu.audit.verify import Verdict, verify
from bongsu.identity.people import Role
from bongsu.incidents.case import Case
from bongsu.incidents.centre import Centre
from bongsu.incidents.choose import CameraFacts, Choice, ListedChooser, Wanted
from bongsu.incidents.decide import Answer, decide_waiting
from bongsu.incidents.desk import Actor, Desk
from bongsu.incidents.expire import do_what_is_due
from bongsu.incidents.incident import Incident, Place, Responder
from bongsu.incidents.message import Call
from bongsu.incidents.open import open_incident
from bongsu.incidents.screen import Screen
from bongsu.incidents.show import show
from bongsu.incidents.store import incident_by_id, timelines
from bongsu.incidents.tickets import TicketDesk
from bongsu.incidents.update import update_incident
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import IncidentView
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.tables import outbox
from bongsu.media.placement import Placement
from bongsu.media.present import MediaPresent
from bongsu.media.tickets import TicketSigner
from bongsu.registry.camera import Purpose
from bongsu.services.plugins import load_services
from bongsu.sharing.agreement import Agreement
from bongsu.sharing.agreements.seongbuk import (
    CENTRE,
    DISASTER_ROOM,
    FIRE_SEONGBUK,
    POLICE_JONGAM,
    POLICE_SEONGBUK,
    SEONGBUK_2023_08,
)
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.grants import Grant
from bongsu.sharing.policy import Standing
from bongsu.sharing.store import grants_of

NOW = datetime(2026, 11, 21, 17, 10, tzinfo=UTC)
CITY_POLICE = "KNPA.SEOUL"
_M_PER_LON = 88_000.0
# from west to east: 성북동 (성북서), 종암동 (종암서), 길음2동 (종암서, uncertain)
STRIPS = (
    (127.00, 127.02, "1129052500", "성북동"),
    (127.02, 127.04, "1129070500", "종암동"),
    (127.04, 127.06, "1129068500", "길음2동"),
)
IN_SEONGBUK = Place(lat=37.6, lon=127.01, accuracy_m=20.0)
IN_JONGAM = Place(lat=37.6, lon=127.03, accuracy_m=20.0)
IN_DOUBT = Place(lat=37.6, lon=127.05, accuracy_m=20.0)
OUTSIDE = Place(lat=37.6, lon=127.2, accuracy_m=20.0)
BY_CELL = Place(lat=37.6, lon=127.01, accuracy_m=1500.0, method="CELL")


class StripDongs:
    """A fake `Dongs`: three dongs side by side; a disc of error is as long as it is wide."""

    def dong_of(self, lat: float, lon: float) -> tuple[str, str] | None:
        found = (strip for strip in STRIPS if strip[0] <= lon < strip[1])
        return next(((code, name) for _, _, code, name in found), None)

    def shares(self, lat: float, lon: float, accuracy_m: float) -> Mapping[str, float] | None:
        half = max(accuracy_m, 0.1) / _M_PER_LON
        parts = {
            code: (min(east, lon + half) - max(west, lon - half)) / (2 * half)
            for west, east, code, _ in STRIPS
        }
        return {code: share for code, share in parts.items() if share > 0}


class NoAdminDongs:
    """A fake `Dongs` that knows legal dongs only."""

    def dong_of(self, lat: float, lon: float) -> tuple[str, str] | None:
        return None

    def shares(self, lat: float, lon: float, accuracy_m: float) -> Mapping[str, float] | None:
        return None


@dataclass(frozen=True)
class AskedChooser:
    """A `ListedChooser` that remembers what it was asked, and to whom `broken` cameras are known."""

    listed: ListedChooser
    asked: list[Wanted] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def choose(self, wanted: Wanted) -> Choice:
        self.asked.append(wanted)
        barred = wanted.barred | self.broken
        return self.listed.choose(replace(wanted, barred=frozenset(barred)))

    def facts(self, camera_id: str) -> CameraFacts | None:
        return self.listed.facts(camera_id)

    def state_of(self, camera_id: str) -> tuple[str, datetime | None, str]:
        return self.listed.state_of(camera_id)

    def counts(self) -> tuple[int, int]:
        return self.listed.counts()


def camera(number: int, purpose: str = Purpose.CRIME_PREVENTION) -> CameraFacts:
    return CameraFacts(
        f"SB-{number:04}",
        f"카메라 {number}",
        "성북구",
        "ptz",
        37.6,
        127.01,
        None,
        None,
        50.0,
        purpose,
    )


CAMERAS = (*(camera(number) for number in range(1, 13)), camera(90, Purpose.DUMPING))


@dataclass(frozen=True)
class Stage:
    """A desk with what a test needs to look behind it."""

    desk: Desk
    clock: FixedClock
    chooser: AskedChooser
    numbers: Callable[[], int]

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        async with self.desk.database.work() as work:
            yield work

    def call(self, category: str = "ROBBERY", code: str = "C0", **more: object) -> Call:
        values: dict[str, object] = {
            "partner": "seoul-112",
            "sender_org": CITY_POLICE,
            "ext_incident_no": f"112-{self.numbers()}",
            "service": "P112_DISPATCH",
            "place": IN_SEONGBUK,
            "summary": "편의점 강도",
            **more,
        }
        return Call(category=category, code=code, **values)  # type: ignore[arg-type]  # checked by name

    def fire(self, category: str = "FIRE", **more: object) -> Call:
        fire = {"partner": "seoul-119", "sender_org": "NFA.SEOUL", "service": "F119_DISPATCH"}
        return self.call(category, "", **{**fire, **more})

    async def open(self, call: Call) -> Incident:
        async with self.work() as work:
            return await open_incident(work, self.desk, call, self.clock.now())

    async def update(self, incident: Incident, **said: object) -> Incident:
        call = Call(
            partner=incident.partner,
            sender_org=incident.sender_org,
            ext_incident_no=incident.ext_incident_no,
            service=incident.service,
            **said,  # type: ignore[arg-type]  # checked by name
        )
        async with self.work() as work:
            fresh = await incident_by_id(work.connection, incident.incident_id)
            assert fresh is not None
            return await update_incident(work, self.desk, fresh, call, self.clock.now())

    async def decide(self, grant: Grant, answer: Answer, actor: Actor) -> Incident:
        async with self.work() as work:
            incident = await incident_by_id(work.connection, grant.incident_id)
            assert incident is not None
            return await decide_waiting(
                work, self.desk, incident, grant, answer, actor, self.clock.now()
            )

    async def grants(self, incident: Incident) -> list[Grant]:
        async with self.desk.database.read() as connection:
            return await grants_of(connection, incident.incident_id)

    async def grant(self, incident: Incident, organisation: str = POLICE_SEONGBUK) -> Grant:
        """The newest lending to an organisation."""
        held = [one for one in await self.grants(incident) if one.organisation == organisation]
        assert held, f"{organisation} was told nothing"
        return held[-1]

    async def outside(self, incident: Incident) -> dict[str, str]:
        """Organisation → state of its newest lending, the centre's own view apart."""
        held = await self.grants(incident)
        return {one.organisation: one.state.value for one in held if one.organisation != CENTRE}

    async def by_id(self, incident_id: str) -> Incident:
        async with self.desk.database.read() as connection:
            found = await incident_by_id(connection, incident_id)
        assert found is not None
        return found

    async def open_of(self, grant: Grant) -> Incident:
        """The incident of a lending."""
        return await self.by_id(grant.incident_id)

    async def fresh(self, incident: Incident) -> Incident:
        return await self.by_id(incident.incident_id)

    async def view(self, incident: Incident, viewer: Viewer) -> IncidentView | None:
        async with self.desk.database.read() as connection:
            lines = await timelines(connection, [incident.incident_id])
        fresh, grants = await self.fresh(incident), await self.grants(incident)
        return show(Case.of(self.desk, fresh, grants, lines[incident.incident_id]), viewer)

    async def later(self, seconds: float) -> datetime | None:
        """Time goes on, and what is due is done."""
        self.clock.advance(seconds)
        return await do_what_is_due(self.desk)

    async def told(self, subject: str) -> list[dict[str, Any]]:
        """What lies in the outbox under a subject, in order."""
        query = select(outbox.c.body).where(outbox.c.subject == subject).order_by(outbox.c.id)
        async with self.desk.database.read() as connection:
            rows = await connection.execute(query)
            return [msgspec.json.decode(row.body) for row in rows]

    async def trail(self) -> list[str]:
        async with self.desk.database.read() as connection:
            return [row.kind async for rows in trail_batches(connection) for row in rows]

    async def verified(self) -> Verdict:
        async with self.desk.database.read() as connection:
            return await verify(connection)


def signed_book(*agreements: Agreement) -> AgreementBook:
    """A book in which every party has signed, without a table behind it."""
    return AgreementBook(
        tuple(
            Standing(one, frozenset(party.organisation for party in one.parties))
            for one in agreements
        )
    )


def stage_on(
    database: Database,
    cameras: tuple[CameraFacts, ...] = CAMERAS,
    book: AgreementBook | None = None,
) -> Stage:
    clock = FixedClock(NOW)
    chooser = AskedChooser(ListedChooser(cameras))
    centre = Centre(
        CENTRE,
        "성북구 통합관제센터",
        "Seongbuk control centre",
        book or signed_book(SEONGBUK_2023_08),
        load_services(),
        StripDongs(),
    )
    return Stage(Desk(database, clock, centre, chooser), clock, chooser, count(1).__next__)


def person(role: Role, organisation: str, unit_id: str | None = None) -> Viewer:
    return Viewer(
        f"ses_{role}_{organisation}_{unit_id}",
        f"per_{role}",
        "상황실",
        role,
        organisation,
        unit_id,
    )


OPERATOR = person(Role.OPERATOR, CENTRE)
SHIFT_LEAD = person(Role.SHIFT_LEAD, CENTRE)
SEONGBUK_ROOM = person(Role.POLICE_ROOM, POLICE_SEONGBUK)
JONGAM_ROOM = person(Role.POLICE_ROOM, POLICE_JONGAM)
FIRE_ROOM = person(Role.FIRE_ROOM, FIRE_SEONGBUK)
DISASTER = person(Role.DISASTER_ROOM, DISASTER_ROOM)
CAR_31 = person(Role.POLICE_CAR, POLICE_SEONGBUK, "순31")
CAR_32 = person(Role.POLICE_CAR, POLICE_SEONGBUK, "순32")
UNIT_31 = Responder(unit_id="순31")


def actor(viewer: Viewer) -> Actor:
    return Actor(
        viewer.person_id, viewer.role, viewer.organisation, viewer.role.is_own, viewer.unit_id
    )


YES = Answer(approve=True)
NO = Answer(approve=False)


def screen_of(viewer: Viewer, placement: Placement | None = None) -> Screen:
    tickets = TicketDesk(TicketSigner(Ed25519PrivateKey.generate()), placement or one_process())
    return Screen(viewer, "성북서 상황실-02", "localhost", tickets)


def one_process() -> Placement:
    """A placement with one media process that never dies."""
    placement = Placement()
    is_present(placement)
    return placement


def is_present(placement: Placement, process: str = "media-1", instance: str = "first") -> None:
    present = MediaPresent(process=process, instance=instance, port=8601)
    stamp = placement.hear(present).stamp
    heard = placement.hear(msgspec.structs.replace(present, stamp=stamp))
    assert not heard.refused


def said_to(screen: Screen) -> list[dict[str, Any]]:
    """Takes everything that waits for a screen; a None (the end) reads as `{"kind": "end"}`."""
    messages = []
    while not screen.outgoing.empty():
        body = screen.outgoing.get_nowait()
        messages.append({"kind": "end"} if body is None else msgspec.json.decode(body))
    return messages


def of_kind(messages: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [message for message in messages if message["kind"] == kind]

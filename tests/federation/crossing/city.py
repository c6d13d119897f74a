"""Whole centres in one process: a database, a catalogue and the released agreements each, and a line that can be cut."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC
from itertools import count
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from bongsu.audit.store import trail_batches
from bongsu.audit.verify import verify
from bongsu.federation.crossing.neighbours import LinkedCentres
from bongsu.federation.crossing.part import Crossings
from bongsu.federation.exchange import store as exchange
from bongsu.federation.exchange.courier import Courier
from bongsu.federation.exchange.mailroom import Mailroom
from bongsu.federation.exchange.tables import exchange_applied, exchange_sent
from bongsu.federation.line import PeerUnreachable
from bongsu.federation.memory_line import MemoryCity, MemoryLine
from bongsu.federation.peers.peer import Peer, PeerKind, Route
from bongsu.federation.peers.store import put_peer
from bongsu.identity.people import Role
from bongsu.incidents.by_registry import RegistryChooser, RegistryDongs
from bongsu.incidents.case import Case
from bongsu.incidents.centre import Centre
from bongsu.incidents.close import close_incident
from bongsu.incidents.decide import Answer, decide_waiting
from bongsu.incidents.desk import Desk
from bongsu.incidents.expire import do_what_is_due
from bongsu.incidents.incident import Incident, Place
from bongsu.incidents.message import Call
from bongsu.incidents.open import open_incident
from bongsu.incidents.settle_open import settle_open
from bongsu.incidents.show import show
from bongsu.incidents.store import incident_by_id, open_incidents, recent_incidents, timelines
from bongsu.incidents.terms import until
from bongsu.incidents.update import update_incident
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import IncidentView
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.kernel.outbox import OutboxRelay
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.centres import profile
from bongsu.services.plugins import load_services
from bongsu.sharing.agreements.texts import texts_of
from bongsu.sharing.grants import Grant
from bongsu.sharing.ledger.row import LedgerRow
from bongsu.sharing.ledger.store import Span, rows_oldest_first
from bongsu.sharing.renew import renew
from bongsu.sharing.store import active_ids, grant_by_id, grants_of
from bongsu.sharing.withdraw import withdraw
from tests.databases import url_in
from tests.federation.crossing.city_map import CITY_POLICE, NOW, POLICE, catalogue_of
from tests.federation.crossing.signed import Book
from tests.incidents.stage import actor, person


@dataclass
class OneCentre:
    code: str
    desk: Desk
    clock: FixedClock
    catalogue: Catalogue
    book: Book
    line: MemoryLine
    linked: LinkedCentres
    bus: MemoryBus
    crossings: Crossings
    mailroom: Mailroom
    courier: Courier
    relay: OutboxRelay
    signer_key: Ed25519PrivateKey
    numbers: Callable[[], int] = field(default_factory=lambda: count(1).__next__)

    @property
    def database(self) -> Database:
        return self.desk.database

    @property
    def operator(self) -> Viewer:
        return person(Role.OPERATOR, self.code)

    def room(self, organisation: str = POLICE) -> Viewer:
        return person(Role.POLICE_ROOM, organisation)

    def call(
        self, place: Place, category: str = "ROBBERY", code: str = "C0", **more: object
    ) -> Call:
        values: dict[str, object] = {
            "partner": "seoul-112",
            "sender_org": CITY_POLICE,
            "ext_incident_no": f"112-{self.numbers()}",
            "service": "P112_DISPATCH",
            "place": place,
            "summary": "편의점 강도, 홍길동 신고",
            "address": "성북로 1",
            **more,
        }
        return Call(category=category, code=code, **values)  # type: ignore[arg-type]  # checked by name

    async def open(
        self, place: Place, category: str = "ROBBERY", code: str = "C0", **more: object
    ) -> Incident:
        call = self.call(place, category, code, **more)
        async with self.database.work() as work:
            return await open_incident(work, self.desk, call, self.clock.now())

    async def update(self, incident: Incident, **said: object) -> Incident:
        call = Call(
            partner=incident.partner,
            sender_org=incident.sender_org,
            ext_incident_no=incident.ext_incident_no,
            service=incident.service,
            **said,  # type: ignore[arg-type]  # checked by name
        )
        async with self.database.work() as work:
            fresh = await incident_by_id(work.connection, incident.incident_id)
            assert fresh is not None
            return await update_incident(work, self.desk, fresh, call, self.clock.now())

    async def close(self, incident: Incident) -> None:
        async with self.database.work() as work:
            fresh = await incident_by_id(work.connection, incident.incident_id)
            assert fresh is not None
            await close_incident(work, self.desk, fresh, "room", self.clock.now())

    async def cut(self, grant: Grant) -> None:
        async with self.database.work() as work:
            await withdraw(work, grant, "per_operator", self.clock.now())
        await self.changed(grant.incident_id)

    async def changed(self, incident_id: str) -> None:
        """As a route tells it."""
        self.crossings.look_at(incident_id)

    async def renew(self, grant: Grant) -> None:
        incident, now = await self.incident(grant.incident_id), self.clock.now()
        by_then = now.fromtimestamp(now.timestamp() + grant.ttl_s, UTC)
        latest = until(self.desk.centre, incident, grant.organisation, now, by_then)
        async with self.database.work() as work:
            await renew(work, grant, "per_room", now, until=latest)
        await self.changed(grant.incident_id)

    async def decide(self, grant: Grant, *, approve: bool) -> None:
        who = actor(person(Role.SHIFT_LEAD, self.code))
        incident = await self.incident(grant.incident_id)
        async with self.database.work() as work:
            await decide_waiting(
                work, self.desk, incident, grant, Answer(approve=approve), who, self.clock.now()
            )

    async def judged_again(self) -> None:
        await settle_open(self.desk, "test")

    async def incident(self, incident_id: str) -> Incident:
        async with self.database.read() as connection:
            found = await incident_by_id(connection, incident_id)
        assert found is not None
        return found

    async def incidents(self) -> list[Incident]:
        async with self.database.read() as connection:
            return await recent_incidents(connection)

    async def asked_by(self, peer: str) -> list[Incident]:
        return [one for one in await self.incidents() if one.partner == f"peer:{peer}"]

    async def grants(self, incident: Incident) -> list[Grant]:
        async with self.database.read() as connection:
            return await grants_of(connection, incident.incident_id)

    async def of(self, incident: Incident, owner: str | None, organisation: str = POLICE) -> Grant:
        """The newest lending of an owner's cameras to an organisation."""
        held = [
            one
            for one in await self.grants(incident)
            if (one.owner, one.organisation) == (owner, organisation)
        ]
        assert held, f"{organisation} was told nothing of {owner}"
        return held[-1]

    async def ledger(self) -> list[LedgerRow]:
        """What was provided to others; here nobody has registered which body is the centre itself."""
        async with self.database.read() as connection:
            rows = await rows_oldest_first(connection, Span())
        return [row for row in rows if row.organisation != self.code]

    async def alive(self) -> list[str]:
        """Lendings in force, as media is told them; the centre's own view apart."""
        async with self.database.read() as connection:
            found = [
                await grant_by_id(connection, one)
                for one in await active_ids(connection, self.clock.now())
            ]
        return [one.grant_id for one in found if one and one.organisation != self.code]

    async def view(self, incident: Incident, viewer: Viewer) -> IncidentView | None:
        async with self.database.read() as connection:
            lines = await timelines(connection, [incident.incident_id])
        fresh, grants = await self.incident(incident.incident_id), await self.grants(incident)
        return show(Case.of(self.desk, fresh, grants, lines[incident.incident_id]), viewer)

    async def timeline(self, incident: Incident) -> list[str]:
        async with self.database.read() as connection:
            found = await timelines(connection, [incident.incident_id])
        return [row.text_ko for row in found[incident.incident_id]]

    async def trail(self) -> list[str]:
        async with self.database.read() as connection:
            return [row.kind async for rows in trail_batches(connection) for row in rows]

    async def refusals(self) -> list[str]:
        """Why messages of others were not taken."""
        async with self.database.read() as connection:
            asked = select(exchange_applied.c.refusal).where(exchange_applied.c.refusal != "")
            return list((await connection.scalars(asked)).all())

    async def told(self, peer: str) -> list[str]:
        """Kinds of the messages for one centre, in order."""
        async with self.database.read() as connection:
            asked = select(exchange_sent.c.kind).where(exchange_sent.c.peer == peer)
            return list((await connection.scalars(asked.order_by(exchange_sent.c.seq))).all())

    async def is_whole(self) -> bool:
        """The trail proves itself."""
        async with self.database.read() as connection:
            return (await verify(connection)).ok


@dataclass
class City:
    line: MemoryCity
    centres: dict[str, OneCentre] = field(default_factory=dict)

    def __getitem__(self, code: str) -> OneCentre:
        return self.centres[code]

    async def link(self, codes: Iterable[str]) -> None:
        """Everybody with everybody; districts through the hub where there is one."""
        named = list(codes)
        for one in named:
            for other in named:
                if one != other:
                    await self.know(one, other)

    async def know(self, one: str, other: str, *, is_revoked: bool = False) -> None:
        who = profile(other)
        peer = Peer(
            code=other,
            name_ko=who.name_ko,
            name_en=who.name_en,
            kind=PeerKind(who.kind.value),
            route=Route.DIRECT,
            joined_at=NOW,
            districts=who.districts,
            revoked_at=NOW if is_revoked else None,
        )
        centre = self[one]
        async with centre.database.work() as work:
            await put_peer(work.connection, peer)
        await centre.crossings.look_who_is_linked()

    async def calm(self, *codes: str) -> None:
        """Until nobody has anything to tell any more."""
        for _ in range(50):
            moved_on = [await self._step(self[code]) for code in codes or list(self.centres)]
            if not any(moved_on):
                return
        raise AssertionError("they never come to an end")

    async def _step(self, centre: OneCentre) -> bool:
        told = await centre.relay.relay()
        await centre.crossings.do_once()
        return bool(told) | await self.carry(centre)

    async def carry(self, centre: OneCentre) -> bool:
        """What was posted goes out, batch by batch, where the line is up."""
        async with centre.database.read() as connection:
            peers = await exchange.peers_with_mail(connection)
        carried = False
        for peer in peers:
            try:
                carried |= await centre.courier._carry(peer, asyncio.Event())
            except PeerUnreachable:
                continue
        return carried

    async def later(self, seconds: float) -> None:
        """Time goes on everywhere, and what is due is done."""
        for centre in self.centres.values():
            centre.clock.advance(seconds)
            await do_what_is_due(centre.desk)

    async def open_everywhere(self) -> int:
        found = 0
        for centre in self.centres.values():
            async with centre.database.read() as connection:
                found += len(await open_incidents(connection))
        return found

    async def end(self) -> None:
        for centre in self.centres.values():
            await centre.courier.stop()
            await centre.database.close()


async def one_centre(line: MemoryCity, folder: Path, code: str) -> OneCentre:
    database = Database(url_in(folder, code))
    return stands_on(database, line, code)


def stands_on(database: Database, line: MemoryLine | MemoryCity, code: str) -> OneCentre:
    """As `roles/node.py` puts it together; also over a database that another process left behind."""
    assert isinstance(line, MemoryCity)
    clock, who, book, catalogue = (
        FixedClock(NOW),
        profile(code),
        Book(*texts_of(code)),
        catalogue_of(code),
    )
    linked, bus, end = LinkedCentres(catalogue), MemoryBus(), line.line(code)
    centre = Centre(
        code,
        who.name_ko,
        who.name_en,
        book,
        load_services(who),
        RegistryDongs(catalogue, *who.districts),
        who.kind.value,
        who.districts,
    )
    desk = Desk(database, clock, centre, RegistryChooser(catalogue), None, linked)
    crossings = Crossings(desk, bus, linked)
    return OneCentre(
        code,
        desk,
        clock,
        catalogue,
        book,
        end,
        linked,
        bus,
        crossings,
        Mailroom(database, end, clock, crossings.handlers, crossings.begin, crossings.finish),
        Courier(database, end, clock),
        OutboxRelay(database, bus),
        Ed25519PrivateKey.generate(),
    )


async def build(folder: Path, *codes: str) -> City:
    city = City(MemoryCity())
    for code in codes:
        city.centres[code] = await one_centre(city.line, folder, code)
        await city[code].crossings.listen()
    await city.link(codes)
    return city

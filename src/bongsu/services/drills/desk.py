"""Begins an exercise, lets people join, ends it with its score sheet; keeps the incidents' book of exercises current."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.people import Role, SignedIn
from bongsu.incidents.close import close_incident
from bongsu.incidents.desk import Desk
from bongsu.incidents.drills import Drill
from bongsu.incidents.feed import Feed
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.kernel.ids import new_id
from bongsu.kernel.moments import check_moment
from bongsu.services.drills import store
from bongsu.services.drills.results import incidents_of, scored
from bongsu.services.drills.score import sheet
from bongsu.services.drills.store import KeptDrill

LONGEST = timedelta(hours=12)
BEGINS = (Role.SHIFT_LEAD, Role.CENTRE_HEAD)
SYSTEM = "system"
_OVER = ("훈련 종료", "exercise over")


class UnknownDrill(Failure):
    """No exercise of this number that concerns the asker."""

    kind = Kind.NOT_FOUND
    code = "unknown_drill"


class DrillOver(Failure):
    """It has ended."""

    kind = Kind.CONFLICT
    code = "drill_over"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exercised, with whom and how long."""

    title: str
    reason: str
    services: tuple[str, ...]
    organisations: tuple[str, ...]
    starts: datetime
    ends: datetime


class DrillDesk:
    """One for a node."""

    def __init__(self, desk: Desk, feed: Feed) -> None:
        self._desk = desk
        self._feed = feed

    async def load(self) -> None:
        """As the database says; at start and after each change."""
        async with self._desk.database.read() as connection:
            kept = await store.running(connection)
            people = await store.people_of(connection, [one.drill_id for one in kept])
        self._desk.drills.keep(
            Drill(
                one.drill_id,
                one.title,
                frozenset(one.services),
                one.starts,
                one.ends,
                frozenset(people[one.drill_id]),
            )
            for one in kept
        )

    async def begin(self, wanted: Wanted, by: SignedIn) -> KeptDrill:
        """Raises `Invalid` with the field."""
        now = self._desk.clock.now()
        _check(wanted, self._desk, now)
        drill = KeptDrill(
            drill_id=new_id("dr"),
            title=wanted.title,
            reason=wanted.reason,
            services=wanted.services,
            organisations=wanted.organisations,
            starts=wanted.starts,
            ends=wanted.ends,
            begun_by=by.person_id,
        )
        async with self._desk.database.work() as work:
            await store.add(work.connection, drill)
            about = {"services": list(drill.services), "organisations": list(drill.organisations)}
            told = {**about, "reason": drill.reason, "ends": drill.ends.isoformat()}
            await self._tell(work, now, TrailKind.BEGIN_DRILL, drill, by.person_id, **told)
        await self.load()
        # whoever begins it takes part
        await self.join(drill.drill_id, by)
        return drill

    async def join(self, drill_id: str, by: SignedIn) -> None:
        """Raises `UnknownDrill` for who is not invited, `DrillOver`."""
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            drill = await self._invited(work, drill_id, by)
            if drill.is_over or drill.ends <= now:
                raise DrillOver("The exercise has ended")
            organisation = by.person.organisation
            if await store.join(work.connection, drill_id, by.person_id, organisation, now):
                await self._tell(work, now, TrailKind.JOIN_DRILL, drill, by.person_id)
        await self.load()
        await self._feed.now_in(by.person_id, self._desk.drills.joined_by(by.person_id))

    async def see(self, drill_id: str, incident_id: str, by: SignedIn) -> None:
        """확인: the moment of recognition. Raises `UnknownDrill`."""
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            incident = await incident_by_id(work.connection, incident_id)
            joined = self._desk.drills.joined_by(by.person_id)
            if incident is None or incident.drill_id != drill_id or drill_id not in joined:
                raise UnknownDrill("No such exercise")
            await store.see(work.connection, drill_id, incident_id, by.person_id, now)

    async def end(self, drill_id: str, by: str) -> KeptDrill:
        """Closes what still runs and keeps the score. Ending it twice changes nothing. Raises `UnknownDrill`."""
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            drill = await store.drill_by_id(work.connection, drill_id)
            if drill is None:
                raise UnknownDrill("No such exercise")
            if drill.is_over:
                return drill
            people = (await store.people_of(work.connection, [drill_id]))[drill_id]
            for one in await incidents_of(work.connection, drill):
                await close_incident(work, self._desk, one, by, now, actor_name=_OVER)
            score = sheet(await scored(work.connection, drill, self._desk.centre.code), len(people))
            await store.end(work.connection, drill_id, by, score, now)
            await self._tell(work, now, TrailKind.END_DRILL, drill, by)
            # before the next in turn may write
            work.after_commit(partial(self._desk.drills.forget, drill_id))
        await self.load()
        for person_id in people:
            await self._feed.now_in(person_id, self._desk.drills.joined_by(person_id))
        return replace(drill, ended_at=now, score=score)

    async def end_due(self) -> float | None:
        """Ends those whose time is over; answers in how many seconds the next one is."""
        now = self._desk.clock.now()
        async with self._desk.database.read() as connection:
            kept = await store.running(connection)
        for one in kept:
            if one.ends <= now:
                await self.end(one.drill_id, SYSTEM)
        later = [(one.ends - now).total_seconds() for one in kept if one.ends > now]
        return min(later, default=None)

    async def of(self, by: SignedIn) -> Sequence[tuple[KeptDrill, bool]]:
        """Those that concern the asker, newest first, and whether they have joined."""
        async with self._desk.database.read() as connection:
            kept = await store.recent(connection)
            people = await store.people_of(connection, [one.drill_id for one in kept])
        return [
            (one, by.person_id in people[one.drill_id]) for one in kept if self._is_invited(one, by)
        ]

    def _is_invited(self, drill: KeptDrill, by: SignedIn) -> bool:
        return by.role.is_own or by.person.organisation in drill.organisations

    async def _invited(self, work: Work, drill_id: str, by: SignedIn) -> KeptDrill:
        drill = await store.drill_by_id(work.connection, drill_id)
        if drill is None or not self._is_invited(drill, by):
            raise UnknownDrill("No such exercise")
        return drill

    async def _tell(
        self, work: Work, now: datetime, kind: TrailKind, drill: KeptDrill, by: str, **more: object
    ) -> None:
        body = {"drill": drill.drill_id, **more}
        await record(work, now, Entry(kind=kind, actor=by, body=body))


def _check(wanted: Wanted, desk: Desk, now: datetime) -> None:
    unknown = [one for one in wanted.services if one not in desk.centre.services]
    if not wanted.services or unknown:
        raise Invalid(f"Unknown service: {', '.join(unknown) or 'none named'}", field="services")
    barred = [one for one in wanted.services if not desk.centre.services[one].drills]
    if barred:
        raise Invalid(f"Not to be exercised: {', '.join(barred)}", field="services")
    strangers = [one for one in wanted.organisations if not desk.centre.agreements.is_party(one)]
    if strangers:
        raise Invalid(f"No party of an agreement: {', '.join(strangers)}", field="organisations")
    check_moment(wanted.starts, "starts")
    check_moment(wanted.ends, "ends")
    if not wanted.starts < wanted.ends or wanted.ends <= now:
        raise Invalid("The end comes after the start and after now", field="ends")
    if wanted.ends - wanted.starts > LONGEST:
        raise Invalid("An exercise lasts twelve hours at most", field="ends")

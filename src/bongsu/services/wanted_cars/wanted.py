"""The list, the reads and the hits. A plate lives in a request's memory alone; all that is written is made of its mark."""

from datetime import datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.people import LinkSystem, Partner
from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.desk import Desk
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.kernel.ids import new_id
from bongsu.services.shared.agreed import agreed, own_camera
from bongsu.services.wanted_cars.message import (
    CODE,
    DayCount,
    Hit,
    ListAnswer,
    ListMessage,
    ReadMessage,
)
from bongsu.services.wanted_cars.rules import (
    KEPT,
    LISTED,
    MOST_ENTRIES,
    ONCE_IN,
    READS_A_SECOND,
    Bound,
    ListFull,
    check_time,
    plate_of,
)
from bongsu.services.wanted_cars.store import (
    add_marks,
    count_one,
    counts,
    destroy_old,
    hits_of,
    is_known,
    keep_hit,
    listed,
    withdraw_marks,
)

_ABOUT = "wanted plate"


class NotYours(Failure):
    """The list is the police's, the reads are the centre's own recognisers'."""

    kind = Kind.REFUSED
    code = "service_not_yours"


class WantedCars:
    """One node's. The marks lie in memory too, so that a plate is compared without asking anybody."""

    def __init__(self, desk: Desk, box: SecretBox) -> None:
        self._desk = desk
        self._box = box
        self._bound = Bound(READS_A_SECOND)
        self._marks: dict[str, tuple[str, datetime]] | None = None

    async def change(self, partner: Partner, said: ListMessage) -> ListAnswer:
        """Raises `NotYours`, `Invalid` by the entry's place, `ListFull`."""
        self._must_be_police(partner)
        marks = [self._mark(one, f"plates[{at}]") for at, one in enumerate(said.plates)]
        now, is_new = self._desk.clock.now(), said.type == "ADD"
        async with self._desk.database.work() as work:
            known = await listed(work.connection)
            for mark in marks:
                if mark in known and known[mark][0] != partner.organisation:
                    raise NotYours("Another body's entry", field="plates")
            if is_new and len(known.keys() | set(marks)) > MOST_ENTRIES:
                raise ListFull(f"At most {MOST_ENTRIES} entries", field="plates")
            if is_new:
                whose = partner.organisation
                await add_marks(work.connection, marks, whose, now, now + LISTED)
            else:
                await withdraw_marks(work.connection, marks)
            body = {"list": "wanted_plates", "type": said.type, "entries": len(marks)}
            entry = Entry(
                kind=TrailKind.CHANGE_LIST,
                actor=partner.name,
                organisation=partner.organisation,
                body=body,
            )
            await record(work, now, entry)
            work.after_commit(self._forget_marks)
        return ListAnswer(marks, now + LISTED if is_new else None)

    async def take(self, partner: Partner, said: ReadMessage) -> None:
        """Raises `NotYours`, `Invalid` by field, `TooManyReads`. Says nothing of what came of it."""
        if CODE not in partner.services or partner.organisation != self._desk.centre.code:
            raise NotYours("Reads come from the centre's own recognisers")
        now = self._desk.clock.now()
        self._bound.take(now)
        check_time(said.at, now)
        facts = own_camera(self._desk, said.camera_id)
        if facts is None:
            raise Invalid("No camera of this centre", field="camera_id")
        plate = plate_of(said.plate)
        if plate is None:
            return
        mark = self._box.mark(plate.encode(), _ABOUT)
        whose, until = (await self._listed()).get(mark, ("", now))
        # time and place are given by a clause, of cameras of its purposes; else nothing is
        if now < until and agreed(self._desk, CODE, "HIT", whose, facts, now):
            hit = Hit(new_id("hit"), mark, said.at, facts.lat, facts.lon, "", said.camera_id)
            await self._keep(hit, whose, now)

    async def hits(self, partner: Partner, after: str) -> list[Hit]:
        """Those of this body's own entries. Raises `NotYours`."""
        self._must_be_police(partner)
        since = self._desk.clock.now() - KEPT
        async with self._desk.database.read() as connection:
            found = await hits_of(connection, partner.organisation, after, since)
        return [self._with_place(one) for one in found]

    async def counts(self) -> list[DayCount]:
        async with self._desk.database.read() as connection:
            return await counts(connection)

    async def destroy_what_is_old(self) -> None:
        """Hits of yesterday and entries that nobody prolonged."""
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            hits, entries = await destroy_old(work.connection, now - KEPT, now)
            if hits or entries:
                body = {"plate_hits": hits, "wanted_plates": entries}
                await record(work, now, Entry(kind=TrailKind.DESTROY, actor="system", body=body))
                work.after_commit(self._forget_marks)

    async def _keep(self, hit: Hit, whose: str, now: datetime) -> None:
        async with self._desk.database.work() as work:
            if await is_known(work.connection, hit, hit.at - ONCE_IN, hit.at + ONCE_IN):
                return
            await keep_hit(work.connection, hit, whose, now)
            await count_one(work.connection, now.astimezone(SEOUL).date().isoformat())
            entry = Entry(
                kind=TrailKind.PLATE_HIT,
                actor="system",
                organisation=whose,
                body={"hit_id": hit.hit_id},
            )
            await record(work, now, entry)

    def _with_place(self, hit: Hit) -> Hit:
        dong = self._desk.centre.dongs.dong_of(hit.lat, hit.lon)
        name = dong[1] if dong else ""
        return Hit(hit.hit_id, hit.ref, hit.at, hit.lat, hit.lon, name, hit.camera_id)

    def _must_be_police(self, partner: Partner) -> None:
        is_theirs = partner.system is LinkSystem.WANTED_CARS and CODE in partner.services
        if not is_theirs or partner.organisation == self._desk.centre.code:
            raise NotYours("The list is the police's")

    def _mark(self, said: str, field: str) -> str:
        plate = plate_of(said)
        if plate is None:
            raise Invalid("No plate's number", field=field)
        return self._box.mark(plate.encode(), _ABOUT)

    async def _listed(self) -> dict[str, tuple[str, datetime]]:
        if self._marks is None:
            async with self._desk.database.read() as connection:
                self._marks = await listed(connection)
        return self._marks

    def _forget_marks(self) -> None:
        self._marks = None

"""A reading of the catalogue leaves a row of the trail before anything is answered: one for each session of paging."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bongsu.audit.entry import Entry
from bongsu.audit.group import GroupRecorder
from bongsu.audit.kinds import TrailKind
from bongsu.identity.people import Partner
from bongsu.kernel.clock import Clock

# pages, polls and map movements of one system within this are one reading of the collection
SESSION = timedelta(minutes=10)
_MANY = 10_000


class Readings:
    """One per node. A session is one system, one collection and one filter, for ten minutes; the place on the map and the
    page are not part of it, so that a map that is moved about writes no thousand rows."""

    def __init__(self, recorder: GroupRecorder, clock: Clock) -> None:
        self._recorder = recorder
        self._clock = clock
        self._kept: dict[tuple[str, str], datetime] = {}

    async def keep(self, partner: Partner, collection: str, said: Mapping[str, str]) -> None:
        """Raises `TrailUnwritable`: then nothing is told."""
        now = self._clock.now()
        filters = {name: said[name] for name in sorted(said)}
        key = (partner.partner_id, f"{collection} {filters}")
        last = self._kept.get(key)
        if last is not None and abs(now - last) < SESSION:
            return
        await self._recorder.record(
            Entry(
                kind=TrailKind.READ_CATALOGUE,
                actor=partner.name,
                organisation=partner.organisation,
                body={"partner_id": partner.partner_id, "collection": collection, **filters},
            )
        )
        # only now: what could not be kept is kept at the next try
        self._forget_old(now)
        self._kept[key] = now

    def _forget_old(self, now: datetime) -> None:
        if len(self._kept) >= _MANY:
            self._kept = {one: at for one, at in self._kept.items() if abs(now - at) < SESSION}

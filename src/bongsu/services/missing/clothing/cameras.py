"""Which cameras look for colours now: the likeliest of searches whose order runs, by the minute kept in step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from bongsu.incidents.store import incident_by_id
from bongsu.monitoring.watch.desk import CHANGED, WatchDesk
from bongsu.monitoring.worker.messages import SearchOrder
from bongsu.services.missing.clothing.ask import end
from bongsu.services.missing.clothing.order import Order
from bongsu.services.missing.clothing.store import running_orders
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.running import is_wanted
from bongsu.services.missing.searches.store import (
    Connection,
    SectorCamera,
    search_by_id,
    sectors_of,
)
from bongsu.sharing.lend import SYSTEM


def likeliest(
    found: Iterable[tuple[SearchOrder, Sequence[SectorCamera]]], most: int
) -> dict[str, SearchOrder]:
    """Camera → order: by turns of each search the likeliest that is left. Two searches at one camera: the older goes on."""
    by_place = (
        [(row.camera_id, told) for row in sorted(rows, key=_order_of)] for told, rows in found
    )
    turns = chain.from_iterable(zip_longest(*by_place))
    asked: dict[str, SearchOrder] = {}
    for camera_id, told in filter(None, turns):
        if len(asked) >= most:
            break
        asked.setdefault(camera_id, told)
    return asked


def _order_of(row: SectorCamera) -> tuple[int, int, str]:
    # who has walked on may come back where somebody has looked already; the place of such a row is an older one
    return (row.ring, row.place, row.camera_id)


@dataclass(slots=True)
class ClothingCameras:
    """In the node's memory: camera → order, given to the watch list; orders → their incident, and how many cameras are in
    their area."""

    desk: MissingDesk
    watch: WatchDesk
    orders: dict[str, Order] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)

    def looking(self, order_id: str) -> int:
        """How many cameras look for this order now."""
        return sum(one.search_id == order_id for one in self.watch.searches_now().values())

    async def refresh(self) -> None:
        """May be asked as often as one likes. What is over is ended first: without an order no camera looks."""
        await self._end_what_is_over()
        now = self.desk.desk.clock.now()
        found: list[tuple[SearchOrder, list[SectorCamera]]] = []
        async with self.desk.desk.database.read() as connection:
            running = [one for one in await running_orders(connection) if one.runs(now)]
            for order in running:
                if order.ends_at is not None:
                    told = SearchOrder(search_id=order.order_id, ends_at=order.ends_at)
                    found.append((told, await sectors_of(connection, order.incident_id)))
        asked = likeliest(found, self.watch.settings.clothing_cameras)
        self.orders = {one.order_id: one for one in running}
        self.areas = {told.search_id: len(rows) for told, rows in found}
        if asked != self.watch.searches:
            self.watch.searches.clear()
            self.watch.searches.update(asked)
            self.desk.desk.database.bell(CHANGED).set()

    async def _end_what_is_over(self) -> None:
        now = self.desk.desk.clock.now()
        async with self.desk.desk.database.read() as connection:
            orders = await running_orders(connection)
            over = [
                one
                for one in orders
                if not one.runs(now) or not await self._lasts(connection, one.incident_id)
            ]
        for order in over:
            async with self.desk.desk.database.work() as work:
                await end(work, order, SYSTEM, now)

    async def _lasts(self, connection: Connection, incident_id: str) -> bool:
        search = await search_by_id(connection, incident_id)
        incident = await incident_by_id(connection, incident_id)
        if search is None or incident is None or not incident.is_open:
            return False
        return search.destroyed_at is None and await is_wanted(connection, self.desk, incident)

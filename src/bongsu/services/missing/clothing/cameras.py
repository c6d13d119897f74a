"""Which cameras look for colours now: those of the sectors of searches whose order runs, by the minute kept in step."""

from dataclasses import dataclass, field

from bongsu.incidents.store import incident_by_id
from bongsu.monitoring.watch.desk import CHANGED, WatchDesk
from bongsu.monitoring.worker.messages import SearchOrder
from bongsu.services.missing.clothing.ask import end
from bongsu.services.missing.clothing.order import Order
from bongsu.services.missing.clothing.store import running_orders
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.running import is_wanted
from bongsu.services.missing.searches.store import Connection, search_by_id, sectors_of
from bongsu.sharing.lend import SYSTEM


@dataclass(slots=True)
class ClothingCameras:
    """In the node's memory: camera → order, given to the watch list; orders → their incident."""

    desk: MissingDesk
    watch: WatchDesk
    orders: dict[str, Order] = field(default_factory=dict)

    async def refresh(self) -> None:
        """May be asked as often as one likes. What is over is ended first: without an order no camera looks."""
        await self._end_what_is_over()
        now = self.desk.desk.clock.now()
        asked: dict[str, SearchOrder] = {}
        orders: dict[str, Order] = {}
        async with self.desk.desk.database.read() as connection:
            for order in await running_orders(connection):
                if not order.runs(now) or order.ends_at is None:
                    continue
                orders[order.order_id] = order
                for row in await sectors_of(connection, order.incident_id):
                    # two searches at one camera: the older one goes on
                    told = SearchOrder(search_id=order.order_id, ends_at=order.ends_at)
                    asked.setdefault(row.camera_id, told)
        self.orders = orders
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

"""Begins the drawing of a replacement list in the child process, keeps what came back, and shows it."""

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.clock import SEOUL, Clock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Kind
from bongsu.kernel.ids import new_id
from bongsu.planning.config import Replacement
from bongsu.planning.failures import Faulty, ToldFailure
from bongsu.planning.plans.failures import NO_RUN, UnknownRun
from bongsu.planning.plans.runs import Kept, RunBook
from bongsu.planning.plans.views import RunKind, RunView
from bongsu.planning.replacement import store
from bongsu.planning.replacement.gather import gather_fleet
from bongsu.planning.replacement.listed import DrawnList
from bongsu.planning.replacement.views import ListView, ReplacementView
from bongsu.planning.words import Told
from bongsu.planning.worker.call import Result
from bongsu.planning.worker.messages import Replace, Replaced

# 구로구 2024, to begin with: 680 cameras for 1.3 billion won
BEGIN_WITH = Replacement(won=1_300_000_000, most=680)
_NAME = "노후 카메라 교체"

NO_LIST = Told("그런 교체 목록이 없습니다.", "No such list")
_NO_BOUND = Told(
    "금액이나 대수 가운데 하나는 한도를 적으십시오.",
    "Say how much money or how many cameras at most",
)


class UnknownList(ToldFailure):
    """No such list."""

    kind = Kind.NOT_FOUND
    code = "unknown_list"


class ReplacementDesk:
    """One for a node. `runs`: the queue that plans are computed in too."""

    def __init__(self, database: Database, clock: Clock, runs: RunBook) -> None:
        self._database = database
        self._clock = clock
        self._runs = runs

    def begin(self, config: Replacement, by: str) -> RunView:
        """Raises `Invalid` with the field, `TooManyRuns`."""
        if config.won is None and config.most is None:
            raise Faulty(_NO_BOUND, field="won")
        as_of = config.as_of or self._clock.now().astimezone(SEOUL).date()

        async def prepare() -> Replace:
            async with self._database.read() as connection:
                return Replace(config, await gather_fleet(connection, as_of), as_of)

        async def keep(result: Result, digest: str) -> Kept:
            if isinstance(result, Replaced):
                await self._keep(config, result.drawn, digest, by)
            return Kept()

        return self._runs.begin(RunKind.REPLACE, _NAME, prepare, keep)

    def run(self, run_id: str) -> RunView:
        """Raises `UnknownRun`, also for a plan's: those are the planner's."""
        view = self._runs.view(run_id)
        if view.kind is not RunKind.REPLACE:
            raise UnknownRun(NO_RUN)
        return view

    def stop(self, run_id: str) -> RunView:
        """Raises `UnknownRun`."""
        self.run(run_id)
        return self._runs.stop_run(run_id)

    async def view(self, list_id: str | None = None) -> ReplacementView:
        """Raises `UnknownList`."""
        async with self._database.read() as connection:
            lists = await store.last_lists(connection)
            wanted = list_id or (lists[0].list_id if lists else None)
            shown = await store.list_by_id(connection, wanted) if wanted else None
        if list_id is not None and shown is None:
            raise UnknownList(NO_LIST, field="list_id")
        begin_with = shown.config if shown else BEGIN_WITH
        return ReplacementView(shown=shown, lists=tuple(lists), begin_with=begin_with)

    async def _keep(self, config: Replacement, drawn: DrawnList, digest: str, by: str) -> None:
        now = self._clock.now()
        made = ListView(list_id=new_id("rpl"), made_at=now, made_by=by, config=config, drawn=drawn)
        body: dict[str, object] = {
            "list": made.list_id,
            "cameras": drawn.ours.cameras,
            "won": drawn.ours.won,
            "over_age_only": config.over_age_only,
        }
        async with self._database.work() as work:
            await store.add_list(work.connection, made, digest, now)
            await record(work, now, Entry(kind=TrailKind.DRAW_REPLACEMENT, actor=by, body=body))

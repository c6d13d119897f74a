"""Computations, plans and versions of one centre: begins a run, keeps what came back, lets the head choose."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.clock import SEOUL, Clock
from bongsu.kernel.database import Database
from bongsu.kernel.ids import new_id
from bongsu.planning.config import Fund, PlanConfig
from bongsu.planning.failures import Faulty
from bongsu.planning.inputs.values import Inputs
from bongsu.planning.plans import store
from bongsu.planning.plans.choose import choose
from bongsu.planning.plans.drawn import DrawnPlan
from bongsu.planning.plans.failures import NO_PLAN, NO_VERSION, UnknownPlan
from bongsu.planning.plans.runs import Kept, RunBook
from bongsu.planning.plans.views import (
    PlanView,
    RunKind,
    RunView,
    VersionSummary,
    VersionView,
)
from bongsu.planning.requests.desk import By
from bongsu.planning.settings import PlanningSettings
from bongsu.planning.words import FundKind, Told
from bongsu.planning.worker.call import Calls, Result
from bongsu.planning.worker.messages import Draw, Drawn, Score
from bongsu.planning.worker.read_answer import ScoredText

Gathers = Callable[[PlanConfig], Awaitable[Inputs]]
"""What this centre knows, for a plan of this configuration. May raise `PlanRefused`."""

# the purses of Guro 2024, to begin with: the planner writes their own over them
_FUNDS = (
    Fund(code="구비", kind=FundKind.DISTRICT, won=410_000_000),
    Fund(code="시비", kind=FundKind.CITY, won=510_000_000),
    Fund(code="특교세", kind=FundKind.SPECIAL_GRANT, won=300_000_000),
)

_ELSEWHERE = Told(
    "교체 목록은 노후 카메라 교체 화면에서 계산합니다.",
    "A list of replacements is asked for elsewhere",
)


class PlanDesk:
    """One for a node. `districts`: letters of those that the centre answers for."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        districts: Sequence[str],
        gather: Gathers,
        calls: Calls,
        settings: PlanningSettings,
    ) -> None:
        self._database = database
        self._clock = clock
        self._districts = tuple(districts)
        self._gather = gather
        self.runs = RunBook(clock, calls, settings.most_waiting)

    def defaults(self) -> PlanConfig:
        """For the year whose autumn can still be met."""
        today = self._clock.now().astimezone(SEOUL).date()
        year = today.year if today.month <= 6 else today.year + 1
        return PlanConfig(
            name=f"{year}년 방범용 CCTV 설치 계획",
            district=self._districts[0],
            year=year,
            deadline=date(year, 10, 31),
            funds=_FUNDS,
        )

    async def begin(
        self, kind: RunKind, config: PlanConfig, by: str, *, plan_id: str | None, curve: bool
    ) -> RunView:
        """Raises `Faulty` with the field, `UnknownPlan`, `TooManyRuns`."""
        if kind is RunKind.REPLACE:
            raise Faulty(_ELSEWHERE, field="kind")
        if config.district not in self._districts:
            ours = ", ".join(self._districts)
            said = Told(f"이 관제센터는 {ours}만 맡습니다.", f"This centre answers for {ours}")
            raise Faulty(said, field="config.district")
        if plan_id is not None:
            await self._must_go_on(plan_id, config)

        async def prepare() -> Draw | Score:
            inputs = await self._gather(config)
            if kind is RunKind.SCORE:
                return Score(config, inputs)
            return Draw(config, inputs, curve)

        async def keep(result: Result, digest: str) -> Kept:
            if isinstance(result, Drawn):
                return await self._keep_drawn(config, by, plan_id, result, digest)
            if isinstance(result, ScoredText):
                await self._keep_scored(config, result.json)
            return Kept()

        return self.runs.begin(kind, config.name, prepare, keep)

    async def _must_go_on(self, plan_id: str, config: PlanConfig) -> None:
        async with self._database.read() as connection:
            plan = await store.plan_by_id(connection, plan_id)
        if plan is None:
            raise UnknownPlan(NO_PLAN, field="plan_id")
        if (plan.district, plan.year) != (config.district, config.year):
            of = f"{plan.district} {plan.year}"
            said = Told(f"‘{plan.name}’은(는) {of}년 계획입니다.", f"{plan.name} is for {of}")
            raise Faulty(said, field="config.year")

    async def _keep_drawn(
        self, config: PlanConfig, by: str, plan_id: str | None, drawn: Drawn, digest: str
    ) -> Kept:
        now, mine = self._clock.now(), plan_id or new_id("plan")
        async with self._database.work() as work:
            if plan_id is None:
                await store.add_plan(work.connection, mine, config, now)
            number = await store.next_version(work.connection, mine)
            version = VersionView(
                plan_id=mine,
                version=number,
                made_at=now,
                made_by=by,
                inputs_digest=digest,
                config=config,
                plan=drawn.plan,
            )
            summary = summary_of(config, drawn.plan)
            await store.add_version(work.connection, version, summary, bytes(drawn.candidates))
            body = {"plan": mine, "version": number, "sites": summary.sites, "won": summary.won}
            await record(work, now, Entry(kind=TrailKind.DRAW_PLAN, actor=by, body=body))
        return Kept(mine, number)

    async def _keep_scored(self, config: PlanConfig, scored: bytes) -> None:
        async with self._database.work() as work:
            await store.keep_score(work.connection, config, scored, self._clock.now())

    async def last_score(self) -> bytes:
        """A `LastScore` as JSON, `null` where nothing was scored."""
        async with self._database.read() as connection:
            return await store.last_score_text(connection, self._districts)

    async def plans(self) -> list[PlanView]:
        async with self._database.read() as connection:
            return await store.all_plans(connection)

    async def version(self, plan_id: str, version: int) -> VersionView:
        """Raises `UnknownPlan`."""
        async with self._database.read() as connection:
            found = await store.version_of(connection, plan_id, version)
        if found is None:
            raise UnknownPlan(NO_VERSION)
        return found

    async def candidates(self, plan_id: str, version: int) -> bytes:
        """A `DrawnCandidates` as JSON. Raises `UnknownPlan`."""
        async with self._database.read() as connection:
            found = await store.candidates_text(connection, plan_id, version)
        if found is None:
            raise UnknownPlan(NO_VERSION)
        return found

    async def choose(self, plan_id: str, version: int, reason: str, by: By) -> PlanView:
        """확정. Raises `UnknownPlan`, `AlreadyBuilt`."""
        async with self._database.work() as work:
            await choose(work, plan_id, version, reason, by, self._clock.now())
            chosen = await store.plan_by_id(work.connection, plan_id)
        if chosen is None:
            raise UnknownPlan(NO_PLAN)
        return chosen


def summary_of(config: PlanConfig, plan: DrawnPlan) -> VersionSummary:
    """What a list shows of a version."""
    kinds = [heading.kind for site in plan.sites for heading in site.headings]
    return VersionSummary(
        name=config.name,
        sites=len(plan.sites),
        ptz=kinds.count("ptz"),
        fixed=kinds.count("fixed"),
        won=sum(site.won for site in plan.sites),
        objective=plan.objective,
        gap=plan.gap,
        proof=plan.proof,
    )

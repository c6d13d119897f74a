"""The head of the centre chooses a version (확정): its sites begin their way, those of an earlier choice go on or end."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.planning.money.from_plan import purse_plans
from bongsu.planning.plans import store
from bongsu.planning.plans.failures import NO_VERSION, AlreadyBuilt, UnknownPlan
from bongsu.planning.plans.planned_site import PlannedSite, Step
from bongsu.planning.plans.progress import ORDER, usual_days
from bongsu.planning.plans.views import VersionView
from bongsu.planning.plans.walk import today_of
from bongsu.planning.requests import follow_plan
from bongsu.planning.requests.desk import By
from bongsu.planning.words import SiteState, Told

_BUILT = frozenset(ORDER[ORDER.index(SiteState.INSTALLED) :])
# what is paid for or drawn is not moved by another choice
_FIXED = frozenset(ORDER[ORDER.index(SiteState.BUDGETED) :])
NOT_IN_IT = "다른 안이 확정되어 제외"


async def choose(
    work: Work, plan_id: str, version: int, reason: str, by: By, now: datetime
) -> None:
    """Raises `UnknownPlan`, `AlreadyBuilt`. One plan a district and year is chosen."""
    connection = work.connection
    chosen = await store.version_of(connection, plan_id, version)
    if chosen is None:
        raise UnknownPlan(NO_VERSION)
    standing, before = list[PlannedSite](), list[str]()
    for plan in await store.chosen_plans(connection, chosen.config.district, chosen.config.year):
        before.append(plan.plan_id)
        standing += await store.sites_of(connection, plan.plan_id)
        await store.choose(connection, plan.plan_id, None, by.actor, reason, now)
    await store.choose(connection, plan_id, version, by.actor, reason, now)
    running = [one for one in standing if one.state is not SiteState.REJECTED]
    await _end(work, _not_in(chosen, running), by, now)
    await _carry_on(work, chosen, running)
    await _begin(work, chosen, {one.drawn.candidate_id for one in running}, by, now)
    await _pay(work, chosen, before, by, now)
    await follow_plan.in_plan(work, _asked(one.requests for one in chosen.plan.sites), by, now)
    body = {"plan": plan_id, "version": version, "reason": reason, "sites": len(chosen.plan.sites)}
    await record(
        work,
        now,
        Entry(kind=TrailKind.CHOOSE_PLAN, actor=by.actor, organisation=by.organisation, body=body),
    )


def _not_in(chosen: VersionView, running: Sequence[PlannedSite]) -> list[PlannedSite]:
    """Raises `AlreadyBuilt`."""
    wanted = {one.candidate_id for one in chosen.plan.sites}
    gone = [one for one in running if one.drawn.candidate_id not in wanted]
    built = [one.drawn.candidate_id for one in gone if one.state in _BUILT]
    if built:
        names = ", ".join(built)
        said = Told(
            f"이미 시공 중인데 이 판에 없는 개소가 있습니다: {names}",
            f"These sites are being built and not in this version: {names}",
        )
        raise AlreadyBuilt(said, field="version")
    return gone


async def _pay(
    work: Work, chosen: VersionView, before: Sequence[str], by: By, now: datetime
) -> None:
    """What the plan takes of each purse stands in the budget from now on."""
    sites = await store.sites_of(work.connection, chosen.plan_id)
    await purse_plans(
        work,
        plan_id=chosen.plan_id,
        year=chosen.config.year,
        funds=chosen.config.funds,
        plan=chosen.plan,
        site_ids={
            one.drawn.candidate_id: one.planned_site_id
            for one in sites
            if one.state is not SiteState.REJECTED
        },
        instead_of=before,
        by=by.actor,
        now=now,
    )


async def _end(work: Work, gone: Sequence[PlannedSite], by: By, now: datetime) -> None:
    today = today_of(now)
    for one in gone:
        await store.change_site(work.connection, replace(one, state=SiteState.REJECTED))
    ended = [
        Step(
            planned_site_id=one.planned_site_id,
            state=SiteState.REJECTED,
            done_on=today,
            reason=NOT_IN_IT,
        )
        for one in gone
    ]
    await store.add_steps(work.connection, ended, by.actor, now)
    await follow_plan.out_of_plan(work, _asked(one.drawn.requests for one in gone), by, now)


async def _carry_on(work: Work, chosen: VersionView, running: Sequence[PlannedSite]) -> None:
    """Sites that both have go on where they stand."""
    wanted = {one.candidate_id: one for one in chosen.plan.sites}
    for one in running:
        drawn = wanted.get(one.drawn.candidate_id)
        if drawn is not None:
            kept = one.drawn if one.state in _FIXED else drawn
            moved = replace(one, plan_id=chosen.plan_id, version=chosen.version, drawn=kept)
            await store.change_site(work.connection, moved)


async def _begin(work: Work, chosen: VersionView, known: set[str], by: By, now: datetime) -> None:
    new = [
        PlannedSite(
            planned_site_id=new_id("ps"),
            plan_id=chosen.plan_id,
            version=chosen.version,
            drawn=drawn,
            state=SiteState.SCORED,
        )
        for drawn in chosen.plan.sites
        if drawn.candidate_id not in known
    ]
    await store.add_sites(work.connection, new)
    today = today_of(now)
    begun = [step for one in new for step in _first_steps(one, chosen, today)]
    await store.add_steps(work.connection, begun, by.actor, now)


def _asked(of_sites: Iterable[Sequence[str]]) -> set[str]:
    return {request_id for requests in of_sites for request_id in requests}


def _first_steps(site: PlannedSite, chosen: VersionView, today: date) -> list[Step]:
    proposed = today_of(chosen.made_at)
    config = chosen.config
    done = {SiteState.PROPOSED: min(proposed, today), SiteState.SCORED: today}
    planned = usual_days(today, config.deadline, config.hearing_days)
    mine = site.planned_site_id
    return [
        *(Step(planned_site_id=mine, state=state, done_on=on) for state, on in done.items()),
        *(Step(planned_site_id=mine, state=state, planned_on=on) for state, on in planned.items()),
    ]

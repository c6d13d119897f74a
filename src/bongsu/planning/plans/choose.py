"""The head of the centre chooses a version (확정): its sites begin their way, those of an earlier choice go on or end."""

from dataclasses import replace
from datetime import date, datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.planning.plans import store
from bongsu.planning.plans.failures import AlreadyBuilt, UnknownPlan
from bongsu.planning.plans.planned_site import PlannedSite, Step
from bongsu.planning.plans.progress import ORDER, usual_days
from bongsu.planning.plans.views import VersionView
from bongsu.planning.words import SiteState

_BUILT = frozenset(ORDER[ORDER.index(SiteState.INSTALLED) :])
# what is paid for or drawn is not moved by another choice
_FIXED = frozenset(ORDER[ORDER.index(SiteState.BUDGETED) :])
NOT_IN_IT = "다른 안이 확정되어 제외"


async def choose(
    work: Work, plan_id: str, version: int, reason: str, by: str, now: datetime
) -> None:
    """Raises `UnknownPlan`, `AlreadyBuilt`. One plan a district and year is chosen."""
    connection = work.connection
    chosen = await store.version_of(connection, plan_id, version)
    if chosen is None:
        raise UnknownPlan("No such version of a plan")
    standing = []
    for plan in await store.chosen_plans(connection, chosen.config.district, chosen.config.year):
        standing += await store.sites_of(connection, plan.plan_id)
        await store.choose(connection, plan.plan_id, None, by, reason, now)
    await store.choose(connection, plan_id, version, by, reason, now)
    await _sites(work, chosen, standing, by, now)
    body = {"plan": plan_id, "version": version, "reason": reason, "sites": len(chosen.plan.sites)}
    await record(work, now, Entry(kind=TrailKind.CHOOSE_PLAN, actor=by, body=body))


async def _sites(
    work: Work, chosen: VersionView, standing: list[PlannedSite], by: str, now: datetime
) -> None:
    connection = work.connection
    running = {
        one.drawn.candidate_id: one for one in standing if one.state is not SiteState.REJECTED
    }
    wanted = {one.candidate_id: one for one in chosen.plan.sites}
    gone = [one for key, one in running.items() if key not in wanted]
    built = [one.drawn.candidate_id for one in gone if one.state in _BUILT]
    if built:
        said = f"These sites are being built and not in this version: {', '.join(built)}"
        raise AlreadyBuilt(said, field="version")
    for one in gone:
        await store.change_site(connection, replace(one, state=SiteState.REJECTED))
    for key, one in running.items():
        if key in wanted:
            drawn = one.drawn if one.state in _FIXED else wanted[key]
            moved = replace(one, plan_id=chosen.plan_id, version=chosen.version, drawn=drawn)
            await store.change_site(connection, moved)
    new = [
        PlannedSite(
            planned_site_id=new_id("ps"),
            plan_id=chosen.plan_id,
            version=chosen.version,
            drawn=drawn,
            state=SiteState.SCORED,
        )
        for key, drawn in wanted.items()
        if key not in running
    ]
    await store.add_sites(connection, new)
    today = now.astimezone(SEOUL).date()
    ended = [
        Step(
            planned_site_id=one.planned_site_id,
            state=SiteState.REJECTED,
            done_on=today,
            reason=NOT_IN_IT,
        )
        for one in gone
    ]
    begun = [step for one in new for step in _first_steps(one, chosen, today)]
    await store.add_steps(connection, [*ended, *begun], by, now)


def _first_steps(site: PlannedSite, chosen: VersionView, today: date) -> list[Step]:
    proposed = chosen.made_at.astimezone(SEOUL).date()
    config = chosen.config
    done = {SiteState.PROPOSED: min(proposed, today), SiteState.SCORED: today}
    planned = usual_days(today, config.deadline, config.hearing_days)
    mine = site.planned_site_id
    return [
        *(Step(planned_site_id=mine, state=state, done_on=on) for state, on in done.items()),
        *(Step(planned_site_id=mine, state=state, planned_on=on) for state, on in planned.items()),
    ]

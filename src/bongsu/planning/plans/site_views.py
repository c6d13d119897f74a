"""A chosen plan's sites as the console shows them. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from bongsu.planning.config import PlanConfig
from bongsu.planning.plans.planned_site import PlannedSite, Step
from bongsu.planning.plans.progress import (
    budgeted_from,
    late_days,
    may_become,
    missed,
    over_days,
    planned_progress_of,
    progress_of,
    way_of,
    weighted,
)
from bongsu.planning.plans.views import PlannedSiteView, SitesView, StepView
from bongsu.planning.words import SiteState, Told


def site_view(
    site: PlannedSite, steps: Sequence[Step], config: PlanConfig, today: date
) -> PlannedSiteView:
    way = way_of(site.state, steps)
    return PlannedSiteView(
        planned_site_id=site.planned_site_id,
        plan_id=site.plan_id,
        version=site.version,
        drawn=site.drawn,
        state=site.state,
        may_become=may_become(site.state),
        steps=tuple(
            _step(state, steps, way.planned, way.done)
            for state in SiteState
            if state in way.planned or state in way.done
        ),
        progress=progress_of(way),
        planned_progress=planned_progress_of(way, today),
        late_days=late_days(way, today),
        over_days=over_days(way, config.deadline, today),
        budgeted_from=budgeted_from(way, config.hearing_days),
        told=missed(way, config.deadline, today),
        site_id=site.site_id,
        camera_ids=site.camera_ids,
        purpose=site.purpose,
    )


def _step(
    state: SiteState,
    steps: Sequence[Step],
    planned: Mapping[SiteState, date],
    done: Mapping[SiteState, date],
) -> StepView:
    mine = [one for one in steps if one.state is state]
    return StepView(
        state=state,
        planned_on=planned.get(state),
        done_on=done.get(state),
        note=next((one.note for one in reversed(mine) if one.note), ""),
        reason=next((one.reason for one in reversed(mine) if one.reason), ""),
    )


def sites_view(
    plan_id: str,
    version: int,
    config: PlanConfig,
    sites: Sequence[PlannedSiteView],
    today: date,
) -> SitesView:
    """The whole plan: shares weighted by won."""
    on_its_way = [one for one in sites if one.state is not SiteState.REJECTED]
    late = [one for one in on_its_way if one.late_days > 0]
    return SitesView(
        plan_id=plan_id,
        version=version,
        name=config.name,
        deadline=config.deadline,
        today=today,
        progress=weighted((one.drawn.won, one.progress) for one in on_its_way),
        planned_progress=weighted((one.drawn.won, one.planned_progress) for one in on_its_way),
        accepted=sum(one.state is SiteState.ACCEPTED for one in on_its_way),
        rejected=len(sites) - len(on_its_way),
        late=len(late),
        told=_of_all(on_its_way, config, today),
        sites=tuple(sites),
    )


def _of_all(sites: Sequence[PlannedSiteView], config: PlanConfig, today: date) -> tuple[Told, ...]:
    open_sites = [one for one in sites if one.state is not SiteState.ACCEPTED]
    over = [one for one in open_sites if (one.over_days or 0) > 0]
    if config.deadline is None or not over:
        return ()
    worst = max(one.over_days or 0 for one in over)
    if today > config.deadline:
        days = (today - config.deadline).days
        return (
            Told(
                f"기한 {config.deadline}을 {days}일 넘겼고 {len(open_sites)}개소가 준공되지 않았습니다.",
                f"The deadline {config.deadline} passed {days} days ago; {len(open_sites)} sites are not accepted.",
            ),
        )
    return (
        Told(
            f"지금 일정대로면 {len(over)}개소가 기한 {config.deadline}을 넘깁니다(최대 {worst}일).",
            f"As it goes now {len(over)} sites miss the deadline {config.deadline} (by {worst} days at most).",
        ),
    )

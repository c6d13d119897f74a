"""Moves a site of a chosen plan one step on, inside the caller's transaction; the requests it answers and its planned money
move with it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.database import Work
from bongsu.planning.config import PlanConfig
from bongsu.planning.money.from_plan import purse_rejected
from bongsu.planning.plans import store
from bongsu.planning.plans.as_built import as_built
from bongsu.planning.plans.asked import Acceptance, NewStep
from bongsu.planning.plans.failures import NO_VERSION, StepRefused, UnknownPlan, UnknownSite
from bongsu.planning.plans.planned_site import PlannedSite, Step
from bongsu.planning.plans.progress import check_step, way_of
from bongsu.planning.requests import follow_plan
from bongsu.planning.requests.desk import By
from bongsu.planning.words import SiteState, Told
from bongsu.registry.put_up import NewSite, PutUp, put_up

# what becomes of the requests that a site answers, when it reaches a state
_FOLLOWED = {
    SiteState.HEARING: follow_plan.announced,
    SiteState.REJECTED: follow_plan.rejected,
    SiteState.ACCEPTED: follow_plan.installed,
}
_NO_DAY = Told("마친 날이나 예정일을 적으십시오.", "Say on, planned_on or both")
_WITH_CAMERAS = Told(
    "준공은 카메라와 함께 준공 화면에서 적습니다.", "A site is accepted with its cameras: …/accept"
)
_NO_SITE = Told("확정된 계획에 그런 개소가 없습니다.", "No such site of a chosen plan")


@dataclass(frozen=True, slots=True)
class Walked:
    """The site as it stands now, with every row of its way."""

    site: PlannedSite
    steps: tuple[Step, ...]
    config: PlanConfig


@dataclass(frozen=True, slots=True)
class Accepted:
    """What entered the registry, under which codes."""

    walked: Walked
    new: NewSite
    put_up: PutUp


def today_of(now: datetime) -> date:
    """In Seoul."""
    return now.astimezone(SEOUL).date()


async def walk(work: Work, planned_site_id: str, said: NewStep, by: By, now: datetime) -> Walked:
    """Raises `UnknownSite`, `StepRefused`."""
    if said.on is None and said.planned_on is None:
        raise StepRefused(_NO_DAY, field="on")
    if said.on is not None and said.state is SiteState.ACCEPTED:
        raise StepRefused(_WITH_CAMERAS, field="state")
    found = await _found(work, planned_site_id)
    step = Step(
        planned_site_id=planned_site_id,
        state=said.state,
        planned_on=said.planned_on,
        done_on=said.on,
        note=said.note,
        reason=said.reason,
    )
    if said.on is not None:
        _check(found, said.state, said.on, now, said.reason)
    return await _moved(work, found, step, by, now)


async def accept(
    work: Work,
    planned_site_id: str,
    said: Acceptance,
    by: By,
    now: datetime,
    retention_days: int | None,
) -> Accepted:
    """준공, once only. Raises `UnknownSite`, `StepRefused`."""
    found = await _found(work, planned_site_id)
    if found.site.state is SiteState.ACCEPTED:
        code = found.site.site_id
        stands = Told(f"이미 준공되어 {code}(으)로 등록되었습니다.", f"It was accepted as {code}")
        raise StepRefused(stands, field="state")
    on = said.on or today_of(now)
    _check(found, SiteState.ACCEPTED, on, now, "")
    new = as_built(found.site, found.config, said, on, retention_days)
    done = await put_up(work, new, now)
    site = replace(
        found.site, site_id=done.site_id, camera_ids=done.camera_ids, purpose=said.purpose.value
    )
    step = Step(
        planned_site_id=planned_site_id, state=SiteState.ACCEPTED, done_on=on, note=said.note
    )
    codes = {"site": done.site_id, "cameras": done.camera_ids}
    walked = await _moved(work, replace(found, site=site), step, by, now, **codes)
    return Accepted(walked, new, done)


async def config_of(connection: store.Connection, plan_id: str, version: int) -> PlanConfig:
    """Raises `UnknownPlan`."""
    found = await store.version_of(connection, plan_id, version)
    if found is None:
        raise UnknownPlan(NO_VERSION)
    return found.config


async def _found(work: Work, planned_site_id: str) -> Walked:
    site = await store.site_by_id(work.connection, planned_site_id)
    if site is None:
        raise UnknownSite(_NO_SITE)
    config = await config_of(work.connection, site.plan_id, site.version)
    steps = await store.steps_of(work.connection, [planned_site_id])
    return Walked(site, tuple(steps[planned_site_id]), config)


def _check(found: Walked, state: SiteState, on: date, now: datetime, reason: str) -> None:
    way = way_of(found.site.state, found.steps)
    check_step(way, state, on, today_of(now), found.config.hearing_days, reason)


async def _moved(
    work: Work, found: Walked, step: Step, by: By, now: datetime, **more: object
) -> Walked:
    site = found.site
    await store.add_steps(work.connection, [step], by.actor, now)
    if step.done_on is not None:
        is_new = site.state is not step.state
        site = replace(site, state=step.state)
        await store.change_site(work.connection, site)
        if is_new and step.state in _FOLLOWED:
            await _FOLLOWED[step.state](work, site.drawn.requests, by, now)
        if is_new and step.state is SiteState.REJECTED:
            await purse_rejected(work, site.planned_site_id, by.actor, now)
    body: dict[str, object] = {
        "planned_site": step.planned_site_id,
        "state": step.state.value,
        "on": step.done_on.isoformat() if step.done_on else None,
        "planned_on": step.planned_on.isoformat() if step.planned_on else None,
        "reason": step.reason,
        **more,
    }
    await record(
        work,
        now,
        Entry(kind=TrailKind.STEP_SITE, actor=by.actor, organisation=by.organisation, body=body),
    )
    return Walked(site, (*found.steps, step), found.config)

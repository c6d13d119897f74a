"""A chosen plan's sites: steps with planned and actual days, and acceptance into the registry (준공)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.clock import SEOUL, Clock
from bongsu.kernel.database import Database, Work
from bongsu.planning.config import PlanConfig
from bongsu.planning.plans import store
from bongsu.planning.plans.failures import StepRefused, UnknownPlan, UnknownSite
from bongsu.planning.plans.lending import lending_of
from bongsu.planning.plans.planned_site import PlannedSite, Step
from bongsu.planning.plans.progress import check_step, way_of
from bongsu.planning.plans.sign import sign_of
from bongsu.planning.plans.site_views import site_view, sites_view
from bongsu.planning.plans.views import AcceptedView, PlannedSiteView, SitesView
from bongsu.planning.words import Mount, SiteState
from bongsu.registry.camera import CameraKind, PoleKind, Purpose
from bongsu.registry.put_up import NewCamera, NewSite, put_up
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.operating_policy.facts import DEFAULTS
from bongsu.sharing.operating_policy.store import facts_said

_POLES = {
    Mount.OWN_POLE: PoleKind.OWN,
    Mount.UTILITY_POLE: PoleKind.UTILITY,
    Mount.LIGHT_POLE: PoleKind.LIGHT,
    Mount.BUILDING: PoleKind.BUILDING,
    Mount.SMART_POLE: PoleKind.SMART_POLE,
}
Address = Annotated[str, Meta(min_length=1, max_length=500, pattern="^rtsps?://")]


class AcceptedCamera(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A camera as it hangs there. Its addresses go into the secret place and come back in no answer."""

    kind: CameraKind
    bearing_deg: Annotated[float, Meta(ge=0.0, lt=360.0)] | None = None
    hfov_deg: Annotated[float, Meta(gt=0.0, le=360.0)] | None = None
    range_m: Annotated[float, Meta(gt=0.0, le=1_000.0)] = 50.0
    pixels_10k: Annotated[int, Meta(ge=1, le=10_000)] | None = None
    has_speaker: bool | None = None
    main_url: Address | None = None
    sub_url: Address | None = None

    def __repr__(self) -> str:
        return "AcceptedCamera(…)"


@dataclass(frozen=True, slots=True)
class SiteDesk:
    """One for a node. `centre`: its name in Korean, for signs where no office is said."""

    database: Database
    clock: Clock
    agreements: AgreementBook
    centre: str

    async def sites(self, plan_id: str | None) -> SitesView | None:
        """Raises `UnknownPlan` for one that was never chosen."""
        async with self.database.read() as connection:
            plans = await store.all_plans(connection)
            chosen = [
                one
                for one in plans
                if one.chosen_version is not None and plan_id in (None, one.plan_id)
            ]
            if not chosen:
                if plan_id is not None:
                    raise UnknownPlan("No such chosen plan")
                return None
            plan = max(chosen, key=lambda one: (one.chosen_at or one.made_at, one.plan_id))
            config = await _config_of(connection, plan.plan_id, plan.chosen_version or 0)
            sites = await store.sites_of(connection, plan.plan_id)
            steps = await store.steps_of(connection, [one.planned_site_id for one in sites])
        today = self._today(self.clock.now())
        shown = [site_view(one, steps[one.planned_site_id], config, today) for one in sites]
        return sites_view(plan.plan_id, plan.chosen_version or 0, config, shown, today)

    async def step(
        self,
        planned_site_id: str,
        state: SiteState,
        by: str,
        *,
        on: date | None,
        planned_on: date | None,
        note: str,
        reason: str,
    ) -> PlannedSiteView:
        """Raises `UnknownSite`, `StepRefused`."""
        if on is None and planned_on is None:
            raise StepRefused("Say on, planned_on or both", field="on")
        if on is not None and state is SiteState.ACCEPTED:
            raise StepRefused("A site is accepted with its cameras: …/accept", field="state")
        now = self.clock.now()
        async with self.database.work() as work:
            site, config, steps = await self._found(work, planned_site_id)
            added = Step(
                planned_site_id=planned_site_id,
                state=state,
                planned_on=planned_on,
                done_on=on,
                note=note,
                reason=reason,
            )
            if on is not None:
                way = way_of(site.state, steps)
                check_step(way, state, on, self._today(now), config.hearing_days, reason)
                site = replace(site, state=state)
                await store.change_site(work.connection, site)
            await store.add_steps(work.connection, [added], by, now)
            await self._tell(work, now, by, added)
        return site_view(site, [*steps, added], config, self._today(now))

    async def accept(
        self,
        planned_site_id: str,
        by: str,
        *,
        on: date | None,
        purpose: Purpose,
        cameras: tuple[AcceptedCamera, ...],
        note: str,
    ) -> AcceptedView:
        """Raises `UnknownSite`, `StepRefused`. Once only: what is accepted stays."""
        now = self.clock.now()
        day = on or self._today(now)
        async with self.database.work() as work:
            site, config, steps = await self._found(work, planned_site_id)
            if site.state is SiteState.ACCEPTED:
                raise StepRefused(f"It was accepted as {site.site_id}", field="state")
            way = way_of(site.state, steps)
            accepted = SiteState.ACCEPTED
            check_step(way, accepted, day, self._today(now), config.hearing_days, "")
            facts = await facts_said(work.connection)
            retention = facts.retention_days or DEFAULTS.retention_days
            new = _new_site(site, config, purpose, cameras, day, retention)
            done = await put_up(work, new, now)
            site = replace(
                site,
                state=accepted,
                site_id=done.site_id,
                camera_ids=done.camera_ids,
                purpose=purpose.value,
            )
            added = Step(planned_site_id=planned_site_id, state=accepted, done_on=day, note=note)
            await store.change_site(work.connection, site)
            await store.add_steps(work.connection, [added], by, now)
            await self._tell(work, now, by, added, site=done.site_id, cameras=done.camera_ids)
        ranges = [one.range_m for one in new.cameras]
        place = f"{site.drawn.dong_name} ({site.drawn.lat:.6f}, {site.drawn.lon:.6f})"
        return AcceptedView(
            site=site_view(site, [*steps, added], config, self._today(now)),
            site_id=done.site_id,
            pole_id=done.pole_id,
            camera_ids=done.camera_ids,
            lending=lending_of(purpose.value, self.agreements.policy(now), now),
            sign=sign_of(purpose, place, ranges, facts, self.centre),
        )

    async def _found(
        self, work: Work, planned_site_id: str
    ) -> tuple[PlannedSite, PlanConfig, list[Step]]:
        site = await store.site_by_id(work.connection, planned_site_id)
        if site is None:
            raise UnknownSite("No such site of a chosen plan")
        config = await _config_of(work.connection, site.plan_id, site.version)
        steps = await store.steps_of(work.connection, [planned_site_id])
        return site, config, steps[planned_site_id]

    @staticmethod
    def _today(now: datetime) -> date:
        return now.astimezone(SEOUL).date()

    @staticmethod
    async def _tell(work: Work, now: datetime, by: str, step: Step, **more: object) -> None:
        body: dict[str, object] = {
            "planned_site": step.planned_site_id,
            "state": step.state.value,
            "on": step.done_on.isoformat() if step.done_on else None,
            "planned_on": step.planned_on.isoformat() if step.planned_on else None,
            "reason": step.reason,
            **more,
        }
        await record(work, now, Entry(kind=TrailKind.STEP_SITE, actor=by, body=body))


async def _config_of(connection: store.Connection, plan_id: str, version: int) -> PlanConfig:
    found = await store.version_of(connection, plan_id, version)
    if found is None:
        raise UnknownPlan("No such version of a plan")
    return found.config


def _new_site(
    site: PlannedSite,
    config: PlanConfig,
    purpose: Purpose,
    cameras: tuple[AcceptedCamera, ...],
    on: date,
    retention_days: int | None,
) -> NewSite:
    drawn = site.drawn
    hanging = tuple(
        NewCamera(**{name: getattr(one, name) for name in AcceptedCamera.__struct_fields__})
        for one in cameras
    ) or _planned_cameras(site)
    return NewSite(
        district=config.district,
        dong_code=drawn.dong_code,
        dong_name=drawn.dong_name,
        purpose=purpose,
        lat=drawn.lat,
        lon=drawn.lon,
        pole=_POLES[drawn.mount],
        height_m=config.sight.height_m,
        installed_on=on,
        retention_days=retention_days,
        cameras=hanging,
        origin=site.planned_site_id,
    )


def _planned_cameras(site: PlannedSite) -> tuple[NewCamera, ...]:
    """A PTZ turns: the registry knows no bearing of it."""
    return tuple(
        NewCamera(kind=CameraKind.PTZ, range_m=one.range_m)
        if one.kind == CameraKind.PTZ
        else NewCamera(
            kind=CameraKind.FIXED,
            bearing_deg=one.bearing_deg % 360.0,
            hfov_deg=one.hfov_deg,
            range_m=one.range_m,
        )
        for one in site.drawn.headings
    )

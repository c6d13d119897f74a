"""A chosen plan's sites for the console: how they stand, their steps, and acceptance into the registry (준공)."""

from dataclasses import dataclass

from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.planning.plans import store
from bongsu.planning.plans.asked import Acceptance, NewStep
from bongsu.planning.plans.failures import UnknownPlan
from bongsu.planning.plans.lending import lending_of
from bongsu.planning.plans.sign import sign_of
from bongsu.planning.plans.site_views import site_view, sites_view
from bongsu.planning.plans.views import AcceptedView, PlannedSiteView, PlanView, SitesView
from bongsu.planning.plans.walk import accept, config_of, today_of, walk
from bongsu.planning.requests.desk import By
from bongsu.planning.words import Told
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.operating_policy.facts import DEFAULTS
from bongsu.sharing.operating_policy.store import facts_said

_NOT_CHOSEN = Told("그런 확정 계획이 없습니다.", "No such chosen plan")


@dataclass(frozen=True, slots=True)
class SiteDesk:
    """One for a node. `centre`: its name in Korean, for signs where no office is said."""

    database: Database
    clock: Clock
    agreements: AgreementBook
    centre: str

    async def sites(self, plan_id: str | None) -> SitesView | None:
        """Raises `UnknownPlan` for one that is not chosen."""
        async with self.database.read() as connection:
            plan = _chosen(await store.all_plans(connection), plan_id)
            if plan is None:
                return None
            version = plan.chosen_version or 0
            config = await config_of(connection, plan.plan_id, version)
            sites = await store.sites_of(connection, plan.plan_id)
            steps = await store.steps_of(connection, [one.planned_site_id for one in sites])
        today = today_of(self.clock.now())
        shown = [site_view(one, steps[one.planned_site_id], config, today) for one in sites]
        return sites_view(plan.plan_id, version, config, shown, today)

    async def step(self, planned_site_id: str, said: NewStep, by: By) -> PlannedSiteView:
        """Raises `UnknownSite`, `StepRefused`."""
        now = self.clock.now()
        async with self.database.work() as work:
            done = await walk(work, planned_site_id, said, by, now)
        return site_view(done.site, done.steps, done.config, today_of(now))

    async def accept(self, planned_site_id: str, said: Acceptance, by: By) -> AcceptedView:
        """Raises `UnknownSite`, `StepRefused`. Once only: what is accepted stays."""
        now = self.clock.now()
        async with self.database.work() as work:
            facts = await facts_said(work.connection)
            retention = facts.retention_days or DEFAULTS.retention_days
            done = await accept(work, planned_site_id, said, by, now, retention)
        site, drawn = done.walked.site, done.walked.site.drawn
        ranges = [one.range_m for one in done.new.cameras]
        place = f"{drawn.dong_name} ({drawn.lat:.6f}, {drawn.lon:.6f})"
        return AcceptedView(
            site=site_view(site, done.walked.steps, done.walked.config, today_of(now)),
            site_id=done.put_up.site_id,
            pole_id=done.put_up.pole_id,
            camera_ids=done.put_up.camera_ids,
            lending=lending_of(said.purpose.value, self.agreements.policy(now), now),
            sign=sign_of(said.purpose, place, ranges, facts, self.centre),
        )


def _chosen(plans: list[PlanView], plan_id: str | None) -> PlanView | None:
    """The one named, else the one chosen last. Raises `UnknownPlan`."""
    chosen = [
        one for one in plans if one.chosen_version is not None and plan_id in (None, one.plan_id)
    ]
    if not chosen and plan_id is not None:
        raise UnknownPlan(_NOT_CHOSEN, field="plan_id")
    return max(chosen, key=lambda one: (one.chosen_at or one.made_at, one.plan_id), default=None)

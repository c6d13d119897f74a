"""A site of a chosen plan and the rows of its way."""

from dataclasses import dataclass
from datetime import date

from bongsu.planning.plans.drawn import DrawnSite
from bongsu.planning.words import SiteState


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSite:
    """A site of a chosen plan. `site_id`, `camera_ids`, `purpose`: what acceptance wrote into the registry."""

    planned_site_id: str
    plan_id: str
    version: int
    drawn: DrawnSite
    state: SiteState
    site_id: str | None = None
    camera_ids: tuple[str, ...] = ()
    purpose: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of a site's way: `planned_on` when it is to be, or `done_on` when it was."""

    planned_site_id: str
    state: SiteState
    planned_on: date | None = None
    done_on: date | None = None
    note: str = ""
    reason: str = ""

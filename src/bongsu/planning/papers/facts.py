"""What the papers are made of: one version of a plan, the district's outline and people, and the way of a chosen plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bongsu.kernel.clock import SEOUL
from bongsu.planning.inputs.values import Dong
from bongsu.planning.plans.drawn import DrawnSite
from bongsu.planning.plans.views import PlannedSiteView, SitesView, VersionView
from bongsu.planning.words import SiteState


@dataclass(frozen=True)
class PaperFacts:
    """`way`: of the chosen plan; None as long as this version is not chosen. `people`: population by dong, where known."""

    version: VersionView
    centre: str
    department: str
    made_at: datetime
    dongs: tuple[Dong, ...] = ()
    people: Mapping[str, int] = field(default_factory=dict)
    way: SitesView | None = None

    @cached_property
    def sites(self) -> tuple[DrawnSite, ...]:
        """By dong, the greatest gain first: their places in this order are their numbers in every paper."""
        return tuple(
            sorted(
                self.version.plan.sites,
                key=lambda one: (one.dong_code, -one.gain, one.candidate_id),
            )
        )

    @cached_property
    def walking(self) -> tuple[PlannedSiteView, ...]:
        """Sites on their way; rejected ones are not."""
        if self.way is None:
            return ()
        return tuple(one for one in self.way.sites if one.state is not SiteState.REJECTED)

    @cached_property
    def states(self) -> dict[str, SiteState]:
        """By candidate."""
        return {one.drawn.candidate_id: one.state for one in self.walking}

    @cached_property
    def dong_names(self) -> dict[str, str]:
        """Every dong of the district by code, whether it has a site or not."""
        known = self.dongs or self.version.plan.by_dong
        return dict(sorted((one.code, one.name) for one in known))

    @property
    def title(self) -> str:
        return self.version.config.name

    @property
    def drawn_on(self) -> str:
        return f"{self.version.made_at.astimezone(SEOUL).date()}"

    @property
    def made_on(self) -> str:
        return f"{self.made_at.astimezone(SEOUL).date()}"


def count_of(site: DrawnSite) -> tuple[int, int]:
    """PTZ and fixed cameras."""
    ptz = sum(one.kind == "ptz" for one in site.headings)
    return ptz, len(site.headings) - ptz

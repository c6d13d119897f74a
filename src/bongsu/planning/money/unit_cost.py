"""What a site and a camera cost, freight and signs shared by all: the figures a council compares."""

from collections.abc import Iterable, Mapping

import msgspec

from bongsu.planning.money.ledger import Line, LineKind
from bongsu.planning.money.won import per


class UnitCost(msgspec.Struct, frozen=True, kw_only=True):
    """Whole won. None where there is nothing to divide by."""

    won: int
    sites: int
    cameras: int
    per_site: int | None
    per_camera: int | None


class SiteCost(msgspec.Struct, frozen=True, kw_only=True):
    """One site's own lines; what belongs to no site is not in it."""

    site_id: str
    cameras: int
    planned: int
    executed: int


def unit_cost(lines: Iterable[Line], kind: LineKind, cameras: Mapping[str, int]) -> UnitCost:
    """All won of this kind, also without a site, over the sites that have a line of it. `cameras`: by site."""
    mine = [line for line in lines if line.kind is kind]
    won = sum(line.won for line in mine)
    by_site = dict[str, int]()
    for line in mine:
        if line.site_id in cameras:
            by_site[line.site_id] = by_site.get(line.site_id, 0) + line.won
    sites = [site for site, paid in by_site.items() if paid > 0]
    count = sum(cameras[site] for site in sites)
    return UnitCost(
        won=won,
        sites=len(sites),
        cameras=count,
        per_site=per(won, len(sites)),
        per_camera=per(won, count),
    )


def site_costs(lines: Iterable[Line], cameras: Mapping[str, int]) -> tuple[SiteCost, ...]:
    """Site by site, the dearest first."""
    sums = dict[str, dict[LineKind, int]]()
    for line in lines:
        if line.site_id in cameras:
            of_site = sums.setdefault(line.site_id, {})
            of_site[line.kind] = of_site.get(line.kind, 0) + line.won
    costs = [
        SiteCost(
            site_id=site,
            cameras=cameras[site],
            planned=of_site.get(LineKind.PLAN, 0),
            executed=of_site.get(LineKind.EXECUTED, 0),
        )
        for site, of_site in sums.items()
    ]
    return tuple(sorted(costs, key=lambda cost: (-max(cost.planned, cost.executed), cost.site_id)))

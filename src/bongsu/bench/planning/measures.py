"""One measure each, run in a process of its own: a solver that was set up for one problem is never asked the next."""

import time
from collections.abc import Callable

from bongsu.bench.figures import Beside, Reading, Readings
from bongsu.bench.planning.blocks import blocks, sight_pairs_cpu
from bongsu.bench.planning.districts import District, district
from bongsu.bench.planning.fleet import replacement_gain
from bongsu.bench.planning.plain_spopt import spopt_mclp
from bongsu.bench.planning.streets import Streets, street_instance
from bongsu.planning.mclp.solve import MclpResult, solve_mclp, spent_s
from bongsu.planning.siting.greedy import greedy
from bongsu.planning.siting.measure import broken, objective
from bongsu.planning.siting.rank_list import from_the_top
from bongsu.planning.siting.solution import Solution
from bongsu.planning.siting.solve import solve
from bongsu.planning.siting.stops import Stops

# the sizes of New York, Bronx, San Francisco and Kings (Máximo, Cordeau and Nascimento 2023) with a radius and a
# number of sites within the published ranges
STREETS = (
    ("new_york", 2_713, 400.0, 50),
    ("bronx", 4_830, 500.0, 60),
    ("san_francisco", 5_697, 600.0, 80),
    ("kings", 7_730, 800.0, 100),
)
PLAIN = ((600, 15), (1_000, 20), (1_500, 25))
PLAIN_RADIUS_M = 300.0
SEEDS = (1, 2, 3)


def siting_8000(*, quick: bool) -> Readings:
    """A district as large as Guro, three times over another ground; the worst counts."""
    made = [district(8_142, seed) for seed in (SEEDS[:1] if quick else SEEDS)]
    found = [solve(one.instance, Stops(gap=0.001, time_limit_s=120.0)) for one in made]
    return {**_siting("8000", found), "coverage_over_rank_list": _over_rank_list(made, found)}


def siting_17000(*, quick: bool) -> Readings:
    made = [district(17_110, seed) for seed in (SEEDS[:1] if quick else SEEDS)]
    found = [solve(one.instance, Stops(gap=0.01, time_limit_s=240.0)) for one in made]
    return _siting("17000", found)


def _siting(size: str, found: list[Solution]) -> Readings:
    gap = max(one.gap for one in found) * 100
    spent = max(one.cpu_s for one in found)
    beside: Beside = {"districts": len(found), "proof": ", ".join(one.proof for one in found)}
    return {
        f"gap_{size}": Reading(round(gap, 4), beside),
        f"cpu_{size}": Reading(round(spent, 1), {"districts": len(found)}),
    }


def _over_rank_list(made: list[District], found: list[Solution]) -> Reading:
    """How much more than the list from the top with the same purses; the least of the districts."""
    lists = [from_the_top(one.instance, one.rank, one.usual) for one in made]
    greedies = [greedy(one.instance) for one in made]
    pairs = zip(made, found, lists, strict=True)
    more = [best.objective / objective(one.instance, plain) - 1 for one, best, plain in pairs]
    first = made[0].instance
    beside: Beside = {
        "ours": round(found[0].objective, 1),
        "rank_list": round(objective(first, lists[0]), 1),
        "rank_list_breaks": ", ".join(one.rule for one in broken(first, lists[0])) or "nothing",
        "greedy": round(objective(first, greedies[0]), 1),
        "greedy_breaks": ", ".join(one.rule for one in broken(first, greedies[0])) or "nothing",
        "districts": len(made),
    }
    return Reading(round(min(more) * 100, 1), beside)


def spopt_speedup(*, quick: bool) -> Readings:
    """Plain maximal covering, solved to the end by both: wall time, model building counted on both sides."""
    ours_s = theirs_s = 0.0
    sizes = PLAIN[:1] if quick else PLAIN
    for points, sites in sizes:
        streets = street_instance(1, points)
        began = time.perf_counter()
        ours = _solved(streets, PLAIN_RADIUS_M, sites, 60.0)
        ours_s += time.perf_counter() - began
        theirs = spopt_mclp(streets, PLAIN_RADIUS_M, sites)
        theirs_s += theirs.wall_s
        if round(theirs.objective) != ours.objective:
            why = f"{points} points: {ours.objective} here, {theirs.objective:.0f} there"
            return {"spopt_speedup": Reading(None, why=why)}
    beside: Beside = {
        "ours_s": round(ours_s, 2),
        "spopt_s": round(theirs_s, 2),
        "instances": len(sizes),
    }
    return {"spopt_speedup": Reading(round(theirs_s / ours_s, 1), beside)}


def mclp_gap(*, quick: bool) -> Readings:
    """Street-like instances of the published sizes, 60 s of wall time each on two cores; the worst proven gap."""
    chosen = STREETS[:1] if quick else STREETS
    limit_s = 10.0 if quick else 60.0
    found = {
        name: _solved(street_instance(1, points), radius_m, sites, limit_s)
        for name, points, radius_m, sites in chosen
    }
    beside: Beside = {name: round(one.gap * 100, 3) for name, one in found.items()}
    beside["time_limit_s"] = limit_s
    return {"mclp_gap": Reading(round(max(one.gap for one in found.values()) * 100, 3), beside)}


def _solved(streets: Streets, radius_m: float, sites: int, limit_s: float) -> MclpResult:
    return solve_mclp(streets.lat, streets.lon, streets.demand, radius_m, sites, limit_s)


def replacement(*, quick: bool) -> Readings:
    """By the true lifetime that the fit does not know; the least of the fleets."""
    runs = [replacement_gain(seed) for seed in (SEEDS[:1] if quick else SEEDS)]
    drawn = runs[0][1]
    beside: Beside = {
        "cameras": drawn.ours.cameras,
        "won": drawn.ours.won,
        "oldest_first_cameras": drawn.oldest.cameras,
        "fleets": len(runs),
    }
    return {"replacement_gain": Reading(round(min(gain for gain, _ in runs) * 100, 1), beside)}


def sight(*, quick: bool) -> Readings:
    """The median of several: a first run also loads code."""
    city = blocks()
    runs = [sight_pairs_cpu(spent_s, city) for _ in range(1 if quick else 5)]
    runs.sort(key=lambda one: one.value or 0.0)
    return {"sight_pairs_cpu": runs[len(runs) // 2]}


MEASURES: dict[str, Callable[..., Readings]] = {
    "siting_8000": siting_8000,
    "siting_17000": siting_17000,
    "spopt": spopt_speedup,
    "replacement": replacement,
    "sight": sight,
    "mclp": mclp_gap,
}

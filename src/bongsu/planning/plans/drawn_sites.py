"""The chosen sites as they are kept: what each costs and who pays, what would be lost without it, and why it is there."""

from collections.abc import Sequence

import numpy as np

from bongsu.planning.candidates.candidate import Options
from bongsu.planning.config import PlanConfig
from bongsu.planning.coverage.covers import Covers
from bongsu.planning.coverage.worth import Worth
from bongsu.planning.demand.explain import explain
from bongsu.planning.grid.points import Floats
from bongsu.planning.inputs.values import Inputs
from bongsu.planning.plans.drawn import DrawnSite, FundUse
from bongsu.planning.plans.ground import Ground
from bongsu.planning.plans.turned import Chosen, Turned
from bongsu.planning.siting.solution import Solution


def drawn_sites(
    chosen: Sequence[Chosen],
    solution: Solution,
    options: Options,
    turned: Turned,
    worth: Worth,
    ground: Ground,
    inputs: Inputs,
    config: PlanConfig,
) -> tuple[DrawnSite, ...]:
    """In the order of `Solution.options`."""
    gain = _lost_without(turned, worth) + options.bonus[solution.options]
    codes = [fund.code for fund in config.funds]
    sites = []
    for row, one in enumerate(chosen):
        place = one.candidate
        dong = inputs.dongs[place.dong]
        paid = zip(codes, solution.paid[row].tolist(), strict=True)
        sites.append(
            DrawnSite(
                candidate_id=place.candidate_id,
                lat=place.lat,
                lon=place.lon,
                dong_code=dong.code,
                dong_name=dong.name,
                cell=ground.cells.codes[place.cell],
                origins=place.origins,
                mount=one.option.mount,
                headings=turned.headings[row],
                won=one.option.won,
                paid={code: won for code, won in paid if won},
                gain=float(gain[row]),
                score=float(ground.scores.total[place.cell]),
                why=tuple(explain(ground.scores, place.cell)),
                requests=place.requests,
            )
        )
    return tuple(sites)


def _lost_without(turned: Turned, worth: Worth) -> Floats:
    """Worth of the points that no other site of the plan sees; what stands today is not in `worth` any more."""
    lost = np.zeros(len(turned.headings))
    for covers, value in ((turned.reach, worth.reach), (turned.always, worth.always)):
        lost += _alone(covers, value)
    return lost


def _alone(covers: Covers, value: Floats) -> Floats:
    times = np.bincount(covers.target, minlength=len(value))
    only = value[covers.target] * (times[covers.target] == 1)
    rows = len(covers.start) - 1
    return np.bincount(covers.rows(), weights=only, minlength=rows).astype(np.float64)


def fund_uses(solution: Solution, config: PlanConfig) -> tuple[FundUse, ...]:
    """To the won: what the plan takes of each purse."""
    used = solution.paid.sum(axis=0).tolist() if len(solution.paid) else [0] * len(config.funds)
    return tuple(
        FundUse(fund.code, fund.kind.value, fund.won, int(won))
        for fund, won in zip(config.funds, used, strict=True)
    )

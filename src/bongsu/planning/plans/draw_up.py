"""A plan from its inputs: score, candidates, options, the best sites with a proven gap, headings, and how it compares.

For the child process, the command line and analysts; the node never imports it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bongsu.planning.candidates.candidate import Options
from bongsu.planning.candidates.find import Found, find
from bongsu.planning.candidates.options import options_of
from bongsu.planning.config import PlanConfig
from bongsu.planning.coverage.before_after import by_dong, by_purpose, overall, with_plan
from bongsu.planning.coverage.worth import Worth, worth_of
from bongsu.planning.demand.feedback import warnings
from bongsu.planning.failures import PlanImpossible, StoppedWithoutResult
from bongsu.planning.grid.points import Ints
from bongsu.planning.inputs.values import Inputs
from bongsu.planning.plans.beside import beside
from bongsu.planning.plans.candidate_columns import candidate_columns
from bongsu.planning.plans.drawn import Curve, DrawnPlan, DrawnSite
from bongsu.planning.plans.drawn_candidates import DrawnCandidates
from bongsu.planning.plans.drawn_sites import drawn_sites, fund_uses
from bongsu.planning.plans.ground import Ground, lay
from bongsu.planning.plans.impossible import impossible, with_a_site
from bongsu.planning.plans.stages import Stages
from bongsu.planning.plans.turned import Chosen, Turned, turned
from bongsu.planning.siting.failures import NoPlanInTime, NoPlanPossible
from bongsu.planning.siting.marginal import curve
from bongsu.planning.siting.pose import Posed, pose
from bongsu.planning.siting.solution import Solution
from bongsu.planning.siting.solve import solve
from bongsu.planning.siting.stops import Stops
from bongsu.planning.words import Origin, Told
from bongsu.planning.worker.messages import Progress

_CURVE_STEP_S = 15.0
_IN_TIME = Told(
    "제한 시간 안에 계획을 찾지 못했습니다. solve.time_limit_s를 늘리십시오.",
    "No plan was found in time. Raise solve.time_limit_s.",
)


def _nobody(_said: Progress) -> None:
    return None


def _never() -> bool:
    return False


def draw_up(
    config: PlanConfig,
    inputs: Inputs,
    progress: Callable[[Progress], None] = _nobody,
    stop: Callable[[], bool] = _never,
    *,
    with_curve: bool = False,
) -> DrawnPlan:
    """Stopped, it answers with the best plan so far. Raises `PlanRefused`, `StoppedWithoutResult`."""
    return draw_up_with_candidates(config, inputs, progress, stop, with_curve=with_curve)[0]


def draw_up_with_candidates(
    config: PlanConfig,
    inputs: Inputs,
    progress: Callable[[Progress], None] = _nobody,
    stop: Callable[[], bool] = _never,
    *,
    with_curve: bool = False,
) -> tuple[DrawnPlan, DrawnCandidates]:
    """The plan, and beside it all that it could choose from."""
    return _Drawing(config, inputs, Stages(progress, with_curve), stop).drawn()


@dataclass(frozen=True, slots=True)
class _Posed:
    """What the search is about."""

    ground: Ground
    worth: Worth
    found: Found
    options: Options
    posed: Posed


class _Drawing:
    """One plan in the making."""

    def __init__(
        self, config: PlanConfig, inputs: Inputs, stages: Stages, stop: Callable[[], bool]
    ) -> None:
        self.config, self.inputs = config, inputs
        self.stages, self.stop = stages, stop

    def drawn(self) -> tuple[DrawnPlan, DrawnCandidates]:
        asked = self._posed()
        solution = self._solved(asked)
        self.stages.tell("headings", 0.0)
        chosen = [
            Chosen(asked.found.candidates[option.candidate], option)
            for option in map(asked.options.at, solution.options.tolist())
        ]
        looks = turned(chosen, asked.ground, asked.worth, self.config.sight)
        self.stages.tell("compare", 0.0)
        sites = drawn_sites(
            chosen,
            solution,
            asked.options,
            looks,
            asked.worth,
            asked.ground,
            self.inputs,
            self.config,
        )
        columns = candidate_columns(
            asked.found.candidates,
            asked.ground.cells.codes,
            asked.ground.scores.total,
            [site.candidate_id for site in sites],
        )
        return self._plan(asked, solution, looks, sites), columns

    def _posed(self) -> _Posed:
        config, inputs = self.config, self.inputs
        ground = lay(config, inputs, self.stages.tell)
        self.stages.tell("candidates", 0.0)
        worth = worth_of(ground.points, ground.scores, ground.standing, config)
        found = find(
            inputs, ground.cells, ground.points, ground.scores, worth, config, ground.outlines
        )
        self.stages.tell("options", 0.0)
        options = options_of(found, ground.points, worth, config, ground.outlines)
        posed = pose(found, options, worth, inputs.dongs, config)
        return _Posed(ground, worth, found, options, posed)

    def _solved(self, asked: _Posed) -> Solution:
        stops = Stops(
            gap=self.config.solve.gap,
            time_limit_s=self.config.solve.time_limit_s,
            seed=self.config.solve.seed,
            stop=self.stop,
            progress=self.stages.search,
        )
        instance = asked.posed.instance
        try:
            solution = solve(instance, stops, asked.posed.warm)
        except NoPlanPossible:
            self.stages.tell("explain", 0.0)
            raise impossible(instance, asked.found, self.config) from None
        except NoPlanInTime as cause:
            if self.stop():
                raise StoppedWithoutResult("stopped before there was a plan") from cause
            raise PlanImpossible(_IN_TIME, field="solve.time_limit_s") from cause
        if not len(solution.options) and not self.stop():
            self.stages.tell("explain", 0.0)
            raise impossible(with_a_site(instance), asked.found, self.config)
        return solution

    def _plan(
        self, asked: _Posed, solution: Solution, looks: Turned, sites: tuple[DrawnSite, ...]
    ) -> DrawnPlan:
        ground, worth, inputs = asked.ground, asked.worth, self.inputs
        reach, always = np.unique(looks.reach.target), np.unique(looks.always.target)
        before, after = ground.standing, with_plan(ground.standing, reach, always)
        instance = asked.posed.instance
        others = beside(instance, asked.found, asked.options, self.config, solution.objective)
        return DrawnPlan(
            sites=sites,
            funds=fund_uses(solution, self.config),
            objective=solution.objective,
            bound=solution.bound,
            gap=solution.gap,
            proof=solution.proof.value,
            cpu_s=solution.cpu_s,
            wall_s=solution.wall_s,
            candidates=len(asked.found.candidates),
            coverage=overall(before, after, worth),
            by_dong=by_dong(before, after, worth, ground.points, ground.cells, inputs.dongs),
            by_purpose=by_purpose(
                inputs.cameras, reach, always, worth, ground.points, ground.outlines
            ),
            origins={
                origin.value: sum(origin in site.origins for site in sites) for origin in Origin
            },
            beside=others,
            curve=self._curve(asked, solution),
            warnings=(
                *warnings(ground.scores, inputs, _cells(asked, solution)),
                *asked.posed.warnings,
                *(one.told for one in asked.found.left_out),
                *(one.told for one in inputs.left_out if one.is_fault),
            ),
            sources=inputs.sources,
        )

    def _curve(self, asked: _Posed, solution: Solution) -> tuple[Curve, ...]:
        """What one more 100 million won would bring; nothing once the planner has stopped it."""
        if not self.stages.with_curve or self.stop():
            return ()
        stops = Stops(
            gap=max(self.config.solve.gap, 0.002),
            time_limit_s=min(_CURVE_STEP_S, self.config.solve.time_limit_s),
            seed=self.config.solve.seed,
            stop=self.stop,
            progress=self.stages.curve,
        )
        steps = curve(asked.posed.instance, solution, stops)
        return tuple(
            Curve(one.more_won, one.objective, one.bound)
            for one in steps
            if one.objective is not None and one.bound is not None
        )


def _cells(asked: _Posed, solution: Solution) -> Ints:
    """Of the plan's sites."""
    chosen = asked.options.candidate[solution.options].tolist()
    return np.array([asked.found.candidates[one].cell for one in chosen], dtype=np.int64)

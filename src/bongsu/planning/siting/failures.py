"""How siting refuses: a fault of the instance, by field and rows; no plan within the limits; none found in time."""

from bongsu.kernel.failures import Kind
from bongsu.planning.failures import PlanRefused
from bongsu.planning.words import Told


class FaultyInstance(PlanRefused):
    """`field` names the array, `rows` the places in it."""

    code = "planning.faulty_instance"

    def __init__(self, told: Told, *, field: str, rows: tuple[int, ...] = ()) -> None:
        super().__init__(told, field=field)
        self.rows = rows


class NoPlanPossible(PlanRefused):
    """Proven: no choice keeps all limits. `infeasible.explain` says which conflict."""

    kind = Kind.CONFLICT
    code = "planning.no_plan_possible"

    def __init__(self) -> None:
        told = Told(
            "모든 조건을 함께 지키는 계획은 없습니다.", "No choice of sites keeps all limits."
        )
        super().__init__(told, field="limits")


class NoPlanInTime(PlanRefused):
    """Neither a plan nor a proof that there is none was found in time."""

    kind = Kind.UNAVAILABLE
    code = "planning.no_plan_in_time"

    def __init__(self) -> None:
        told = Told(
            "제한 시간 안에 계획을 찾지 못했습니다. 시간을 늘리거나 조건을 풀어 보세요.",
            "No plan was found in time: give it more, or fewer limits.",
        )
        super().__init__(told, field="solve.time_limit_s")

"""How siting refuses: a fault of the instance, by field and rows; no plan within the limits; none found in time."""

from bongsu.kernel.failures import Failure, Invalid, Kind


class FaultyInstance(Invalid):
    """`field` names the array, `rows` the places in it."""

    code = "planning.faulty_instance"

    def __init__(self, detail: str, *, field: str, rows: tuple[int, ...] = ()) -> None:
        super().__init__(detail, field=field)
        self.rows = rows


class NoPlanPossible(Failure):
    """Proven: no choice keeps all limits. `infeasible.explain` says which conflict."""

    kind = Kind.CONFLICT
    code = "planning.no_plan_possible"


class NoPlanInTime(Failure):
    """Neither a plan nor a proof that there is none was found in time."""

    kind = Kind.UNAVAILABLE
    code = "planning.no_plan_in_time"

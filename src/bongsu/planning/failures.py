"""What planning refuses, in two languages and with the field or row that is to blame; never a stack trace."""

from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.told import Faulty, Told, ToldFailure

__all__ = ["Faulty", "PlanImpossible", "PlanRefused", "StoppedWithoutResult", "ToldFailure"]


class PlanRefused(ToldFailure):
    """Bad input or an impossible plan; `worker/messages.Refused` carries it on."""

    kind = Kind.INVALID
    code = "plan_refused"

    def __init__(self, *told: Told, field: str) -> None:
        super().__init__(*told, field=field)


class PlanImpossible(PlanRefused):
    """The input is sound and the answer is no: the limits conflict, or none was found in the time given."""

    code = "plan_impossible"


class StoppedWithoutResult(Failure):
    """The planner stopped it before there was a plan."""

    kind = Kind.UNAVAILABLE
    code = "planning.stopped"

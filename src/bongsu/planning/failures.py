"""What planning refuses, in two languages and with the field or row that is to blame; never a stack trace."""

from bongsu.kernel.failures import Failure, Kind
from bongsu.planning.words import Told


class PlanRefused(Failure):
    """Bad input or an impossible plan. `told`: one sentence a fault; `worker/messages.Refused` carries both on."""

    kind = Kind.INVALID
    code = "plan_refused"

    def __init__(self, *told: Told, field: str) -> None:
        super().__init__("; ".join(one.en for one in told), field=field)
        self.told = told


class PlanImpossible(PlanRefused):
    """The input is sound and the answer is no: the limits conflict, or none was found in the time given."""

    code = "plan_impossible"


class StoppedWithoutResult(Failure):
    """The planner stopped it before there was a plan."""

    kind = Kind.UNAVAILABLE
    code = "planning.stopped"

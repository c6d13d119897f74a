"""What planning refuses, in two languages and with the field or row that is to blame; never a stack trace."""

from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.planning.words import Told


class ToldFailure(Failure):
    """Whatever planning refuses a person. `told`: one sentence a fault; the problem document carries both languages."""

    def __init__(self, *told: Told, field: str | None = None) -> None:
        super().__init__("; ".join(one.en for one in told), field=field)
        self.told = told


class Faulty(ToldFailure, Invalid):
    """Something typed that cannot be; `field` names the place."""


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

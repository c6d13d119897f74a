"""Why a plan, a version or a site's step is refused."""

from bongsu.kernel.failures import Failure, Kind


class UnknownPlan(Failure):
    """No such plan, or no such version of it."""

    kind = Kind.NOT_FOUND
    code = "unknown_plan"


class UnknownRun(Failure):
    """No such computation since this node was started."""

    kind = Kind.NOT_FOUND
    code = "unknown_run"


class UnknownSite(Failure):
    """No such site of a chosen plan."""

    kind = Kind.NOT_FOUND
    code = "unknown_site"


class TooManyRuns(Failure):
    """So many wait already."""

    kind = Kind.CONFLICT
    code = "too_many_runs"


class StepRefused(Failure):
    """The step breaks the order of a site's way, its dates, or lacks its reason."""

    kind = Kind.CONFLICT
    code = "step_refused"


class AlreadyBuilt(Failure):
    """The choice would drop a site that is being built or stands."""

    kind = Kind.CONFLICT
    code = "already_built"

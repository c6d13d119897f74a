"""Why a plan, a version or a site's step is refused."""

from bongsu.kernel.failures import Kind
from bongsu.planning.failures import ToldFailure
from bongsu.planning.words import Told


class UnknownPlan(ToldFailure):
    """No such plan, or no such version of it."""

    kind = Kind.NOT_FOUND
    code = "unknown_plan"


NO_VERSION = Told("그런 판이 없습니다.", "No such version of a plan")
NO_PLAN = Told("그런 계획이 없습니다.", "No such plan")
NO_RUN = Told(
    "프로그램이 다시 시작된 뒤로 그런 계산이 없습니다.",
    "No such computation since this node was started",
)


class UnknownRun(ToldFailure):
    """No such computation since this node was started."""

    kind = Kind.NOT_FOUND
    code = "unknown_run"


class UnknownSite(ToldFailure):
    """No such site of a chosen plan."""

    kind = Kind.NOT_FOUND
    code = "unknown_site"


class TooManyRuns(ToldFailure):
    """So many wait already."""

    kind = Kind.CONFLICT
    code = "too_many_runs"


class StepRefused(ToldFailure):
    """The step breaks the order of a site's way, its dates, or lacks its reason."""

    kind = Kind.CONFLICT
    code = "step_refused"


class AlreadyBuilt(ToldFailure):
    """The choice would drop a site that is being built or stands."""

    kind = Kind.CONFLICT
    code = "already_built"

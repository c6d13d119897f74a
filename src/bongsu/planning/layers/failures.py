"""The named ways in which a layer is not taken."""

from typing import ClassVar

from bongsu.kernel.failures import Kind
from bongsu.planning.failures import PlanRefused, ToldFailure
from bongsu.planning.words import Told

NO_LAYER = Told("쓰고 있는 그런 자료가 없습니다.", "No such layer is in use")


class UnknownLayer(ToldFailure):
    kind = Kind.NOT_FOUND
    code = "unknown_layer"


class LayerRefused(PlanRefused):
    """Content that is none of its kind, or with faults in a district's own rows: named by row and field."""

    code: ClassVar[str] = "layer_refused"


class OlderLayer(PlanRefused):
    """A newer edition stands there."""

    kind = Kind.CONFLICT
    code: ClassVar[str] = "older_layer"

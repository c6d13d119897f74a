"""The named ways in which a layer is not taken."""

from typing import ClassVar

from bongsu.kernel.failures import Failure, Kind
from bongsu.planning.failures import PlanRefused


class UnknownLayer(Failure):
    kind = Kind.NOT_FOUND
    code = "unknown_layer"


class LayerRefused(PlanRefused):
    """Content that is none of its kind, or with faults in a district's own rows: named by row and field."""

    code: ClassVar[str] = "layer_refused"


class OlderLayer(PlanRefused):
    """A newer edition stands there."""

    kind = Kind.CONFLICT
    code: ClassVar[str] = "older_layer"

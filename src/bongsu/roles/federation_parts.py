"""The node's side of the federation, put together in one place: what the routes stand on, the routes, the parts."""

from collections.abc import Mapping
from typing import Any  # Any: what the application's routes stand on

from bongsu.kernel.bus import Bus
from bongsu.kernel.parts import Part
from bongsu.roles.settings import NodeSettings


def federation_state(_settings: NodeSettings, _state: Mapping[str, Any]) -> Mapping[str, Any]:
    """What federation adds to the application's state; `_state` holds what the other contexts put there."""
    return {}


def federation_routes() -> list[Any]:
    """Routes of the federation's contexts."""
    return []


def federation_parts(_state: Mapping[str, Any], _bus: Bus) -> list[Part]:
    """Parts that hear and answer over the bus, in the order of their start."""
    return []

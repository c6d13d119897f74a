"""Role → builder, as dotted names: the only dynamic import, so that `bongsu --help` does not pay for everything."""

import importlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Any  # Any: what is imported by its name

from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.parts import Part
from bongsu.monitoring.detectors.detector import DetectorUnavailable
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.worker.tools import Tools
from bongsu.roles.settings import NodeSettings

Builder = Callable[[NodeSettings], Awaitable[Sequence[Part]]]

ROLES = {
    "bus": "bongsu.roles.bus:parts",
    "node": "bongsu.roles.node:parts",
    "media": "bongsu.roles.media:parts",
    "federation": "bongsu.roles.federation:parts",
    "analytics": "bongsu.roles.analytics:parts",
}
# networks and their runtime: loaded where a worker is given its first camera, by nobody else
LOOKING = "bongsu.roles.looking:tools"


class UnknownRole(Failure):
    """No such role."""

    kind = Kind.INVALID
    code = "unknown_role"


def builder_of(role: str) -> Builder:
    """Loads the role's builder now. Raises `UnknownRole`."""
    if role not in ROLES:
        raise UnknownRole(f"One of: {', '.join(ROLES)}", field="only")
    builder: Builder = _named(ROLES[role])
    return builder


def looking_tools(settings: MonitoringSettings) -> Tools:
    """What an analytics worker looks with. Raises `DetectorUnavailable`."""
    try:
        make = _named(LOOKING)
    except ImportError as cause:
        raise DetectorUnavailable(f"{cause.name} is not installed on this machine") from cause
    tools: Tools = make(settings)
    return tools


def _named(dotted: str) -> Any:
    module, _, name = dotted.partition(":")
    return getattr(importlib.import_module(module), name)

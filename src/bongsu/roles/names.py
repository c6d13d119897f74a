"""Role → builder, as dotted names: the only dynamic import, so that `bongsu --help` does not pay for everything."""

import importlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Any  # Any: what is imported by its name

from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.parts import Part
from bongsu.roles.settings import NodeSettings

Builder = Callable[[NodeSettings], Awaitable[Sequence[Part]]]

ROLES = {
    "bus": "bongsu.roles.bus:parts",
    "node": "bongsu.roles.node:parts",
    "media": "bongsu.roles.media:parts",
    "federation": "bongsu.roles.federation:parts",
    "analytics": "bongsu.roles.analytics:parts",
}


class UnknownRole(Failure):
    """No such role."""

    kind = Kind.INVALID
    code = "unknown_role"


def builder_of(role: str) -> Builder:
    """Loads the role's builder now. Raises `UnknownRole`."""
    if role not in ROLES:
        raise UnknownRole(f"One of: {', '.join(ROLES)}", field="only")
    builder: Builder = named(ROLES[role])
    return builder


def named(dotted: str) -> Any:
    """What stands at `module:name`, imported now. Raises `ImportError`."""
    module, _, name = dotted.partition(":")
    return getattr(importlib.import_module(module), name)

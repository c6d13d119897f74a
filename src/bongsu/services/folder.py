"""What a service's folder gives to the node (decision 010). Its own code is found in it and nowhere else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any  # Any: what the application's routes stand on; a router of Litestar

from bongsu.incidents.service import LinkedService
from bongsu.kernel.bus import Bus
from bongsu.kernel.parts import Part
from bongsu.services.manifest import Manifest
from bongsu.services.shared.scenes import Scene

State = Mapping[str, Any]
Parts = Callable[[State, Bus], Sequence[Part]]
# adds to the application's state what this service's routes stand on
Extend = Callable[[State], Mapping[str, Any]]


def _no_parts(_state: State, _bus: Bus) -> Sequence[Part]:
    return ()


def _nothing_more(_state: State) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class ServiceFolder:
    """`linked`: one for each code. `routers` make Litestar routers. `parts` are listeners and timers, started with the
    node's and stopped before them. `scenes` are what its partner simulator says."""

    linked: tuple[LinkedService, ...]
    routers: tuple[Callable[[], Any], ...] = ()
    extend: Extend = _nothing_more
    parts: Parts = _no_parts
    scenes: tuple[Scene, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """One folder as it was found."""

    name: str
    manifest: Manifest
    folder: ServiceFolder


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that was found; `left_out`: folder → why it is not there."""

    loaded: tuple[Loaded, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def linked(self) -> dict[str, LinkedService]:
        """Service code → service."""
        return {one.code: one for each in self.loaded for one in each.folder.linked}

    def state(self, state: State) -> dict[str, Any]:
        """What their routes and parts stand on."""
        return {
            name: value for one in self.loaded for name, value in one.folder.extend(state).items()
        }

    def routers(self) -> list[Any]:
        return [make() for one in self.loaded for make in one.folder.routers]

    def parts(self, state: State, bus: Bus) -> list[Part]:
        return [part for one in self.loaded for part in one.folder.parts(state, bus)]

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return tuple(scene for one in self.loaded for scene in one.folder.scenes)

"""Finds the linked services. A broken one is left out and said so; it never takes the others with it."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from types import ModuleType

import structlog

from bongsu import services
from bongsu.incidents.service import LinkedService
from bongsu.registry.centres import CentreProfile, profile

log = structlog.get_logger()
SEONGBUK = profile("SEONGBUK")
# folders beside the services, for all of them
_DOORS = frozenset({"catalogue", "intake"})


class TwiceNamed(Exception):
    """Two folders name the same service; the first keeps it."""


def folders() -> list[str]:
    """Dotted names of `service.py` in each folder below this package."""
    found = pkgutil.iter_modules(services.__path__)
    return [
        f"bongsu.services.{one.name}.service"
        for one in found
        if one.ispkg and one.name not in _DOORS
    ]


def load_services(
    centre: CentreProfile = SEONGBUK,
    names: Iterable[str] | None = None,
    load: Callable[[str], ModuleType] = importlib.import_module,
) -> dict[str, LinkedService]:
    """Service code → service, as they are at this centre."""
    loaded: dict[str, LinkedService] = {}
    for name in names if names is not None else folders():
        try:
            for service in load(name).linked_services(centre):
                if service.code in loaded:
                    raise TwiceNamed(service.code)
                loaded[service.code] = service
        except Exception:
            log.exception("linked service left out", name=name)
    return loaded

"""Finds the linked services: our folders by a scan, others' by the entry point `bongsu.services`. A broken one is left out
and said so; it never takes the others with it."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from importlib.metadata import entry_points
from importlib.resources import files
from types import ModuleType

import structlog

from bongsu import services
from bongsu.incidents.service import LinkedService
from bongsu.registry.centres import CentreProfile, profile
from bongsu.services.folder import Loaded, Services
from bongsu.services.manifest import read_manifest

log = structlog.get_logger()
SEONGBUK = profile("SEONGBUK")
GROUP = "bongsu.services"
MANIFEST = "service.toml"


class TwiceNamed(Exception):
    """Two folders name the same service; the first keeps it."""


class OtherCodes(Exception):
    """`service.toml` and the folder's code do not name the same services."""


def folders() -> list[str]:
    """Dotted names of `service.py` in each folder of ours that has a `service.toml`, then those of others."""
    found = pkgutil.iter_modules(services.__path__)
    ours = [
        f"bongsu.services.{one.name}.service"
        for one in found
        if one.ispkg and files(f"bongsu.services.{one.name}").joinpath(MANIFEST).is_file()
    ]
    return ours + sorted(one.value for one in entry_points(group=GROUP))


def find_services(
    centre: CentreProfile = SEONGBUK,
    names: Iterable[str] | None = None,
    load: Callable[[str], ModuleType] = importlib.import_module,
) -> Services:
    """Everything that can be loaded, and why the rest cannot."""
    loaded: list[Loaded] = []
    left_out: dict[str, str] = {}
    taken: set[str] = set()
    for name in names if names is not None else folders():
        try:
            one = _loaded(name, load(name), centre)
            twice = taken & set(one.manifest.codes)
            if twice:
                raise TwiceNamed(", ".join(sorted(twice)))
        except Exception as problem:
            log.exception("linked service left out", name=name)
            left_out[name] = f"{type(problem).__name__}: {problem}"
        else:
            loaded.append(one)
            taken |= set(one.manifest.codes)
    return Services(tuple(loaded), left_out)


def _loaded(name: str, module: ModuleType, centre: CentreProfile) -> Loaded:
    package = name.rpartition(".")[0] or name
    manifest = read_manifest(files(package).joinpath(MANIFEST).read_bytes())
    folder = module.folder(centre)
    codes = {one.code for one in folder.linked}
    if codes != set(manifest.codes):
        raise OtherCodes(f"{sorted(codes)} in the code, {sorted(manifest.codes)} in {MANIFEST}")
    return Loaded(name, manifest, folder)


def load_services(centre: CentreProfile = SEONGBUK) -> dict[str, LinkedService]:
    """Service code → service, as they are at this centre."""
    return find_services(centre).linked

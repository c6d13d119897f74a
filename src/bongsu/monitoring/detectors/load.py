"""Finds a detector by name: one that a package plugged in, or ours. OpenVINO is loaded with the detector that needs it."""

import importlib
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points

import structlog

from bongsu.monitoring.detectors.detector import (
    ENTRY_POINTS,
    Detector,
    DetectorUnavailable,
    Runtime,
)
from bongsu.monitoring.detectors.pinned import NANODET, SSDLITE

log = structlog.get_logger()

Makes = Callable[[Runtime], Detector]
# the best one first
_OURS = {
    NANODET.name: "bongsu.monitoring.detectors.nanodet:NanoDet",
    SSDLITE.name: "bongsu.monitoring.detectors.ssdlite:SsdLite",
}


def known_detectors() -> tuple[str, ...]:
    """Ours, the best one first, then those plugged in, by name."""
    return (*_OURS, *sorted(set(_plugged()) - set(_OURS)))


def load_detector(name: str, runtime: Runtime) -> Detector:
    """Empty: the best of ours that can run. Raises `DetectorUnavailable`."""
    if name:
        return _made(name, runtime)
    why: list[str] = []
    for ours in _OURS:
        try:
            return _made(ours, runtime)
        except DetectorUnavailable as cause:
            log.warning("detector unavailable", detector=ours, why=cause.detail)
            why.append(cause.detail)
    raise DetectorUnavailable("; ".join(why))


def _made(name: str, runtime: Runtime) -> Detector:
    if name in _OURS:
        module, _, attribute = _OURS[name].partition(":")
        makes: Makes = getattr(importlib.import_module(module), attribute)
        return makes(runtime)
    if name not in _plugged():
        known = ", ".join(known_detectors())
        raise DetectorUnavailable(f"no detector is called {name}; known: {known}", field="detector")
    try:
        plugged: Makes = _plugged()[name].load()
        return plugged(runtime)
    except DetectorUnavailable:
        raise
    except Exception as cause:
        # house style 20: the plug-in loader; what others ship may raise anything
        log.exception("detector failed to load", detector=name)
        raise DetectorUnavailable(f"the detector {name} cannot be loaded: {cause}") from cause


def _plugged() -> dict[str, EntryPoint]:
    return {each.name: each for each in entry_points(group=ENTRY_POINTS)}

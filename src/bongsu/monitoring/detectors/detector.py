"""The one small interface by which a detector is plugged in: an entry point of `bongsu.detectors`, or one of ours."""

from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from bongsu.kernel.failures import Failure, Kind
from bongsu.monitoring.detectors.found import Found, Thing

ENTRY_POINTS = "bongsu.detectors"


class DetectorUnavailable(Failure):
    """No such detector, its weights are missing or are not those that were pinned, or the device cannot run it."""

    kind = Kind.UNAVAILABLE
    code = "detector_unavailable"


class Runtime(msgspec.Struct, frozen=True, kw_only=True):
    """Where and how a network runs; a GPU or NPU is another `device`, not another code path."""

    device: str = "CPU"
    """OpenVINO's name: CPU, GPU, NPU, AUTO."""
    threads: int = 1
    """Per inference; one is the cheapest in processor time where many cameras share the cores."""
    precision: str = ""
    """`bf16`, `f16`, `f32`; empty: what the device does best."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """Which detector runs; shown in the console and written into each evaluation."""

    name: str
    digest: str
    """SHA-256 of the weights in use."""
    licence: str
    source: str
    """Package and version that ships the weights."""
    width: int
    height: int
    """Largest picture it takes in; others are fitted into it without being squashed."""
    things: tuple[Thing, ...]
    device: str = "CPU"
    precision: str = "f32"


class Detector(Protocol):
    """Used by one thread; a caller that works in several loads one for each."""

    @property
    def about(self) -> About: ...

    def find(self, picture: NDArray[np.uint8]) -> Found:
        """`picture`: (height, width, 3) RGB of any size; cheapest when it already fits within `about`. All things above
        a low score (0.05): thresholds are the caller's. Pure: the same picture gives the same answer."""
        ...

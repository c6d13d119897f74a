"""What an analytics worker looks with on this machine: networks, codec, picture work. Imported by no other process."""

from functools import partial

import cv2

from bongsu.monitoring.clothing.watch import ClothingWatch
from bongsu.monitoring.detectors.detector import Detector, Runtime
from bongsu.monitoring.detectors.load import load_detector
from bongsu.monitoring.health.checks import HealthWatch
from bongsu.monitoring.pictures.decode import Decoder
from bongsu.monitoring.rules.judge import Judge
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.tracks.tracker import tracker_for
from bongsu.monitoring.worker.still import person_still, still
from bongsu.monitoring.worker.tools import Tools


class _First:
    """The detector that was loaded to see whether it can be goes to the first thread; the others load their own."""

    def __init__(self, name: str, runtime: Runtime) -> None:
        self._runtime = runtime
        first = load_detector(name, runtime)
        self.about = first.about
        self._ready: list[Detector] = [first]

    def __call__(self) -> Detector:
        return self._ready.pop() if self._ready else load_detector(self.about.name, self._runtime)


def tools(settings: MonitoringSettings) -> Tools:
    """Raises `DetectorUnavailable`."""
    # the threads that look are the worker's own: one picture, one thread
    cv2.setNumThreads(0)
    detector = _First(
        settings.detector, Runtime(device=settings.device, precision=settings.precision)
    )
    return Tools(
        detector=detector,
        decoder=Decoder,
        tracker=tracker_for,
        judge=Judge,
        health=HealthWatch,
        still=still,
        clothes=partial(ClothingWatch, person_still),
        about=detector.about,
        fit=(detector.about.width, detector.about.height),
    )

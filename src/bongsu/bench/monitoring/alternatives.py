"""What one camera of 720p@15 costs, in cores: looked at by its key pictures; decoded whole with the same detector at five
pictures a second; and the same behind a motion gate. Processor time of one thread: decoding on real clips, the gate's
openings on the street."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import thread_time

from bongsu.bench.monitoring.gate import MotionGate
from bongsu.media.sources.source import Picture
from bongsu.monitoring.detectors.detector import Detector
from bongsu.monitoring.pictures.decode import Decoder
from bongsu.monitoring.pictures.files import packets_of
from bongsu.simulate.street.coded import KEY_EVERY_S, CodedCamera

RATE = 15.0
DETECTS_PER_S = 5.0
_EVERY = round(RATE / DETECTS_PER_S)
_SETTLES_S = 6.0
"""A gate learns its background first; that time is not counted."""


@dataclass(slots=True)
class StepCosts:
    """Seconds of processor time, summed, and over how much."""

    key_s: float = 0.0
    keys: int = 0
    run_s: float = 0.0
    streamed_s: float = 0.0
    detect_s: float = 0.0
    detected: int = 0
    gate_s: float = 0.0
    gated: int = 0
    opened: int = 0
    judged: int = 0

    @property
    def key(self) -> float:
        return self.key_s / max(1, self.keys)

    @property
    def whole(self) -> float:
        """Cores for decoding everything of one stream, a third of it made into RGB."""
        return self.run_s / max(1e-9, self.streamed_s)

    @property
    def detect(self) -> float:
        return self.detect_s / max(1, self.detected)

    @property
    def gate(self) -> float:
        return self.gate_s / max(1, self.gated)

    @property
    def open_share(self) -> float:
        return self.opened / max(1, self.judged)

    @property
    def plain(self) -> float:
        """Cores: every picture decoded, the detector at five a second."""
        return self.whole + DETECTS_PER_S * self.detect

    @property
    def behind_gate(self) -> float:
        return self.whole + DETECTS_PER_S * (self.gate + self.open_share * self.detect)


def measure_decoding(clip: Path, groups: int, costs: StepCosts, detector: Detector) -> None:
    """On a real clip of 720p@15 with two seconds between key pictures."""
    fit = (detector.about.width, detector.about.height)
    decoder, index = Decoder("plain", fit), 0
    for picture in packets_of(clip):
        if picture.is_key:
            if groups == 0:
                break
            groups -= 1
            _key(decoder, picture, costs, detector)
            costs.streamed_s += KEY_EVERY_S
            index = 0
        began_s = thread_time()
        decoder.decode_all(picture, want=index % _EVERY == 0)
        costs.run_s += thread_time() - began_s
        index += 1


def _key(decoder: Decoder, picture: Picture, costs: StepCosts, detector: Detector) -> None:
    began_s = thread_time()
    frame = decoder.decode_key(picture)
    costs.key_s += thread_time() - began_s
    costs.keys += 1
    began_s = thread_time()
    detector.find(frame.pixels)
    costs.detect_s += thread_time() - began_s
    costs.detected += 1


def measure_gate(cameras: Sequence[CodedCamera], first: int, groups: int, costs: StepCosts) -> None:
    """How often and at what price a gate opens, on the street's time as it comes (five pictures a second)."""
    for number, camera in enumerate(cameras):
        decoder, gate = Decoder("gate", (320, 320)), MotionGate()
        begins = first + number * groups
        for place in range(begins, begins + groups):
            for index, picture in enumerate(camera.all(camera.group(place))):
                frame = decoder.decode_all(picture, want=True)
                if frame is None:
                    continue
                at_s = (place - begins) * KEY_EVERY_S + index / camera.rate
                began_s = thread_time()
                is_open = gate.see(frame.grey, at_s * 1000)
                costs.gate_s += thread_time() - began_s
                costs.gated += 1
                if at_s >= _SETTLES_S:
                    costs.judged += 1
                    costs.opened += is_open

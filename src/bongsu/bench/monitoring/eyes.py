"""What the deployed decoder and detector say of a street camera's pictures. Groups that hold the very same bytes are asked
of them once: the same picture gives the same answer."""

from dataclasses import dataclass, field
from time import thread_time

from bongsu.monitoring.detectors.detector import Detector
from bongsu.monitoring.detectors.found import Found
from bongsu.monitoring.pictures.decode import Decoder
from bongsu.monitoring.pictures.frame import Frame
from bongsu.simulate.street.coded import CodedCamera, Group

LEAST_SCORE = 0.1
_FIRST_FEW = 5


@dataclass(slots=True)
class Spent:
    """Processor time of the decoder and the detector alone; the street's own drawing and coding is counted apart."""

    decode_s: float = 0.0
    detect_s: float = 0.0
    looks: int = 0

    @property
    def look_s(self) -> float:
        return (self.decode_s + self.detect_s) / max(1, self.looks)


@dataclass(slots=True)
class Eyes:
    """Of one camera; several may share one detector of one thread."""

    coded: CodedCamera
    detector: Detector
    spent: Spent
    _decoder: Decoder = field(init=False)
    _known: dict[tuple[int, int], Found] = field(default_factory=dict)
    _frames: list[Frame | None] = field(default_factory=list)
    _of: int | None = None

    def __post_init__(self) -> None:
        about = self.detector.about
        fit = (about.width, about.height)
        self._decoder = Decoder(self.coded.camera.script.camera_id, fit)

    def look(self, group: Group, index: int) -> Found:
        """At one picture of the group; 0 is its key picture."""
        place = (group.number, index)
        found = self._known.get(place)
        if found is None:
            frame = self._key(group) if index == 0 else self._of_run(group, index)
            found = self._found(frame)
            self._known[place] = found
        return found

    def _key(self, group: Group) -> Frame:
        picture = self.coded.key(group)
        began_s = thread_time()
        frame = self._decoder.decode_key(picture)
        self.spent.decode_s += thread_time() - began_s
        return frame

    def _of_run(self, group: Group, index: int) -> Frame:
        if self._of != group.number:
            pictures = self.coded.all(group)
            began_s = thread_time()
            self._decoder.rest()
            self._frames = [self._decoder.decode_all(one, want=True) for one in pictures]
            self._of = group.number
            self.spent.decode_s += thread_time() - began_s
        frame = self._frames[index]
        assert frame is not None
        return frame

    def _found(self, frame: Frame) -> Found:
        began_s = thread_time()
        found = self.detector.find(frame.pixels)
        self.spent.detect_s += thread_time() - began_s
        self.spent.looks += 1
        return found.only(found.scores >= LEAST_SCORE)

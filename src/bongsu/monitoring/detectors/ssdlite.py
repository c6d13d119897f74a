"""The fallback: a frozen SSDLite that its package ships ready to run, for people only. It was trained on squashed pictures,
and finds more in them than in letterboxed ones."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.detectors.detector import About, Runtime
from bongsu.monitoring.detectors.found import THINGS, Found, Thing
from bongsu.monitoring.detectors.letterbox import resized
from bongsu.monitoring.detectors.network import Networks, precision_of
from bongsu.monitoring.detectors.pinned import FOLDER, SSDLITE
from bongsu.monitoring.detectors.suppress import suppressed

SIDE = 300
# what is handed in: enough for its 300 columns
_WIDTH, _HEIGHT = 416, 312
_LOW_SCORE = 0.05
_PERSON_CLASS = 1
_OUTPUTS = ("detection_boxes:0", "detection_scores:0", "detection_classes:0")


class SsdLite:
    """A `Detector`."""

    def __init__(self, runtime: Runtime, folder: Path = FOLDER) -> None:
        networks = Networks(runtime)
        model = networks.read(SSDLITE.checked(folder))
        model.reshape([1, SIDE, SIDE, 3])
        compiled = networks.compiled(model)
        self._request = compiled.create_infer_request()
        self._outputs = [compiled.output(name) for name in _OUTPUTS]
        self._about = About(
            name=SSDLITE.name,
            digest=SSDLITE.digest,
            licence=SSDLITE.licence,
            source=SSDLITE.source,
            width=_WIDTH,
            height=_HEIGHT,
            things=(Thing.PERSON,),
            device=runtime.device,
            precision=precision_of(compiled),
        )

    @property
    def about(self) -> About:
        return self._about

    def find(self, picture: NDArray[np.uint8]) -> Found:
        self._request.infer([resized(picture, SIDE, SIDE)[None]])
        boxes, scores, classes = (
            self._request.get_tensor(output).data[0] for output in self._outputs
        )
        people = (scores > _LOW_SCORE) & (classes == _PERSON_CLASS)
        # it says top, left, bottom, right
        sides = np.clip(boxes[people][:, [1, 0, 3, 2]], 0.0, 1.0).astype(np.float32)
        things = np.full(len(sides), THINGS.index(Thing.PERSON), np.int8)
        return suppressed(Found(sides, scores[people].astype(np.float32), things))

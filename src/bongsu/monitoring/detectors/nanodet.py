"""NanoDet-g: small and without anchors. It takes any shape, so that wide pictures cost less.

Heads after Lyu 2020 (github.com/RangiLyu/nanodet): a score per class and cell, and for each side of the box a distribution
over 0…10 cells of distance, whose mean is taken (generalised focal loss, arXiv:2006.04388)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import openvino
from numpy.typing import NDArray

from bongsu.monitoring.detectors.detector import About, Runtime
from bongsu.monitoring.detectors.found import NOTHING, THINGS, Found, Thing
from bongsu.monitoring.detectors.letterbox import GREY, Fit, fit, resized
from bongsu.monitoring.detectors.network import Networks, precision_of
from bongsu.monitoring.detectors.pinned import FOLDER, NANODET
from bongsu.monitoring.detectors.suppress import suppressed

SIZES = ((352, 224), (640, 384))
"""Each picture is looked at twice: small, where people near by are whole, and larger, where those far away are found. On a
street with known events the larger look raised recall from .67 to .91, and AP50 by .01 to .02 on both clips with truth. A
small look of 416 × 256 found the same share (.866) of 885 people and cost a third more."""
LOW_SCORE = 0.05
# the order of the converted model's channels
_CLASSES = (
    Thing.PERSON,
    Thing.BICYCLE,
    Thing.CAR,
    Thing.MOTORCYCLE,
    Thing.BUS,
    Thing.TRUCK,
    Thing.BAG,
    Thing.BAG,
    Thing.BAG,
)
_THINGS = np.array([THINGS.index(thing) for thing in _CLASSES], np.int8)
_STRIDES = (8, 16, 32)
_DISTANCES = np.arange(11, dtype=np.float32)
_LOW_LOGIT = float(np.log(LOW_SCORE / (1 - LOW_SCORE)))
# of BGR, as it was trained
_MEAN, _SCALE = [103.53, 116.28, 123.675], [57.375, 57.12, 58.395]
_MOST_SHAPES = 8


class _Shape:
    """The network for one size of input, its buffer and where its cells lie."""

    def __init__(self, compiled: Any, width: int, height: int) -> None:  # OpenVINO's types are none
        self.request = compiled.create_infer_request()
        self.buffer = np.full((1, height, width, 3), GREY, np.uint8)
        self.held = (width, height)
        """How much of the buffer holds a picture."""
        places, strides = [], []
        for stride in _STRIDES:
            down, across = np.mgrid[: height // stride, : width // stride]
            places.append(np.stack([across.ravel(), down.ravel()], 1) * stride + stride / 2)
            strides.append(np.full(down.size, stride))
        self.places = np.concatenate(places).astype(np.float32)
        self.strides = np.concatenate(strides).astype(np.float32)


class NanoDet:
    """A `Detector`."""

    def __init__(self, runtime: Runtime, folder: Path = FOLDER) -> None:
        self._networks = Networks(runtime)
        self._model = self._networks.read(NANODET.checked(folder))
        self._shapes: dict[tuple[int, int], _Shape] = {}
        # these are what 16:9 needs; others are made when the first picture of theirs comes
        for size in SIZES:
            compiled = self._compiled(*size)
            self._shapes[size] = _Shape(compiled, *size)
        self._about = About(
            name=NANODET.name,
            digest=NANODET.digest,
            licence=NANODET.licence,
            source=NANODET.source,
            width=SIZES[-1][0],
            height=SIZES[-1][1],
            things=THINGS,
            device=runtime.device,
            precision=precision_of(compiled),
        )

    @property
    def about(self) -> About:
        return self._about

    def find(self, picture: NDArray[np.uint8]) -> Found:
        height, width = picture.shape[:2]
        # a small picture is the same in both sizes, and is looked at once
        fits = dict.fromkeys(fit(width, height, size, _STRIDES[-1]) for size in SIZES)
        looks = [self._look(picture, fitted) for fitted in fits]
        return looks[0] if len(looks) == 1 else suppressed(_together(looks))

    def _look(self, picture: NDArray[np.uint8], fitted: Fit) -> Found:
        shape = self._shape(fitted)
        self._lay(picture, fitted, shape)
        shape.request.infer([shape.buffer], share_inputs=True, share_outputs=True)
        return _read(shape.request.get_output_tensor(0).data[0], shape, fitted)

    def _lay(self, picture: NDArray[np.uint8], fitted: Fit, shape: _Shape) -> None:
        if shape.held != (fitted.width, fitted.height):
            shape.buffer[:] = GREY
            shape.held = fitted.width, fitted.height
        shape.buffer[0, : fitted.height, : fitted.width] = resized(
            picture, fitted.width, fitted.height
        )

    def _shape(self, fitted: Fit) -> _Shape:
        size = fitted.input_width, fitted.input_height
        shape = self._shapes.pop(size, None) or _Shape(self._compiled(*size), *size)
        # the last one used stays longest
        self._shapes[size] = shape
        if len(self._shapes) > _MOST_SHAPES:
            del self._shapes[next(iter(self._shapes))]
        return shape

    def _compiled(self, width: int, height: int) -> Any:  # OpenVINO's types are none
        model = self._model.clone()
        model.reshape([1, 3, height, width])
        steps = openvino.preprocess.PrePostProcessor(model)
        steps.input().tensor().set_element_type(openvino.Type.u8)
        steps.input().tensor().set_layout(openvino.Layout("NHWC"))
        steps.input().model().set_layout(openvino.Layout("NCHW"))
        before = steps.input().preprocess()
        before.convert_element_type(openvino.Type.f32).reverse_channels()
        before.mean(_MEAN).scale(_SCALE)
        return self._networks.compiled(steps.build())


def _read(rows: NDArray[np.float32], shape: _Shape, fitted: Fit) -> Found:
    """`rows`: (classes + 4 × 11, cells); only the few cells that say something are made into boxes."""
    scores = rows[: len(_CLASSES)]
    classes, cells = np.nonzero(scores > _LOW_LOGIT)
    if not len(cells):
        return NOTHING
    said = rows[len(_CLASSES) :, cells].reshape(4, len(_DISTANCES), -1)
    weights = np.exp(said - said.max(1, keepdims=True))
    away = np.tensordot(_DISTANCES, weights, (0, 1)) / weights.sum(1) * shape.strides[cells]
    x, y = shape.places[cells].T
    boxes = np.stack([x - away[0], y - away[1], x + away[2], y + away[3]], 1)
    boxes /= np.array([fitted.width, fitted.height] * 2, np.float32)
    np.clip(boxes, 0.0, 1.0, out=boxes)
    sure = 1.0 / (1.0 + np.exp(-scores[classes, cells]))
    return suppressed(Found(boxes, sure.astype(np.float32), _THINGS[classes]))


def _together(looks: Sequence[Found]) -> Found:
    return Found(
        np.concatenate([one.boxes for one in looks]),
        np.concatenate([one.scores for one in looks]),
        np.concatenate([one.things for one in looks]),
    )

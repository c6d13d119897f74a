"""Drawing: shapes land where geometry says, and never outside the picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.simulate.scenes.actors import Route
from bongsu.simulate.scenes.canvas import Canvas
from bongsu.simulate.scenes.font import text_mask
from bongsu.simulate.scenes.view import Box, View
from bongsu.simulate.scenes.weather import Rain

RED = (200, 10, 10)
VIEW = View(320, 180, pole_m=5, pitch_deg=16, hfov_deg=72)


@pytest.mark.parametrize("turned", [False, True])
def test_a_polygon_is_filled_in_either_direction(turned: bool) -> None:
    corners = [(10, 10), (30, 10), (30, 20), (10, 20)]
    canvas = Canvas.blank(64, 48)
    canvas.polygon(corners[::-1] if turned else corners, RED)
    assert (canvas.pixels[11:19, 11:29] == RED).all()
    assert canvas.pixels[:9].sum() == 0
    assert canvas.pixels[:, 32:].sum() == 0


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=3, max_size=6))
def test_no_shape_can_break_the_picture(corners: list[tuple[float, float]]) -> None:
    canvas = Canvas.blank(32, 24)
    canvas.polygon(corners, RED)
    canvas.ellipse(corners[0], (abs(corners[1][0]), 3), RED)
    canvas.glow(corners[1], (5, abs(corners[2][1])), RED)
    assert canvas.pixels.shape == (24, 32, 3)


def test_far_things_are_higher_and_smaller() -> None:
    near, far = VIEW.point((0, 0, 8)), VIEW.point((0, 0, 40))
    assert far[1] < near[1]
    assert VIEW.size(1.7, (0, 0, 40)) < VIEW.size(1.7, (0, 0, 8))
    assert near[0] == far[0] == 160
    assert VIEW.point((0, 0, 1e6))[1] == pytest.approx(VIEW.horizon, abs=1)


def test_a_box_shows_the_camera_only_the_sides_that_face_it() -> None:
    ahead = Box(0, 20, 2, 4, 1)
    assert [s for s in ("left", "right", "front", "back") if ahead.sees(VIEW, s)] == ["back"]
    aside = Box(8, 20, 2, 4, 1)
    assert {s for s in ("left", "right", "front", "back") if aside.sees(VIEW, s)} == {
        "left",
        "back",
    }
    oncoming = Box(0, 20, 2, 4, 1, heading_deg=180)
    assert oncoming.sees(VIEW, "front")


def test_nobody_is_there_before_and_after_the_route() -> None:
    route = Route(((1, (0, 0)), (3, (2, 8))))
    assert route.at(0.9) is None
    assert route.at(2) == (1, 4)
    assert route.at(3.1) is None
    assert route.presence(1) == 0
    assert route.presence(2) == 1


def test_letters_are_told_apart() -> None:
    masks = {text_mask(letter, 1).tobytes() for letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    assert len(masks) == 36
    assert text_mask("AB", 3).shape == (21, 36)
    assert not text_mask("가", 1).any(), "letters it does not know are blanks"


def test_rain_comes_round_without_a_seam() -> None:
    rain = Rain(VIEW, period=30)

    def fallen(frame: int) -> np.ndarray:
        canvas = Canvas.blank(320, 180)
        rain.lay_over(canvas, frame)
        return canvas.pixels

    assert (fallen(0) == fallen(30)).all()
    assert (fallen(0) != fallen(1)).any()

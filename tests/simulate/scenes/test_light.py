"""Light, weather and the order of things: what is far lies behind, what is dark keeps its lamps, what is wet is grey."""

import numpy as np
import pytest

from bongsu.simulate.scenes.actors import Route, Vehicle, Walker, far_to_near
from bongsu.simulate.scenes.canvas import Canvas, shade
from bongsu.simulate.scenes.font import width_of, write
from bongsu.simulate.scenes.view import Box, View
from bongsu.simulate.scenes.weather import darkness, overcast

VIEW = View(320, 180, pole_m=5, pitch_deg=16, hfov_deg=72)
GREY = (120, 120, 120)


def grey() -> Canvas:
    canvas = Canvas.blank(320, 180)
    canvas.pixels[:] = GREY
    return canvas


def standing(z: float, x: float = 0.0) -> Route:
    return Route(((0.0, (x, z)), (10.0, (x, z))))


@pytest.mark.parametrize(
    ("factor", "expected"), [(0.5, (50, 100, 0)), (1.0, (100, 200, 0)), (2.0, (200, 255, 0))]
)
def test_a_shade_stays_a_colour(factor: float, expected: tuple[int, int, int]) -> None:
    assert shade((100, 200, 0), factor) == expected


def test_a_gradient_runs_from_one_colour_into_the_other_and_stays_in_its_rows() -> None:
    canvas = Canvas.blank(4, 10)
    canvas.gradient(2, 8, (0, 0, 0), (200, 200, 200))
    column = canvas.pixels[:, 0, 0]
    assert (column[2], column[7]) == (0, 200)
    assert list(column[2:8]) == sorted(column[2:8])
    assert column[:2].sum() == column[8:].sum() == 0
    canvas.gradient(-5, -1, (9, 9, 9), (9, 9, 9))
    canvas.gradient(9, 40, (50, 50, 50), (50, 50, 50))
    assert canvas.pixels[9, 0, 0] == 50


def test_a_copy_is_another_picture() -> None:
    first = grey()
    second = first.copy()
    second.polygon([(0, 0), (20, 0), (20, 20), (0, 20)], (0, 0, 0))
    assert (first.pixels == 120).all()


def test_half_a_colour_is_half_way() -> None:
    canvas = grey()
    canvas.polygon([(10, 10), (60, 10), (60, 60), (10, 60)], (220, 220, 220), 0.5)
    assert abs(int(canvas.pixels[30, 30, 0]) - 170) <= 1


def test_light_is_added_and_never_wraps() -> None:
    canvas = grey()
    for _ in range(4):
        canvas.glow((160, 90), (40, 40), (200, 200, 200))
    assert canvas.pixels[90, 160, 0] == 255
    assert canvas.pixels[0, 0, 0] == 120


def test_letters_are_written_with_a_dark_edge() -> None:
    canvas = grey()
    write(canvas, (10, 10), "8", 2, (255, 255, 255))
    part = canvas.pixels[10:26, 10 : 10 + width_of("8", 2)]
    assert (part == 255).all(axis=2).any()
    assert (part == 16).all(axis=2).any()


def test_a_letter_at_the_edge_is_cut_and_breaks_nothing() -> None:
    canvas = grey()
    write(canvas, (316, 176), "88", 3, (255, 255, 255))
    assert canvas.pixels.shape == (180, 320, 3)


def test_who_is_far_is_drawn_first_and_who_is_not_there_is_not_drawn() -> None:
    near, far = Walker(standing(8.0), GREY, GREY), Walker(standing(30.0), GREY, GREY)
    gone = Walker(Route(((5.0, (0, 10)), (6.0, (0, 10)))), GREY, GREY)
    assert far_to_near((near, gone, far), 1.0) == [far, near]
    assert far_to_near((near, gone, far), 5.5) == [far, gone, near]


@pytest.mark.parametrize("umbrella", [None, (200, 40, 40)])
def test_a_walker_is_seen_where_he_stands(umbrella: tuple[int, int, int] | None) -> None:
    canvas = grey()
    walker = Walker(standing(12.0), (10, 200, 10), (10, 10, 200), umbrella=umbrella)
    walker.draw(canvas, VIEW, 5.0)
    changed = np.argwhere((canvas.pixels != 120).any(axis=2))
    assert len(changed) > 0
    middle = changed.mean(axis=0)
    expected = VIEW.point((0, 0.85, 12.0))
    assert abs(middle[1] - expected[0]) < 12
    assert abs(middle[0] - expected[1]) < 20


def test_who_has_left_leaves_the_picture_as_it_was() -> None:
    canvas = grey()
    for actor in (Walker(standing(12.0), GREY, GREY), Vehicle(standing(20.0), GREY, 0)):
        actor.draw(canvas, VIEW, 11.0)
        actor.shine(canvas, VIEW, 11.0)
    assert (canvas.pixels == 120).all()


def test_a_car_that_comes_near_is_larger_and_one_at_the_pole_is_not_drawn() -> None:
    def size(z: float) -> int:
        canvas = grey()
        Vehicle(standing(z), (220, 30, 30), 180).draw(canvas, VIEW, 5.0)
        return int((canvas.pixels != 120).any(axis=2).sum())

    assert size(12.0) > size(30.0) > 0
    assert size(0.5) == 0


def test_lamps_shine_where_they_look() -> None:
    def light(heading: float) -> int:
        canvas = Canvas.blank(320, 180)
        Vehicle(standing(20.0), (0, 0, 0), heading).shine(canvas, VIEW, 5.0)
        return int(canvas.pixels.astype(int).sum())

    assert light(180.0) > light(0.0) > 0


def test_night_is_dark_but_under_its_lamps_and_in_its_windows() -> None:
    window = Canvas.blank(320, 180)
    window.polygon([(0, 0), (20, 0), (20, 20), (0, 20)], (250, 220, 120))
    canvas = grey()
    darkness(VIEW, ((0.0, 12.0),), window).lay_over(canvas)
    lamp = VIEW.point((0.0, 1.2, 12.0))
    lit, dark = canvas.pixels[int(lamp[1]), int(lamp[0])], canvas.pixels[170, 5]
    assert lit.sum() > 2 * dark.sum()
    assert dark.sum() < 3 * 120 / 2
    assert canvas.pixels[10, 10, 0] == 250


def test_a_wet_picture_has_less_colour() -> None:
    bright = Canvas.blank(320, 180)
    bright.pixels[:] = (240, 40, 40)
    wet = overcast(bright, VIEW).pixels
    spread = int(wet[5, 5].max()) - int(wet[5, 5].min())
    assert 0 < spread < 200
    assert (bright.pixels[5, 5] == (240, 40, 40)).all()


@pytest.mark.parametrize("heading", [0.0, 45.0, 90.0, 180.0, 270.0])
def test_a_solid_keeps_its_size_however_it_is_turned(heading: float) -> None:
    box = Box(3, 20, 2, 4, 1.5, heading_deg=heading)
    left, right = box.place(-1, 0, 0), box.place(1, 0, 0)
    back, front = box.place(0, 0, -1), box.place(0, 0, 1)

    def apart(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
        return float(np.hypot(one[0] - other[0], one[2] - other[2]))

    assert apart(left, right) == pytest.approx(2.0)
    assert apart(back, front) == pytest.approx(4.0)
    assert box.place(0, 1, 0)[1] == 1.5


def test_a_solid_that_tapers_is_slim_above() -> None:
    box = Box(0, 20, 2, 4, 1.5, taper=0.5)
    assert box.place(1, 0, 0)[0] == pytest.approx(1.0)
    assert box.place(1, 1, 0)[0] == pytest.approx(0.5)
    assert len(box.top()) == len(box.face("left")) == 4

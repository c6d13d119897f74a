"""What is told of a track while a search runs at its camera, and that nothing is remembered afterwards."""

import numpy as np
from numpy.typing import NDArray

from bongsu.monitoring.clothing.colour import COLOURS, Colour
from bongsu.monitoring.clothing.watch import ClothingWatch, Dressed
from bongsu.monitoring.detectors.found import Thing
from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.tracks.track import Box, Sighted, Track
from tests.monitoring.clothing.test_clothes import BOX, somebody, street
from tests.monitoring.clothing.test_colour import TYPICAL

RED_OVER_BLACK = somebody(street(160), TYPICAL[Colour.RED], TYPICAL[Colour.BLACK])


def frame(at_ms: float, pixels: NDArray[np.uint8] = RED_OVER_BLACK) -> Frame:
    grey = pixels[..., 0]
    return Frame("C1", at_ms, is_key=True, width=1280, height=720, pixels=pixels, grey=grey)


def track(
    at_ms: float, number: int = 1, thing: Thing = Thing.PERSON, *, is_sure: bool = True
) -> Track:
    path = [Sighted(0.0, BOX, 0.8), Sighted(at_ms, BOX, 0.8)]
    return Track(number, thing, path, is_sure=is_sure)


class Drawn:
    """Counts what was drawn."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []

    def __call__(self, _frame: Frame, box: Box) -> bytes:
        self.boxes.append(box)
        return b"jpeg"


def run(watch: ClothingWatch, *moments: float) -> list[Dressed]:
    told: list[Dressed] = []
    for at_ms in moments:
        told += watch.look(at_ms, [track(at_ms)], frame(at_ms))
    return told


def test_who_has_gone_is_told_once_with_colours_and_picture() -> None:
    watch = ClothingWatch(Drawn())
    assert run(watch, 200.0, 400.0) == []
    (told,) = watch.look(600.0, [], frame(600.0))
    assert told.upper is not None
    assert COLOURS[int(np.argmax(told.upper))] is Colour.RED
    assert (told.first_at_ms, told.last_at_ms, told.picture) == (0.0, 400.0, b"jpeg")
    assert watch.look(800.0, [], frame(800.0)) == ()


def test_who_stays_is_told_every_ten_seconds() -> None:
    told = run(ClothingWatch(Drawn()), *(float(at) for at in range(200, 25_000, 200)))
    assert len(told) == 2
    assert {one.track for one in told} == {1}


def test_a_picture_is_drawn_anew_only_for_a_better_one() -> None:
    drawn = Drawn()
    run(ClothingWatch(drawn), *(float(at) for at in range(200, 4_000, 200)))
    assert len(drawn.boxes) == 1


def test_neither_cars_nor_what_is_unsure_is_looked_at() -> None:
    drawn = Drawn()
    watch = ClothingWatch(drawn)
    watch.look(200.0, [track(200.0, thing=Thing.CAR), track(200.0, 2, is_sure=False)], frame(200.0))
    assert watch.look(400.0, [], frame(400.0)) == ()
    assert drawn.boxes == []


def test_a_track_that_was_not_seen_in_this_picture_is_not_measured_in_it() -> None:
    drawn = Drawn()
    watch = ClothingWatch(drawn)
    watch.look(600.0, [track(400.0)], frame(600.0))
    assert drawn.boxes == []


def test_infrared_is_told_without_colours() -> None:
    rng = np.random.default_rng(5)
    night = np.repeat(rng.integers(0, 255, (234, 416, 1), np.uint8), 3, axis=2)
    watch = ClothingWatch(Drawn())
    watch.look(200.0, [track(200.0)], frame(200.0, night))
    (told,) = watch.look(400.0, [], frame(400.0, night))
    assert told.is_infrared
    assert (told.upper, told.lower) == (None, None)


def test_the_end_tells_and_forgets_everything() -> None:
    watch = ClothingWatch(Drawn())
    run(watch, 200.0)
    assert len(watch.end(300.0)) == 1
    assert watch.end(400.0) == ()


def test_one_bad_picture_does_not_change_the_word() -> None:
    green = somebody(street(160), TYPICAL[Colour.GREEN], TYPICAL[Colour.BLACK])
    watch = ClothingWatch(Drawn())
    for at_ms in (200.0, 400.0, 600.0, 800.0):
        shown = green if at_ms == 600.0 else RED_OVER_BLACK
        watch.look(at_ms, [track(at_ms)], frame(at_ms, shown))
    (told,) = watch.look(1000.0, [], frame(1000.0))
    assert told.upper is not None
    assert COLOURS[int(np.argmax(told.upper))] is Colour.RED

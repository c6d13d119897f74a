"""The scenes by name: what stands, who moves, what weather; and their frames."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from av import VideoFrame

from bongsu.simulate.scenes import alley, crossing
from bongsu.simulate.scenes.actors import Actor, Route, Vehicle, Walker, far_to_near
from bongsu.simulate.scenes.canvas import Canvas, Colour
from bongsu.simulate.scenes.font import width_of, write
from bongsu.simulate.scenes.view import View
from bongsu.simulate.scenes.weather import Darkness, Rain, darkness, overcast

# The timetables below fill this many seconds; a longer loop repeats them.
CYCLE_S = 12.0
RECIPE = "1"
WHITE: Colour = (240, 240, 236)


@dataclass(frozen=True, slots=True)
class Form:
    """Size and length of a rendered scene."""

    width: int = 1280
    height: int = 720
    frames_per_s: int = 15
    lasts_s: float = CYCLE_S

    @property
    def frames(self) -> int:
        return round(self.frames_per_s * self.lasts_s)


@dataclass(frozen=True, slots=True)
class Set:
    """A scene ready to be filmed."""

    background: Canvas
    actors: tuple[Actor, ...]
    night: Darkness | None = None
    rain: Rain | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    name: str
    title: str
    starts_at: tuple[int, int]
    prepare: Callable[[Form], tuple[View, Set]]

    def frames(self, form: Form) -> Iterator[VideoFrame]:
        view, stage = self.prepare(form)
        for index in range(form.frames):
            seconds = index / form.frames_per_s
            canvas = _shot(view, stage, index, seconds % CYCLE_S)
            self._captions(canvas, seconds)
            yield VideoFrame.from_ndarray(canvas.pixels, format="rgb24")

    def _captions(self, canvas: Canvas, seconds: float) -> None:
        scale = max(1, canvas.height // 240)
        margin = 6 * scale
        hour, minute = self.starts_at
        clock = f"2026-03-02 {hour:02}:{minute:02}:{int(seconds) % 60:02}.{int(seconds * 10) % 10}"
        write(canvas, (margin, margin), clock, scale, WHITE)
        below = canvas.height - margin - 8 * scale
        write(canvas, (margin, below), self.title, scale, WHITE)
        mark = "SIMULATED"
        left = canvas.width - width_of(mark, scale) - margin
        write(canvas, (left, margin), mark, scale, (255, 214, 90))


def _shot(view: View, stage: Set, index: int, t: float) -> Canvas:
    canvas = stage.background.copy()
    present = far_to_near(stage.actors, t)
    for actor in present:
        actor.draw(canvas, view, t)
    if stage.night:
        stage.night.lay_over(canvas)
        for actor in present:
            actor.shine(canvas, view, t)
    if stage.rain:
        stage.rain.lay_over(canvas, index)
    return canvas


def _alley_view(form: Form) -> View:
    return View(form.width, form.height, pole_m=5.0, pitch_deg=16, hfov_deg=72)


def _route(*stops: tuple[float, float, float]) -> Route:
    return Route(tuple((t, (x, z)) for t, x, z in stops))


def _walkers(umbrellas: tuple[Colour | None, ...] = (None,) * 5) -> tuple[Walker, ...]:
    a, b, c, d, e = umbrellas
    return (
        Walker(_route((0.3, -3.4, 8.2), (6.5, -1.6, 13), (11.6, 3.6, 16.6)), (46, 84, 150), (40, 42, 52), umbrella=a),
        Walker(_route((1.5, 3.6, 18.5), (9, 1.9, 10.5), (11.8, 3.6, 7.4)), (190, 62, 54), (58, 60, 70), 1.62, b),
        Walker(_route((0, 2.3, 27), (12, 2.0, 27.6)), (96, 122, 78), (52, 48, 44), 1.74, c),
        Walker(_route((0, 2.9, 27.2), (12, 3.1, 27)), (214, 190, 120), (62, 66, 84), 1.6, d),
        Walker(_route((3, -3.6, 31), (11.5, -2.6, 21)), (90, 76, 116), (34, 36, 40), 1.68, e),
    )  # fmt: skip


def _alley_vehicles() -> tuple[Vehicle, ...]:
    return (
        Vehicle(_route((0, -2.0, 25), (CYCLE_S, -2.0, 25)), (206, 208, 210), 0),
        Vehicle(_route((0, 2.1, 38), (CYCLE_S, 2.1, 38)), (52, 60, 74), 180),
        Vehicle(_route((3.2, 0.2, 60), (7.6, 0.2, 26), (10.6, 0.3, 3)), (234, 232, 226), 180, 1.9, 5, 2.1),
    )  # fmt: skip


def _street_day(form: Form) -> tuple[View, Set]:
    view = _alley_view(form)
    return view, Set(alley.background(view), (*_walkers(), *_alley_vehicles()))


def _street_night(form: Form) -> tuple[View, Set]:
    view = _alley_view(form)
    dark = darkness(view, alley.LAMPS, alley.lit_windows(view))
    return view, Set(alley.background(view), (*_walkers(), *_alley_vehicles()), night=dark)


def _street_rain(form: Form) -> tuple[View, Set]:
    view = _alley_view(form)
    colours: tuple[Colour | None, ...] = (
        (40, 48, 60),
        (196, 70, 60),
        (52, 92, 128),
        None,
        (220, 190, 70),
    )
    walkers = tuple(w for w in _walkers(colours) if w.umbrella)
    background = overcast(alley.background(view), view)
    return view, Set(background, (*walkers, *_alley_vehicles()), rain=Rain(view, form.frames))


def _crossing(form: Form) -> tuple[View, Set]:
    view = View(form.width, form.height, pole_m=8.0, pitch_deg=17, hfov_deg=78)
    return view, Set(crossing.background(view), (*_traffic(), *_crossing_people()))


def _traffic() -> tuple[Vehicle, ...]:
    """Through traffic on green; a car and a bus that stop for the people on the zebra."""
    return (
        Vehicle(_route((0, -13.2, 28), (1, -12, 28), (4.4, 44, 28)), (196, 52, 46), 90),
        Vehicle(_route((4.4, -44, 28), (7.2, -16, 28), (8.2, -13.2, 28), (CYCLE_S, -13.2, 28)), (196, 52, 46), 90),
        Vehicle(_route((0.4, 46, 19), (5.2, -46, 19)), (42, 96, 176), 270, 2.5, 10.5, 3.1),
        Vehicle(_route((0, 20, 21.6), (3, -40, 21.6)), (228, 228, 224), 270),
        Vehicle(_route((2.4, 46, 22), (6, -46, 22)), (232, 134, 42), 270),
        Vehicle(_route((6.4, 44, 19.4), (9, 14.2, 19.4), (CYCLE_S, 13.4, 19.4)), (70, 76, 84), 270),
        Vehicle(_route((0.2, -30, 25), (3.6, 46, 25)), (88, 92, 98), 90, 1.9, 5, 2.0),
        Vehicle(_route((0, 3.2, 40), (CYCLE_S, 3.2, 40)), (222, 222, 218), 180),
    )  # fmt: skip


def _crossing_people() -> tuple[Walker, ...]:
    return (
        Walker(_route((5.6, -8.6, 31.5), (11.8, -8.2, 15)), (52, 92, 160), (44, 44, 54)),
        Walker(_route((6, -7.6, 31.8), (11.9, -7.4, 17)), (198, 74, 90), (58, 58, 68), 1.6),
        Walker(_route((6.2, 8, 14.5), (11.9, 8.4, 29.5)), (88, 120, 74), (40, 40, 46)),
        Walker(_route((0, -10.6, 13.6), (CYCLE_S, -5.2, 13.2)), (222, 196, 110), (60, 64, 84), 1.66),
        Walker(_route((0.4, 6.4, 13), (11.6, -6.4, 13.5)), (120, 86, 132), (36, 36, 42), 1.72),
        Walker(_route((0, 12, 33), (CYCLE_S, 21, 33)), (94, 98, 106), (46, 46, 52)),
    )  # fmt: skip


SCENES: tuple[Scene, ...] = (
    Scene("street-day", "ALLEY 01 DAY", (14, 3), _street_day),
    Scene("crossing", "CROSSING 02", (8, 27), _crossing),
    Scene("street-night", "ALLEY 03 NIGHT", (23, 41), _street_night),
    Scene("street-rain", "ALLEY 04 RAIN", (17, 55), _street_rain),
)

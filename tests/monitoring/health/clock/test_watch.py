"""A clock drawn into the picture is learned whatever its font and layout, and told when it is wrong or stands."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from bongsu.bench.monitoring.health_clocks import LAYOUTS
from bongsu.monitoring.health.clock.face import unit
from bongsu.monitoring.health.clock.learn import ahead_s_of
from bongsu.monitoring.health.clock.watch import LIMIT_S
from tests.monitoring.health.clock.drawn import NOON_MS, Drawn, ailing, overlay

RIGHT, WRONG = [False] * 4, [True] * 4


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_right_clock_is_known_within_twenty_minutes_in_every_layout(layout: str) -> None:
    camera = Drawn(overlay(layout)).learned()
    assert ailing(camera.looks(4)) == RIGHT


@pytest.mark.parametrize("font", ["bitmap", "duplex", "sans"])
def test_no_font_is_known_beforehand(font: str) -> None:
    camera = Drawn(overlay(font=font)).learned()
    assert ailing(camera.looks(4)) == RIGHT


@pytest.mark.parametrize("ahead", [timedelta(minutes=-2), timedelta(hours=3), timedelta(days=40)])
def test_a_clock_that_is_put_off_is_told_at_once_and_is_well_when_set_right(
    ahead: timedelta,
) -> None:
    camera = Drawn().learned()
    camera.ahead = ahead
    signs = camera.looks(4)
    assert ailing(signs) == WRONG
    assert signs[0] is not None
    assert signs[0].figure == pytest.approx(abs(ahead.total_seconds()), abs=1.5)
    camera.ahead = timedelta(0)
    assert ailing(camera.looks(4)) == RIGHT


@pytest.mark.parametrize("ahead", [timedelta(minutes=7), timedelta(hours=-5)])
def test_a_clock_that_was_wrong_from_the_first_picture_is_told(ahead: timedelta) -> None:
    camera = Drawn(ahead=ahead).learned()
    assert ailing(camera.looks(4)) == WRONG


@pytest.mark.parametrize("every_s", [2.0, 10.0])
def test_a_clock_that_stands_is_told_before_it_is_half_a_minute_late(every_s: float) -> None:
    camera = Drawn(every_s=every_s).learned()
    camera.looks(1)
    camera.stop()
    signs = [sign for sign in camera.looks(int(40 / every_s)) if sign and sign.ailing]
    assert signs
    assert signs[0].figure < LIMIT_S


@pytest.mark.parametrize("late_s", [-20, 2])
def test_a_step_or_a_drift_below_the_limit_is_no_fault(late_s: int) -> None:
    camera = Drawn().learned()
    camera.ahead = timedelta(seconds=-late_s)
    assert ailing(camera.looks(6)) == [False] * 6


def test_where_summer_time_begins_the_clock_that_keeps_it_is_right() -> None:
    # 2027-03-28 02:00 CET
    camera = Drawn(zone=ZoneInfo("Europe/Berlin"), at_ms=1_806_195_600_000 - 1_100_000).learned()
    before = camera.local(camera.at_ms).utcoffset()
    assert ailing(camera.looks(60)) == [False] * 60
    assert camera.local(camera.at_ms).utcoffset() != before


def test_midnight_and_a_new_date_are_no_fault() -> None:
    to_midnight_ms = (24 - 12.168) * 3_600_000
    camera = Drawn(at_ms=NOON_MS + to_midnight_ms - 1_100_000).learned()
    assert ailing(camera.looks(40)) == [False] * 40


def test_half_a_day_is_no_fault_of_a_clock_that_counts_to_twelve() -> None:
    camera = Drawn(overlay("%Y-%m-%d %I:%M:%S PM")).learned()
    assert ailing(camera.looks(4)) == RIGHT
    camera.ahead = timedelta(hours=2)
    assert ailing(camera.looks(4)) == WRONG


def test_of_a_camera_without_a_clock_nothing_is_said() -> None:
    camera = Drawn(overlay=None)
    assert set(camera.looks(80)) == {None}
    assert camera.watch.place(180, 320) is None


def test_a_sign_that_blinks_is_no_clock() -> None:
    camera = Drawn(overlay=None, every_s=4.0)
    for _ in range(150):
        picture = camera.picture()
        picture[10:26, 300:330] = 240 * int(camera.random.integers(0, 2))
        assert camera.watch.look(picture, camera.at_ms) is None
    assert camera.watch.face is None


def test_what_cannot_be_read_is_no_sign() -> None:
    camera = Drawn().learned()
    picture = camera.picture()
    picture[:60] = 128
    assert camera.watch.look(picture, camera.at_ms) is None
    assert camera.watch.look(None, camera.at_ms) is None


def test_of_another_stream_it_is_learned_by_itself_and_of_the_first_still_known() -> None:
    camera = Drawn().learned()
    assert camera.watch.look(np.zeros((720, 1280), np.uint8), camera.at_ms) is None
    assert camera.watch.face is None
    assert ailing(camera.looks(1)) == [False]
    assert camera.watch.face is not None


def test_its_place_is_known_in_the_small_picture() -> None:
    camera = Drawn().learned()
    place = camera.watch.place(180, 320)
    assert place is not None
    small = camera.picture()[::2, ::2]
    assert int((small > 200).sum()) > 0
    small[place] = 90
    assert int((small > 200).sum()) == 0


def test_a_date_that_could_not_be_read_at_first_is_found_later() -> None:
    camera = Drawn().learned()
    face = camera.watch.face
    assert face is not None
    face.dates = None
    camera.looks(12)
    found = camera.watch.face
    assert found is not None
    assert found.dates is not None
    camera.ahead = timedelta(days=-3)
    assert ailing(camera.looks(2)) == [True, True]


@pytest.mark.parametrize("layout", ["%d/%m/%Y %H:%M:%S", "CH1 %Y/%m/%d %H:%M:%S"])
@pytest.mark.parametrize("font", ["bitmap", "simplex", "duplex", "sans"])
def test_a_stroke_between_the_digits_of_a_date_is_no_digit(layout: str, font: str) -> None:
    camera = Drawn(overlay(layout, font)).learned()
    assert ailing(camera.looks(40))[-4:] == RIGHT
    camera.ahead = timedelta(days=-800)
    assert ailing(camera.looks(4)) == WRONG


@pytest.mark.parametrize("style", ["plain", "outlined", "boxed"])
@pytest.mark.parametrize("ahead", [timedelta(minutes=-35), timedelta(hours=3), timedelta(days=40)])
def test_what_was_learned_in_the_dark_is_read_by_day(style: str, ahead: timedelta) -> None:
    camera = Drawn(overlay(style=style), yard=20).learned()
    camera.yard = 170
    assert ailing(camera.looks(4)) == RIGHT
    camera.ahead = ahead
    assert ailing(camera.looks(4)) == WRONG


@pytest.mark.parametrize("tall", [25, 33, 37])
def test_large_print_is_read_wherever_it_stands(tall: int) -> None:
    camera = Drawn(overlay(font="sans", size=(1280, 720), tall=tall)).learned()
    assert ailing(camera.looks(4)) == RIGHT
    camera.ahead = timedelta(days=-333)
    assert ailing(camera.looks(4)) == WRONG


def test_dark_print_is_learned_too() -> None:
    camera = Drawn(is_dark=True).learned()
    assert ailing(camera.looks(4)) == RIGHT
    camera.ahead = timedelta(hours=3)
    assert ailing(camera.looks(4)) == WRONG


# columns of the day, and of the first digits of hour and minute
LAMPS = [(124, 155), (162, 177), (199, 213)]


@pytest.mark.parametrize("lamp", LAMPS)
def test_a_digit_before_a_lamp_hides_neither_a_right_clock_nor_a_wrong_one(
    lamp: tuple[int, int],
) -> None:
    camera = Drawn().learned()
    camera.lamp = lamp
    assert True not in ailing(camera.looks(6))
    camera.ahead = timedelta(days=-333, hours=3, minutes=25)
    assert ailing(camera.looks(4)) == WRONG


def test_at_midnight_a_day_that_is_not_legible_is_no_fault() -> None:
    to_midnight_ms = (24 - 12.168) * 3_600_000
    camera = Drawn(at_ms=NOON_MS + to_midnight_ms - 1_100_000).learned()
    camera.lamp = LAMPS[0]
    signs = ailing(camera.looks(60))
    assert True not in signs
    assert signs[-1] is False


def test_digits_that_each_bear_the_name_of_the_next_are_not_believed() -> None:
    camera = Drawn(every_s=4.0).learned()
    face = camera.watch.face
    assert face is not None
    strips, at_s = [], []
    for _ in range(60):
        strips.append(face.line.cut(camera.picture()))
        at_s.append(camera.at_ms / 1000)
    looks, times = np.stack(strips).astype(np.float32), np.array(at_s)
    assert ahead_s_of(face, looks, times, 1.2, 0.9) is not None
    by_tens = np.roll(face.digits[:6], 1, axis=0)
    face.dates, face.digits = None, np.concatenate([by_tens, face.digits[5:9]])
    assert ahead_s_of(face, looks, times, 1.2, 0.9) is None


def test_a_misread_digit_against_its_habit_is_no_sign() -> None:
    camera = Drawn().learned()
    face = camera.watch.face
    assert face is not None
    camera.looks(2)
    # an hour's digit that is hard to tell from another
    patch = face.digits.copy()
    face.digits[2] = 0.52 * patch[1] + 0.48 * patch[2]
    assert True not in ailing(camera.looks(3))


@pytest.mark.parametrize("font", ["simplex", "duplex"])
def test_a_digit_of_the_date_misread_at_the_first_look_is_not_what_stood_there_before(
    font: str,
) -> None:
    in_2030_ms = NOON_MS + 4 * 365 * 86_400_000
    camera = Drawn(overlay(font=font), at_ms=in_2030_ms).learned()
    face = camera.watch.face
    assert face is not None
    assert face.dates is not None
    # what was seen of a 0 while the digits were learned is hardly one: it is read as an 8
    face.digits[0] = unit(face.digits[3] + face.digits[5])
    face.last, face._apart = None, None
    signs = ailing(camera.looks(8))
    assert False in signs
    assert True not in signs

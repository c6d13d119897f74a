"""What a street's camera shows: people where the truth says, weather as thrown, and code that decodes to it."""

import av
import numpy as np
import pytest
from av.video.codeccontext import VideoCodecContext
from numpy.typing import NDArray

from bongsu.media.sources.source import Picture
from bongsu.simulate.street.camera import StreetCamera
from bongsu.simulate.street.coded import CodedCamera, Group
from bongsu.simulate.street.nobody import Nobody
from bongsu.simulate.street.places import Place
from bongsu.simulate.street.script import Busy, CameraScript, Episode, write_script
from bongsu.simulate.street.walks import Step, Walk
from bongsu.simulate.street.weather import Weather

SIZE = (160, 90)


def a_walk(speed: float) -> Walk:
    red = np.zeros((40, 16, 3), np.uint8)
    red[..., 0] = 250
    return Walk((Step(red, np.full((40, 16), 255, np.uint8), (8.0, 40.0), 40.0),) * 15, speed, True)  # noqa: FBT003


WALKS = (a_walk(0.7), a_walk(0.0))


def a_place() -> Place:
    dice = np.random.default_rng(1)
    pixels = dice.integers(90, 130, (SIZE[1], SIZE[0], 3)).astype(np.uint8)
    return Place("campus", pixels, (0.0, 0.5, 1.0, 0.9), (0.2, 0.2))


def a_script(weather: Weather = Weather.DAY, seed: int = 3) -> CameraScript:
    return write_script("c1", a_place(), weather, WALKS, Busy(400.0, 3, 60.0), seed)


def a_camera(weather: Weather = Weather.DAY) -> StreetCamera:
    return StreetCamera(a_script(weather), WALKS)


def redness(pixels: NDArray[np.uint8]) -> NDArray[np.int16]:
    part: NDArray[np.int16] = pixels[..., 0].astype(np.int16) - pixels[..., 1]
    return part


def test_somebody_is_seen_where_the_truth_says() -> None:
    camera = a_camera()
    event = camera.script.events[0]
    moment = (event.begins_s + event.ends_s) / 2
    pixels = camera.picture(moment, np.random.default_rng(1))
    [box] = camera.boxes(moment)
    down, across = np.nonzero(redness(pixels) > 120)
    assert np.isclose(across.mean() / SIZE[0], (box[0] + box[2]) / 2, atol=0.03)
    assert np.isclose(down.max() / SIZE[1], box[3], atol=0.04)
    assert np.isclose(down.min() / SIZE[1], box[1], atol=0.04)


def test_an_empty_moment_shows_nobody() -> None:
    camera = a_camera()
    assert camera.boxes(-50.0) == []
    assert (redness(camera.picture(-50.0, np.random.default_rng(1))) > 120).sum() == 0


@pytest.mark.parametrize("weather", list(Weather))
def test_the_same_throw_gives_the_same_picture_in_any_weather(weather: Weather) -> None:
    first, second = a_camera(weather), a_camera(weather)
    one = first.picture(30.0, np.random.default_rng(9))
    assert np.array_equal(one, second.picture(30.0, np.random.default_rng(9)))
    assert not np.array_equal(one, second.picture(30.0, np.random.default_rng(10)))
    assert one.shape == (SIZE[1], SIZE[0], 3)


@pytest.mark.parametrize("weather", [one for one in Weather if one.is_dark])
def test_nights_are_darker_than_days(weather: Weather) -> None:
    day = a_camera().picture(0.0, np.random.default_rng(1)).mean()
    assert a_camera(weather).picture(0.0, np.random.default_rng(1)).mean() < day


def test_infrared_has_no_colours() -> None:
    camera = a_camera(Weather.INFRARED)
    event = camera.script.events[0]
    pixels = camera.picture(event.begins_s + 0.5, np.random.default_rng(1))
    assert np.abs(redness(pixels)).mean() < 6


@pytest.mark.parametrize("kind", [one for one in Nobody if not one.stays])
@pytest.mark.parametrize("weather", [Weather.DAY, Weather.NIGHT])
def test_what_passes_is_drawn_and_is_nobody(kind: Nobody, weather: Weather) -> None:
    episode = Episode(kind, (0.3, 0.6), (0.7, 0.8), 10.0, 18.0, 5)
    script = CameraScript(
        "c1", 3, a_place(), weather, (0, 0, 1, 1), a_script().asks, (), (), (episode,), ()
    )
    camera = StreetCamera(script, WALKS)
    empty = camera.picture(5.0, np.random.default_rng(2)).astype(np.int16)
    seen = camera.picture(14.0, np.random.default_rng(2)).astype(np.int16)
    assert (np.abs(seen - empty).max(axis=2) > 20).sum() > 20
    assert camera.boxes(14.0) == []


@pytest.mark.parametrize("kind", [one for one in Nobody if one.stays])
def test_what_stays_moves_in_the_wind(kind: Nobody) -> None:
    episode = Episode(kind, (0.3, 0.5), (0.3, 0.5), 0, 0, 5)
    script = CameraScript(
        "c1", 3, a_place(), Weather.DAY, (0, 0, 1, 1), a_script().asks, (), (episode,), (), ()
    )
    camera = StreetCamera(script, WALKS)
    first, later = (camera.picture(at, np.random.default_rng(2)) for at in (0.0, 0.7))
    assert not np.array_equal(first, later)


def decoded(pictures: list[Picture]) -> list[NDArray[np.uint8]]:
    context = av.CodecContext.create("h264", "r")
    assert isinstance(context, VideoCodecContext)
    found = []
    for one in pictures:
        units = b"\0\0\0\1" + one.parameters.sps + b"\0\0\0\1" + one.parameters.pps
        data, at = one.data, 0
        while at < len(data):
            size = int.from_bytes(data[at : at + 4], "big")
            units += b"\0\0\0\1" + data[at + 4 : at + 4 + size]
            at += 4 + size
        found += context.decode(av.Packet(units))
    found += context.decode(None)
    return [np.asarray(frame.to_ndarray(format="rgb24"), np.uint8) for frame in found]


def test_a_group_decodes_to_what_was_drawn() -> None:
    coded = CodedCamera(a_camera(), rate=5)
    pictures = coded.all(Group(2, 4.0))
    assert [one.is_key for one in pictures] == [True] + [False] * 9
    shown = decoded(pictures)
    assert len(shown) == 10
    drawn = coded.camera.picture(4.0, np.random.default_rng((3, 2, False)))
    assert np.abs(shown[0].astype(np.int16) - drawn).mean() < 12


def test_the_key_picture_is_the_same_with_and_without_what_follows() -> None:
    coded = CodedCamera(a_camera(Weather.NIGHT_RAIN), rate=5)
    for place in (0, 3):
        group = coded.group(place)
        assert coded.key(group) == coded.all(group)[0]


def test_calm_groups_come_round_and_busy_ones_do_not() -> None:
    coded = CodedCamera(a_camera(), rate=5, calm=4)
    script = coded.camera.script
    groups = [coded.group(place) for place in range(200)]
    calm = {group.number for group in groups if group.number < 0}
    assert calm == {-1, -2, -3, -4}
    busy = [group for group in groups if group.number >= 0]
    assert all(not script.is_calm(one.begins_s, one.begins_s + 2) for one in busy)
    assert len({one.number for one in busy}) == len(busy)


def test_a_calm_group_shows_nobody_even_when_its_time_of_day_is_another() -> None:
    coded = CodedCamera(a_camera(), rate=5, calm=3)
    [picture] = decoded([coded.key(Group(-2, 2.0))])
    assert (redness(picture.astype(np.uint8)) > 120).sum() == 0

"""The last seconds of a camera: bounded, whole groups only, and a clip that plays as it was captured."""

from dataclasses import replace
from pathlib import Path

import pytest

from bongsu.media.sources.source import Parameters, Picture
from bongsu.monitoring.pictures.ring import Ring
from tests.monitoring.pictures.coded import moved, read_back, street, with_b_pictures


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Picture]:
    return street(tmp_path_factory.mktemp("ring"))


def filled(pictures: list[Picture], seconds: float = 60.0) -> Ring:
    ring = Ring(seconds)
    for one in pictures:
        ring.add(one)
    return ring


def test_a_clip_begins_at_the_key_picture_before_and_plays_as_captured(
    pictures: list[Picture],
) -> None:
    clip = read_back(filled(pictures).clip(700, 1500))
    # from 500 ms to 1500 ms, both shown
    assert len(clip.shown_s) == 21
    assert clip.shown_s == pytest.approx([number / 20 for number in range(21)], abs=1e-4)
    assert clip.keys == 3
    assert clip.size == (320, 180)
    assert clip.lasts_s == pytest.approx(1.05, abs=0.01), "told, so that a player can seek"


def test_before_what_is_held_a_clip_begins_where_that_begins(pictures: list[Picture]) -> None:
    assert len(read_back(filled(pictures).clip(-5000, 450)).shown_s) == 10


@pytest.mark.parametrize(("from_ms", "to_ms"), [(5000, 9000), (-900, -100)])
def test_of_what_is_not_held_there_is_no_clip(
    pictures: list[Picture], from_ms: float, to_ms: float
) -> None:
    assert filled(pictures).clip(from_ms, to_ms) == b""
    assert Ring(10).clip(from_ms, to_ms) == b""


def test_key_pictures_alone_make_a_clip(pictures: list[Picture]) -> None:
    """A camera that nobody looked at closely: one picture each half second, shown as long."""
    clip = read_back(filled([one for one in pictures if one.is_key]).clip(0, 2000))
    assert clip.shown_s == pytest.approx([0, 0.5, 1.0, 1.5], abs=1e-4)
    assert clip.keys == 4


def test_the_cached_group_follows_the_key_picture_that_is_here_already(
    pictures: list[Picture],
) -> None:
    """As it comes when a worker asks for all: the key picture once more, then what followed it."""
    ring = filled([one for one in pictures[:25] if one.is_key])
    for one in pictures[20:24]:
        ring.add(replace(one, is_backlog=True))
    for one in pictures[24:30]:
        ring.add(one)
    clip = read_back(ring.clip(1000, 1500))
    assert clip.shown_s == pytest.approx([number / 20 for number in range(10)], abs=1e-4)


def test_a_live_key_picture_that_comes_twice_is_held_once(pictures: list[Picture]) -> None:
    ring = filled(pictures[:1])
    ring.add(pictures[0])
    assert ring.held_bytes == len(pictures[0].data)


def test_two_pictures_of_one_moment_are_both_held(pictures: list[Picture]) -> None:
    """They came in one packet of the line."""
    at_once = [replace(one, captured_at_ms=1.0) for one in pictures[:3]]
    ring = filled(at_once)
    assert ring.held_bytes == sum(len(one.data) for one in at_once)


def test_nothing_is_held_before_the_first_key_picture(pictures: list[Picture]) -> None:
    assert filled(pictures[1:10]).held_bytes == 0


def test_what_is_older_than_its_seconds_goes_by_whole_groups(pictures: list[Picture]) -> None:
    ring = Ring(1.0)
    for round_ in range(10):
        for one in moved(pictures, round_ * 2000):
            ring.add(one)
    clip = read_back(ring.clip(0, 1e9))
    assert 1.0 <= clip.shown_s[-1] <= 1.5
    assert clip.keys == len([at for at in clip.shown_s if at * 2 == pytest.approx(round(at * 2))])


def test_bytes_are_bounded(pictures: list[Picture]) -> None:
    group = sum(len(one.data) for one in pictures[:10])
    ring = Ring(3600, most_bytes=group * 3)
    for round_ in range(10):
        for one in moved(pictures, round_ * 2000):
            ring.add(one)
            assert ring.held_bytes <= group * 3
    assert ring.clip(0, 1e9)


def test_a_group_too_large_alone_is_not_held_by_halves(pictures: list[Picture]) -> None:
    ring = Ring(3600, most_bytes=len(pictures[0].data) + 10)
    for one in pictures[:10]:
        ring.add(one)
    assert ring.held_bytes == 0
    ring.add(moved([pictures[0]], 2000)[0])
    assert ring.held_bytes == len(pictures[0].data)


def test_another_form_in_the_middle_leaves_the_longer_part(
    pictures: list[Picture], tmp_path: Path
) -> None:
    other = moved(street(tmp_path, width=160, height=120), 2000)
    clip = read_back(filled(pictures[:20] + other).clip(0, 1e9))
    assert clip.size == (160, 120)
    assert len(clip.shown_s) == 40


def test_pictures_of_another_form_wait_for_a_key_picture_of_their_own(
    pictures: list[Picture],
) -> None:
    """The tap moved to the camera's other stream in the middle of a group, whose key picture is older than what is held."""
    ring = filled(pictures[:5])
    held = ring.held_bytes
    other = Parameters(pictures[0].parameters.sps, b"another")
    for one in pictures[5:10]:
        ring.add(replace(one, parameters=other))
    assert ring.held_bytes == held
    ring.add(replace(pictures[10], parameters=other))
    assert pictures[10].is_key
    assert ring.held_bytes > held


def test_a_clock_that_was_set_back_begins_anew(pictures: list[Picture]) -> None:
    ring = filled(moved(pictures, 3_600_000))
    for one in pictures:
        ring.add(one)
    assert len(read_back(ring.clip(0, 1e9)).shown_s) == 40


def test_a_camera_whose_time_is_nonsense_plays_by_the_time_of_capture(
    pictures: list[Picture],
) -> None:
    frozen = [replace(one, rtp_time=7) for one in pictures]
    wild = [replace(one, rtp_time=at * 2_654_435_761 % 2**32) for at, one in enumerate(pictures)]
    for odd in (frozen, wild):
        clip = read_back(filled(odd).clip(0, 1e9))
        assert clip.shown_s[-1] == pytest.approx(1.95, abs=1e-3)


def test_the_cameras_time_wraps(pictures: list[Picture]) -> None:
    wrapping = [
        replace(one, rtp_time=(one.rtp_time + 0xFFFFFFFF - 90_000) & 0xFFFFFFFF) for one in pictures
    ]
    assert read_back(filled(wrapping).clip(0, 1e9)).shown_s[-1] == pytest.approx(1.95, abs=1e-3)


def test_pictures_shown_before_others_decoded_earlier_keep_their_order(tmp_path: Path) -> None:
    pictures = with_b_pictures(tmp_path)
    times = [one.rtp_time for one in pictures]
    assert times != sorted(times)
    clip = read_back(filled(pictures).clip(0, 1e9))
    assert clip.shown_s == sorted(clip.shown_s)
    assert len(clip.shown_s) == 20

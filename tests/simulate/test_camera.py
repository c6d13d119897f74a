"""A stream runs on with the clock, watched or not, and over the seam of its loop."""

from itertools import pairwise

import pytest

from bongsu.simulate.camera import Stream, make_camera
from bongsu.simulate.packets import CLOCK_HZ, Loop, Picture


def loop(pictures: int = 10, frames_per_s: int = 10) -> Loop:
    step = CLOCK_HZ // frames_per_s
    shot = tuple(
        Picture(i / frames_per_s, i * step, (b"\x65" if i == 0 else b"\x41",), is_key=i == 0)
        for i in range(pictures)
    )
    return Loop(shot, pictures / frames_per_s, b"\x67", b"\x68", 2, 2, frames_per_s)


def test_a_viewer_joins_where_the_loop_is_now() -> None:
    stream = Stream(loop(), began_s=100.0)
    stream.seek(100.34)
    picture, _ = stream.take()
    assert picture.due_s == pytest.approx(0.4)


def test_after_the_last_picture_comes_the_first_of_the_next_round() -> None:
    stream = Stream(loop(), began_s=0.0)
    stream.seek(2.95)
    assert stream.due_s == pytest.approx(3.0)
    assert stream.take()[0].is_key


def test_time_and_timestamps_run_on_over_the_seam() -> None:
    stream = Stream(loop(), began_s=50.0)
    stream.seek(50.0)
    taken = [(stream.due_s, stream.take()[1]) for _ in range(35)]
    assert all(b[0] - a[0] == pytest.approx(0.1) for a, b in pairwise(taken))
    assert {b[1] - a[1] for a, b in pairwise(taken)} == {CLOCK_HZ // 10}


def test_the_place_in_the_loop_does_not_depend_on_who_watched() -> None:
    watched, idle = Stream(loop(), 0.0), Stream(loop(), 0.0)
    watched.seek(0.0)
    for _ in range(74):
        watched.take()
    idle.seek(7.35)
    assert watched.take() == idle.take()


def test_every_camera_has_its_own_phase_and_always_the_same() -> None:
    loops = {"main": loop(100), "sub": loop(100)}
    phases = [make_camera(n, loops, 0.0).streams["main"].position_s(0.0) for n in range(1, 51)]
    assert phases == [
        make_camera(n, loops, 0.0).streams["main"].position_s(0.0) for n in range(1, 51)
    ]
    gaps = [b - a for a, b in pairwise(sorted(phases))]
    assert min(gaps) > 0.05, "50 cameras over 10 s stand well apart"


def test_main_and_sub_of_a_camera_show_the_same_moment() -> None:
    camera = make_camera(7, {"main": loop(), "sub": loop(5, 5)}, 0.0)
    assert camera.streams["main"].position_s(3) == camera.streams["sub"].position_s(3)

"""Decode times a player accepts: always forward, never a jump of more than twice the last duration."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.media.fmp4 import TIMESCALE
from bongsu.media.timeline import Timeline

STEP = TIMESCALE // 10


def test_a_steady_camera_keeps_its_pace() -> None:
    timeline = Timeline()
    places = [timeline.place(1000 + number * STEP) for number in range(20)]
    steps = [b.decode_time - a.decode_time for a, b in pairwise(places)]
    assert set(steps[3:]) == {STEP}
    assert all(abs(place.duration - STEP) < 100 for place in places[15:])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.integers(-20_000, 40_000), st.integers(0, 2**32 - 1)), max_size=60))
def test_times_go_forward_and_never_jump(steps: list[int]) -> None:
    timeline, rtp_time = Timeline(), 4_294_960_000
    last = timeline.place(rtp_time)
    for step in steps:
        rtp_time = (rtp_time + step) % 2**32
        place = timeline.place(rtp_time)
        assert 0 < place.decode_time - last.decode_time < 2 * last.duration
        assert 90 <= place.duration <= TIMESCALE
        last = place


def test_the_wrap_of_the_cameras_clock_is_not_seen() -> None:
    timeline = Timeline()
    places = [timeline.place((2**32 - 5 * STEP + n * STEP) % 2**32) for n in range(10)]
    assert places[-1].decode_time - places[-2].decode_time == STEP


def test_a_camera_opened_again_goes_on_behind_its_last_picture() -> None:
    timeline = Timeline()
    before = [timeline.place(n * STEP) for n in range(10)][-1]
    timeline.restart()
    after = timeline.place(3_000_000_000)
    assert before.decode_time < after.decode_time <= before.decode_time + 2 * before.duration


def test_pictures_shown_out_of_order_keep_their_order_of_showing() -> None:
    timeline = Timeline()
    order = [0, 3, 1, 2, 6, 4, 5, 9, 7, 8]
    places = [timeline.place(n * STEP) for n in order]
    shown = [place.decode_time + place.shown_after for place in places]
    assert (
        sorted(range(len(order)), key=lambda i: shown[i])[-6:]
        == sorted(range(len(order)), key=lambda i: order[i])[-6:]
    )

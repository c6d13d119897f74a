"""The ten seconds: counted by two clocks, never opened anew, judged by the phone's own."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.services.shared.residents.alarm import Press
from bongsu.services.shared.residents.settings import ResidentSettings
from bongsu.services.shared.residents.window import (
    due_at,
    is_late,
    is_stale,
    since_press_s,
    takes_back,
)
from tests.incidents.stage import NOW

LIMITS = ResidentSettings()


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def press(pressed_s: float = 0.0, sent_s: float = 0.0) -> Press:
    return Press(
        number="1",
        service="SOS_APP",
        category="SOS_SHAKE",
        device_id="phone_1",
        pressed_at=at(pressed_s),
        sent_at=at(sent_s),
        waits=True,
    )


def test_a_press_that_arrives_at_once_waits_ten_seconds_and_one_for_the_way() -> None:
    assert due_at(press(), NOW, LIMITS) == at(11.0)


def test_what_was_sent_late_waits_the_rest() -> None:
    assert due_at(press(0.0, 4.0), at(4.0), LIMITS) == at(11.0)


def test_a_message_that_was_a_minute_on_its_way_opens_no_window() -> None:
    assert due_at(press(), at(60.0), LIMITS) == at(60.0)
    assert is_late(press(), at(61.0), LIMITS)


def test_a_phone_whose_clock_is_ahead_waits_no_longer_than_ten_seconds() -> None:
    ahead = press(pressed_s=300.0, sent_s=300.0)
    assert since_press_s(ahead, NOW) == 0.0
    assert due_at(ahead, NOW, LIMITS) == at(11.0)


def test_a_phone_whose_clock_is_behind_loses_its_window_and_hides_nothing() -> None:
    behind = press(pressed_s=-300.0, sent_s=-300.0)
    assert due_at(behind, NOW, LIMITS) == NOW


@given(
    pressed=st.floats(-1000, 1000),
    sending=st.floats(-100, 1000),
    coming=st.floats(0, 1000),
    more=st.floats(0, 1000),
)
def test_delay_never_opens_a_window_anew(
    pressed: float, sending: float, coming: float, more: float
) -> None:
    said = press(pressed, pressed + sending)
    sooner, later = due_at(said, at(coming), LIMITS), due_at(said, at(coming + more), LIMITS)
    assert at(coming) <= sooner <= at(coming + LIMITS.cancel_s + LIMITS.cancel_way_s)
    assert later - at(coming + more) <= sooner - at(coming)


@pytest.mark.parametrize(
    ("after_s", "is_taken"), [(-1.0, False), (0.0, True), (9.0, True), (10.0, True), (11.0, False)]
)
def test_a_cancel_counts_by_the_phones_own_clock(after_s: float, is_taken: bool) -> None:
    assert takes_back(NOW, at(after_s), LIMITS) is is_taken


def test_a_press_of_yesterday_is_stale() -> None:
    assert not is_stale(press(), at(86_400.0), LIMITS)
    assert is_stale(press(), at(86_401.0), LIMITS)

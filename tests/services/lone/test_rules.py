"""A missed beat is a call; a missed beat and a call unanswered are an alarm; silence is never an end."""

from datetime import datetime, timedelta

from bongsu.services.lone.rules import Due, after_call, due, next_look
from bongsu.services.shared.residents.alarm import Device
from bongsu.services.shared.residents.settings import ResidentSettings
from tests.incidents.stage import NOW

LIMITS = ResidentSettings(beat_missed_s=3600.0, call_within_s=600.0)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def device(asked_at: datetime | None = None) -> Device:
    return Device(
        partner="home-device",
        device_id="home_1",
        service="LONE_WOMAN",
        registered_at=NOW,
        heard_at=NOW,
        asked_at=asked_at,
    )


def test_a_device_that_beats_is_left_alone() -> None:
    assert due(device(), after(3599.0), LIMITS) is Due.NOTHING


def test_a_missed_beat_asks_for_a_call() -> None:
    assert due(device(), after(3600.0), LIMITS) is Due.CALL


def test_no_word_on_the_call_is_an_alarm() -> None:
    asked = device(after(3600.0))
    assert due(asked, after(4199.0), LIMITS) is Due.NOTHING
    assert due(asked, after(4200.0), LIMITS) is Due.ALARM


def test_an_unanswered_call_is_an_alarm_only_with_a_missed_beat() -> None:
    assert after_call(device(), after(100.0), LIMITS, answered=False) is Due.NOTHING
    assert after_call(device(), after(3600.0), LIMITS, answered=False) is Due.ALARM
    assert after_call(device(), after(3600.0), LIMITS, answered=True) is Due.NOTHING


def test_it_is_looked_at_again_at_the_next_edge() -> None:
    assert next_look(device(), LIMITS) == after(3600.0)
    assert next_look(device(after(3600.0)), LIMITS) == after(4200.0)

"""From what was seen of the street to figures."""

import msgspec
import pytest

from bongsu.bench.monitoring.reckon import VERDICTS, StreetSeen, curve_readings, verdict_readings
from bongsu.bench.monitoring.seen import AlarmSeen, EventSeen, PartSeen
from bongsu.bench.monitoring.sizes import DEPLOYED, THRESHOLDS, sizes_for

FLAG = (0.2, 0.2, 0.26, 0.4)
MAN = (0.6, 0.5, 0.66, 0.8)


def an_event(at: float, camera: str = "a", weather: str = "day") -> EventSeen:
    return EventSeen(
        camera_id=camera,
        begins_s=at,
        ends_s=at + 6,
        kind="walks_through",
        weather=weather,
        place="campus",
    )


def an_alarm(at: float, score: float, *, is_true: bool, camera: str = "a") -> AlarmSeen:
    return AlarmSeen(
        camera_id=camera,
        shown_s=at,
        last_s=at + 2,
        score=score,
        is_true=is_true,
        boxes=(MAN if is_true else FLAG,),
        weather="day",
        during=() if is_true else ("banner",),
    )


def a_part(events: list[EventSeen], alarms: list[AlarmSeen]) -> PartSeen:
    return PartSeen(
        cameras=2,
        lasts_s=2000.0,
        events=events,
        alarms={f"{one:g}": [a for a in alarms if a.score >= one] for one in THRESHOLDS},
        looks=2000,
        asked=500,
        decode_s=2.0,
        detect_s=10.0,
        close_s=100.0,
        longest_unseen_s=4.0,
    )


def test_events_shown_and_camera_time_shown_are_of_the_deployed_threshold() -> None:
    events = [an_event(100.0), an_event(300.0, weather="night")]
    alarms = [an_alarm(102.0, 0.8, is_true=True), an_alarm(302.0, DEPLOYED - 0.01, is_true=True)]
    readings = curve_readings(StreetSeen([a_part(events, alarms)]))
    assert readings["events_shown"].value == 50.0
    assert readings["events_shown"].beside["day"] == 100.0
    assert readings["events_shown"].beside["night"] == 0.0
    assert readings["camera_time_shown"].value == pytest.approx(8.0 / 4000 * 100)
    assert readings["camera_time_shown"].beside["false_alarms"] == 0


def test_false_alarms_are_told_by_what_went_on() -> None:
    alarms = [an_alarm(50.0, 0.6, is_true=False), an_alarm(90.0, 0.6, is_true=False)]
    beside = curve_readings(StreetSeen([a_part([an_event(500.0)], alarms)]))[
        "camera_time_shown"
    ].beside
    assert beside["false_near_banner"] == 2
    assert beside["false_per_camera_hour"] == pytest.approx(2 / (4000 / 3600), abs=0.01)


def test_parts_are_reckoned_together() -> None:
    part = a_part([an_event(100.0)], [an_alarm(101.0, 0.8, is_true=True)])
    other = a_part([an_event(100.0, "b")], [])
    seen = StreetSeen([part, other])
    assert curve_readings(seen)["events_shown"].value == 50.0
    assert [one.threshold for one in seen.points()] == list(THRESHOLDS)


def test_a_flag_that_was_waved_away_is_silent_later_and_people_are_not() -> None:
    false = [an_alarm(10.0 + 18 * number, 0.52, is_true=False) for number in range(100)]
    false += [
        an_alarm(4.0 * number, 0.52, is_true=False, camera=f"c{number}") for number in range(197)
    ]
    events = [an_event(1100.0 + 80 * number) for number in range(10)]
    true = [an_alarm(event.begins_s + 1, 0.7, is_true=True) for event in events]
    readings = verdict_readings(StreetSeen([a_part(events, false + true)]))
    cut = readings["false_alarm_cut"]
    assert cut.value is not None
    assert cut.value > 90
    assert cut.beside["starts_at"] == DEPLOYED
    assert cut.beside["verdicts"] == VERDICTS
    assert readings["recall_lost"].value == 0.0


def test_with_too_few_to_answer_the_rules_begin_lower() -> None:
    weak = [
        an_alarm(4.0 * number, 0.3, is_true=False, camera=f"c{number}") for number in range(400)
    ]
    cut = verdict_readings(StreetSeen([a_part([an_event(1900.0)], weak)]))["false_alarm_cut"]
    assert (cut.beside["starts_at"], cut.beside["verdicts"]) == (0.3, VERDICTS)


def test_where_nothing_is_false_nothing_is_cut() -> None:
    events = [an_event(100.0), an_event(1500.0)]
    true = [an_alarm(event.begins_s + 1, 0.7, is_true=True) for event in events]
    readings = verdict_readings(StreetSeen([a_part(events, true)]))
    assert readings["false_alarm_cut"].value is None
    assert readings["false_alarm_cut"].why
    assert readings["recall_lost"].value == 0.0


def test_a_part_passes_between_processes_unchanged() -> None:
    part = a_part([an_event(1.0)], [an_alarm(2.0, 0.5, is_true=True)])
    told = msgspec.json.decode(msgspec.json.encode(part))
    assert msgspec.convert(told, PartSeen) == part


def test_the_full_street_is_promised_enough_events() -> None:
    full, quick = sizes_for(quick=False), sizes_for(quick=True)
    assert full.cameras * full.visits * 0.85 >= 200
    assert quick.cameras * quick.lasts_s < full.cameras * full.lasts_s / 20

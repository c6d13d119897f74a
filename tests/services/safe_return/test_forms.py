"""안심이's and 안심헬프미's forms read as what they mean, without a node. Pure."""

from datetime import datetime, timedelta
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.identity.people import LinkSystem, Partner
from bongsu.kernel.failures import Invalid
from bongsu.services.safe_return.ansimi import (
    NEEDS,
    OF_A_TRIP,
    AnsimiMessage,
    cancel_of,
    fix_of,
    heard_of,
    press_of,
    trip_of_start,
)
from bongsu.services.safe_return.helpme import HelpmeMessage, as_ansimi
from bongsu.services.safe_return.trip import TripStands
from tests.incidents.stage import NOW

HERE = {"lat": 37.6, "lon": 127.01, "accuracy_m": 8.0}
KINDS = (
    "REGISTER",
    "WITHDRAW",
    "TRIP_START",
    "POSITION",
    "ARRIVED",
    "TRIP_END",
    "SOS",
    "SOS_POSITION",
    "CANCEL",
    "SAFE",
)
PARTNER = Partner(
    "par_1", "ansimi", "SEOUL.SAFE", LinkSystem.SAFE_RETURN, frozenset({"SOS_APP", "ESCORT"})
)


def whole(kind: str, **more: Any) -> dict[str, Any]:
    """All that any kind needs; a change to None takes a field out."""
    said = {
        "msg_id": "m1",
        "sent_at": NOW.isoformat(),
        "type": kind,
        "device_id": "phone_1",
        "at": NOW.isoformat(),
        "number": "n-1",
        "how": "SHAKE",
        "position": HERE,
        **more,
    }
    return {name: value for name, value in said.items() if value is not None}


def message(kind: str, **more: Any) -> AnsimiMessage:
    read = msgspec.convert(whole(kind, **more), AnsimiMessage)
    read.check()
    return read


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_that_says_all_it_needs_is_taken(kind: str) -> None:
    assert message(kind).type == kind


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind, fields in NEEDS.items() for field in fields]
)
def test_what_a_kind_needs_is_asked_for_by_its_field(kind: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        message(kind, **{field: None})
    assert refused.value.field == field


@pytest.mark.parametrize("field", ["sent_at", "at", "eta_at"])
def test_no_time_is_guessed(field: str) -> None:
    with pytest.raises(Invalid) as refused:
        message("TRIP_START", **{field: "2026-11-22T02:00:00"})
    assert refused.value.field == field


def test_an_sos_may_be_taken_back_and_says_how_it_was_made() -> None:
    press = press_of(message("SOS", how="VOLUME", battery_pct=7, quiet=True, drill="drl_1"))
    assert (press.service, press.category, press.waits) == ("SOS_APP", "SOS_VOLUME", True)
    assert press.details == {"quiet": True, "battery_pct": 7}
    assert press.drill_id == "drl_1"
    assert press.place is not None
    assert press.place.accuracy_m == 8.0


def test_an_sos_without_a_place_is_an_sos() -> None:
    assert press_of(message("SOS", position=None)).place is None


def test_what_is_not_said_of_a_phone_is_no_detail() -> None:
    assert press_of(message("SOS")).details == {}


def test_a_cancel_counts_from_the_phones_own_moment() -> None:
    at = NOW + timedelta(seconds=9)
    cancel = cancel_of(message("CANCEL", at=at.isoformat()))
    assert (cancel.number, cancel.device_id, cancel.cancelled_at) == ("n-1", "phone_1", at)


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_of_a_trip_is_about_the_trip_and_every_other_about_the_sos(kind: str) -> None:
    expected = "ESCORT" if kind in OF_A_TRIP else "SOS_APP"
    assert heard_of(message(kind)).service == expected


def test_a_position_is_a_fix_at_the_phones_own_moment() -> None:
    fix = fix_of(message("POSITION"))
    assert (fix.at, fix.lat, fix.lon, fix.accuracy_m) == (NOW, 37.6, 127.01, 8.0)


@pytest.mark.parametrize("hours_off", [-30, 0, 2])
def test_a_trip_lasts_as_long_as_was_planned_however_wrong_the_phones_clock_is(
    hours_off: int,
) -> None:
    begins = NOW + timedelta(hours=hours_off)
    eta = begins + timedelta(minutes=12)
    start = message("TRIP_START", at=begins.isoformat(), eta_at=eta.isoformat())
    trip, route = trip_of_start(start, PARTNER, NOW)
    assert (trip.started_at, trip.eta_at) == (NOW, NOW + timedelta(minutes=12))
    assert (trip.stands, trip.sender_org, route) == (TripStands.ACTIVE, "SEOUL.SAFE", ())


def test_the_way_is_kept_point_by_point() -> None:
    way = [HERE, {**HERE, "lat": 37.61}]
    _, route = trip_of_start(message("TRIP_START", route=way), PARTNER, NOW)
    assert [one.lat for one in route] == [37.6, 37.61]


def test_a_way_has_no_more_than_two_hundred_points() -> None:
    with pytest.raises(msgspec.ValidationError, match="route"):
        message("TRIP_START", route=[HERE] * 201)


@pytest.mark.parametrize("name", ["name", "phone", "guardian", "photo", "voice", "home_address"])
def test_nothing_of_a_person_is_taken(name: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=name):
        message("SOS", **{name: "김"})


# 안심헬프미


def ring(event: str, **more: Any) -> HelpmeMessage:
    said = {
        "id": "h1",
        "sent": NOW.isoformat(),
        "event": event,
        "tag": "ring_1",
        "time": NOW.isoformat(),
        **more,
    }
    return msgspec.convert(said, HelpmeMessage)


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("JOIN", "REGISTER"),
        ("LEAVE", "WITHDRAW"),
        ("PRESS", "SOS"),
        ("WHERE", "SOS_POSITION"),
        ("UNDO", "CANCEL"),
        ("FINE", "SAFE"),
    ],
)
def test_each_event_of_a_key_ring_is_a_kind_of_the_other_form(event: str, kind: str) -> None:
    read = as_ansimi(ring(event, call_no="c1", gps=[37.6, 127.0]))
    read.check()
    assert (read.type, read.number, read.device_id, read.at) == (kind, "c1", "ring_1", NOW)


def test_a_ring_is_pressed_as_a_button_and_never_silently() -> None:
    press = press_of(as_ansimi(ring("PRESS", call_no="c1", battery=9)))
    assert (press.category, press.details) == ("SOS_BUTTON", {"battery_pct": 9})


@pytest.mark.parametrize(("gps", "error_m"), [([37.6, 127.0], 20.0), ([37.6, 127.0, 55.0], 55.0)])
def test_the_third_figure_of_a_place_is_its_error(gps: list[float], error_m: float) -> None:
    press = press_of(as_ansimi(ring("PRESS", call_no="c1", gps=gps)))
    assert press.place is not None
    assert press.place.accuracy_m == error_m


@pytest.mark.parametrize("gps", [[137.6, 127.0], [37.6, 527.0], [37.6, 127.0, -4.0]])
def test_a_place_that_is_none_is_not_taken(gps: list[float]) -> None:
    with pytest.raises(msgspec.ValidationError, match="position"):
        as_ansimi(ring("PRESS", call_no="c1", gps=gps))


@pytest.mark.parametrize("gps", [[37.6], [37.6, 127.0, 1.0, 2.0]])
def test_a_place_has_two_figures_or_three(gps: list[float]) -> None:
    with pytest.raises(msgspec.ValidationError, match="gps"):
        ring("PRESS", gps=gps)


def test_a_ring_knows_no_trips() -> None:
    with pytest.raises(msgspec.ValidationError, match="event"):
        ring("TRIP_START")


def test_times_of_both_clocks_reach_the_window() -> None:
    sent = NOW + timedelta(seconds=4)
    press = press_of(as_ansimi(ring("PRESS", call_no="c1", sent=sent.isoformat())))
    assert (press.pressed_at, press.sent_at) == (NOW, sent)
    assert isinstance(press.sent_at, datetime)

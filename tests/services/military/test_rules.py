"""An order's own rules, without a database: what it must say, what may not change, and what nobody may slip in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any  # Any: changes by name

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.incidents.area import Area, area_of_ring
from bongsu.incidents.incident import Incident, IncidentState, Window
from bongsu.incidents.message import Call
from bongsu.incidents.service import Reader
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.services.intake.message import CanonicalMessage
from bongsu.services.intake.message import check as check_message
from bongsu.services.military.banner import facts
from bongsu.services.military.kinds import EXERCISES, KINDS
from bongsu.services.military.rules import LONGEST, OrderTaken, check, check_twins
from bongsu.services.military.scenes import SCENES, UNIT, order
from bongsu.services.military.service import ORDERS
from bongsu.services.shared.scenes import Spot, Stage

NOW = datetime(2026, 11, 21, 5, 10, tzinfo=UTC)
AREA = Area(((37.6, 127.01), (37.6, 127.02), (37.61, 127.02)))
OTHER = Area(((37.6, 127.01), (37.6, 127.03), (37.61, 127.02)))
WINDOW = Window(starts=NOW, ends=NOW + timedelta(hours=8))
PLAY = Stage(now=NOW, spot=Spot(37.608, 127.02), number="scene-0001")


def call(**changes: Any) -> Call:
    whole: dict[str, Any] = {
        "partner": "mnd-capital",
        "sender_org": UNIT,
        "ext_incident_no": "1",
        "service": "MILITARY",
        "category": "TERROR",
        "area": AREA,
        "window": WINDOW,
        "details": {"order_no": "2026-031"},
    }
    return Call(**(whole | changes))


def incident(**changes: Any) -> Incident:
    one = Incident(
        incident_id="inc_1",
        partner="mnd-capital",
        sender_org=UNIT,
        ext_incident_no="1",
        service="MILITARY",
        category="TERROR",
        code="",
        exercise=False,
        state=IncidentState.OPEN,
        summary="",
        reported_at=NOW,
        received_at=NOW,
        area=AREA,
        window=WINDOW,
        details={"order_no": "2026-031"},
    )
    return msgspec.structs.replace(one, **changes)


def refused(said: Call, before: Incident | None = None) -> str | None:
    with pytest.raises(Failure) as failure:
        check(said, before)
    return failure.value.field


def lasting(length: timedelta) -> Window:
    return Window(starts=NOW, ends=NOW + length)


def test_a_whole_order_is_taken() -> None:
    check(call(), None)
    check(call(window=lasting(LONGEST)), None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"details": None}, "legal.order_no"),
        ({"details": {"order_no": ""}}, "legal.order_no"),
        ({"details": {"order_no": "가" * 41}}, "legal.order_no"),
        ({"details": {"order_no": "1\n2"}}, "legal.order_no"),
        ({"window": None}, "window"),
        ({"area": None}, "area"),
        ({"window": lasting(LONGEST + timedelta(seconds=1))}, "window.ends"),
    ],
)
def test_what_an_order_lacks_is_said_by_its_field(changes: dict[str, Any], field: str) -> None:
    assert refused(call(**changes)) == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"details": {"order_no": "2026-032"}}, "legal.order_no"),
        ({"area": OTHER}, "area"),
        ({"window": lasting(timedelta(hours=9))}, "window.ends"),
        (
            {"window": Window(starts=NOW - timedelta(hours=1), ends=WINDOW.ends)},
            "window.starts",
        ),
    ],
)
def test_what_was_approved_is_not_widened_in_place(changes: dict[str, Any], field: str) -> None:
    said = replace(call(area=None, window=None, details=None), **changes)
    assert refused(said, incident()) == field


def test_what_was_approved_may_become_shorter() -> None:
    check(call(window=lasting(timedelta(hours=7))), incident())
    check(call(area=None, window=None, details=None), incident())


def test_a_number_that_came_with_another_area_is_a_conflict_also_after_its_end() -> None:
    ended = incident(state=IncidentState.CLOSED)
    check_twins(call(), [ended])
    for before in (incident(area=OTHER), incident(area=OTHER, state=IncidentState.CLOSED)):
        with pytest.raises(OrderTaken) as conflict:
            check_twins(call(), [ended, before])
        assert (conflict.value.kind, conflict.value.field) == (Kind.CONFLICT, "area")


def test_an_order_that_runs_does_not_run_twice() -> None:
    with pytest.raises(OrderTaken) as conflict:
        check_twins(call(), [incident()])
    assert conflict.value.field == "legal.order_no"


def test_units_number_their_orders_apart() -> None:
    check_twins(call(), [incident(sender_org="MND.OTHER", area=OTHER)])


@given(st.text(max_size=60))
def test_no_number_can_break_the_search_for_it(number: str) -> None:
    """What `check` lets through is a plain word: it stands in the row as it was said."""
    try:
        check(call(details={"order_no": number}), None)
    except Invalid:
        return
    assert msgspec.json.encode(number).decode() == f'"{number}"'


# what is told


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("reader", list(Reader))
def test_every_reader_is_told_whether_it_is_an_exercise(kind: str, reader: Reader) -> None:
    first, number, what, when = facts(incident(category=kind), reader)
    assert (first.value_ko == "훈련") == (kind in EXERCISES) == (not first.urgent)
    assert number.value_en == "2026-031"
    assert (what.value_ko, what.value_en) == KINDS[kind]
    assert when.value_ko == "11-21 14:10 – 11-21 22:10", "Seoul's time"


# what a message may not carry


def said(**changes: Any) -> CanonicalMessage:
    body = order(PLAY, "TERROR", 0.0, 600.0, **changes)
    return msgspec.convert(body, CanonicalMessage)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"location": {"lat": 37.6, "lon": 127.0}}, "location"),
        ({"responders": [{"unit_id": "1중대"}]}, "responders"),
        ({"incident": {"category": "TERROR", "summary_ko": "작전 개요"}}, "incident.summary_ko"),
        ({"incident": {"category": "TERROR", "code": "C0"}}, "incident.code"),
        ({"incident": {"category": "PARADE"}}, "incident.category"),
        ({"legal": {"order_no": "1", "requester": {"rank": "대위"}}}, "legal.requester"),
        ({"sender": {"org": UNIT, "system": "112"}}, "sender.system"),
    ],
)
def test_a_message_carries_nothing_beside_the_order(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as problem:
        check_message(said(**changes), ORDERS)
    assert problem.value.field == field


def test_an_order_for_the_whole_country_is_refused_by_its_field() -> None:
    with pytest.raises(Invalid) as problem:
        area_of_ring(((33.0, 125.0), (33.0, 130.0), (38.5, 130.0), (38.5, 125.0)))
    assert problem.value.field == "area.coordinates"


def test_the_scenes_say_what_is_needed_of_them() -> None:
    assert {one.name for one in SCENES} >= {"happy", "refused", "silent"}
    for scene in SCENES:
        times = [one.after_s for one in scene.play(PLAY)]
        assert times == sorted(times)
        assert times[-1] <= scene.lasts_s
        assert scene.title_ko
        assert scene.title_en

"""A call that comes late is asked about, an older word changes nothing, and every screen says why."""

from datetime import datetime, timedelta

import pytest

from bongsu.incidents.incident import IncidentState, Place
from bongsu.incidents.lateness import LATE_AFTER, is_late
from bongsu.sharing.agreements.seongbuk import CENTRE
from bongsu.sharing.grants import State
from bongsu.sharing.rules import Waits
from tests.incidents.stage import (
    IN_JONGAM,
    IN_SEONGBUK,
    NOW,
    OPERATOR,
    SEONGBUK_ROOM,
    SHIFT_LEAD,
    YES,
    Stage,
    actor,
)

YESTERDAY = NOW - timedelta(days=1)


def before(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("sent_at", "late"),
    [
        (None, False),
        (NOW, False),
        (NOW - LATE_AFTER, False),
        (NOW - LATE_AFTER - timedelta(seconds=1), True),
        (NOW + timedelta(days=1), False),
    ],
)
def test_ten_minutes_are_in_time_and_more_is_late(sent_at: datetime | None, late: bool) -> None:
    assert is_late(sent_at, NOW) is late


async def test_a_call_of_yesterday_opens_nothing_until_a_person_says_yes(stage: Stage) -> None:
    incident = await stage.open(stage.call(sent_at=YESTERDAY))
    grant = await stage.grant(incident)
    assert (grant.state, grant.waits) == (State.WAITING, Waits.APPROVAL)
    await stage.decide(grant, YES, actor(SHIFT_LEAD))
    assert (await stage.grant(incident)).state is State.ACTIVE


async def test_nobodys_answer_is_a_no(stage: Stage) -> None:
    incident = await stage.open(stage.call(sent_at=YESTERDAY))
    await stage.later(61)
    assert (await stage.grant(incident)).state is State.REFUSED


@pytest.mark.parametrize("viewer", [SEONGBUK_ROOM, OPERATOR])
async def test_both_screens_say_when_it_was_sent(stage: Stage, viewer: object) -> None:
    incident = await stage.open(stage.call(sent_at=YESTERDAY))
    view = await stage.view(incident, viewer)  # type: ignore[arg-type]  # one of two viewers
    assert view is not None
    fact = view.facts[0]
    assert (fact.label_ko, fact.value_ko, fact.urgent) == (
        "늦게 온 신고",
        "11-21 02:10에 보냄",
        True,
    )
    assert "late" in [row.kind for row in view.timeline]


async def test_a_word_in_time_ends_the_doubt(stage: Stage) -> None:
    incident = await stage.open(stage.call(sent_at=YESTERDAY))
    await stage.update(incident, sent_at=before(1), summary="지금도 진행 중")
    assert (await stage.grant(incident)).state is State.ACTIVE
    view = await stage.view(await stage.fresh(incident), SEONGBUK_ROOM)
    assert view is not None
    assert [one.label_ko for one in view.facts if one.label_ko == "늦게 온 신고"] == []


async def test_a_word_that_is_late_itself_does_not(stage: Stage) -> None:
    incident = await stage.open(stage.call(sent_at=YESTERDAY))
    await stage.update(incident, sent_at=YESTERDAY + timedelta(minutes=1), place=IN_JONGAM)
    assert (await stage.fresh(incident)).came_late
    others = [one for one in await stage.grants(incident) if one.organisation != CENTRE]
    assert State.ACTIVE not in [one.state for one in others]


async def test_a_scene_does_not_move_back_with_an_older_word(stage: Stage) -> None:
    incident = await stage.open(stage.call(sent_at=before(30)))
    await stage.update(incident, sent_at=before(10), place=IN_JONGAM)
    await stage.later(20)
    told = await stage.fresh(incident)
    await stage.update(told, sent_at=before(20), place=IN_SEONGBUK, category="THEFT", code="C3")
    after = await stage.fresh(incident)
    assert (after.place, after.category, after.code) == (told.place, "ROBBERY", "C0")
    assert after.heard_at == stage.clock.now(), "its sender is there all the same"
    assert (await stage.trail())[-1] == "update_incident"


async def test_words_of_one_moment_are_all_taken(stage: Stage) -> None:
    incident = await stage.open(stage.call(sent_at=NOW))
    await stage.update(incident, sent_at=NOW, place=IN_JONGAM)
    place = (await stage.fresh(incident)).place
    assert place is not None
    assert (place.lat, place.lon) == (IN_JONGAM.lat, IN_JONGAM.lon)


async def test_a_clock_that_runs_ahead_stops_no_later_word(stage: Stage) -> None:
    incident = await stage.open(stage.call(sent_at=NOW + timedelta(hours=3)))
    assert (await stage.fresh(incident)).said_at == NOW
    await stage.later(5)
    moved = Place(lat=37.602, lon=127.012)
    await stage.update(incident, sent_at=NOW + timedelta(seconds=5), place=moved)
    place = (await stage.fresh(incident)).place
    assert place is not None
    assert place.lat == 37.602


async def test_who_says_no_time_is_believed(stage: Stage) -> None:
    """A centre beside us and our own devices have clocks that we know of."""
    incident = await stage.open(stage.call())
    assert (await stage.grant(incident)).state is State.ACTIVE
    assert (incident.said_at, incident.came_late) == (None, False)


async def test_a_running_call_is_not_asked_about_for_a_late_word(stage: Stage) -> None:
    incident = await stage.open(stage.call(sent_at=before(3)))
    await stage.later(1200)
    kept = await stage.update(incident, sent_at=before(2), place=IN_SEONGBUK)
    assert (kept.state, kept.came_late) == (IncidentState.OPEN, False)

"""A service whose law makes a refusal without ground punishable: the machine asks, and a person answers with a reason."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bongsu.incidents.area import Area
from bongsu.incidents.decide import Answer
from bongsu.incidents.incident import Incident
from bongsu.incidents.service import Growing
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.kernel.geometry import Point, distance_m, moved
from bongsu.sharing.agreement import Clause
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from bongsu.sharing.grants import State
from bongsu.sharing.rules import Reason, Waits
from tests.incidents.of_a_service import call, clause, stage_with
from tests.incidents.stage import OUTSIDE, SEONGBUK_ROOM, SHIFT_LEAD, YES, actor

NO = Answer(approve=False)
STEP_S = 300


def is_in_doubt(incident: Incident) -> bool:
    return "class" not in incident.details


def around(incident: Incident, now: datetime, cap_m: float) -> Area | None:
    if incident.place is None:
        return None
    reach = min(cap_m, 100.0 + (now - incident.received_at).total_seconds())
    middle = Point(incident.place.lat, incident.place.lon)
    ends = ((reach, 0.0), (0.0, reach), (-reach, 0.0), (0.0, -reach))
    return Area(tuple((one.lat, one.lon) for one in (moved(middle, *end) for end in ends)))


def next_step(_incident: Incident, before: datetime) -> datetime:
    return before + timedelta(seconds=STEP_S)


GROWING = Growing(around, next_step)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (clause(by_itself=frozenset({"C0"})), {}),
        (clause(categories=frozenset({"NEST"})), {}),
        (clause(), {"legal_basis": "PIPA18-2-7"}),
        (clause(), {"agreement_id": "SB-1999-01"}),
    ],
)
async def test_where_the_machine_would_refuse_a_person_is_asked(
    database: Database, one: Clause, said: dict[str, str]
) -> None:
    stage = stage_with(database, one, never_refuses=True)
    incident = await stage.open(call(stage, **said))
    grant = await stage.grant(incident)
    assert (grant.state, grant.waits) == (State.WAITING, Waits.APPROVAL)
    await stage.decide(grant, YES, actor(SHIFT_LEAD))
    assert (await stage.grant(incident)).state is State.ACTIVE


async def test_other_services_are_refused_as_before(database: Database) -> None:
    stage = stage_with(database, clause(categories=frozenset({"NEST"})))
    grant = await stage.grant(await stage.open(call(stage)))
    assert (grant.state, grant.reason) == (State.REFUSED, Reason.NOT_LISTED)


async def test_nobody_answers_and_it_still_waits(database: Database) -> None:
    stage = stage_with(database, never_refuses=True, doubts=is_in_doubt)
    incident = await stage.open(call(stage))
    assert (await stage.grant(incident)).deadline is None
    await stage.later(3600)
    assert (await stage.grant(incident)).state is State.WAITING


async def test_silence_ends_nothing_that_a_person_still_has_to_answer(database: Database) -> None:
    """Else the machine would refuse by waiting; from the answer on the partner is asked to speak again."""
    stage = stage_with(database, never_refuses=True, doubts=is_in_doubt, silent_after_s=3600)
    incident = await stage.open(call(stage))
    await stage.later(5 * 3600)
    assert (await stage.fresh(incident)).is_open
    await stage.decide(await stage.grant(incident), YES, actor(SHIFT_LEAD))
    await stage.later(600)
    assert (await stage.fresh(incident)).is_open
    await stage.later(3000)
    assert (await stage.fresh(incident)).end_reason == Reason.PARTNER_SILENT


async def test_what_was_answered_no_ends_with_its_partners_silence(database: Database) -> None:
    stage = stage_with(database, never_refuses=True, doubts=is_in_doubt, silent_after_s=3600)
    incident = await stage.open(call(stage))
    await stage.decide(await stage.grant(incident), replace(NO, reason="귀가"), actor(SHIFT_LEAD))
    await stage.later(3600)
    assert (await stage.fresh(incident)).end_reason == Reason.PARTNER_SILENT


async def test_a_doubt_asks_and_what_is_certain_opens(database: Database) -> None:
    stage = stage_with(database, never_refuses=True, doubts=is_in_doubt)
    certain = await stage.open(call(stage, details={"class": "DEMENTIA"}))
    assert (await stage.grant(certain)).state is State.ACTIVE


@pytest.mark.parametrize("why", ["", "   ", "가" * 121])
async def test_a_persons_no_has_its_written_reason(database: Database, why: str) -> None:
    stage = stage_with(database, never_refuses=True, doubts=is_in_doubt)
    incident = await stage.open(call(stage))
    with pytest.raises(Invalid, match=r"written reason|letters") as refused:
        await stage.decide(await stage.grant(incident), replace(NO, reason=why), actor(SHIFT_LEAD))
    assert refused.value.field == "reason"
    assert (await stage.grant(incident)).state is State.WAITING


async def test_the_asking_room_reads_why_not(database: Database) -> None:
    stage = stage_with(database, never_refuses=True, doubts=is_in_doubt)
    incident = await stage.open(call(stage))
    no = replace(NO, reason="대상자가 이미 귀가했습니다")
    await stage.decide(await stage.grant(incident), no, actor(SHIFT_LEAD))
    view = await stage.view(incident, SEONGBUK_ROOM)
    assert view is not None
    assert "대상자가 이미 귀가했습니다" in view.lendings[0].reason_text_ko


async def test_another_law_is_said_at_once_and_shows_nobody_anything(database: Database) -> None:
    stage = stage_with(database, never_refuses=True, not_for={"NEST": Reason.NOT_THIS_LAW})
    incident = await stage.open(call(stage, "NEST"))
    (grant,) = await stage.grants(incident)
    assert grant.reason is not None
    assert (grant.organisation, grant.reason) == (POLICE_SEONGBUK, Reason.NOT_THIS_LAW)
    assert grant.reason_ko == "실종아동법 대상 아님 – 112 생명구호 또는 영장"


async def test_a_place_outside_the_district_is_refused_all_the_same(database: Database) -> None:
    stage = stage_with(database, never_refuses=True)
    grant = (await stage.grants(await stage.open(call(stage, place=OUTSIDE))))[0]
    assert (grant.state, grant.reason) == (State.REFUSED, Reason.OUTSIDE_AREA)


def reach_m(incident: Incident) -> float:
    assert incident.area is not None
    middle = Point(37.6, 127.01)
    return max(distance_m(middle, Point(lat, lon)) for lat, lon in incident.area.ring)


async def test_the_area_grows_by_itself_and_no_further_than_the_clause(database: Database) -> None:
    stage = stage_with(database, clause(radius_m=500.0), growing=GROWING)
    incident = await stage.open(call(stage))
    assert reach_m(await stage.fresh(incident)) == pytest.approx(100.0, abs=2.0)
    await stage.later(STEP_S)
    assert reach_m(await stage.fresh(incident)) == pytest.approx(400.0, abs=2.0)
    await stage.later(STEP_S)
    assert reach_m(await stage.fresh(incident)) == pytest.approx(500.0, abs=2.0)
    assert stage.chooser.asked[-1].area == (await stage.fresh(incident)).area

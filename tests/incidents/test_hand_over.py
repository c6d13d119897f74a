"""인계: by a person, with a reason, to a body that has agreed; written down once, read by that body and the centre."""

from typing import Any  # Any: values of a service by name

import msgspec
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.incidents.hand_over import HandOver, hand_over
from bongsu.incidents.incident import Incident
from bongsu.incidents.service import Addressed
from bongsu.incidents.viewer import Viewer
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.sharing.agreements.seongbuk import CENTRE, FIRE_SEONGBUK, POLICE_SEONGBUK
from tests.incidents.of_a_service import OWN, call, stage_with
from tests.incidents.stage import FIRE_ROOM, OPERATOR, SEONGBUK_ROOM, Stage, actor

WHY = "벨을 누른 사람이 답하지 않음"


def bells(database: Database, **more: Any) -> Stage:
    """What comes to the centre alone."""
    return stage_with(database, own=OWN, address=lambda *_: Addressed(None), **more)


async def handed(stage: Stage, incident: Incident, to: str = POLICE_SEONGBUK) -> Incident:
    async with stage.work() as work:
        fresh, now = await stage.fresh(incident), stage.clock.now()
        return await hand_over(work, stage.desk, fresh, HandOver(to, WHY), actor(OPERATOR), now)


async def lines(stage: Stage, incident: Incident, who: Viewer) -> list[tuple[str, str]]:
    view = await stage.view(incident, who)
    assert view is not None
    return [(one.text_ko, one.text_en) for one in view.timeline if one.kind == "hand_over"]


async def test_who_handed_what_to_whom_and_why_stands_in_the_trail(database: Database) -> None:
    stage = bells(database)
    incident = await stage.open(call(stage))
    after = await handed(stage, incident)
    assert after.handed_to == (POLICE_SEONGBUK,)
    assert await stage.fresh(incident) == after
    (row,) = await list_trail(database, only=Only(kind=TrailKind.HAND_OVER))
    assert (row.actor, row.organisation) == (OPERATOR.person_id, POLICE_SEONGBUK)
    assert row.incident_id == incident.incident_id
    assert msgspec.json.decode(row.body) == {"reason": WHY}
    lent = await list_trail(database, only=Only(kind=TrailKind.LEND))
    by = {one.organisation: one.actor for one in lent}
    assert by[POLICE_SEONGBUK] == OPERATOR.person_id, "the lending is that person's deed"


async def test_the_body_and_the_centre_read_it_and_nobody_else(database: Database) -> None:
    stage = bells(database)
    incident = await stage.open(call(stage))
    await handed(stage, incident)
    await handed(stage, incident, FIRE_SEONGBUK)
    to_police = (f"인계 · 성북경찰서: {WHY}", f"Handed over · Seongbuk police station: {WHY}")
    assert await lines(stage, incident, SEONGBUK_ROOM) == [to_police]
    assert len(await lines(stage, incident, FIRE_ROOM)) == 1
    assert to_police not in await lines(stage, incident, FIRE_ROOM)
    assert len(await lines(stage, incident, OPERATOR)) == 2


async def test_twice_is_once_and_another_is_one_more(database: Database) -> None:
    stage = bells(database)
    incident = await stage.open(call(stage))
    first = await handed(stage, incident)
    told, trail = await stage.told("incidents.changed"), await stage.trail()
    assert await handed(stage, incident) == first
    assert (await stage.told("incidents.changed"), await stage.trail()) == (told, trail)
    both = await handed(stage, incident, FIRE_SEONGBUK)
    assert both.handed_to == (POLICE_SEONGBUK, FIRE_SEONGBUK)


@pytest.mark.parametrize("to", [CENTRE, "NOBODY", ""])
async def test_whom_no_agreement_names_gets_nothing(database: Database, to: str) -> None:
    stage = bells(database)
    incident = await stage.open(call(stage))
    with pytest.raises(Invalid, match="No agreement names this body") as refused:
        await handed(stage, incident, to)
    assert refused.value.field == "organisation"
    assert (await stage.fresh(incident)).handed_to == ()


async def test_a_service_may_be_for_some_bodies_alone(database: Database) -> None:
    stage = bells(database, only_for=("NFA.",))
    incident = await stage.open(call(stage))
    with pytest.raises(Invalid, match="Nothing of this service is for this body") as refused:
        await handed(stage, incident)
    assert refused.value.field == "organisation"
    assert (await handed(stage, incident, FIRE_SEONGBUK)).handed_to == (FIRE_SEONGBUK,)

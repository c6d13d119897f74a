"""Whom a sender wanted told beside it and who is shown nothing, whichever service it is: kept, said once in the trail."""

from collections.abc import Callable

import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.incidents.incident import Incident
from bongsu.incidents.rules import judge, judge_all
from bongsu.incidents.service import Addressed
from bongsu.kernel.database import Database
from bongsu.sharing.agreements.seongbuk import POLICE_JONGAM, POLICE_SEONGBUK
from bongsu.sharing.jurisdiction import Competent, Jurisdiction
from tests.incidents.of_a_service import call, clause, stage_with
from tests.incidents.stage import JONGAM_ROOM, SEONGBUK_ROOM, Stage

MAIN = Competent(POLICE_SEONGBUK)
Address = Callable[[Incident, Jurisdiction], Addressed]


def always(*also: str, wished: bool = True, unsure: tuple[str, ...] = ()) -> Address:
    return lambda _incident, _who: Addressed(MAIN, also, wished=wished, unsure=unsure)


def untold(incident: Incident) -> list[tuple[str, str]]:
    return [(one.organisation, one.reason) for one in incident.untold]


def beside(database: Database, address: Address, **more: object) -> Stage:
    return stage_with(database, None, address=address, **more)


async def test_of_whom_nobody_can_say_it_none_is_shown_and_each_is_named(
    database: Database,
) -> None:
    stage = beside(database, always(unsure=(POLICE_JONGAM,)))
    incident = await stage.fresh(await stage.open(call(stage)))
    assert untold(incident) == [(POLICE_JONGAM, "jurisdiction_unclear")]
    assert incident.untold[0].name_ko == "종암경찰서"
    assert await stage.view(incident, JONGAM_ROOM) is None
    assert await stage.view(incident, SEONGBUK_ROOM) is not None


async def test_what_is_not_agreed_is_said_where_the_sender_wished_it(database: Database) -> None:
    stage = beside(database, always(POLICE_JONGAM))
    incident = await stage.fresh(await stage.open(call(stage)))
    # the made-up clause knows one station alone
    assert [one for one, _ in untold(incident)] == [POLICE_JONGAM]
    assert incident.untold[0].text_ko
    assert await stage.view(incident, JONGAM_ROOM) is None


async def test_what_is_agreed_is_told_and_nobody_is_named(database: Database) -> None:
    both = clause(recipients=frozenset({POLICE_SEONGBUK, POLICE_JONGAM}))
    stage = stage_with(database, both, address=always(POLICE_JONGAM))
    incident = await stage.fresh(await stage.open(call(stage)))
    assert incident.untold == ()
    assert await stage.view(incident, JONGAM_ROOM) is not None


@pytest.mark.parametrize("unsure", [(), (POLICE_JONGAM,)])
async def test_where_nobody_wished_it_nothing_is_said(
    database: Database, unsure: tuple[str, ...]
) -> None:
    stage = beside(database, always(POLICE_JONGAM, wished=False, unsure=unsure))
    incident = await stage.fresh(await stage.open(call(stage)))
    assert incident.untold == ()


async def test_a_sender_that_is_refused_itself_reads_that_alone(database: Database) -> None:
    refused = clause(categories=frozenset({"NEST"}))
    stage = stage_with(database, refused, address=always(unsure=(POLICE_JONGAM,)))
    incident = await stage.fresh(await stage.open(call(stage)))
    assert incident.untold == ()


async def test_each_is_one_row_of_the_trail_however_often_it_is_judged(
    database: Database,
) -> None:
    stage = beside(database, always(unsure=(POLICE_JONGAM,)))
    incident = await stage.open(call(stage))
    for _ in range(3):
        stage.clock.advance(6)
        await stage.update(incident, place=incident.place)
    assert (await stage.trail()).count(TrailKind.REFUSE) == 1


async def test_judging_the_lendings_alone_says_the_same_of_them(database: Database) -> None:
    stage = beside(database, always(unsure=(POLICE_JONGAM,)))
    incident = await stage.open(call(stage))
    centre, now = stage.desk.centre, stage.clock.now()
    whole = judge_all(incident, centre, now)
    assert judge(incident, centre, now) == whole.told
    assert [one.organisation for one in whole.untold] == [POLICE_JONGAM]

"""Every step of a call is in the trail, in order, and the trail proves at the end."""

import msgspec
import pytest

from bongsu.incidents.close import close_incident
from bongsu.incidents.decide import Answer, recommend
from bongsu.incidents.direct import Direction, direct
from bongsu.incidents.incident import Place, Responder
from bongsu.incidents.open import opening_words
from bongsu.incidents.swap import swap_failed
from bongsu.incidents.tables import LONGEST_LINE
from bongsu.incidents.update import move_incident
from bongsu.sharing.agreements.seongbuk import POLICE_JONGAM
from bongsu.sharing.renew import renew
from bongsu.sharing.withdraw import give_reason, undo, withdraw
from tests.incidents.stage import (
    BY_CELL,
    IN_DOUBT,
    NO,
    OPERATOR,
    SEONGBUK_ROOM,
    SHIFT_LEAD,
    YES,
    Stage,
    actor,
)


async def test_a_whole_call_from_opening_to_close(stage: Stage) -> None:
    incident = await stage.open(stage.call(code="C2"))
    asked = await stage.grant(incident)
    async with stage.work() as work:
        await recommend(work, incident, asked, actor(OPERATOR), stage.clock.now(), approve=True)
    await stage.decide(await stage.grant(incident), YES, actor(SHIFT_LEAD))
    async with stage.work() as work:
        line = Direction(line="정문")
        await direct(
            work, await stage.fresh(incident), line, actor(SEONGBUK_ROOM), stage.clock.now()
        )
    await swap_failed(stage.desk, {"SB-0001"})
    stage.clock.advance(6)
    async with stage.work() as work:
        grant = await withdraw(work, await stage.grant(incident), "per_1", stage.clock.now())
        grant = await undo(work, grant, "per_1", stage.clock.now())
        grant = await renew(work, grant, "per_room", stage.clock.now())
        grant = await withdraw(work, grant, "per_1", stage.clock.now())
        await give_reason(work, grant, "privacy", "per_1", stage.clock.now())
    async with stage.work() as work:
        moved = Place(lat=37.601, lon=127.011)
        fresh = await stage.fresh(incident)
        await move_incident(work, stage.desk, fresh, moved, "per_room", stage.clock.now())
    async with stage.work() as work:
        await close_incident(
            work, stage.desk, await stage.fresh(incident), "seoul-112", stage.clock.now()
        )
    assert await stage.trail() == [
        "open_incident",
        "ask",
        "lend",
        "recommend",
        "approve",
        "lend",
        "direct",
        "swap_camera",
        "swap_camera",
        "withdraw",
        "undo",
        "renew",
        "withdraw",
        "reason",
        "move_incident",
        "close",
        "close_incident",
    ]
    verdict = await stage.verified()
    assert (verdict.ok, verdict.rows) == (True, 17)


async def test_what_is_not_lent_is_in_the_trail_too(stage: Stage) -> None:
    await stage.open(stage.call("ASSAULT"))
    denied = await stage.open(stage.call(code="C2"))
    await stage.decide(await stage.grant(denied), NO, actor(SHIFT_LEAD))
    unanswered = await stage.open(stage.call(code="C2"))
    await stage.later(60)
    assert (await stage.grant(unanswered)).reason == "approval_timed_out"
    kinds = await stage.trail()
    assert kinds.count("refuse") == 2
    assert kinds.count("deny") == 1
    assert (await stage.verified()).ok


async def test_times_end_is_in_the_trail(stage: Stage) -> None:
    await stage.open(stage.call())
    await stage.later(1800)
    assert (await stage.trail())[-1] == "expire"


async def test_an_answered_doubt_is_in_the_trail(stage: Stage) -> None:
    incident = await stage.open(stage.call(place=IN_DOUBT))
    picked = Answer(approve=True, organisation=POLICE_JONGAM)
    await stage.decide(await stage.grant(incident), picked, actor(SHIFT_LEAD))
    kinds = await stage.trail()
    assert kinds[-3:] == ["approve", "close", "lend"]
    located = await stage.open(stage.call(place=BY_CELL))
    here = Answer(approve=True, lat=37.6, lon=127.01)
    await stage.decide(await stage.grant(located), here, actor(OPERATOR))
    assert "approve" in (await stage.trail())[len(kinds) :]
    assert (await stage.verified()).ok


@pytest.mark.parametrize(
    ("service", "category", "korean", "english"),
    [
        ("P112_DISPATCH", "ROBBERY", "112 신고 접수 강도", "112 call Robbery"),
        ("DISASTER", "FLOOD", "긴급재난상황 접수 침수·홍수", "Disaster Flood"),
        ("BELL", "BELL_PRESS", "비상벨 접수 ", "Emergency bell "),
    ],
)
async def test_what_people_call_is_a_call_and_the_rest_has_its_name(
    stage: Stage, service: str, category: str, korean: str, english: str
) -> None:
    incident = await stage.open(stage.call())
    other = msgspec.structs.replace(incident, service=service, category=category, code="")
    bare = msgspec.structs.replace(other, responders=())
    said = opening_words(bare, stage.desk)
    assert (said[0].startswith(korean), said[1].startswith(english)) == (True, True), said


async def test_many_units_are_told_by_the_first_three_and_a_number(stage: Stage) -> None:
    units = tuple(Responder(unit_id=f"순{one}", kind="PATROL_CAR") for one in range(50))
    incident = await stage.open(stage.call(responders=units))
    assert opening_words(incident, stage.desk) == (
        "112 신고 접수 코드0 강도, 순0, 순1, 순2 외 47대 출동",
        "112 call C0 Robbery, 순0, 순1, 순2 and 47 more on its way",
    )


async def test_a_line_too_long_to_keep_is_cut_and_the_call_stands(stage: Stage) -> None:
    """PostgreSQL refuses what SQLite keeps, and with the line the whole call would be lost."""
    units = tuple(Responder(unit_id=f"{one}" * 80, kind="PATROL_CAR") for one in "가나다라")
    incident = await stage.open(stage.call(responders=units))
    view = await stage.view(incident, SEONGBUK_ROOM)
    assert view is not None
    line = view.timeline[0].text_ko
    assert len(line) <= LONGEST_LINE
    assert line.startswith("112 신고 접수 코드0 강도, 가가")


async def test_the_timeline_tells_the_room_in_words(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    view = await stage.view(incident, SEONGBUK_ROOM)
    assert view is not None
    assert [row.kind for row in view.timeline] == ["open", "lend"]
    assert view.timeline[0].text_ko == "112 신고 접수 코드0 강도"
    assert "협약 제3조제2항" in view.timeline[1].text_ko
    assert "제외 1대(목적 외)" in view.timeline[1].text_ko

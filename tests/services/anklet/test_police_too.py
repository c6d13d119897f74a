"""Who is not shown an alarm that the police are to see too: said to the partner and its room, by decision 011; nobody
else comes by it, the control centre's people least of all."""

import json
from typing import Any  # Any: JSON

import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.incidents.incident import Incident, IncidentState, Untold
from bongsu.incidents.service import Reader
from bongsu.services.anklet.rules import MOJ_CENTRE, address, facts
from bongsu.services.anklet.scenes import IN_DOUBT as DOUBTFUL
from bongsu.sharing.agreements.seongbuk import POLICE_JONGAM, POLICE_SEONGBUK
from bongsu.sharing.jurisdiction import Ambiguous, Competent, Outside
from tests.incidents.stage import NOW, said_to
from tests.services.anklet.linked import ROOM, Linked
from tests.web.house import GILEUM

IN_DOUBT = {"lat": DOUBTFUL.lat, "lon": DOUBTFUL.lon, "accuracy_m": 10.0}
STATIONS = (POLICE_JONGAM, POLICE_SEONGBUK)
NOBODYS = "jurisdiction_unclear"


def alarm(*untold: Untold, police_too: bool = True) -> Incident:
    return Incident(
        incident_id="inc_1",
        partner="moj",
        sender_org=MOJ_CENTRE,
        ext_incident_no="1",
        service="ANKLET",
        category="CURFEW",
        code="",
        exercise=False,
        state=IncidentState.OPEN,
        summary="",
        reported_at=NOW,
        received_at=NOW,
        details={"police_too": police_too},
        untold=untold,
    )


def police(incident: Incident) -> tuple[str, str, bool]:
    found = next(one for one in facts(incident, Reader.LEAD) if one.label_ko == "관할 경찰")
    return found.value_ko, found.value_en, found.urgent


UNSURE = Untold(
    organisation=POLICE_JONGAM,
    name_ko="종암경찰서",
    name_en="Jongam police station",
    reason=NOBODYS,
    text_ko="관할이 확실하지 않습니다",
    text_en="Jurisdiction is not clear",
)
SUSPENDED = Untold(
    organisation=POLICE_SEONGBUK,
    name_ko="성북경찰서",
    name_en="Seongbuk police station",
    reason="agreement_suspended",
    text_ko="협약이 정지되었습니다",
    text_en="The agreement is suspended",
)


def test_of_two_stations_neither_is_addressed_and_both_are_named() -> None:
    told = address(alarm(), Ambiguous(STATIONS, "dong_uncertain"))
    assert (told.also, told.unsure, told.wished) == ((), STATIONS, True)
    assert address(alarm(), Competent(POLICE_JONGAM)).also == (POLICE_JONGAM,)
    plain = address(alarm(police_too=False), Ambiguous(STATIONS, "dong_uncertain"))
    assert (plain.also, plain.unsure, plain.wished) == ((), (), False)
    assert address(alarm(), Outside()).also == ()


def test_the_rooms_line_says_who_why_and_what_to_do() -> None:
    korean, english, urgent = police(alarm(UNSURE, replace_name("성북경찰서")))
    assert korean.startswith("종암경찰서·성북경찰서에 제공하지 않음: 관할이 확실하지 않습니다.")
    assert "112" in korean
    assert "better place" in english
    assert urgent
    korean, _, _ = police(alarm(SUSPENDED))
    assert korean == "성북경찰서에 제공하지 않음: 협약이 정지되었습니다. 112로 알리십시오"
    assert police(alarm()) == ("함께 알림", "told too", False)
    assert police(alarm(police_too=False)) == ("알리지 않음", "not told", False)


def replace_name(name: str) -> Untold:
    return Untold(
        organisation=POLICE_SEONGBUK,
        name_ko=name,
        name_en=name,
        reason=UNSURE.reason,
        text_ko=UNSURE.text_ko,
        text_en=UNSURE.text_en,
    )


@pytest.mark.parametrize("reader", [Reader.CENTRE, Reader.BESIDE, Reader.VEHICLE])
def test_nobody_else_reads_that_line(reader: Reader) -> None:
    told = json.dumps([one.value_ko for one in facts(alarm(UNSURE), reader)], ensure_ascii=False)
    assert "경찰" not in told


async def in_doubt(linked: Linked) -> dict[str, Any]:
    answer = await linked.opened(police_too=True)
    moved = await linked.follows("LOCATION", location=IN_DOUBT)
    assert (answer.status_code, moved.status_code) == (201, 200), moved.text
    told: dict[str, Any] = moved.json()
    return told


def lent(answer: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    return {one["organisation"]: (one["status"], one["reason_code"]) for one in answer["lendings"]}


async def test_at_an_uncertain_place_neither_room_is_shown_and_the_partner_is_told_so(
    linked: Linked,
) -> None:
    told = await in_doubt(linked)
    assert told["status"] == "GRANTED"
    refused = ("REJECTED", NOBODYS)
    assert lent(told) == {
        MOJ_CENTRE: ("GRANTED", None),
        POLICE_JONGAM: refused,
        POLICE_SEONGBUK: refused,
    }
    assert {one["reason"] for one in told["lendings"][1:]} == {
        "어느 기관의 관할인지 확실하지 않습니다"
    }
    for room in ("POLICE_ROOM", "jongam room"):
        assert await linked.incidents(room) == []
        assert MOJ_CENTRE not in json.dumps(said_to(await linked.screen(room)))
    seen = await linked.newest(ROOM)
    (fact,) = (one for one in seen["facts"] if one["label_ko"] == "관할 경찰")
    assert fact["urgent"]
    for name in ("종암경찰서", "성북경찰서", "제공하지 않음"):
        assert name in fact["value_ko"]


async def test_it_is_asked_again_whenever_the_place_is_better_known(linked: Linked) -> None:
    await in_doubt(linked)
    await linked.wait(6)
    better = await linked.follows("LOCATION", location=GILEUM)
    assert lent(better.json())[POLICE_SEONGBUK][0] == "GRANTED"
    assert POLICE_JONGAM not in lent(better.json())
    assert await linked.incidents("POLICE_ROOM")
    seen = await linked.newest(ROOM)
    (fact,) = (one for one in seen["facts"] if one["label_ko"] == "관할 경찰")
    assert (fact["value_ko"], fact["urgent"]) == ("함께 알림", False)


async def test_an_area_over_two_jurisdictions_is_no_clear_place(linked: Linked) -> None:
    await linked.opened(police_too=True)
    # its middle lies in 돈암1동, which is one station's; its corners with both
    ring = [[127.0225, 37.604], [127.037, 37.604], [127.037, 37.5975], [127.0225, 37.5975]]
    area = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    told = (await linked.follows("UPDATE", area=area)).json()
    assert {lent(told)[one] for one in STATIONS} == {("REJECTED", NOBODYS)}
    for room in ("POLICE_ROOM", "jongam room"):
        assert await linked.incidents(room) == []


async def test_a_police_agreement_that_says_no_is_told_too(linked: Linked) -> None:
    path = "/api/agreements/SB-MOJ-POLICE-2024-01/suspend"
    said = await linked.house.ask("CENTRE_HEAD", path, {"reason": "점검 지적 사항 확인"})
    assert said.status_code in {200, 204}, said.text
    told = (await linked.opened(police_too=True)).json()
    assert lent(told)[POLICE_SEONGBUK] == ("REJECTED", "agreement_suspended")
    assert await linked.incidents("POLICE_ROOM") == []


async def test_the_trail_says_each_refusal_once(linked: Linked) -> None:
    await in_doubt(linked)
    await linked.wait(6)
    await linked.follows("LOCATION", location={**IN_DOUBT, "accuracy_m": 9.0})
    rows = await list_trail(linked.house.database, limit=9, only=Only(kind=TrailKind.REFUSE))
    beside = [row for row in rows if '"beside":true' in row.body]
    assert sorted(row.organisation or "" for row in beside) == sorted(STATIONS)


@pytest.mark.parametrize("who", ["OPERATOR", "SHIFT_LEAD", "CENTRE_HEAD"])
async def test_the_centres_own_people_learn_neither_of_it_nor_of_a_station(
    linked: Linked, who: str
) -> None:
    await linked.opened(police_too=True)
    before = json.dumps(said_to(await linked.screen(who)), ensure_ascii=False)
    await linked.follows("LOCATION", location=IN_DOUBT)
    after = json.dumps(said_to(await linked.screen(who)), ensure_ascii=False)
    for text in (before, after):
        for word in (*STATIONS, "경찰서", NOBODYS, "관할", "2024-01", 'heard_at": "2'):
            assert word not in text, word


async def test_the_end_wipes_it(linked: Linked) -> None:
    await in_doubt(linked)
    await linked.follows("CLOSE")
    async with linked.house.database.read() as connection:
        kept = str((await connection.exec_driver_sql("SELECT body FROM incidents")).all())
    assert NOBODYS not in kept


async def test_a_dot_is_as_old_as_the_place_not_as_the_last_word(linked: Linked) -> None:
    await linked.opened()
    at = linked.house.clock.now()
    await linked.wait(40)
    await linked.follows("UPDATE", details={"police_too": True})
    seen = await linked.newest(ROOM)
    assert (read(seen["place"]["at"]), read(seen["heard_at"])) == (
        at.isoformat(),
        linked.house.clock.now().isoformat(),
    )
    await linked.follows("LOCATION", location=GILEUM)
    moved = await linked.newest(ROOM)
    assert moved["place"]["at"] == moved["heard_at"]


def read(stamp: str) -> str:
    return stamp.replace("Z", "+00:00")


async def test_the_scene_of_it_ends_in_a_place_that_is_clear(linked: Linked) -> None:
    answers = [one.json() for one in await linked.play("unsure")]
    assert lent(answers[0])[POLICE_SEONGBUK] == ("REJECTED", NOBODYS)
    assert lent(answers[2])[POLICE_SEONGBUK][0] == "GRANTED"
    assert answers[-1]["status"] == "CLOSED"

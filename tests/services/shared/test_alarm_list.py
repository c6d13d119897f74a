"""`/api/{folder}/alarms`: what the centre's own people read of residents' alarms, and what nobody does."""

from datetime import timedelta
from typing import Any  # Any: JSON

import pytest

from bongsu.identity.people import LinkSystem
from bongsu.incidents.drills import Drill
from tests.services.residents import Resident, resident_in
from tests.web.house import GILEUM, NOW, House

PLACE = {name: GILEUM[name] for name in ("lat", "lon")}
LIST = "/api/safe-return/alarms"


@pytest.fixture
async def phone(house: House) -> Resident:
    found = await resident_in(house, "/link/v1/safe/ansimi", ("SOS_APP", "ESCORT"))
    await found.say("REGISTER", device_id="phone_1")
    await found.say("REGISTER", device_id="phone_2")
    return found


async def sos(phone: Resident, number: str, device_id: str = "phone_1", **more: Any) -> None:
    said = {"how": "SHAKE", "position": PLACE, "device_id": device_id, "number": number, **more}
    assert (await phone.say("SOS", **said)).status_code == 200


async def listed(phone: Resident, path: str = LIST, who: str = "OPERATOR") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await phone.read(who, path)
    return found


async def test_what_may_still_be_taken_back_is_shown_to_nobody(phone: Resident) -> None:
    await sos(phone, "s-1")
    assert await listed(phone) == []
    await phone.wait(11.5)
    assert [one["stands"] for one in await listed(phone)] == ["raised"]


async def test_what_was_taken_back_is_a_line_without_an_incident(phone: Resident) -> None:
    await sos(phone, "s-1")
    phone.clock.advance(5.0)
    await phone.say("CANCEL", device_id="phone_1", number="s-1")
    (line,) = await listed(phone)
    assert (line["stands"], line["incident_id"], line["verdict"]) == ("cancelled", None, None)


async def test_the_newest_stands_first(phone: Resident) -> None:
    await sos(phone, "s-1")
    await phone.wait(60.0)
    await sos(phone, "s-2", "phone_2")
    await phone.wait(12.0)
    times = [one["received_at"] for one in await listed(phone)]
    assert times == sorted(times, reverse=True)
    assert len(times) == 2


async def test_it_names_neither_a_device_nor_a_place(phone: Resident) -> None:
    await sos(phone, "s-1")
    await phone.wait(12.0)
    (line,) = await listed(phone)
    assert set(line) == {
        "service",
        "stands",
        "received_at",
        "incident_id",
        "presses",
        "verdict",
    }


async def test_each_folder_lists_its_own(phone: Resident, house: House) -> None:
    await sos(phone, "s-1")
    await phone.wait(12.0)
    homes = await resident_in(
        house, "/link/v1/lone/messages", ("LONE_WOMAN",), "homes", LinkSystem.WELFARE
    )
    await homes.say("REGISTER", device_id="home_1", position=PLACE)
    await homes.say("SOS", device_id="home_1", number="h-1", how="DOOR")
    assert [one["service"] for one in await listed(phone)] == ["SOS_APP"]
    assert [one["service"] for one in await listed(phone, "/api/lone/alarms")] == ["LONE_WOMAN"]
    assert await listed(phone, "/api/bell/alarms") == []


async def test_an_exercises_line_is_read_by_those_who_joined_it(phone: Resident) -> None:
    signed_in = await phone.house.identity.session_of(phone.house.template.tokens["SHIFT_LEAD"])
    assert signed_in is not None
    begins, ends = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
    people = frozenset({signed_in.person_id})
    drill = Drill("drl_1", "훈련", frozenset({"SOS_APP"}), begins, ends, people)
    phone.house.desk.drills.keep([drill])
    await sos(phone, "s-1", drill="drl_1")
    await phone.wait(12.0)
    assert await listed(phone) == []
    assert [one["stands"] for one in await listed(phone, who="SHIFT_LEAD")] == ["raised"]


@pytest.mark.parametrize("who", ["POLICE_ROOM", "AUDITOR", "CPO", "FIRE_ROOM", "POLICE_CAR"])
@pytest.mark.parametrize("folder", ["safe-return", "lone", "bell"])
async def test_nobody_but_those_who_watch_reads_it(house: House, folder: str, who: str) -> None:
    assert (await house.ask(who, f"/api/{folder}/alarms")).status_code == 403

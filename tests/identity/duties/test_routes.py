"""The registers over HTTP, and the seat that stays closed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.store import Only, rows_after
from bongsu.identity.duties.pledge import TEXT_SHA256, VERSION
from bongsu.identity.duties.records import Verdicts
from bongsu.identity.duties.settings import DutySettings
from bongsu.identity.duties.status import DutyDesk
from bongsu.identity.duties.store import count_verdicts
from bongsu.identity.people import OWN_ROLES, Role
from bongsu.kernel.clock import FixedClock
from tests.web.asgi_socket import Closed, feed_of
from tests.web.house import House

OFFICER = {
    "name": "김운영",
    "office": "안전총괄과장",
    "phone": "02-2241-1234",
    "starts": "2026-01-01",
}
MINUTES = {
    "held_on": "2026-11-20",
    "subjects": ["policy", "audit"],
    "decisions": "운영 방침을 개정한다",
    "attendance": 7,
    "document_sha256": "ab" * 32,
}
AI: dict[str, object] = {
    "name": "배회 감지",
    "version": "1.0",
    "kind": "model",
    "place": "어린이보호구역 40대",
    "purpose": "선별관제",
    "since": "2026-03-01",
    "decided_by": "운영위원회 2026-02-20",
}


async def registers(house: House, who: str = "CENTRE_HEAD") -> dict[str, Any]:
    answer = await house.ask(who, "/api/duties")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


async def trained(house: House, held_on: str, **more: object) -> int:
    body = {"course": "관제요원 정기교육", "held_on": held_on, "hours": 8, **more}
    body.setdefault("who", "OPERATOR")
    return (await house.ask("CENTRE_HEAD", "/api/duties/training", body)).status_code


async def kept(house: House) -> list[dict[str, Any]]:
    async with house.database.read() as connection:
        rows = await rows_after(connection, 0, 100, Only(kind=TrailKind.DUTY))
    return [msgspec.json.decode(row.body) for row in rows]


def set_duties(house: House, **settings: Any) -> None:
    duties: DutyDesk = house.state["duties"]
    house.app.state.duties = DutyDesk(duties.database, duties.clock, DutySettings(**settings))


async def test_an_officer_is_in_office_until_relieved(house: House) -> None:
    assert (await house.ask("CENTRE_HEAD", "/api/duties/officers", OFFICER)).status_code == 204
    (officer,) = (await registers(house))["officers"]
    assert (officer["name"], officer["in_office"], officer["ends"]) == ("김운영", True, None)
    path = f"/api/duties/officers/{officer['officer_id']}/end"
    early = await house.ask("CENTRE_HEAD", path, {"on": "2025-12-31"})
    assert (early.status_code, early.json()["field"]) == (400, "ends")
    assert (await house.ask("CENTRE_HEAD", path, {"on": "2026-11-20"})).status_code == 204
    (officer,) = (await registers(house))["officers"]
    assert officer["in_office"] is False


async def test_minutes_keep_subjects_decisions_and_the_documents_hash(house: House) -> None:
    assert (await house.ask("CENTRE_HEAD", "/api/duties/minutes", MINUTES)).status_code == 204
    (minutes,) = (await registers(house))["minutes"]
    assert minutes.pop("minutes_id").startswith("min_")
    assert minutes == MINUTES


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_on": "2026-11-22"}, "held_on"),
        ({"subjects": []}, "subjects"),
        ({"subjects": ["weather"]}, "subjects.0"),
        ({"decisions": "   "}, "decisions"),
        ({"attendance": 0}, "attendance"),
        ({"document_sha256": "AB"}, "document_sha256"),
        ({"more": 1}, "more"),
    ],
)
async def test_minutes_that_cannot_be_name_the_field(
    house: House, wrong: Mapping[str, object], field: str
) -> None:
    answer = await house.ask("CENTRE_HEAD", "/api/duties/minutes", MINUTES | dict(wrong))
    assert answer.status_code == 400
    assert answer.json()["field"].replace("[", ".").replace("]", "") == field


async def test_a_training_holds_a_year_unless_it_says_otherwise(house: House) -> None:
    assert await trained(house, "2026-11-20") == 204
    assert await trained(house, "2026-11-20", valid_until="2027-03-31") == 204
    me = (await house.ask("OPERATOR", "/api/me/duties")).json()
    assert sorted(one["valid_until"] for one in me["trainings"]) == ["2027-03-31", "2027-11-20"]
    assert me["standing"]["due_on"] == "2027-11-20"


async def test_a_training_is_not_in_the_future_nor_of_nobody(house: House) -> None:
    assert await trained(house, "2026-11-22") == 400
    assert await trained(house, "2026-11-20", valid_until="2026-11-19") == 400
    assert await trained(house, "2026-11-20", valid_until="9999-12-31") == 400
    assert await trained(house, "2026-11-20", who="nobody") == 404
    assert await trained(house, "2026-11-20", who="POLICE_ROOM") == 404


async def test_the_day_is_seouls(house: House) -> None:
    """14:10 in Seoul of 21 November; ten hours later it is the 22nd there, and still the 21st in UTC."""
    duties: DutyDesk = house.state["duties"]
    later = FixedClock(house.clock.now() + timedelta(hours=10))
    house.app.state.duties = DutyDesk(duties.database, later, duties.settings)
    assert await trained(house, "2026-11-22") == 204


async def test_ai_in_use_stands_in_a_register_with_what_people_said_of_it(house: House) -> None:
    assert (await house.ask("CENTRE_HEAD", "/api/duties/ai", AI)).status_code == 204
    (use,) = (await registers(house))["ai_uses"]
    async with house.database.work() as work:
        day = house.state["duties"].today()
        for _ in range(2):
            await count_verdicts(work.connection, use["ai_id"], day, Verdicts(3, 1, 0))
    (use,) = (await registers(house))["ai_uses"]
    assert (use["confirmed"], use["false_alarms"], use["missed"]) == (6, 2, 0)
    path = f"/api/duties/ai/{use['ai_id']}/end"
    assert (await house.ask("CENTRE_HEAD", path, {"on": "2026-11-21"})).status_code == 204
    (use,) = (await registers(house))["ai_uses"]
    assert use["ended_on"] == "2026-11-21"


async def test_every_entry_is_a_row_of_the_trail_and_names_nobody(house: House) -> None:
    await house.ask("CENTRE_HEAD", "/api/duties/officers", OFFICER)
    await house.ask("CENTRE_HEAD", "/api/duties/minutes", MINUTES)
    await house.ask("CENTRE_HEAD", "/api/duties/ai", AI)
    await trained(house, "2026-11-20")
    rows = await kept(house)
    assert [row["duty"] for row in rows] == ["officer", "minutes", "ai_use", "training"]
    assert "김운영" not in f"{rows}"


@pytest.mark.parametrize(
    ("who", "sees"),
    [("CENTRE_HEAD", True), ("SHIFT_LEAD", True), ("CPO", False), ("AUDITOR", False)],
)
async def test_names_are_for_who_manages_people(house: House, who: str, sees: bool) -> None:
    await house.ask("CENTRE_HEAD", "/api/duties/officers", OFFICER)
    found = await registers(house, who)
    assert {one["role"] for one in found["people"]} == {role.value for role in OWN_ROLES}
    assert all((one["name"] is not None) == sees for one in found["people"])
    assert all(one["who"].startswith("per_") != sees for one in found["people"])
    assert "per_" not in (f"{found}" if sees else "")
    assert (found["officers"][0]["name"] is not None) == sees
    assert found["officers"][0]["office"] == "안전총괄과장"


async def test_a_fresh_account_opens_its_seat(house: House) -> None:
    me = (await house.ask("OPERATOR", "/api/me/duties")).json()
    assert me["standing"]["lacks"] == []
    async with feed_of(house.app, house.headers_of("OPERATOR")) as socket:
        assert (await socket.heard())["kind"] == "hello"


async def overdue(house: House) -> None:
    """An operator whose course ran out a year ago, on the day of today."""
    assert await trained(house, "2024-11-20", valid_until="2025-11-20") == 204


async def test_an_overdue_operator_opens_no_seat_and_hears_why(house: House) -> None:
    await overdue(house)
    for path in ("/api/cameras/x/watch", "/api/grants/x/withdraw"):
        answer = await house.ask("OPERATOR", path, {})
        assert (answer.status_code, answer.json()["code"]) == (403, "seat_closed")
        assert "2025-11-20" in answer.json()["detail"]
        assert "2025-12-20" in answer.json()["detail"]
    async with feed_of(house.app, house.headers_of("OPERATOR")) as socket:
        with pytest.raises(Closed) as closed:
            await socket.heard()
    assert (closed.value.code, closed.value.reason) == (4403, "seat_closed")


async def test_an_overdue_operator_still_sees_what_is_missing_and_whom_to_ring(
    house: House,
) -> None:
    await overdue(house)
    await house.ask("CENTRE_HEAD", "/api/duties/officers", OFFICER)
    me = (await house.ask("OPERATOR", "/api/me/duties")).json()
    assert me["standing"]["lacks"] == ["training"]
    assert (me["office"], me["phone"]) == ("안전총괄과장", "02-2241-1234")
    assert "name" not in me


async def test_a_training_opens_the_seat_again_at_once(house: House) -> None:
    await overdue(house)
    assert await trained(house, "2026-11-21") == 204
    answer = await house.ask("OPERATOR", "/api/cameras/x/watch", {})
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_camera")


async def test_others_seats_depend_on_no_operators_training(house: House) -> None:
    await overdue(house)
    assert await trained(house, "2024-01-01", who="SHIFT_LEAD") == 204
    assert (await house.ask("SHIFT_LEAD", "/api/cameras/x/watch", {})).status_code == 404
    async with feed_of(house.app, house.headers_of("POLICE_ROOM")) as socket:
        assert (await socket.heard())["kind"] == "hello"


@pytest.mark.parametrize("role", sorted(OWN_ROLES))
async def test_the_pledge_is_asked_of_the_centres_own_people_and_signed_once(
    house: House, role: Role
) -> None:
    before = (await house.ask(role, "/api/me/duties")).json()
    assert before["pledge_asked"] is True
    assert len(before["pledge_ko"]) == len(before["pledge_en"]) == 5
    for _ in range(2):
        answer = await house.ask(role, "/api/me/pledge", {"version": before["pledge_version"]})
        assert answer.status_code == 204
    assert (await house.ask(role, "/api/me/duties")).json()["pledge_asked"] is False
    (row,) = await kept(house)
    assert row == {"duty": "pledge", "version": VERSION, "text_sha256": TEXT_SHA256}


async def test_nobody_signs_a_text_that_is_not_in_force_or_not_theirs(house: House) -> None:
    answer = await house.ask("OPERATOR", "/api/me/pledge", {"version": "2020-1"})
    assert (answer.status_code, answer.json()["code"]) == (409, "pledge_changed")
    answer = await house.ask("POLICE_ROOM", "/api/me/pledge", {"version": VERSION})
    assert (answer.status_code, answer.json()["code"]) == (403, "nothing_to_pledge")
    assert (await house.ask("POLICE_ROOM", "/api/me/duties")).json()["pledge_asked"] is False


async def test_where_the_pledge_is_required_an_operator_signs_before_the_first_seat(
    house: House,
) -> None:
    set_duties(house, pledge_required=True)
    answer = await house.ask("OPERATOR", "/api/cameras/x/watch", {})
    assert (answer.status_code, answer.json()["code"]) == (403, "seat_closed")
    assert "보안서약서" in answer.json()["detail"]
    await house.ask("OPERATOR", "/api/me/pledge", {"version": VERSION})
    assert (await house.ask("OPERATOR", "/api/cameras/x/watch", {})).status_code == 404

"""The district's own alerts on the room's list: which hold, which were followed, and what the form lets nobody say."""

from datetime import timedelta
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.kernel.failures import Invalid
from bongsu.services.disaster.cap.read import read_alert
from bongsu.services.disaster.send import OwnAlert, checked
from bongsu.services.disaster.sending.view import OwnAlertView, views_of
from tests.services.disaster.cap.standard import faults
from tests.services.disaster.cap.test_written import WHOLE, told
from tests.services.disaster.rooms import OWN, Rooms
from tests.services.disaster.test_send import DOOR, RING, read, send, sent, spoken
from tests.web.house import NOW


async def listed(rooms: Rooms, who: str = OWN) -> list[dict[str, Any]]:
    answer = await rooms.ask(who, DOOR)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def test_before_anything_was_sent_the_list_is_empty(rooms: Rooms) -> None:
    assert await listed(rooms) == []


async def test_an_alert_holds_and_says_what_it_says_in_both_languages(rooms: Rooms) -> None:
    number = await sent(rooms)
    (one,) = await listed(rooms, "CENTRE_HEAD")
    assert (one["alert_id"], one["chain"], one["standing"]) == (number, number, "holds")
    assert (one["event_ko"], one["event_en"]) == ("침수 <경보>", "Flood & more")
    assert (one["text_ko"], one["text_en"]) == ("정릉천 산책로를 벗어나세요", "Leave the stream")
    assert (one["severity"], one["category"], one["area_name"]) == ("Severe", "Met", "정릉천")
    assert one["ring"] == RING, "longitude first, as maps take it"
    assert one["exercise"] is False


async def test_its_end_ends_it(rooms: Rooms) -> None:
    await sent(rooms)
    await rooms.wait(3 * 3600 - 1)
    assert (await listed(rooms))[0]["standing"] == "holds"
    await rooms.wait(1)
    assert (await listed(rooms))[0]["standing"] == "over"


async def test_an_update_holds_and_what_it_follows_no_longer_does(rooms: Rooms) -> None:
    first = await sent(rooms)
    await rooms.wait(60)
    second = await sent(rooms, kind="Update", follows=first, severity="Extreme")
    newer, older = await listed(rooms)
    assert (newer["alert_id"], newer["standing"]) == (second, "holds")
    assert (older["alert_id"], older["standing"]) == (first, "updated")
    assert newer["chain"] == older["chain"] == first


async def test_a_cancel_cancels_the_whole_chain_and_no_other(rooms: Rooms) -> None:
    other = await sent(rooms)
    first = await sent(rooms)
    await rooms.wait(60)
    await sent(rooms, kind="Cancel", follows=first)
    standing = {one["alert_id"]: one["standing"] for one in await listed(rooms)}
    assert standing.pop(other) == "holds"
    assert set(standing.values()) == {"cancelled"}


async def test_an_exercise_is_flagged_on_the_list_and_on_the_wire(rooms: Rooms) -> None:
    number = await sent(rooms, exercise=True)
    assert (await listed(rooms))[0]["exercise"] is True
    assert b"<status>Exercise</status>" in (await read(rooms, f"alerts/{number}.cap")).content


async def test_a_real_one_follows_no_exercise(rooms: Rooms) -> None:
    first = await sent(rooms, exercise=True)
    refused = await send(rooms, kind="Update", follows=first)
    assert (refused.status_code, refused.json()["field"]) == (400, "exercise")


@pytest.mark.parametrize("kind", ["Alert", "Update", "Cancel"])
@pytest.mark.parametrize("exercise", [False, True])
async def test_what_leaves_the_door_is_what_the_standard_says(
    rooms: Rooms, kind: str, exercise: bool
) -> None:
    number = await sent(rooms, exercise=exercise)
    if kind != "Alert":
        await rooms.wait(60)
        number = await sent(rooms, kind=kind, follows=number, exercise=exercise)
    body = (await read(rooms, f"alerts/{number}.cap")).content
    assert faults(body) == []
    assert read_alert(body).msg_type == kind


TEXTS = ("event_ko", "event_en", "text_ko", "text_en", "area_name")


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize("text", ["   ", "\n\t", "a\u0007b", "\u0000", "x\u001b[0m", "\ufffe"])
def test_what_no_alert_can_carry_is_refused_by_its_field(field: str, text: str) -> None:
    said = msgspec.convert(spoken(**{field: text}), OwnAlert)
    with pytest.raises(Invalid) as refused:
        checked(said, NOW)
    assert refused.value.field == field


async def test_what_was_refused_is_not_sent(rooms: Rooms) -> None:
    refused = await send(rooms, text_ko="\u0007")
    assert (refused.status_code, refused.json()["field"]) == (400, "text_ko")
    assert await listed(rooms) == []


@pytest.mark.parametrize("text", ["<script>", "]]>", "&amp;", "한\n줄", "🌊", "é"])
async def test_everything_else_is_carried_as_it_was_written(rooms: Rooms, text: str) -> None:
    number = await sent(rooms, text_ko=text)
    body = (await read(rooms, f"alerts/{number}.cap")).content
    assert read_alert(body).infos[0].headline == text
    assert (await listed(rooms))[0]["text_ko"] == text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"severity": "Bad"}, "severity"),
        ({"category": "Weather"}, "category"),
        ({"kind": "Ack"}, "kind"),
        ({"expires": (NOW + timedelta(days=400)).isoformat()}, None),
        ({"contact": "010-0000-0000"}, None),
        ({"area": {"type": "Polygon", "coordinates": [[*RING[:2], RING[0]]]}}, None),
    ],
)
async def test_what_the_lists_do_not_know_is_refused(
    rooms: Rooms, changed: dict[str, Any], field: str | None
) -> None:
    refused = await send(rooms, **changed)
    if field is None and "expires" in changed:
        assert refused.status_code == 201, "a long warning is a warning"
        return
    assert refused.status_code == 400, refused.text
    if field is not None:
        assert refused.json()["field"] == field


def test_one_of_many_chains_is_judged_by_its_own() -> None:
    follows = told(identifier="alert_3", msg_type="Update", references=(WHOLE.key,))
    lone = told(identifier="alert_9")
    views = {
        one.alert_id: one
        for one in views_of([("a", follows), ("b", lone), ("a", WHOLE)], WHOLE.sent)
    }
    assert all(isinstance(one, OwnAlertView) for one in views.values())
    assert [views[name].standing for name in ("alert_2", "alert_3", "alert_9")] == [
        "updated",
        "holds",
        "holds",
    ]

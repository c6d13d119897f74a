"""The one door: each message at most once, each failure named, each refusal answered and kept."""

import asyncio
from typing import Any  # Any: JSON

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bongsu.identity.people import Partner
from bongsu.incidents.failures import AlreadyEnded, UnknownIncident
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.services.intake.message import CanonicalMessage
from bongsu.services.intake.receive import ServiceNotYours, look_up, receive, renew_call
from bongsu.sharing.agreements.seongbuk import (
    DISASTER_ROOM,
    FIRE_SEONGBUK,
    POLICE_JONGAM,
    POLICE_SEONGBUK,
)
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import State
from bongsu.sharing.withdraw import withdraw
from tests.incidents.stage import Stage
from tests.services.letters import FIRE, POLICE, SEONGBUK_STATION, fire_letter, letter, read, send


async def test_a_call_is_answered_with_its_grant_and_cameras(stage: Stage) -> None:
    status, answer = await send(stage, letter())
    assert status == 201
    assert answer["status"] == "GRANTED"
    assert answer["clause"] == "3.2"
    assert answer["expires_at"] == "2026-11-21T17:40:00Z"
    assert [one["rank"] for one in answer["cameras"]] == list(range(1, 10))
    assert answer["cameras"][0]["ptz"] is True
    assert answer["renew_url"] == f"/link/v1/incidents/{answer['incident_id']}/renew"
    assert "ticket" not in msgspec.json.encode(answer).decode()


@pytest.mark.parametrize(
    ("incident", "status", "reason"),
    [
        ({"code": "C2"}, "PENDING", "approval"),
        ({"code": "C3"}, "REJECTED", "code_not_urgent"),
        ({"category": "ASSAULT"}, "REJECTED", "category_not_listed"),
    ],
)
async def test_what_is_not_granted_is_answered_with_its_reason(
    stage: Stage, incident: dict[str, str], status: str, reason: str
) -> None:
    code, answer = await send(stage, letter(incident=incident))
    assert code == 201
    assert (answer["status"], answer["reason_code"]) == (status, reason)
    assert answer["cameras"] == []
    assert answer["expires_at"] is answer["renew_url"] is None


async def test_a_wrong_jurisdiction_is_refused_and_kept(stage: Stage) -> None:
    body = letter(sender={"org": POLICE_SEONGBUK}, location={"lon": 127.03})
    _, answer = await send(stage, body, SEONGBUK_STATION)
    assert (answer["status"], answer["reason_code"]) == ("REJECTED", "wrong_jurisdiction")
    assert await stage.trail() == ["open_incident", "refuse"]


async def test_the_same_message_gets_the_same_bytes(stage: Stage) -> None:
    first = await receive(stage.desk, POLICE, read(letter()))
    stage.clock.advance(30)
    rows = await stage.trail()
    again = await receive(stage.desk, POLICE, read(letter()))
    assert again == first
    assert await stage.trail() == rows


async def test_the_same_message_twice_at_once_is_one_incident(stage: Stage) -> None:
    answers = await asyncio.gather(*(receive(stage.desk, POLICE, read(letter())) for _ in range(5)))
    assert len({answer.body for answer in answers}) == 1
    assert (await stage.trail()).count("open_incident") == 1


async def test_the_same_message_after_the_close_gets_its_first_answer(stage: Stage) -> None:
    first = await receive(stage.desk, POLICE, read(letter()))
    await send(stage, letter("CLOSE", "m2"))
    assert await receive(stage.desk, POLICE, read(letter())) == first


async def test_a_number_belongs_to_its_partner(stage: Stage) -> None:
    _, one = await send(stage, letter())
    station = letter(sender={"org": POLICE_SEONGBUK})
    status, other = await send(stage, station, SEONGBUK_STATION)
    assert status == 201
    assert other["incident_id"] != one["incident_id"]


async def test_new_twice_with_another_id_is_an_update(stage: Stage) -> None:
    _, first = await send(stage, letter())
    status, second = await send(stage, letter(msg_id="m2", incident={"code": "C1"}))
    assert status == 200
    assert second["incident_id"] == first["incident_id"]
    assert await stage.trail() == ["open_incident", "lend", "lend", "update_incident"]


async def test_a_downgrade_is_answered_with_the_reason_of_now(stage: Stage) -> None:
    await send(stage, letter())
    _, answer = await send(stage, letter("UPDATE", "m2", incident={"code": "C3"}))
    assert (answer["status"], answer["reason_code"]) == ("REJECTED", "code_not_urgent")
    assert [one["organisation"] for one in answer["lendings"]] == [POLICE_SEONGBUK]


async def test_a_call_that_crosses_the_border_is_answered_for_the_new_station(
    stage: Stage,
) -> None:
    await send(stage, letter())
    _, answer = await send(stage, letter("LOCATION", "m2", location={"lon": 127.03}))
    assert answer["status"] == "GRANTED"
    assert answer["lendings"][0]["organisation"] == POLICE_JONGAM


async def test_a_location_opens_what_waited_for_a_place(stage: Stage) -> None:
    _, asked = await send(stage, letter(location={"accuracy_m": 1500, "method": "CELL"}))
    assert (asked["status"], asked["reason_code"]) == ("PENDING", "place")
    _, opened = await send(stage, letter("LOCATION", "m2", incident=None))
    assert opened["status"] == "GRANTED"


async def test_an_address_alone_asks_for_a_place(stage: Stage) -> None:
    body = letter()
    body["location"] = {"address_road": "서울특별시 성북구 보문로 168"}
    _, answer = await send(stage, body)
    assert (answer["status"], answer["reason_code"]) == ("PENDING", "place")


@pytest.mark.parametrize("kind", ["UPDATE", "LOCATION", "CLOSE", "CANCEL"])
async def test_what_follows_on_nothing_is_not_found(stage: Stage, kind: str) -> None:
    with pytest.raises(UnknownIncident) as failure:
        await send(stage, letter(kind))
    assert failure.value.field == "ext_incident_no"
    assert await stage.trail() == []


@pytest.mark.parametrize(("kind", "status"), [("CLOSE", "CLOSED"), ("CANCEL", "CANCELLED")])
async def test_a_close_ends_everything_and_may_come_twice(
    stage: Stage, kind: str, status: str
) -> None:
    await send(stage, letter())
    code, answer = await send(stage, letter(kind, "m2", incident=None, location=None))
    assert (code, answer["status"], answer["cameras"]) == (200, status, [])
    code, again = await send(stage, letter(kind, "m3"))
    assert (code, again["status"]) == (200, status)
    assert len(await stage.told("sharing.grant_ended")) == 2


@pytest.mark.parametrize("kind", ["NEW", "UPDATE", "LOCATION"])
async def test_nothing_more_is_said_of_a_closed_call(stage: Stage, kind: str) -> None:
    await send(stage, letter())
    await send(stage, letter("CLOSE", "m2"))
    with pytest.raises(AlreadyEnded):
        await send(stage, letter(kind, "m3"))


async def test_a_test_message_opens_nothing_and_says_test(stage: Stage) -> None:
    status, answer = await send(stage, letter("TEST"))
    assert (status, answer["status"], answer["cameras"]) == (201, "TEST", [])
    assert await stage.told("sharing.grant_opened") == []
    assert await stage.trail() == ["open_incident", "refuse"]


async def test_a_test_message_cannot_raise_a_real_call(stage: Stage) -> None:
    await send(stage, letter(incident={"code": "C3"}))
    with pytest.raises(Invalid) as failure:
        await send(stage, letter("TEST", "m2"))
    assert failure.value.field == "msg_type"
    assert await stage.told("sharing.grant_opened") == []


async def test_a_real_call_cannot_hide_behind_a_test(stage: Stage) -> None:
    """Its caller would be answered TEST and see nothing; the sender must hear that the number is taken."""
    await send(stage, letter("TEST"))
    with pytest.raises(Invalid) as failure:
        await send(stage, letter("NEW", "m2"))
    assert failure.value.field == "msg_type"


async def test_a_test_may_be_updated_and_closed_and_stays_a_test(stage: Stage) -> None:
    await send(stage, letter("TEST"))
    _, answer = await send(stage, letter("UPDATE", "m2", incident={"code": "C1"}))
    assert answer["status"] == "TEST"
    assert await stage.told("sharing.grant_opened") == []
    _, closed = await send(stage, letter("CLOSE", "m3"))
    assert closed["status"] == "CLOSED"


@pytest.mark.parametrize(
    ("partner", "body"),
    [
        (FIRE, letter()),
        (FIRE, letter(sender={"org": "NFA.SEOUL", "system": "119"})),
        (POLICE, fire_letter()),
        (SEONGBUK_STATION, letter(service="P112_VIDEO", sender={"org": POLICE_SEONGBUK})),
    ],
)
async def test_a_partner_sends_only_its_own_services(
    stage: Stage, partner: Partner, body: dict[str, Any]
) -> None:
    with pytest.raises(ServiceNotYours) as failure:
        await send(stage, body, partner)
    assert failure.value.field == "service"
    assert await stage.trail() == ["reject_message"]
    assert (await stage.verified()).ok


@pytest.mark.parametrize(
    ("partner", "body"),
    [
        (SEONGBUK_STATION, letter(sender={"org": "KNPA.SEOUL"})),
        (SEONGBUK_STATION, letter(sender={"org": POLICE_JONGAM}, location={"lon": 127.03})),
        (SEONGBUK_STATION, letter(sender={"org": "KNPA.SEOUL.SEONGBUKX"})),
        (FIRE, fire_letter(sender={"org": "KNPA.SEOUL"})),
        (FIRE, fire_letter(sender={"org": "NFA.SEOULX"})),
    ],
)
async def test_a_partner_speaks_only_for_itself_and_its_stations(
    stage: Stage, partner: Partner, body: dict[str, Any]
) -> None:
    """Else a station would send its neighbour's calls by naming the city as sender."""
    with pytest.raises(Failure) as failure:
        await send(stage, body, partner)
    assert failure.value.field == "sender.org"
    assert await stage.trail() == ["reject_message"]


@pytest.mark.parametrize("org", ["KNPA.SEOUL", POLICE_SEONGBUK])
async def test_a_city_speaks_for_its_stations(stage: Stage, org: str) -> None:
    _, answer = await send(stage, letter(sender={"org": org}))
    assert answer["status"] == "GRANTED"


async def test_a_fire_call_opens_for_the_fire_room(stage: Stage) -> None:
    _, answer = await send(stage, fire_letter(), FIRE)
    assert answer["status"] == "GRANTED"
    assert answer["lendings"][0]["organisation"] == FIRE_SEONGBUK
    _, waits = await send(
        stage, fire_letter(ext_incident_no="119-2", incident={"category": "EMS"}), FIRE
    )
    assert (waits["status"], waits["clause"]) == ("PENDING", "4.2")


async def test_a_call_keeps_its_service(stage: Stage) -> None:
    await send(stage, letter())
    with pytest.raises(Invalid) as failure:
        await send(stage, letter("UPDATE", "m2", service="P112_VIDEO"))
    assert failure.value.field == "service"


async def test_units_are_merged_over_messages(stage: Stage) -> None:
    _, answer = await send(stage, letter())
    await send(stage, letter("UPDATE", "m2", responders=[{"unit_id": "순32"}]))
    kept = await stage.by_id(answer["incident_id"])
    assert [unit.unit_id for unit in kept.responders] == ["순31", "순32"]


async def test_a_call_is_looked_up_by_its_own_partner_only(stage: Stage) -> None:
    _, answer = await send(stage, letter())
    assert (await look_up(stage.desk, POLICE, answer["incident_id"])).status == "GRANTED"
    for partner in (FIRE, SEONGBUK_STATION):
        with pytest.raises(UnknownIncident):
            await look_up(stage.desk, partner, answer["incident_id"])
        with pytest.raises(UnknownIncident):
            await renew_call(stage.desk, partner, answer["incident_id"])


async def test_a_partner_renews_three_times_and_screens_hear_it(stage: Stage) -> None:
    _, answer = await send(stage, letter())
    told = len(await stage.told("incidents.changed"))
    for _ in range(3):
        stage.clock.advance(60)
        renewed = await renew_call(stage.desk, POLICE, answer["incident_id"])
    assert renewed.expires_at is not None
    assert (renewed.expires_at - stage.clock.now()).total_seconds() == 1800
    assert len(await stage.told("incidents.changed")) == told + 3
    with pytest.raises(TooLate):
        await renew_call(stage.desk, POLICE, answer["incident_id"])


async def test_nothing_lent_is_nothing_to_renew(stage: Stage) -> None:
    _, answer = await send(stage, letter(incident={"code": "C2"}))
    with pytest.raises(TooLate):
        await renew_call(stage.desk, POLICE, answer["incident_id"])


async def test_a_cut_is_answered_as_rejected(stage: Stage) -> None:
    _, answer = await send(stage, letter())
    incident = await stage.by_id(answer["incident_id"])
    async with stage.work() as work:
        await withdraw(work, await stage.grant(incident), "per_1", stage.clock.now())
    looked = await look_up(stage.desk, POLICE, answer["incident_id"])
    assert (looked.status, looked.reason_code) == ("REJECTED", "withdrawn_by_centre")
    assert looked.cameras == []


async def test_who_was_cut_reads_no_cameras_of_who_is_told_beside(stage: Stage) -> None:
    _, answer = await send(stage, fire_letter(incident={"category": "DISASTER"}), FIRE)
    incident = await stage.by_id(answer["incident_id"])
    fire, beside = [await stage.grant(incident, one) for one in (FIRE_SEONGBUK, DISASTER_ROOM)]
    assert (fire.state, beside.state) == (State.ACTIVE, State.ACTIVE)
    async with stage.work() as work:
        await withdraw(work, fire, "per_1", stage.clock.now())
    looked = await look_up(stage.desk, FIRE, answer["incident_id"])
    assert (looked.cameras, looked.renew_url) == ([], None)
    with pytest.raises(TooLate):
        await renew_call(stage.desk, FIRE, answer["incident_id"])


words = st.text(max_size=12) | st.sampled_from(
    ["NEW", "UPDATE", "CLOSE", "TEST", "112", "119", "C0", "ROBBERY", "P112_DISPATCH", "\0", ""]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


@given(
    path=st.sampled_from(
        [
            ("msg_id",),
            ("sent_at",),
            ("sender",),
            ("sender", "org"),
            ("service",),
            ("ext_incident_no",),
            ("msg_type",),
            ("incident",),
            ("incident", "category"),
            ("incident", "code"),
            ("incident", "reported_at"),
            ("incident", "summary_ko"),
            ("location",),
            ("location", "lat"),
            ("location", "accuracy_m"),
            ("location", "observed_at"),
            ("responders",),
            ("legal",),
            ("legal", "basis"),
            ("something",),
        ]
    ),
    value=anything,
)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_whatever_comes_is_answered_or_fails_by_name(
    stage: Stage, path: tuple[str, ...], value: object
) -> None:
    body = letter(ext_incident_no=f"112-{stage.numbers()}")
    place = body
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    try:
        message = read(body)
    except msgspec.ValidationError:
        return
    answered = await outcome(stage, message)
    assert answered in {200, 201, Kind.INVALID, Kind.REFUSED, Kind.NOT_FOUND, Kind.CONFLICT}


async def outcome(stage: Stage, message: CanonicalMessage) -> int | Kind:
    """The status, or the kind of the failure; anything else breaks the test."""
    try:
        return (await receive(stage.desk, POLICE, message)).status
    except Failure as failure:
        return failure.kind


@given(body=st.binary(max_size=200) | anything.map(msgspec.json.encode))
@settings(max_examples=200, deadline=None)
def test_arbitrary_bytes_are_no_message(body: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        msgspec.json.decode(body, type=CanonicalMessage)

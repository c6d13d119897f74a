"""Those who want more than is theirs: another guardian, an ended consent, an officer at pictures, another seat."""

from typing import Any  # Any: JSON

import pytest

from bongsu.identity.people import Role
from bongsu.incidents.viewer import Viewer
from bongsu.services.missing.scenes import said
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK as STATION
from tests.services.linked_house import Account, facts_of
from tests.services.missing.linked import (
    GUARDIAN,
    LEAD,
    OPERATOR,
    OTHER_ROOM,
    ROOM,
    SECOND,
    WELFARE,
    Linked,
    ids,
    jpeg,
    record,
)
from tests.web.house import NOBODY

OTHERS_GUARDIAN, OTHERS_OFFICER, GURO = "another guardian", "guro officer", "guro operator"
CONSENT_S = 90 * 86_400


async def home_of(linked: Linked, who: str) -> str:
    me = (await linked.ask(who, "/api/me")).json()
    found: Any = me["organisation"]
    return str(found["code"] if isinstance(found, dict) else found)


async def searched(linked: Linked) -> tuple[str, str]:
    """An open search with a still; its incident and sighting."""
    incident_id = await linked.opened()
    camera_id = ids((await linked.joined(incident_id))["sector"])[0]
    grant_id = await linked.watching(camera_id)
    path = f"/api/missing/searches/{incident_id}/sightings?camera_id={camera_id}"
    answer = await linked.picture(OPERATOR, f"{path}&grant_id={grant_id}", jpeg())
    assert answer.status_code == 201, answer.text
    return incident_id, answer.json()["sighting_id"]


# a guardian


async def test_a_guardian_neither_sees_nor_touches_another_guardians_record(linked: Linked) -> None:
    home = await home_of(linked, GUARDIAN)
    await linked.add(Account(OTHERS_GUARDIAN, Role.RESIDENT, home))
    person_id = await linked.registered()
    assert await linked.get(OTHERS_GUARDIAN, "/mine") == []
    for deed in ("consent", "withdraw"):
        path = f"/mine/{person_id}/{deed}"
        refused = await linked.status(OTHERS_GUARDIAN, path, {"adult": True})
        assert refused == (404, "unknown_registered_person")
    assert (await linked.get(GUARDIAN, "/mine"))[0]["status"] == "no_consent"


async def test_another_guardians_consent_opens_nothing_for_me(linked: Linked) -> None:
    home = await home_of(linked, GUARDIAN)
    await linked.add(Account(OTHERS_GUARDIAN, Role.RESIDENT, home))
    person_id = await linked.registered()
    await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": True})
    moved = record(guardian=OTHERS_GUARDIAN)
    assert (await linked.post(WELFARE, f"/people/{person_id}", moved)).status_code == 204
    assert await linked.get(GUARDIAN, "/mine") == []
    (ward,) = await linked.get(OTHERS_GUARDIAN, "/mine")
    assert (ward["status"], ward["kind"]) == ("no_consent", None)


async def test_who_is_named_guardian_again_consents_again(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": True})
    for guardian in ("", GUARDIAN):
        await linked.post(WELFARE, f"/people/{person_id}", record(guardian=guardian))
    (ward,) = await linked.get(GUARDIAN, "/mine")
    assert (ward["status"], ward["consent_until"]) == ("no_consent", None)


async def test_an_ended_consent_tells_neither_class_nor_search(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": True})
    assert (await linked.get(GUARDIAN, "/mine"))[0]["kind"] == "DEMENTIA"
    await linked.wait(CONSENT_S)
    await linked.opened(register_id=person_id, last_seen_at=linked.clock.now().isoformat())
    assert await linked.get(GUARDIAN, "/mine") == [
        {"person_id": person_id, "kind": None, "status": "no_consent", "consent_until": None}
    ]


async def test_a_consent_holds_to_its_last_second_and_no_officer_is_told_of_a_withdrawal(
    linked: Linked,
) -> None:
    person_id = await linked.registered()
    await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": True})
    await linked.wait(CONSENT_S - 1)
    assert (await linked.get(GUARDIAN, "/mine"))[0]["status"] == "registered"
    assert (await linked.post(GUARDIAN, f"/mine/{person_id}/withdraw")).status_code == 204
    (line,) = (await linked.get(WELFARE, "/people"))["records"]
    assert (line["has_guardian"], line["consent_until"]) == (True, None)


async def test_a_guardian_reads_nothing_but_their_page(linked: Linked) -> None:
    incident_id, sighting_id = await searched(linked)
    person_id = await linked.registered()
    await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": True})
    for path in (
        "/people",
        f"/people/{person_id}",
        f"/people/{person_id}/photo",
        "/searches",
        f"/searches/{incident_id}",
        f"/incidents/{incident_id}",
        f"/incidents/{incident_id}/photo",
        f"/incidents/{incident_id}/sightings",
        f"/incidents/{incident_id}/stills/{sighting_id}",
        "/register",
    ):
        assert await linked.status(GUARDIAN, path) == (403, "role_refused"), path


# a welfare officer, and who else has no business at pictures


@pytest.mark.parametrize("who", [WELFARE, GUARDIAN])
async def test_an_officer_and_a_guardian_get_no_camera_ticket_map_or_still(
    linked: Linked, who: str
) -> None:
    incident_id, sighting_id = await searched(linked)
    view = await linked.get(OPERATOR, f"/searches/{incident_id}")
    camera_id = ids(view["sector"])[0]
    (incident,) = (await linked.ask(ROOM, "/api/incidents/")).json()
    tile = incident["tiles"][0]
    for path, body in (
        (f"/api/cameras/{camera_id}/watch", {}),
        (f"/api/incidents/{incident_id}/tickets", {"camera_id": tile["camera_id"]}),
        (f"/api/grants/{tile['grant_id']}/tickets", {"camera_id": tile["camera_id"]}),
        ("/api/tickets", {"grant_id": tile["grant_id"], "camera_id": tile["camera_id"]}),
        (f"/api/missing/incidents/{incident_id}/stills/{sighting_id}", None),
        (f"/api/missing/incidents/{incident_id}/photo", None),
        (f"/api/missing/searches/{incident_id}/join", {}),
        (f"/api/missing/searches/{incident_id}/sightings?camera_id={camera_id}", {}),
    ):
        answer = await linked.ask(who, path, body)
        assert answer.status_code in {403, 404, 405}, (path, answer.status_code)
        assert "ticket" not in answer.text


@pytest.mark.parametrize("who", [WELFARE, GUARDIAN])
async def test_their_feed_holds_no_incident_and_may_watch_no_lending(
    linked: Linked, who: str
) -> None:
    await searched(linked)
    assert (await linked.ask(who, "/api/incidents/")).json() == []
    identity = linked.house.identity
    session = await identity.session_of(linked.house.template.tokens[who])
    assert session is not None
    viewer = Viewer.of(session, linked.house.desk.drills)
    assert not viewer.monitors
    assert not viewer.is_room


async def test_an_officer_of_another_district_finds_no_record_of_ours(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.add(Account(OTHERS_OFFICER, Role.WELFARE, "GURO.WELFARE"))
    assert (await linked.get(OTHERS_OFFICER, "/people"))["records"] == []
    unknown = (404, "unknown_registered_person")
    assert await linked.status(OTHERS_OFFICER, f"/people/{person_id}") == unknown
    assert await linked.status(OTHERS_OFFICER, f"/people/{person_id}/photo") == unknown
    assert await linked.status(OTHERS_OFFICER, f"/people/{person_id}", record()) == unknown
    for deed in ("check", "remove"):
        assert await linked.status(OTHERS_OFFICER, f"/people/{person_id}/{deed}", {}) == unknown
    path = f"/api/missing/people/{person_id}/photo"
    assert (await linked.picture(OTHERS_OFFICER, path, jpeg())).status_code == 404
    assert (await linked.get(WELFARE, f"/people/{person_id}"))["line"]["has_photo"] is False


# seats


async def test_a_seat_of_another_district_finds_no_search(linked: Linked) -> None:
    incident_id, sighting_id = await searched(linked)
    await linked.add(Account(GURO, Role.OPERATOR, "GURO"))
    assert await linked.get(GURO, "/searches") == []
    for path, body in (
        (f"/searches/{incident_id}", None),
        (f"/searches/{incident_id}/join", {}),
        (f"/searches/{incident_id}/leave", {}),
        (f"/incidents/{incident_id}", None),
        (f"/incidents/{incident_id}/photo", None),
        (f"/incidents/{incident_id}/sightings", None),
        (f"/incidents/{incident_id}/stills/{sighting_id}", None),
        (f"/incidents/{incident_id}/lookback", {"seconds": 60}),
    ):
        assert await linked.status(GURO, path, body) in {
            (404, "unknown_search"),
            (403, "seat_not_open"),
            (403, "training_overdue"),
        }, path


@pytest.mark.parametrize("who", [SECOND, LEAD])
async def test_who_has_not_joined_reads_no_description_photo_or_still(
    linked: Linked, who: str
) -> None:
    incident_id, sighting_id = await searched(linked)
    not_here = (403, "not_at_this_desk")
    for path in ("", "/photo", "/sightings", f"/stills/{sighting_id}"):
        assert await linked.status(who, f"/incidents/{incident_id}{path}") == not_here
    assert "read_register" not in await linked.trail()
    await linked.joined(incident_id, who)
    assert (await linked.status(who, f"/incidents/{incident_id}"))[0] == 200


async def test_who_has_left_reads_nothing_more(linked: Linked) -> None:
    incident_id, sighting_id = await searched(linked)
    assert (await linked.post(OPERATOR, f"/searches/{incident_id}/leave")).status_code == 204
    path = f"/incidents/{incident_id}/stills/{sighting_id}"
    assert await linked.status(OPERATOR, path) == (403, "not_at_this_desk")


async def test_another_room_opens_no_still_by_its_number(linked: Linked) -> None:
    incident_id, sighting_id = await searched(linked)
    for path in ("", "/photo", "/sightings", f"/stills/{sighting_id}"):
        refused = await linked.status(OTHER_ROOM, f"/incidents/{incident_id}{path}")
        assert refused == (404, "unknown_search")


async def test_a_photo_is_opened_by_no_stills_number(linked: Linked) -> None:
    incident_id, _ = await searched(linked)
    sent = await linked.picture("police-182", f"/link/v1/missing/{incident_id}/photo", jpeg())
    copy_id = sent.json()["copy_id"]
    path = f"/incidents/{incident_id}/stills/{copy_id}"
    assert await linked.status(OPERATOR, path) == (404, "no_picture")


@pytest.mark.parametrize(
    "trick",
    [
        "..%2f..%2fkeys%2fidentity.key",
        "%2e%2e",
        "..%5c..%5cnode.db",
        "x%00.jpg",
        "' OR '1'='1",
        "inc_%25",
        "a" * 2000,
        "가나다",
    ],
)
async def test_a_path_is_a_number_and_nothing_else(linked: Linked, trick: str) -> None:
    incident_id, sighting_id = await searched(linked)
    person_id = await linked.registered()
    for who, path in (
        (WELFARE, f"/people/{trick}"),
        (WELFARE, f"/people/{trick}/photo"),
        (OPERATOR, f"/searches/{trick}"),
        (ROOM, f"/incidents/{trick}"),
        (ROOM, f"/incidents/{incident_id}/stills/{trick}"),
        (ROOM, f"/incidents/{trick}/stills/{sighting_id}"),
        (ROOM, f"/incidents/{incident_id}/stills/{trick}/../{person_id}"),
    ):
        answer = await linked.ask(who, f"/api/missing{path}")
        assert answer.status_code in {400, 404}, (path, answer.status_code)
        assert b"\xff\xd8" not in answer.content


async def test_nobody_at_all_reads_nothing(linked: Linked) -> None:
    incident_id, sighting_id = await searched(linked)
    for path in (f"/incidents/{incident_id}/stills/{sighting_id}", "/people", "/mine", "/searches"):
        assert (await linked.ask(NOBODY, f"/api/missing{path}")).status_code == 401


# partners


@pytest.mark.parametrize("who", ["seoul-112", "other-112", "seoul-119"])
async def test_another_system_gives_no_photo_to_a_call_that_is_not_its_own(
    linked: Linked, who: str
) -> None:
    incident_id = await linked.opened()
    answer = await linked.picture(who, f"/link/v1/missing/{incident_id}/photo", jpeg())
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_incident")


async def test_a_photo_for_a_call_of_another_service_is_taken_by_nobody(linked: Linked) -> None:
    fields: dict[str, Any] = {
        "incident": {"category": "ROBBERY", "code": "C0"},
        "location": {"lat": 37.608, "lon": 127.02, "accuracy_m": 12.0},
    }
    letter = linked.stage.now.isoformat()
    message = {
        "msg_id": "m1",
        "sent_at": letter,
        "sender": {"org": "KNPA.SEOUL", "system": "112"},
        "service": "P112_DISPATCH",
        "ext_incident_no": "112-1",
        "msg_type": "NEW",
        "incident": {**fields["incident"], "reported_at": letter},
        "location": {**fields["location"], "method": "GPS"},
        "legal": {"basis": "PIPA18-2-7", "agreement_id": "SB-2023-08"},
    }
    opened = await linked.ask("seoul-112", "/link/v1/incidents", message)
    assert opened.status_code == 201, opened.text
    path = f"/link/v1/missing/{opened.json()['incident_id']}/photo"
    answer = await linked.picture("seoul-112", path, jpeg())
    assert (answer.status_code, answer.json()["code"]) == (409, "search_over")


async def test_the_same_photo_a_thousand_times_is_eight(linked: Linked) -> None:
    incident_id = await linked.opened()
    path = f"/link/v1/missing/{incident_id}/photo"
    answers = [await linked.picture("police-182", path, jpeg()) for _ in range(10)]
    assert [one.status_code for one in answers] == [201] * 8 + [409] * 2
    assert answers[-1].json()["code"] == "too_many_pictures"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03" + b"\0" * 40,
        jpeg() + b"\0" * 1_048_576,
    ],
)
async def test_no_door_takes_a_bomb_or_a_page(linked: Linked, content: bytes) -> None:
    incident_id = await linked.opened()
    person_id = await linked.registered()
    camera_id = ids((await linked.joined(incident_id))["sector"])[0]
    grant_id = await linked.watching(camera_id)
    sighting = f"/api/missing/searches/{incident_id}/sightings?camera_id={camera_id}"
    for who, path, field in (
        ("police-182", f"/link/v1/missing/{incident_id}/photo", "photo"),
        (WELFARE, f"/api/missing/people/{person_id}/photo", "photo"),
        (OPERATOR, f"{sighting}&grant_id={grant_id}", "still"),
    ):
        answer = await linked.picture(who, path, content)
        assert answer.status_code in {400, 413}, (path, answer.text)
        if answer.status_code == 400:
            assert answer.json()["field"] == field


@pytest.mark.parametrize("seen", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"])
async def test_a_time_at_the_end_of_the_calendar_stops_nobodys_end(
    linked: Linked, seen: str
) -> None:
    """It would be counted with wherever the node looks what is due, for every service at once."""
    await linked.opened()
    later = said(linked.stage, "UPDATE", details={"last_seen_at": seen})
    answer = await linked.send(later)
    assert (answer.status_code, answer.json()["field"]) == (400, "details.last_seen_at")
    (active,) = [one for one in await linked.rows("grants") if one["organisation"] == STATION]
    await linked.wait(float(active["ttl_s"]) + 1.0)
    (ended,) = [one for one in await linked.rows("grants") if one["grant_id"] == active["grant_id"]]
    assert (active["state"], ended["state"]) == ("active", "expired")


async def test_the_room_reads_seouls_time_of_what_was_said_with_any_offset(linked: Linked) -> None:
    await linked.opened(last_seen_at="2026-11-21T13:40:00+09:00")
    (view,) = await linked.incidents(ROOM)
    assert facts_of(view)["Last seen"] == "11-21 13:40"

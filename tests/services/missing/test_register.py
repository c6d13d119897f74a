"""사전등록: sealed, read with a trail row, checked yearly; a guardian sees status only, by a consent of ninety days."""

from typing import Any  # Any: JSON

import pytest

from bongsu.services.missing.record import CHECK_EVERY
from tests.services.missing.linked import (
    GUARDIAN,
    LEAD,
    OPERATOR,
    WELFARE,
    Linked,
    jpeg,
    record,
)

DAY_S = 24 * 3600


async def test_a_record_is_kept_sealed_and_read_back_whole(linked: Linked) -> None:
    person_id = await linked.registered()
    kept = str(await linked.rows("missing_people"))
    assert not any(word in kept for word in ("navy", "동의-2026", "TAG-0042", "market"))
    read = await linked.get(WELFARE, f"/people/{person_id}")
    assert read["personal"]["description"]["upper"] == {"kind": "padded", "colour": "navy"}
    assert read["personal"]["consent_file"] == "동의-2026-0142"


async def test_each_reading_stands_in_the_trail_and_the_list_is_none(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.get(WELFARE, "/people")
    assert "read_register" not in await linked.trail()
    await linked.get(WELFARE, f"/people/{person_id}")
    assert (await linked.trail()).count("read_register") == 1


async def test_the_list_says_that_the_polices_register_counts(linked: Linked) -> None:
    await linked.registered()
    listed = await linked.get(WELFARE, "/people")
    assert "안전Dream" in listed["authoritative_ko"]
    assert [one["kind"] for one in listed["records"]] == ["DEMENTIA"]
    assert "description" not in str(listed)


async def test_a_photo_is_sealed_and_drawn_anew(linked: Linked) -> None:
    person_id = await linked.registered()
    hidden = jpeg()[:-2] + b"\xff\xfe\x00\x0eGPS 37.6 127" + b"\xff\xd9"
    given = await linked.picture(WELFARE, f"/api/missing/people/{person_id}/photo", hidden)
    assert given.status_code == 204, given.text
    read = await linked.ask(WELFARE, f"/api/missing/people/{person_id}/photo")
    assert read.content.startswith(b"\xff\xd8\xff")
    assert b"GPS" not in read.content
    assert read.headers["cache-control"] == "no-store"
    assert "read_register" in await linked.trail()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg/>",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff" + b"\0" * 1_048_577,
        jpeg()[:40],
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03" + b"\0" * 20,
    ],
)
async def test_what_is_no_picture_is_refused_by_its_field(linked: Linked, content: bytes) -> None:
    person_id = await linked.registered()
    given = await linked.picture(WELFARE, f"/api/missing/people/{person_id}/photo", content)
    assert given.status_code in (400, 413), given.text
    if given.status_code == 400:
        assert given.json()["field"] == "photo"


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"kind": "ADULT"}, "kind"),
    ({"consented_on": "2027-01-01"}, "consented_on"),
    ({"guardian": "OPERATOR"}, "guardian"),
    ({"guardian": "nobody at all"}, "guardian"),
    ({"name": "홍길동"}, ""),
    ({"personal": {**record()["personal"], "consent_file": ""}}, "personal.consent_file"),
    ({"personal": {**record()["personal"], "address": "길음로 1"}}, "personal"),
    ({"personal": {**record()["personal"], "device_id": "x" * 41}}, "personal.device_id"),
    (
        {"personal": {**record()["personal"], "habitual": [{"kind": "bar", "lat": 1, "lon": 1}]}},
        "personal.habitual.0.kind",
    ),
]


@pytest.mark.parametrize(("changes", "field"), WRONG)
async def test_what_does_not_fit_is_refused_by_its_field(
    linked: Linked, changes: dict[str, Any], field: str
) -> None:
    answer = await linked.post(WELFARE, "/people", record() | changes)
    assert answer.status_code == 400, answer.text
    assert field in (answer.json().get("field") or "")


async def test_the_yearly_check_falls_due_and_is_done(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.wait(CHECK_EVERY.total_seconds())
    assert (await linked.get(WELFARE, "/people"))["records"][0]["is_check_due"]
    assert (await linked.post(WELFARE, f"/people/{person_id}/check")).status_code == 204
    assert not (await linked.get(WELFARE, "/people"))["records"][0]["is_check_due"]


async def test_a_removed_record_leaves_nothing_but_the_trail(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": True})
    assert (await linked.post(WELFARE, f"/people/{person_id}/remove")).status_code == 204
    assert await linked.rows("missing_people") == await linked.rows("missing_consents") == []
    assert "destroy" in await linked.trail()


async def test_a_change_replaces_what_was_said(linked: Linked) -> None:
    person_id = await linked.registered()
    changed = record(kind="INTELLECTUAL", guardian="")
    assert (await linked.post(WELFARE, f"/people/{person_id}", changed)).status_code == 204
    read = await linked.get(WELFARE, f"/people/{person_id}")
    assert (read["line"]["kind"], read["line"]["has_guardian"]) == ("INTELLECTUAL", False)


async def test_nobody_else_opens_the_register(linked: Linked) -> None:
    person_id = await linked.registered()
    for who in (OPERATOR, LEAD, GUARDIAN, "POLICE_ROOM", "AUDITOR", "CENTRE_HEAD"):
        assert await linked.status(who, f"/people/{person_id}") == (403, "role_refused")


async def test_a_welfare_officer_sees_neither_searches_nor_cameras(linked: Linked) -> None:
    await linked.opened()
    assert (await linked.status(WELFARE, "/searches"))[0] == 403
    listed = await linked.ask(WELFARE, "/api/incidents/")
    assert listed.json() == []


# the guardian


async def test_a_guardian_sees_nothing_without_consent(linked: Linked) -> None:
    person_id = await linked.registered()
    assert await linked.get(GUARDIAN, "/mine") == [
        {
            "person_id": person_id,
            "kind": None,
            "status": "no_consent",
            "consent_until": None,
        }
    ]


async def test_a_guardian_sees_the_status_and_nothing_else(linked: Linked) -> None:
    person_id = await linked.registered()
    path = f"/mine/{person_id}/consent"
    assert (await linked.post(GUARDIAN, path, {"adult": True})).json()["days"] == 90
    incident_id = await linked.opened(register_id=person_id)
    (ward,) = await linked.get(GUARDIAN, "/mine")
    assert (ward["status"], sorted(ward)) == (
        "search_open",
        ["consent_until", "kind", "person_id", "status"],
    )
    assert incident_id not in str(ward)
    await linked.found()
    assert (await linked.get(GUARDIAN, "/mine"))[0]["status"] == "found"
    assert (await linked.get(WELFARE, "/people"))["records"][0]["status"] == "found"


async def test_a_consent_is_withdrawn_silently(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": True})
    assert (await linked.post(GUARDIAN, f"/mine/{person_id}/withdraw")).status_code == 204
    assert (await linked.get(GUARDIAN, "/mine"))[0]["status"] == "no_consent"
    assert (await linked.trail())[-2:] == ["consent", "consent"]


async def test_only_an_adult_consents(linked: Linked) -> None:
    person_id = await linked.registered()
    answer = await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": False})
    assert (answer.status_code, answer.json()["field"]) == (400, "adult")


async def test_another_persons_record_is_no_guardians(linked: Linked) -> None:
    person_id = await linked.registered(guardian="")
    assert await linked.get(GUARDIAN, "/mine") == []
    for deed in ("consent", "withdraw"):
        answer = await linked.post(GUARDIAN, f"/mine/{person_id}/{deed}", {"adult": True})
        assert answer.json()["code"] == "unknown_registered_person"

"""A whole 시범운영 over HTTP: signed by all, real calls within its limits, what is beyond refused in words, remarks, the
report on paper, and the draft of 본격 운영 that follows from it."""

import base64
import io
from typing import Any  # Any: JSON

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader

from bongsu.audit.downloads import hash_of
from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.sharing.agreements.seongbuk import SEONGBUK_2023_08
from bongsu.sharing.document import canonical_bytes
from bongsu.sharing.keeping.signing import public_text
from tests.incidents.routes.calls import call, grant_of, seen
from tests.web.house import JONGAM, House

HEAD = "CENTRE_HEAD"
ID = "SB-2023-08"
AT = f"/api/agreements/{ID}/versions"
REPORT = f"{AT}/2/pilot-report"
WHY = {"reason": "운영위원회 제출 자료"}
DOCUMENT: dict[str, Any] = msgspec.json.decode(canonical_bytes(SEONGBUK_2023_08))
# 길음1동 by day, two calls in all
LIMITS = {
    "hours": ["09:00-18:00"],
    "dongs": ["1129066000"],
    "calls_a_day": 2,
    "calls_in_all": 2,
    "report_due": "2026-12-15",
}


async def post(house: House, path: str, body: object, then: int = 204) -> Any:
    answer = await house.ask(HEAD, path, body)
    assert answer.status_code == then, answer.text
    return answer.json() if answer.content else None


async def signed(house: House, document: dict[str, Any]) -> int:
    """Added as a draft, and signed by everybody with keys of their own."""
    version = (await post(house, "/api/agreements", {"document": document}, 201))["version"]
    text = (await house.ask(HEAD, f"{AT}/{version}/text")).content
    await post(house, f"{AT}/{version}/sign", {})
    for party in SEONGBUK_2023_08.parties:
        if party.organisation == SEONGBUK_2023_08.centre:
            continue
        key = Ed25519PrivateKey.generate()
        body = {"organisation": party.organisation, "public_key": public_text(key)}
        key_id = (await post(house, "/api/party-keys", body, 201))["key_id"]
        signature = base64.b64encode(key.sign(text)).decode()
        body = {"organisation": party.organisation, "key_id": key_id, "signature": signature}
        await post(house, f"{AT}/{version}/signatures", body)
    return int(version)


@pytest.fixture
async def pilot(house: House) -> House:
    """Version 2 is a pilot and in force."""
    version = await signed(house, {**DOCUMENT, "stage": "pilot", "pilot": LIMITS, "examples": []})
    assert version == 2
    (line,) = (await house.ask(HEAD, "/api/agreements")).json()
    assert (line["version"], line["stage"], line["state"]) == (2, "pilot", "in_force")
    return house


async def numbered(house: House, number: int, **changes: Any) -> str:
    said = await call(house, ext_incident_no=f"112-{number}", msg_id=f"m{number}", **changes)
    return str(said["incident_id"])


async def report(house: House) -> dict[str, Any]:
    said: dict[str, Any] = (await house.ask(HEAD, REPORT)).json()
    return said


def lent_to_room(view: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(one["state"], one["reason_text_ko"]) for one in view["lendings"]]


async def test_a_call_within_every_limit_opens_and_names_the_pilots_version(pilot: House) -> None:
    grant = await grant_of(pilot, await numbered(pilot, 1))
    assert (grant["state"], grant["agreement_version"], grant["clause"]) == ("active", 2, "3.2")


async def test_beyond_the_counts_the_room_reads_why(pilot: House) -> None:
    for number in (1, 2):
        assert (await grant_of(pilot, await numbered(pilot, number)))["state"] == "active"
    third = await numbered(pilot, 3)
    ((state, why),) = lent_to_room(await seen(pilot, "POLICE_ROOM", third))
    assert state == "refused"
    assert why is not None
    assert "시범운영의 범위(시간·행정동·건수) 밖" in why
    assert (await report(pilot))["limits"]["refused_by_limits"] == 1


async def test_beyond_the_dongs_nothing_opens(pilot: House) -> None:
    said = await call(pilot, location={**JONGAM, "method": "GPS"})
    view = await seen(pilot, "SHIFT_LEAD", said["incident_id"])
    assert {one["state"] for one in view["lendings"]} == {"refused"}


async def test_the_report_counts_what_was_called_opened_refused_and_said(pilot: House) -> None:
    opened = [await numbered(pilot, number) for number in (1, 2)]
    await numbered(pilot, 3)
    for incident_id in opened:
        done = await pilot.ask("POLICE_ROOM", f"/api/incidents/{incident_id}/close", {})
        assert done.status_code == 204
        remark = {"rating": 4, "text": "출입구가 바로 보였음"}
        said = await pilot.ask("POLICE_ROOM", f"/api/incidents/{incident_id}/remark", remark)
        assert said.status_code == 204, said.text
    figures = await report(pilot)
    assert (figures["calls"], figures["opened"], figures["refused"]) == (3, 2, 1)
    assert [one["key"] for one in figures["refusals"]] == ["outside_pilot"]
    assert figures["ratings"] == [0, 0, 0, 2, 0]
    assert figures["is_due"], "every agreed call was made"


async def test_the_head_drafts_full_operation_and_it_decides_once_signed(pilot: House) -> None:
    for number in (1, 2, 3):
        last = await numbered(pilot, number)
    assert (await grant_of(pilot, last))["state"] == "refused"
    drafted = await post(
        pilot, "/api/agreements/check", {"document": {**DOCUMENT, "version": 3}}, 200
    )
    assert {"stage", "pilot"} <= {one["field"] for one in drafted["changes"]}
    assert await signed(pilot, DOCUMENT) == 3
    fourth = await grant_of(pilot, await numbered(pilot, 4))
    assert (fourth["state"], fourth["agreement_version"]) == ("active", 3)
    assert (await report(pilot))["calls"] == 3, "the pilot's report is of its own version"


def text_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


async def test_the_report_on_paper_says_the_same(pilot: House) -> None:
    incident_id = await numbered(pilot, 1)
    remark = {"rating": 5, "text": "출입구가 바로 보였음"}
    await pilot.ask("POLICE_ROOM", f"/api/incidents/{incident_id}/remark", remark)
    answer = await pilot.ask(HEAD, f"{REPORT}/pdf", WHY)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert 'filename="pilot-SB-2023-08-v2.pdf"' in answer.headers["content-disposition"]
    said = text_of(answer.content)
    for words in (
        "시범운영 결과 보고",
        "09:00-18:00",
        "2건까지 (1건)",
        "출입구가 바로 보였음",
        "2026-12-15",
    ):
        assert words in said
    assert "per_" not in said, "no officer is named, not even by id"


async def test_the_trail_has_the_reason_and_the_hash_of_the_very_file(pilot: House) -> None:
    answer = await pilot.ask("CPO", f"{REPORT}/pdf", WHY)
    (row,) = await list_trail(pilot.database, only=Only(kind=TrailKind.DOWNLOAD))
    body = msgspec.json.decode(row.body)
    assert (body["what"], body["form"], body["reason"]) == ("pilot_report", "pdf", WHY["reason"])
    assert body["sha256"] == hash_of(answer.content)
    assert body["span"] == {"agreement_id": ID, "version": 2}


@pytest.mark.parametrize("reason", ["", "업무", "ㅋㅋㅋㅋㅋㅋ", "가" * 601])
async def test_without_a_reason_no_file_leaves(pilot: House, reason: str) -> None:
    answer = await pilot.ask(HEAD, f"{REPORT}/pdf", {"reason": reason})
    assert (answer.status_code, answer.json()["field"]) == (400, "reason")
    assert await list_trail(pilot.database, only=Only(kind=TrailKind.DOWNLOAD)) == []

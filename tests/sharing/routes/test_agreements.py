"""Agreements over HTTP: what a person reads, drafts, signs, suspends; what the node refuses by field."""

import base64
from typing import Any  # Any: JSON

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.document import as_document, canonical_bytes
from bongsu.sharing.keeping.signing import public_text
from tests.incidents.routes.calls import call, grant_of
from tests.web.house import House

HEAD = "CENTRE_HEAD"
ONE = "/api/agreements/SB-2023-08"
DOCUMENT: dict[str, Any] = msgspec.json.decode(canonical_bytes(SEONGBUK_2023_08))
REASON = {"reason": "목적 외 이용 의심"}


async def read(house: House, path: str, who: str = HEAD) -> Any:
    answer = await house.ask(who, path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_list_says_how_each_agreement_stands(house: House) -> None:
    await call(house)
    (line,) = await read(house, "/api/agreements", "OPERATOR")
    assert (line["agreement_id"], line["version"], line["state"]) == ("SB-2023-08", 1, "in_force")
    assert (line["running_grants"], line["conflicts"]) == (1, 0)
    assert all(party["signed_at"] for party in line["parties"])


async def test_a_version_is_shown_whole_and_in_words(house: House) -> None:
    shown = await read(house, f"{ONE}/versions/1")
    assert shown["document"] == DOCUMENT
    assert msgspec.json.encode(as_document(SEONGBUK_2023_08), order="sorted") == canonical_bytes(
        SEONGBUK_2023_08
    )
    assert shown["versions"] == [1]
    assert all(one["passed"] for one in shown["examples"])
    assert {one["note"] for one in shown["signatures"]} == {"모의 서명 (simulated signature)"}
    korean, english = shown["preview_ko"], shown["preview_en"]
    assert "제3조제2항 112 긴급출동: 성북경찰서·종암경찰서에게" in korean
    assert "코드0·코드1은 승인 없이" in korean
    assert "관제팀장 승인(1분 이내)" in korean
    assert "9대까지, 반경 300 m, 30분(연장 3회) 실시간 영상을 제공한다" in korean
    assert "쓰레기단속·교통단속 목적 카메라의 영상은 어떤 협약으로도 제공하지 않는다" in korean
    assert "Clause 3.2, 112 dispatch: to Seongbuk police station" in english


async def test_the_bytes_to_sign_are_given_exactly(house: House) -> None:
    answer = await house.ask("AUDITOR", f"{ONE}/versions/1/text")
    assert answer.content == canonical_bytes(SEONGBUK_2023_08)
    assert 'filename="SB-2023-08-v1.json"' in answer.headers["content-disposition"]


async def test_a_draft_is_checked_while_it_is_written(house: House) -> None:
    longer = {**DOCUMENT, "approve_within_s": 90}
    checked = (await house.ask("OPERATOR", "/api/agreements/check", {"document": longer})).json()
    assert checked["problems"] == []
    assert [one["field"] for one in checked["changes"]] == ["approve_within_s"]
    assert checked["changes"][0]["text_ko"] == "승인 시간(초): 60 → 90"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"approve_within_s": "soon"}, "approve_within_s"),
        ({"centre_phone": ""}, "centre_phone"),
        ({"clauses": [{"number": "3.1", "radius_m": "x"}]}, "clauses[0].radius_m"),
        ({"clauses": [{"number": "3.1", "colour": 1}]}, "clauses[0]"),
        ({"starts": "2023-08-01T00:00:00"}, "starts"),
        ({"starts": None}, "starts"),
        ({"starts": "0001-01-01T00:00:00+14:00"}, "starts"),
        ({"ends": "9999-12-31T23:59:59-12:00"}, "ends"),
        ({"ends": "9999-12-31T23:59:59+00:00"}, "ends"),
        ({"title_ko": "제공\u202e금지"}, "title_ko"),
        ({"document_ref": "a\u200bb"}, "document_ref"),
        ({"clauses": [{"number": "1.1"}] * 8000}, "clauses"),
        ({"area": [str(code) for code in range(10_000, 10_501)]}, "area"),
        ({"clauses": [{"number": "x"}]}, "clauses[0].number"),
    ],
)
async def test_what_is_wrong_is_named_by_its_field(
    house: House, change: dict[str, object], field: str
) -> None:
    body = {"document": {**DOCUMENT, **change}}
    checked = (await house.ask(HEAD, "/api/agreements/check", body)).json()
    assert field in [one["field"] for one in checked["problems"]]
    refused = await house.ask(HEAD, "/api/agreements", body)
    assert refused.status_code == 400
    # a field that nobody knows is named itself, the check names what it stands in
    said = refused.json()["field"].removeprefix("document.").removesuffix(".colour")
    # the check names paths of the document, a refusal names fields as all refusals do
    assert said in [one["field"].replace("[0]", ".0") for one in checked["problems"]]


async def keys_of(house: House) -> dict[str, Ed25519PrivateKey]:
    """A new key of every party but the centre, told to the node."""
    made = {}
    for party in SEONGBUK_2023_08.parties[1:]:
        key = made[party.organisation] = Ed25519PrivateKey.generate()
        body = {"organisation": party.organisation, "public_key": public_text(key)}
        assert (await house.ask(HEAD, "/api/party-keys", body)).status_code == 201
    return made


async def test_a_new_version_is_drafted_signed_and_replaces(house: House) -> None:
    """The number that the text was written from does not matter: it becomes the next."""
    added = await house.ask(HEAD, "/api/agreements", {"document": {**DOCUMENT, "renewals": None}})
    assert added.status_code == 400
    body = {"document": {**DOCUMENT, "centre_phone": "02-1"}}
    assert (await house.ask(HEAD, "/api/agreements", body)).json()["version"] == 2
    assert (await read(house, f"{ONE}/versions/2"))["state"] == "draft"
    assert (await house.ask(HEAD, f"{ONE}/versions/2/sign", {})).status_code == 204
    text = (await house.ask(HEAD, f"{ONE}/versions/2/text")).content
    keys = await keys_of(house)
    known = {one["public_key"]: one["key_id"] for one in await read(house, "/api/party-keys")}
    for organisation, key in keys.items():
        signed = {
            "organisation": organisation,
            "key_id": known[public_text(key)],
            "signature": base64.b64encode(key.sign(text)).decode(),
        }
        assert (await house.ask(HEAD, f"{ONE}/versions/2/signatures", signed)).status_code == 204
        again = await house.ask(HEAD, f"{ONE}/versions/2/signatures", signed)
        assert again.status_code == 409
    assert (await read(house, "/api/agreements"))[0]["version"] == 2
    assert (await read(house, f"{ONE}/versions/1"))["state"] == "superseded"
    assert [one["field"] for one in (await read(house, f"{ONE}/versions/2"))["changes"]] == [
        "centre_phone"
    ]


async def test_a_forged_signature_is_refused_by_field(house: House) -> None:
    await house.ask(HEAD, "/api/agreements", {"document": DOCUMENT})
    keys = await keys_of(house)
    public = public_text(keys[POLICE_SEONGBUK])
    found = await read(house, "/api/party-keys")
    key_id = next(one["key_id"] for one in found if one["public_key"] == public)
    signature = base64.b64encode(keys[POLICE_SEONGBUK].sign(b"another text")).decode()
    body = {"organisation": POLICE_SEONGBUK, "key_id": key_id, "signature": signature}
    refused = await house.ask(HEAD, f"{ONE}/versions/2/signatures", body)
    assert (refused.status_code, refused.json()["field"]) == (400, "signature")


async def test_suspending_ends_lendings_before_it_answers(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    answer = await house.ask("SHIFT_LEAD", f"{ONE}/suspend", REASON)
    assert answer.json() == {"ended_grants": 1}
    grant = await grant_of(house, incident_id)
    assert (grant["state"], grant["reason"]) == ("closed", "agreement_suspended")
    assert (grant["agreement_id"], grant["agreement_version"]) == ("SB-2023-08", 1)
    refused = await grant_of(
        house, (await call(house, ext_incident_no="112-9", msg_id="9"))["incident_id"]
    )
    assert refused["reason"] == "agreement_suspended"
    (suspension,) = (await read(house, f"{ONE}/versions/1"))["suspensions"]
    assert suspension["reason"] == REASON["reason"]
    assert suspension["resumed_at"] is None
    assert (await house.ask("SHIFT_LEAD", f"{ONE}/resume", REASON)).status_code == 403
    assert (await house.ask("CPO", f"{ONE}/resume", REASON)).status_code == 204
    assert (await read(house, "/api/agreements"))[0]["state"] == "in_force"


async def test_a_withdrawn_key_is_shown_and_stops_the_agreement(house: House) -> None:
    keys = await read(house, "/api/party-keys")
    police = next(one for one in keys if one["organisation"] == POLICE_SEONGBUK)
    assert police["organisation_name_ko"] == "성북경찰서"
    path = f"/api/party-keys/{police['key_id']}/withdraw"
    assert (await house.ask(HEAD, path, {"reason": ""})).status_code == 400
    assert (await house.ask(HEAD, path, {"reason": "분실"})).status_code == 204
    assert (await house.ask(HEAD, path, {"reason": "분실"})).status_code == 409
    shown = await read(house, f"{ONE}/versions/1")
    assert shown["state"] == "key_withdrawn"
    assert [
        one["valid"] for one in shown["signatures"] if one["organisation"] == POLICE_SEONGBUK
    ] == [False]


async def test_before_a_key_is_withdrawn_its_line_says_what_that_cuts(house: House) -> None:
    await call(house)
    police = await key_of(house, POLICE_SEONGBUK)
    assert (police["holds_up"], police["running_grants"]) == (["SB-2023-08"], 1)
    await house.ask(HEAD, f"/api/party-keys/{police['key_id']}/withdraw", {"reason": "분실"})
    gone = await key_of(house, POLICE_SEONGBUK)
    assert (gone["holds_up"], gone["running_grants"]) == ([], 0)
    assert gone["withdrawn_reason"] == "분실"


async def test_a_key_that_has_signed_nothing_cuts_nothing(house: House) -> None:
    key = public_text(Ed25519PrivateKey.generate())
    body = {"organisation": POLICE_SEONGBUK, "public_key": key, "note": "2026 새 열쇠"}
    made = (await house.ask(HEAD, "/api/party-keys", body)).json()
    assert (made["holds_up"], made["running_grants"], made["note"]) == ([], 0, "2026 새 열쇠")
    again = await house.ask(HEAD, "/api/party-keys", body)
    assert (again.status_code, again.json()["code"]) == (409, "already_done")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"organisation": POLICE_SEONGBUK, "public_key": "한글"}, "public_key"),
        ({"organisation": POLICE_SEONGBUK, "public_key": "AAAA"}, "public_key"),
        ({"organisation": POLICE_SEONGBUK, "public_key": ""}, "public_key"),
        ({"organisation": " ", "public_key": "A" * 43 + "="}, "organisation"),
        ({"organisation": "", "public_key": "x"}, "organisation"),
        ({"organisation": "X", "public_key": "x", "private_key": "y"}, "private_key"),
    ],
)
async def test_what_is_no_key_is_refused_by_its_field(
    house: House, body: dict[str, str], field: str
) -> None:
    answer = await house.ask(HEAD, "/api/party-keys", body)
    assert (answer.status_code, answer.json()["field"]) == (400, field), answer.text
    assert all(one["note"] for one in await read(house, "/api/party-keys"))


async def key_of(house: House, organisation: str) -> Any:
    keys = await read(house, "/api/party-keys", "AUDITOR")
    return next(one for one in keys if one["organisation"] == organisation)

"""The operating policy is open to everybody, says what is so today, and every published text of it is kept."""

from io import BytesIO
from typing import Any  # Any: JSON

import msgspec
import pytest
from pypdf import PdfReader

from bongsu.audit.entry import canonical
from bongsu.audit.kinds import TrailKind
from bongsu.audit.store import Only, rows_after
from bongsu.sharing.operating_policy.desk import KEPT_FOR
from bongsu.sharing.operating_policy.facts import DEFAULTS, CentreFacts, unset, with_defaults
from bongsu.sharing.operating_policy.policy import PolicyText, hash_of_text
from tests.kernel.documents.built import needs_fonts
from tests.web.house import NOBODY, House

FACTS = {
    "hours": {"ko": "매일 24시간", "en": "Every day, around the clock"},
    "retention_days": 15,
    "protection_officer": {"office": "행정지원국장", "phone": "02-2241-2000"},
    "processors": [{"name": "㈜한빛정보", "task": "유지보수", "phone": "02-555-0100"}],
}
OFFICER = {
    "name": "김운영",
    "office": "안전총괄과장",
    "phone": "02-2241-1234",
    "starts": "2026-01-01",
}


async def policy(house: House, who: str = NOBODY) -> dict[str, Any]:
    answer = await house.ask(who, "/api/policy", from_console=False)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


async def say(house: House, facts: object) -> int:
    return (await house.ask("CENTRE_HEAD", "/api/policy/facts", facts)).status_code


async def publish(house: House, note: str) -> Any:
    return await house.ask("CENTRE_HEAD", "/api/policy/publish", {"note": note})


async def test_a_citizen_reads_it_without_signing_in(house: House) -> None:
    text = (await policy(house))["text"]
    counts = (await house.ask("AUDITOR", "/api/registry/counts")).json()
    assert (text["sites"], text["cameras"]) == (counts["sites"], counts["cameras"])
    assert sum(one["cameras"] for one in text["by_purpose"]) == text["cameras"]
    assert sum(one["cameras"] for one in text["by_dong"]) == text["cameras"]
    assert text["by_purpose"][0]["name"]["ko"] == "생활방범"


async def test_no_camera_is_placed_and_nobody_is_named(house: House) -> None:
    await house.ask("CENTRE_HEAD", "/api/duties/officers", OFFICER)
    said = f"{await policy(house)}"
    assert "lat" not in said.replace("translat", "")
    assert "camera_id" not in said
    assert "김운영" not in said, "the office and its telephone are published, no name"
    assert "안전총괄과장" in said


async def test_agreements_in_force_say_who_is_provided_since_when(house: House) -> None:
    recipients = (await policy(house))["text"]["recipients"]
    assert {one["name"]["ko"] for one in recipients} >= {"성북경찰서", "종암경찰서", "성북소방서"}
    assert {one["since"] for one in recipients} == {"2023-08-01"}
    names = {one["name"]["ko"] for one in recipients}
    assert "성북구 재난안전상황실" not in names, (
        "an office of the same mayor uses, it is not provided"
    )
    assert "성북구 통합관제센터" not in {one["name"]["ko"] for one in recipients}


async def test_what_the_centre_has_not_said_has_a_default_and_is_marked(house: House) -> None:
    found = await policy(house)
    assert set(found["unset"]) == {*CentreFacts.__struct_fields__, "officer"}
    assert found["text"]["retention_days"] == 30
    assert await say(house, FACTS) == 204
    found = await policy(house)
    assert {"hours", "retention_days", "processors"}.isdisjoint(found["unset"])
    assert found["text"]["retention_days"] == 15
    assert found["text"]["hours"]["ko"] == "매일 24시간"
    assert found["text"]["processors"][0]["name"] == "㈜한빛정보"


def test_every_fact_but_an_office_has_a_default() -> None:
    assert set(unset(DEFAULTS)) == {"protection_officer"}
    assert with_defaults(CentreFacts()) == DEFAULTS
    assert with_defaults(CentreFacts(retention_days=7)).retention_days == 7


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"retention_days": 0}, "retention_days"),
        ({"hours": {"ko": "가" * 2001}}, "hours.ko"),
        ({"protection_officer": {"office": "과장", "phone": "javascript:1"}}, "phone"),
        ({"weather": 1}, "weather"),
    ],
)
async def test_a_fact_that_cannot_be_names_its_field(
    house: House, wrong: object, field: str
) -> None:
    answer = await house.ask("CENTRE_HEAD", "/api/policy/facts", wrong)
    assert answer.status_code == 400
    assert field in answer.json()["field"]


async def test_each_published_text_is_kept_with_its_day_and_hash(house: House) -> None:
    assert (await policy(house))["differs"] is True
    first = await publish(house, "최초 제정")
    assert (first.status_code, first.json()) == (201, {"number": 1})
    assert (await policy(house))["differs"] is False
    again = await publish(house, "바뀐 것 없음")
    assert (again.status_code, again.json()["code"]) == (409, "nothing_new")
    await say(house, FACTS)
    assert (await policy(house))["differs"] is True
    await publish(house, "보관기간 15일로 변경")
    history = (await policy(house))["history"]
    assert [(one["number"], one["note"]) for one in history] == [
        (2, "보관기간 15일로 변경"),
        (1, "최초 제정"),
    ]
    for one in history:
        kept = await house.ask(NOBODY, f"/api/policy/versions/{one['number']}")
        text = msgspec.json.decode(kept.content, type=PolicyText)
        assert hash_of_text(text) == one["sha256"]
    assert text.retention_days == 30


async def test_facts_and_publishing_are_rows_of_the_trail(house: House) -> None:
    await say(house, FACTS)
    await publish(house, "최초 제정")
    async with house.database.read() as connection:
        rows = await rows_after(connection, 0, 10, Only(kind=TrailKind.DUTY))
    bodies = [msgspec.json.decode(row.body) for row in rows]
    assert [body["duty"] for body in bodies] == ["centre_facts", "policy_text"]
    assert bodies[1]["sha256"] == (await policy(house))["history"][0]["sha256"]


async def test_it_is_put_together_once_a_minute_whoever_asks(house: House) -> None:
    first = await policy(house)
    house.clock.advance(KEPT_FOR.total_seconds() - 1)
    assert (await policy(house))["made_at"] == first["made_at"]
    house.clock.advance(2)
    assert (await policy(house))["made_at"] > first["made_at"]
    house.clock.advance(-30)
    assert (await policy(house))["made_at"] != first["made_at"], "a clock set back keeps nothing"


async def test_the_form_shows_what_was_said_and_what_stands_instead(house: House) -> None:
    await say(house, FACTS)
    found = (await house.ask("CENTRE_HEAD", "/api/policy/facts")).json()
    assert found["facts"]["retention_days"] == 15
    assert found["facts"]["range"] is None
    assert "녹음" in found["defaults"]["range"]["ko"]


@needs_fonts
@pytest.mark.parametrize(
    ("lang", "title"),
    [("ko", "영상정보처리기기 운영·관리방침"), ("en", "Operating policy for video cameras")],
)
async def test_it_is_a_document_in_both_languages(house: House, lang: str, title: str) -> None:
    await say(house, FACTS)
    answer = await house.ask(NOBODY, f"/api/policy.pdf?lang={lang}")
    assert answer.headers["content-type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert title in text
    assert "㈜한빛정보" in text
    assert str(reader.root_object["/Lang"]).startswith(lang)
    assert (await house.ask(NOBODY, f"/api/policy.pdf?lang={lang}")).content == answer.content


async def test_another_language_is_refused_by_name(house: House) -> None:
    answer = await house.ask(NOBODY, "/api/policy.pdf?lang=fr")
    assert (answer.status_code, answer.json()["field"]) == (400, "lang")


def test_a_texts_canonical_bytes_hold_nothing_of_the_moment() -> None:
    assert {"as_of", "made_at"}.isdisjoint(PolicyText.__struct_fields__)
    assert canonical({"나": 1, "가": 2}) == '{"가":2,"나":1}'.encode()


@pytest.mark.parametrize("number", [-1, 0, 2**31, 2**63, 10**30])
async def test_a_number_that_no_database_holds_is_no_text(house: House, number: int) -> None:
    answer = await house.ask("nobody", f"/api/policy/versions/{number}")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_text")

"""What a call of 실종아동등 may say: closed words, and each field that does not fit refused by its name."""

from typing import Any  # Any: JSON

import pytest

from bongsu.services.missing.scenes import DESCRIPTION, call, said
from tests.services.missing.linked import Linked

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": "홍길동"}, "details"),
    ({"description": {**DESCRIPTION, "name": "홍길동"}}, "details.description"),
    ({"description": {**DESCRIPTION, "gender": "f"}}, "details.description"),
    ({"description": {**DESCRIPTION, "age": 81}}, "details.description"),
    ({"description": {"build": "홍길동"}}, "details.description.build"),
    ({"description": {"height": {"least_cm": 170, "most_cm": 150}}}, "height.least_cm"),
    ({"description": {"height": {"least_cm": 5, "most_cm": 150}}}, "height.least_cm"),
    ({"class_confirmed_by": {"rank": "경위", "office": "홍길동"}}, "class_confirmed_by.office"),
    ({"class_confirmed_by": {"rank": "홍길동", "office": "성북경찰서"}}, "class_confirmed_by.rank"),
    ({"police_no": "홍길동 182"}, "details.police_no"),
    ({"last_seen_at": "2026-11-21T14:00:00"}, "details.last_seen_at"),
    ({"last_seen_at": "yesterday"}, "details.last_seen_at"),
    ({"register_id": "../../etc"}, "details.register_id"),
    ({"photo": "aGVsbG8="}, "details"),
]


@pytest.mark.parametrize(("details", "field"), WRONG)
async def test_what_does_not_fit_is_refused_by_its_field(
    linked: Linked, details: dict[str, Any], field: str
) -> None:
    fields = call(linked.stage)
    fields["details"] |= details
    answer = await linked.send(said(linked.stage, "NEW", **fields))
    assert answer.status_code == 400, answer.text
    assert field in answer.json()["field"]


async def test_a_summary_may_hold_a_name_and_is_not_taken(linked: Linked) -> None:
    fields = call(linked.stage)
    fields["incident"]["summary_ko"] = "홍길동 할머니"
    answer = await linked.send(said(linked.stage, "NEW", **fields))
    assert (answer.status_code, answer.json()["field"]) == (400, "incident.summary_ko")


@pytest.mark.parametrize("name", ["description", "photo_ref", "register_id"])
async def test_of_an_adult_nothing_personal_is_taken_at_all(linked: Linked, name: str) -> None:
    some = {"description": DESCRIPTION, "photo_ref": "182-1234", "register_id": "reg_abcd1234"}
    fields = call(linked.stage, "ADULT") | {"details": {name: some[name]}}
    answer = await linked.send(said(linked.stage, "NEW", **fields))
    assert (answer.status_code, answer.json()["field"]) == (400, f"details.{name}")


async def test_an_unknown_class_is_refused(linked: Linked) -> None:
    answer = await linked.send(said(linked.stage, "NEW", **call(linked.stage, "RUNAWAY")))
    assert (answer.status_code, answer.json()["field"]) == (400, "incident.category")

"""The kind of an alarm lies sealed in the trail: readable by two roles together over HTTP, by nobody alone."""

import json
from typing import Any  # Any: JSON

from tests.services.anklet.linked import Linked

REASON = "법무부 사후 확인 요청"


async def sealed_rows(linked: Linked) -> list[dict[str, Any]]:
    answer = await linked.ask("AUDITOR", "/api/audit")
    assert answer.status_code == 200, answer.text
    return [one for one in answer.json()["rows"] if "sealed" in json.dumps(one)]


async def test_every_row_of_the_alarm_keeps_its_kind_sealed(linked: Linked) -> None:
    await linked.opened("CURFEW")
    await linked.wait(6)
    await linked.follows("UPDATE", incident={"category": "DEVICE_TAMPER"})
    rows = await sealed_rows(linked)
    assert {one["kind"] for one in rows} == {"open_incident", "update_incident"}
    assert "CURFEW" not in json.dumps(rows)


async def test_two_roles_open_it_together(linked: Linked) -> None:
    await linked.opened("CURFEW")
    (row,) = await sealed_rows(linked)
    wanted = {"reason": REASON, "sealed": [row["sequence"]]}
    asked = (await linked.ask("AUDITOR", "/api/names", wanted)).json()
    (opening,) = asked["openings"]
    assert (opening["sealed_rows"], opening["unsealed"]) == ([row["sequence"]], [])
    path = f"/api/names/{opening['opening_id']}/agree"
    agreed = await linked.ask("CENTRE_HEAD", path, {})
    assert agreed.status_code == 200, agreed.text
    assert "CURFEW" not in agreed.text
    seen = (await linked.ask("AUDITOR", "/api/names")).json()
    (told,) = seen["openings"][0]["unsealed"]
    assert told["said"]["category"] == "CURFEW"
    assert told["said"]["category_ko"] == "외출제한 위반"


async def test_nobody_opens_it_alone(linked: Linked) -> None:
    await linked.opened("CURFEW")
    (row,) = await sealed_rows(linked)
    wanted = {"reason": REASON, "sealed": [row["sequence"]]}
    for who in ("OPERATOR", "SHIFT_LEAD", "CENTRE_HEAD"):
        assert (await linked.ask(who, "/api/names", wanted)).status_code == 403
    asked = (await linked.ask("CPO", "/api/names", wanted)).json()
    path = f"/api/names/{asked['openings'][0]['opening_id']}/agree"
    assert (await linked.ask("CPO", path, {})).status_code == 403


async def test_its_key_lies_beside_the_others_and_is_backed_up_with_them(linked: Linked) -> None:
    await linked.opened("CURFEW")
    keys = linked.house.ticket_key.parent
    assert (keys / "sealed.key").stat().st_mode & 0o777 == 0o600

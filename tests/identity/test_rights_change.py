"""Rights change for a reason, end what was open, and stay in a history that nobody rewrites."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any  # Any: parsed JSON

import httpx
import pytest
from sqlalchemy.exc import DBAPIError

from bongsu.audit.kinds import TrailKind
from bongsu.audit.verify import verify
from bongsu.identity.failures import OwnRights
from bongsu.identity.people import LinkSystem, Organisation, OrganisationKind, Role
from bongsu.identity.rights.change import Administering
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from tests.databases import POSTGRESQL
from tests.identity.accounts import account, trail_of
from tests.identity.conftest import CENTRE, PASSWORD, POLICE
from tests.identity.whole import browser_at, strict_identity

WHY = "인사발령 2026-11"


@pytest.fixture
async def keyed(database: Database, clock: FixedClock, tmp_path: Path) -> IdentityService:
    return await strict_identity(database, clock, str(tmp_path / "identity.key"))


async def signed_in(browser: httpx.AsyncClient, name: str) -> None:
    answer = await browser.post("/api/sign-in", json={"name": name, "password": PASSWORD})
    assert answer.status_code == 200, answer.text


@pytest.fixture
async def head(keyed: IdentityService, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_at(keyed, database) as browser:
        await account(keyed, Role.CENTRE_HEAD, "head")
        await signed_in(browser, "head")
        yield browser


@pytest.fixture
async def other(
    keyed: IdentityService, database: Database, head: httpx.AsyncClient
) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_at(keyed, database) as browser:
        await account(keyed, Role.OPERATOR, "desk")
        await signed_in(browser, "desk")
        yield browser


async def history(head: httpx.AsyncClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await head.get("/api/people/history")).json()
    return found


async def test_the_head_adds_an_account_whose_password_is_shown_once(
    head: httpx.AsyncClient, keyed: IdentityService
) -> None:
    form = {
        "name": "새 요원",
        "display_name": "관제요원 5",
        "role": "OPERATOR",
        "organisation": CENTRE.code,
        "reason": WHY,
    }
    answer = await head.post("/api/people", json=form)
    assert answer.status_code == 201
    assert (await keyed.sign_in("새 요원", answer.json()["secret"]))[0].role is Role.OPERATOR
    row = (await history(head))[0]
    assert (row["change"], row["by"], row["about"], row["reason"]) == (
        "added",
        "head",
        "새 요원",
        WHY,
    )
    assert row["after"] == {"role": "OPERATOR", "organisation": CENTRE.code}


CHANGES: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("role", "changed", {"role": "SHIFT_LEAD", "organisation": CENTRE.code}),
    ("disable", "disabled", {}),
    ("reset-factors", "factors_reset", {}),
    ("reset-password", "password_reset", {}),
)


@pytest.mark.parametrize(("path", "change", "more"), CHANGES)
async def test_a_change_ends_what_was_open_and_is_kept_with_its_reason(
    head: httpx.AsyncClient,
    other: httpx.AsyncClient,
    path: str,
    change: str,
    more: dict[str, object],
) -> None:
    form = {"name": "desk", "reason": WHY, **more}
    assert (await head.post(f"/api/people/{path}", json=form)).status_code in {200, 204}
    assert (await other.get("/api/me")).status_code == 401
    row = (await history(head))[0]
    assert (row["change"], row["about"], row["reason"]) == (change, "desk", WHY)


@pytest.mark.parametrize(("path", "change", "more"), CHANGES)
async def test_nobody_changes_their_own_rights_nor_without_a_reason(
    head: httpx.AsyncClient,
    other: httpx.AsyncClient,
    path: str,
    change: str,
    more: dict[str, object],
) -> None:
    own = await head.post(f"/api/people/{path}", json={"name": "head", "reason": WHY, **more})
    assert (own.status_code, own.json()["code"]) == (403, "own_rights")
    for reason in ("", "   "):
        form = {"name": "desk", "reason": reason, **more}
        answer = await head.post(f"/api/people/{path}", json=form)
        assert (answer.status_code, answer.json()["field"]) == (400, "reason")
    assert (await other.get("/api/me")).status_code == 200
    assert change not in {row["change"] for row in await history(head)}


async def test_a_closed_account_opens_again(
    head: httpx.AsyncClient, other: httpx.AsyncClient
) -> None:
    about = {"name": "desk", "reason": WHY}
    await head.post("/api/people/disable", json=about)
    assert (await head.get("/api/people")).json()[0]["disabled_at"]
    form = {"name": "desk", "password": PASSWORD}
    assert (await other.post("/api/sign-in", json=form)).status_code == 401
    await head.post("/api/people/enable", json=about)
    await signed_in(other, "desk")
    assert [row["change"] for row in (await history(head))[:2]] == ["enabled", "disabled"]


@pytest.mark.parametrize(
    ("role", "organisation", "unit_id", "field"),
    [
        ("POLICE_ROOM", CENTRE.code, None, "role"),
        ("OPERATOR", POLICE.code, None, "role"),
        ("POLICE_CAR", POLICE.code, None, "unit_id"),
        ("OPERATOR", CENTRE.code, "순31", "unit_id"),
        ("OPERATOR", "NOWHERE", None, "organisation"),
    ],
)
async def test_a_role_that_does_not_fit_is_refused_by_field(
    head: httpx.AsyncClient,
    other: httpx.AsyncClient,
    role: str,
    organisation: str,
    unit_id: str | None,
    field: str,
) -> None:
    form = {
        "name": "desk",
        "role": role,
        "organisation": organisation,
        "unit_id": unit_id,
        "reason": WHY,
    }
    answer = await head.post("/api/people/role", json=form)
    assert answer.json()["field"] == field
    assert (await other.get("/api/me")).status_code == 200


async def test_no_answer_to_the_head_holds_an_id_of_the_trail(
    head: httpx.AsyncClient, other: httpx.AsyncClient, keyed: IdentityService
) -> None:
    ids = {one.person_id for one in await keyed.people()}
    assert len(ids) == 2
    for path in ("/api/people", "/api/people/history", "/api/partners", "/api/organisations"):
        said = (await head.get(path)).text
        assert not any(person_id in said for person_id in ids), path


async def test_whoever_reads_the_trail_reads_ids_and_no_names(
    head: httpx.AsyncClient, keyed: IdentityService, database: Database
) -> None:
    await account(keyed, Role.CPO, "cpo")
    await account(keyed, Role.OPERATOR, "desk")
    link = Administering("desk", "system", WHY)
    await keyed.rights.link(link, "https://provider.example", "desk@gu.example")
    async with browser_at(keyed, database) as browser:
        await signed_in(browser, "cpo")
        said = (await browser.get("/api/people/history")).text
    assert "desk" not in said
    assert "per_" in said


async def test_the_history_refuses_to_be_rewritten(
    head: httpx.AsyncClient, database: Database
) -> None:
    copy = "INSERT OR REPLACE INTO rights_history SELECT * FROM rights_history WHERE sequence = 1"
    for harm in (
        "UPDATE rights_history SET reason = 'x'",
        "DELETE FROM rights_history",
        *(() if POSTGRESQL else (copy,)),
    ):
        with pytest.raises(DBAPIError, match="history of rights"):
            async with database.work() as work:
                await work.connection.exec_driver_sql(harm)


async def test_every_change_of_a_right_is_in_the_trail_too(
    head: httpx.AsyncClient, other: httpx.AsyncClient, database: Database
) -> None:
    for path, _, more in CHANGES:
        await head.post(f"/api/people/{path}", json={"name": "desk", "reason": WHY, **more})
    rows = await trail_of(database, TrailKind.CHANGE_PERSON)
    assert len(rows) == len(CHANGES)
    assert not any("desk" in row.body or WHY in row.body for row in rows)
    async with database.read() as connection:
        assert (await verify(connection)).ok


async def test_a_partner_is_added_and_closed_and_its_token_dies(
    head: httpx.AsyncClient, keyed: IdentityService
) -> None:
    form = {
        "name": "seoul-112",
        "organisation": "KNPA.SEOUL",
        "system": "112",
        "services": ["P112_DISPATCH"],
        "reason": WHY,
    }
    token = (await head.post("/api/partners", json=form)).json()["secret"]
    assert await keyed.partner_of(token) is not None
    about = {"name": "seoul-112", "reason": WHY}
    assert (await head.post("/api/partners/disable", json=about)).status_code == 204
    assert await keyed.partner_of(token) is None
    assert [row["change"] for row in (await history(head))[:2]] == ["disabled", "added"]
    assert token not in str(await history(head))
    missing = await head.post("/api/partners/disable", json={"name": "x", "reason": WHY})
    assert missing.status_code == 404


async def test_an_organisation_is_added_once(head: httpx.AsyncClient) -> None:
    form = {"code": "KNPA.SEOUL.NEW", "name_ko": "새 서", "name_en": "New", "kind": "police"}
    assert (await head.post("/api/organisations", json=form)).status_code == 400, "without a reason"
    form["reason"] = WHY
    assert (await head.post("/api/organisations", json=form)).status_code == 201
    newest = (await head.get("/api/people/history")).json()[0]
    assert (newest["about"], newest["change"], newest["reason"]) == (form["code"], "added", WHY)
    assert (await head.post("/api/organisations", json=form)).status_code == 409
    form["code"] = "lower case"
    assert (await head.post("/api/organisations", json=form)).status_code == 400


async def test_a_vehicle_is_linked_to_no_provider(keyed: IdentityService) -> None:
    person = await account(keyed, Role.POLICE_CAR, "car")
    with pytest.raises(Invalid):
        await keyed.rights.link(Administering("car", "system", WHY), "https://p.example", "s")
    with pytest.raises(OwnRights):
        await keyed.rights.disable(Administering("car", person.person_id, WHY))


async def test_whoever_is_linked_becomes_no_vehicle_that_needs_no_device(
    keyed: IdentityService,
) -> None:
    await account(keyed, Role.POLICE_ROOM, "room")
    about = Administering("room", "system", WHY)
    await keyed.rights.link(about, "https://p.example", "s")
    with pytest.raises(Invalid, match="unlink") as refused:
        await keyed.rights.change_role(about, Role.POLICE_CAR, POLICE.code, "순31")
    assert refused.value.field == "role"
    await keyed.rights.unlink(about)
    await keyed.rights.change_role(about, Role.POLICE_CAR, POLICE.code, "순31")


@pytest.mark.parametrize("query", [f"before={2**63}", f"before={10**30}", "limit=0", "limit=501"])
async def test_a_page_of_the_history_that_cannot_be_is_refused(
    head: httpx.AsyncClient, query: str
) -> None:
    assert (await head.get(f"/api/people/history?{query}")).status_code == 400


@pytest.mark.parametrize(
    ("field", "looks"),
    [
        ("name", "desk\u200b"),
        ("name", "de\u202esk"),
        ("display_name", "김\n관제"),
        ("display_name", "김관제\u3164"),
        ("unit_id", "순\u206631"),
    ],
)
async def test_no_account_looks_like_another(
    head: httpx.AsyncClient, field: str, looks: str
) -> None:
    form = {
        "name": "car",
        "display_name": "순31",
        "role": "POLICE_CAR",
        "organisation": POLICE.code,
        "unit_id": "순31",
        "reason": WHY,
    }
    answer = await head.post("/api/people", json=form | {field: looks})
    assert (answer.status_code, answer.json()["field"]) == (400, field)


async def test_no_party_and_no_partner_looks_like_another(keyed: IdentityService) -> None:
    twin = Organisation("KNPA.TWIN", POLICE.name_ko + "\u200b", "Twin", OrganisationKind.POLICE)
    with pytest.raises(Invalid):
        await keyed.add_organisation(twin)
    with pytest.raises(Invalid):
        await keyed.add_partner(
            name="seoul-112\u2060",
            organisation="KNPA",
            system=LinkSystem.POLICE_112,
            services=["x"],
        )

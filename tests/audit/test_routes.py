"""Auditors page through the trail; the guards decide who is one."""

from collections.abc import AsyncIterator

import pytest
from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.testing import AsyncTestClient

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.routes import audit_router
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database


def only_with_badge(
    connection: ASGIConnection[BaseRouteHandler, object, object, State], _: BaseRouteHandler
) -> None:
    if "badge" not in connection.headers:
        raise NotAuthorizedException


@pytest.fixture
async def client(database: Database, clock: FixedClock) -> AsyncIterator[AsyncTestClient[Litestar]]:
    async with database.work() as work:
        for number in range(10):
            kind = TrailKind.LEND if number % 2 else TrailKind.REFUSE
            entry = Entry(
                kind=kind, actor="system", incident_id=f"inc_{number // 5}", body={"n": number}
            )
            await record(work, clock.now(), entry)
    app = Litestar(
        [audit_router([only_with_badge])], state=State({"database": database}), debug=False
    )
    async with AsyncTestClient(app) as client:
        client.headers["badge"] = "1"
        yield client


async def asked(client: AsyncTestClient[Litestar], query: str) -> list[int]:
    answer = await client.get(f"/api/audit{query}")
    assert answer.status_code == 200
    return [row["sequence"] for row in answer.json()["rows"]]


@pytest.mark.parametrize(
    ("query", "sequences"),
    [
        ("", list(range(1, 11))),
        (f"?after={2**53}", []),
        ("?limit=3", [1, 2, 3]),
        ("?after=8", [9, 10]),
        ("?after=2&limit=2", [3, 4]),
        ("?before=4", [3, 2, 1]),
        ("?before=11&limit=2", [10, 9]),
        ("?kind=lend&limit=2", [2, 4]),
        ("?incident_id=inc_1&kind=refuse", [7, 9]),
        ("?actor=nobody", []),
    ],
)
async def test_rows_come_in_pages(
    client: AsyncTestClient[Litestar], query: str, sequences: list[int]
) -> None:
    assert await asked(client, query) == sequences


async def test_a_row_shows_everything_that_is_kept(client: AsyncTestClient[Litestar]) -> None:
    row = (await client.get("/api/audit?limit=1")).json()["rows"][0]
    assert row["body"] == {"n": 0}
    assert (row["kind"], row["at"]) == ("refuse", "2026-11-21T02:10:00.000000Z")
    assert len(row["hash"]) == len(row["previous"]) == 64


@pytest.mark.parametrize(
    "query",
    ["?limit=0", "?limit=501", "?after=-1", f"?before={2**63}", f"?after={10**30}", "?kind=gossip"],
)
async def test_a_question_that_makes_no_sense_is_a_400(
    client: AsyncTestClient[Litestar], query: str
) -> None:
    assert (await client.get(f"/api/audit{query}")).status_code == 400


async def test_the_guards_that_were_handed_in_stand_before_it(
    client: AsyncTestClient[Litestar],
) -> None:
    del client.headers["badge"]
    assert (await client.get("/api/audit")).status_code == 401


async def test_the_routes_are_in_the_openapi_document(client: AsyncTestClient[Litestar]) -> None:
    document = (await client.get("/schema/openapi.json")).json()
    assert "get" in document["paths"]["/api/audit"]

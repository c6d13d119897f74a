"""Every failure is one RFC 9457 document, with its field where there is one and without a word too many."""

from typing import Any  # Any: JSON

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from structlog.testing import capture_logs

from bongsu.kernel.failures import Kind
from bongsu.web.app import LARGEST_BODY
from bongsu.web.problems import STATUS

Client = AsyncTestClient[Litestar]
GOOD = {"name": "가", "part": {"lat": 37.6}}
CODES = {
    Kind.NOT_FOUND: 404,
    Kind.REFUSED: 403,
    Kind.UNAUTHENTICATED: 401,
    Kind.CONFLICT: 409,
    Kind.INVALID: 400,
    Kind.UNAVAILABLE: 503,
}


def test_every_kind_has_a_status() -> None:
    assert STATUS == CODES
    assert set(Kind) == set(CODES)


@pytest.mark.parametrize("kind", list(Kind))
async def test_each_kind_of_failure(client: Client, kind: Kind) -> None:
    answer = await client.get(f"/fail/{kind}")
    assert answer.status_code == CODES[kind]
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.headers["cache-control"] == "no-store"
    assert ("www-authenticate" in answer.headers) == (kind is Kind.UNAUTHENTICATED)
    problem = answer.json()
    assert problem["status"] == CODES[kind]
    assert problem["detail"] == "A sentence for people"
    assert problem["code"] == f"word_for_{kind}"
    assert problem["field"] == "the.place"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"part": {"lat": 1}}, "name"),
        ({"name": "가"}, "part"),
        ({"name": "가", "part": {}}, "part.lat"),
        ({"name": "가", "part": {"lat": "north"}}, "part.lat"),
        ({"name": 7, "part": {"lat": 1}}, "name"),
        ({"name": "가", "part": 3}, "part"),
        ({**GOOD, "suspect": "…"}, "suspect"),
        ({"name": "가", "part": {"lat": 1, "photo": "…"}}, "part.photo"),
        ({"name": "가", "part": {"lat": 1, "items": [1, "two"]}}, "part.items.1"),
    ],
)
async def test_bad_input_names_its_field(client: Client, body: dict[str, Any], field: str) -> None:
    answer = await client.post("/take", json=body)
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["code"] == "invalid"
    assert problem["field"] == field
    assert answer.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "7", '"x"', "\udcff"])
async def test_what_is_no_object_is_refused(client: Client, body: str) -> None:
    sent = body.encode("utf-8", "surrogateescape")
    answer = await client.post("/take", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/problem+json")


async def test_a_bad_query_names_its_parameter(client: Client) -> None:
    answer = await client.get("/asked", params={"number": "many"})
    assert answer.status_code == 400
    assert answer.json()["field"] == "number"
    assert (await client.get("/asked")).json()["field"] == "number"


@pytest.mark.parametrize("path", ["/nothing/here", "/api/nothing", "/assets/nothing.js"])
async def test_an_unknown_path_is_a_problem(client: Client, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["code"] == "not_found"


async def test_a_wrong_method_is_a_problem(client: Client) -> None:
    answer = await client.get("/take")
    assert answer.status_code == 405
    assert answer.json()["code"] == "method_not_allowed"


async def test_a_body_too_large_is_refused(client: Client) -> None:
    answer = await client.post("/take", json={**GOOD, "name": "x" * LARGEST_BODY})
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("application/problem+json")


async def test_our_own_fault_is_logged_and_says_nothing(client: Client) -> None:
    with capture_logs() as logs:
        answer = await client.get("/fault")
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["code"] == "fault"
    for word in ("secret", "rtsp", "RuntimeError", "Traceback"):
        assert word not in answer.text
    assert [log["event"] for log in logs] == ["fault in a request"]
    assert logs[0]["path"] == "/fault"

"""Bodies are taken at their word, and the API's description says every answer that may come."""

from typing import Any  # Any: JSON

import pytest
from litestar import Litestar, post
from litestar.params import JSONBody
from litestar.testing import AsyncTestClient

from bongsu.cli.openapi import description
from bongsu.web.app import build_app
from bongsu.web.described import _FORMS, _WITNESS
from tests.web.conftest import Body
from tests.web.house import House

GOOD = {"name": "가", "part": {"lat": 37.6, "items": [1]}}


@post("/linked", tags=["link"])
async def linked(data: JSONBody[Body]) -> Body:
    return data


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "가", "part": {"lat": "37.6"}}, "part.lat"),
        ({"name": "가", "part": {"lat": True}}, "part.lat"),
        ({"name": "가", "part": {"lat": 1, "items": ["1"]}}, "part.items.0"),
    ],
)
async def test_a_number_in_quotes_is_no_number(
    client: AsyncTestClient[Litestar], body: dict[str, Any], field: str
) -> None:
    answer = await client.post("/take", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert answer.json()["field"] == field


async def test_what_fits_is_taken_as_it_is(client: AsyncTestClient[Litestar]) -> None:
    answer = await client.post("/take", json=GOOD)
    assert (answer.status_code, answer.json()) == (201, GOOD)


async def test_systems_of_other_houses_may_quote_their_numbers() -> None:
    async with AsyncTestClient(build_app([linked], {})) as client:
        quoted = {"name": "가", "part": {"lat": "37.6"}}
        assert (await client.post("/linked", json=quoted)).status_code == 201


async def test_a_stranger_learns_nothing_of_what_a_body_must_hold(house: House) -> None:
    """Bodies are read behind the guards."""
    answer = await house.ask("nobody", "/api/incidents/x/move", {"lat": "37"})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_every_operation_says_with_which_problems_it_may_answer() -> None:
    described: Any = description()
    operations = [
        operation
        for path in described["paths"].values()
        for method, operation in path.items()
        if method in {"get", "post"}
    ]
    assert len(operations) > 20
    for operation in operations:
        for status in ("400", "401", "403", "404", "409", "503"):
            content = operation["responses"][status]["content"]
            assert "application/problem+json" in content, operation["operationId"]
    assert "ProblemDocument" in described["components"]["schemas"]


async def test_what_is_served_is_what_is_committed(house: House) -> None:
    served = (await house.ask("nobody", "/schema/openapi.json")).json()
    assert served["paths"] == description()["paths"]
    again = (await house.ask("nobody", "/schema/openapi.json")).json()
    assert again == served


def test_every_answer_that_is_no_json_says_its_form() -> None:
    """A name that is no operation any more would say nothing."""
    described: Any = description()
    known = {
        operation["operationId"]
        for path in described["paths"].values()
        for method, operation in path.items()
        if method in {"get", "post"}
    }
    assert set(_FORMS) | set(_WITNESS) <= known

"""Schemathesis sends what the API's description allows, as every role, every partner and nobody: no fault of ours, and every
answer as described. A few examples of each with a fixed seed; `BONGSU_LONG_TESTS=1` asks for many."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any  # Any: Schemathesis' cases

import httpx
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bongsu.cli.openapi import description
from bongsu.identity.people import Role
from tests.web.house import CHEAP, NOBODY, PARTNERS, READERS, House, Template, open_house

EXAMPLES = 60 if os.environ.get("BONGSU_LONG_TESTS") else 2
WHO = (NOBODY, *PARTNERS, *READERS, *(role.value for role in Role))
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    status_code_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


def operations() -> dict[str, Any]:
    """By name, so that a failing one is named by the test."""
    raw = msgspec.json.decode(msgspec.json.encode(description()))
    found = {}
    for one in schemathesis.openapi.from_dict(raw).get_all_operations():
        operation: Any = one.ok()  # type: ignore[union-attr] # a broken description has none, and fails here
        found[operation.label] = operation
    return found


OPERATIONS = operations()


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


async def answered(house: House, who: str, case: Case[Any]) -> httpx.Response:
    said = case.as_transport_kwargs(base_url="http://localhost:8600")
    said = {
        name: said[name]
        for name in ("method", "url", "params", "json", "data")
        if said.get(name) is not None
    }
    headers = house.headers_of(who) | {"X-Bongsu": "1"}
    # Any: Litestar names ASGI's messages more narrowly than httpx
    app: Any = house.app
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport) as http:
        return await http.request(**said, headers=headers)


@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_every_operation_answers_as_it_says(
    label: str,
    template: Template,
    tmp_path: Path,
    runner: asyncio.Runner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in CHEAP.items():
        monkeypatch.setenv(name, value)
    house = runner.run(open_house(template, tmp_path))

    @seed(20261121)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[label].as_strategy())
    def asked(case: Case[Any]) -> None:
        for who in WHO:
            response = runner.run(answered(house, who, case))
            case.validate_response(response, checks=CHECKS)

    try:
        asked()
    finally:
        runner.run(house.database.close())

"""An application with one route for each way to fail, driven in this process."""

from collections.abc import AsyncIterator
from typing import ClassVar

import msgspec
import pytest
from litestar import Litestar, get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.testing import AsyncTestClient

from bongsu.kernel.failures import Failure, Kind
from bongsu.web.app import build_app
from tests.web.doors import house, template

__all__ = ["house", "template"]


class Part(msgspec.Struct, forbid_unknown_fields=True):
    """An inner value."""

    lat: float
    items: list[int] = []


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What `/take` takes."""

    name: str
    part: Part


def failing(of_kind: Kind) -> Failure:
    class Named(Failure):
        kind: ClassVar[Kind] = of_kind
        code: ClassVar[str] = f"word_for_{of_kind}"

    return Named("A sentence for people", field="the.place")


@get("/fail/{kind:str}")
async def fail(kind: FromPath[str]) -> None:
    raise failing(Kind(kind))


@get("/fault")
async def fault() -> None:
    raise RuntimeError("secret rtsp://user:password@camera")


@get("/asked")
async def asked(number: FromQuery[int]) -> int:
    return number


@post("/take")
async def take(data: JSONBody[Body]) -> Body:
    return data


@pytest.fixture
def app() -> Litestar:
    return build_app([fail, fault, asked, take], {"database": "a state"})


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[AsyncTestClient[Litestar]]:
    async with AsyncTestClient(app, raise_server_exceptions=False) as client:
        yield client

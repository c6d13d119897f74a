"""The supervisor's children: started, started again when they die, stopped, and never left behind."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from bongsu.kernel.failures import Failure
from bongsu.roles.names import ROLES, UnknownRole, builder_of
from bongsu.roles.settings import NodeSettings
from bongsu.roles.supervise import FEW_ARENAS, ChildProcess, RoleNotStarted, memory_of

CAMERA = ["simulate", "cameras", "--count", "1", "--port", "0"]


async def until(holds: Callable[[], bool], within_s: float = 15.0) -> None:
    async with asyncio.timeout(within_s):
        while not holds():
            await asyncio.sleep(0.02)


def number_of(child: ChildProcess) -> int:
    assert child._process is not None
    return child._process.pid


def lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_child_is_ready_when_it_says_so_and_gone_when_stopped() -> None:
    child = ChildProcess("simulator", CAMERA, {})
    await child.start()
    assert child.said["ready"] is True
    assert isinstance(child.said["port"], int)
    number = number_of(child)
    await child.stop()
    assert not lives(number)


async def test_a_child_that_dies_is_started_again() -> None:
    child = ChildProcess("simulator", CAMERA, {})
    await child.start()
    first = number_of(child)
    os.kill(first, signal.SIGKILL)
    await until(lambda: number_of(child) != first and bool(child.said))
    second = number_of(child)
    assert lives(second)
    await child.stop()
    assert not lives(second)


async def test_a_child_that_cannot_start_is_a_named_failure() -> None:
    child = ChildProcess("broken", ["simulate", "cameras", "--clips", "/nowhere-at-all"], {})
    with pytest.raises(RoleNotStarted, match="broken"):
        await child.start()


async def test_a_cancelled_start_leaves_no_process() -> None:
    child = ChildProcess("simulator", CAMERA, {})
    starting = asyncio.create_task(child.start())
    await until(lambda: child._process is not None)
    number = number_of(child)
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    assert not lives(number)


@pytest.mark.parametrize("role", list(ROLES))
def test_every_role_names_a_builder_that_is_there(role: str) -> None:
    assert callable(builder_of(role))


def test_an_unknown_role_is_refused_by_name() -> None:
    with pytest.raises(UnknownRole) as refused:
        builder_of("janitor")
    assert isinstance(refused.value, Failure)
    assert refused.value.field == "only"
    assert "node" in refused.value.detail


def test_settings_of_one_machine_need_nothing(tmp_path: Path) -> None:
    settings = NodeSettings()
    assert settings.host_names == ("127.0.0.1", "::1")
    assert settings.media_port == settings.port + 1
    assert settings.database.startswith("sqlite+aiosqlite:///var/node/")
    assert "http://localhost:8600" in settings.origins.split(",")
    elsewhere = msgspec.structs.replace(settings, database_url="postgresql://db/bongsu")
    assert elsewhere.database == "postgresql://db/bongsu"


def test_behind_a_proxy_only_the_public_origin_opens_pictures() -> None:
    settings = NodeSettings(public_origin="https://cctv.seongbuk.example")
    assert settings.origins == "https://cctv.seongbuk.example"


def test_node_and_federation_keep_no_arena_a_thread_and_media_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
    assert memory_of("node") == memory_of("federation") == FEW_ARENAS
    assert memory_of("media") == memory_of("media-2") == {}


def test_what_the_operator_set_for_memory_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALLOC_ARENA_MAX", "4")
    assert memory_of("node") == {"MALLOC_ARENA_MAX": "4"}

"""The stand: 70,000 cameras are really there, and a bench that is stopped leaves nothing behind."""

import asyncio
import signal
import sys
from collections import Counter
from pathlib import Path

from bongsu.bench.call.district import SPARE, fill, simulated
from bongsu.bench.call.sizes import CAMERAS, COMMON_GOP_S, GOPS_S
from bongsu.bench.call.stand import _free_ports, free_pair
from bongsu.kernel.database import Database
from bongsu.kernel.settings import child_environment
from bongsu.registry.catalogue import Catalogue


async def test_the_district_has_70000_cameras_and_calls_that_one_station_answers(
    tmp_path: Path,
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'node.db'}"
    ports = {1: 1111, 2: 2222, 4: 4444}
    district = await fill(url, ports)
    assert district.registered == CAMERAS
    assert len(district.places) >= 100
    assert len(set(district.places)) == len(district.places)
    assert set(district.passwords) == {"head", "operator", "room"}
    spare = [one for some in district.spare.values() for one in some]
    assert Counter(one.gop_s for one in spare) == dict.fromkeys(GOPS_S, SPARE)
    assert len({one.camera_id for one in spare}) == len(spare)
    assert all(one.number <= simulated(one.gop_s) for one in spare)
    assert all(f":{ports[one.gop_s]}/cam/{one.number}/main" in one.url for one in spare)
    assert await _registered(url) == CAMERAS


async def _registered(url: str) -> int:
    database, catalogue = Database(url), Catalogue()
    try:
        async with database.read() as connection:
            await catalogue.load(connection)
    finally:
        await database.close()
    return catalogue.counts()[0]


def test_more_cameras_are_simulated_where_the_city_is() -> None:
    assert simulated(COMMON_GOP_S) > simulated(1) == simulated(4) == SPARE


def test_ports_are_free_and_different() -> None:
    ports = _free_ports(5)
    assert len(set(ports)) == 5
    assert 1024 <= free_pair() < 65535


async def test_a_bench_that_is_stopped_ends_soon_and_leaves_no_folder(tmp_path: Path) -> None:
    bench = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bongsu", "bench", "call", "--json", "--quick"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=child_environment({"TMPDIR": str(tmp_path)}),
    )
    assert bench.stderr
    first = await asyncio.wait_for(bench.stderr.readline(), 30)
    assert b"registering" in first
    bench.send_signal(signal.SIGTERM)
    said, _ = await asyncio.wait_for(bench.communicate(), 30)
    assert bench.returncode == 130
    assert said == b""
    assert not list(tmp_path.glob("bongsu-bench-*"))

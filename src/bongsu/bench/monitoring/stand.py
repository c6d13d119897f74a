"""The live stand: a node's real processes, one analytics worker or two, and simulated cameras of 720p@15 in this process,
whose own processor time is therefore counted apart."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # Any: the node's JSON

import aiohttp

from bongsu.bench.call.stand import WITHOUT_FACTORS, Say, free_pair, signed_in_as, started
from bongsu.bench.monitoring.walker import ESCALATED_FOR_S
from bongsu.bench.processes import cpu_s, processes_below
from bongsu.identity.people import Organisation, OrganisationKind, Role
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from bongsu.registry.camera import Streams
from bongsu.registry.load_areas import load_areas
from bongsu.registry.register_areas import register_areas
from bongsu.registry.store import set_streams
from bongsu.registry.synthetic import register_synthetic, synthetic_district
from bongsu.roles.settings import NodeSettings
from bongsu.roles.supervise import Supervisor
from bongsu.sharing.agreements.seongbuk import CENTRE, SEONGBUK_2023_08
from bongsu.sharing.simulated_signatures import sign_for_everybody
from bongsu.simulate.options import SimulatorOptions
from bongsu.simulate.server import CameraSimulator

GIVEN = {
    **WITHOUT_FACTORS,
    # what is measured is the way to the screen, not how sparingly a screen is filled
    "BONGSU_MONITORING_PER_OPERATOR_10MIN": "1000",
    "BONGSU_MONITORING_FLOOD_PER_10MIN": "10000",
    "BONGSU_MONITORING_ESCALATED_FOR_S": f"{ESCALATED_FOR_S:g}",
}
ROLES = ("node", "media", "analytics", "nats-server")
_DISTRICT = "SB"
_LOOK_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class LiveStand:
    """`cameras[i]` plays camera i + 1 of the simulator. `head` and `operator` are signed in."""

    settings: NodeSettings
    simulator: CameraSimulator
    cameras: Sequence[str]
    operator: aiohttp.ClientSession
    head: aiohttp.ClientSession

    def cpu_by_role(self) -> dict[str, float]:
        """Seconds of processor time so far; this process, which simulates the cameras, is none of them."""
        spent = dict.fromkeys(ROLES, 0.0)
        for one in processes_below(os.getpid()):
            role = next((role for role in ROLES if _is(one.words, role)), None)
            if role is not None:
                spent[role] += cpu_s(one.pid)
        return spent

    def workers(self) -> dict[str, int]:
        """Process ids of the analytics workers, by name."""
        found = [one for one in processes_below(os.getpid()) if _is(one.words, "analytics")]
        return {one.words[one.words.index("--worker") + 1]: one.pid for one in found}

    async def watch(self, cameras: Sequence[str], *, on: bool = True) -> None:
        wish = {"on": on, "reason": "측정", "camera_ids": list(cameras)}
        async with self.head.post("/api/monitoring/cameras", json=wish):
            pass

    async def rules(self, camera: str, rules: list[dict[str, Any]], version: int) -> None:
        new = {"version": version, "rules": rules}
        async with self.head.put(f"/api/monitoring/cameras/{camera}/rules", json=new):
            pass

    async def attend(self, camera: str, minutes: int) -> None:
        path = f"/api/monitoring/cameras/{camera}/attention"
        async with self.operator.post(path, json={"minutes": minutes}):
            pass

    async def seen(self) -> dict[str, dict[str, Any]]:
        """How each watched camera stands, by its id."""
        asked = {"limit": "500"}
        async with self.head.get("/api/monitoring/cameras", params=asked) as answer:
            said = await answer.json()
        return {one["camera_id"]: one for one in said["cameras"] if one["state"] != "off"}

    async def worker_views(self) -> list[dict[str, Any]]:
        async with self.head.get("/api/monitoring/workers") as answer:
            said: dict[str, Any] = await answer.json()
        views: list[dict[str, Any]] = said["workers"]
        return views

    async def until_watched(self, cameras: Sequence[str], within_s: float) -> None:
        """Until each was looked at. Raises `TimeoutError`."""
        async with asyncio.timeout(within_s):
            while True:
                seen = await self.seen()
                if all(
                    seen.get(one, {}).get("state") in ("watched", "escalated") for one in cameras
                ):
                    return
                # another process's state: nothing tells us of it, so it is asked
                await asyncio.sleep(_LOOK_EVERY_S)


def _is(words: Sequence[str], role: str) -> bool:
    return role in words or words[0].rpartition("/")[2] == role


@asynccontextmanager
async def live_stand(clips: Path, cameras: int, workers: int, say: Say) -> AsyncIterator[LiveStand]:
    """Everything that was started ends with the block. `clips`: a folder; camera n plays its n-th clip in turn."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bongsu-bench-")))
        simulator = CameraSimulator(SimulatorOptions(count=cameras, clips=clips, longest_s=45.0))
        stack.push_async_callback(simulator.stop)
        await simulator.start()
        settings = NodeSettings(data_dir=str(folder), port=free_pair(), analytics_workers=workers)
        codes, passwords = await _fill(settings.database, simulator, cameras)
        say(f"starting a node and {workers} workers for {cameras} cameras")
        await started(stack, Supervisor(settings, given=GIVEN))
        yield LiveStand(
            settings=settings,
            simulator=simulator,
            cameras=codes,
            operator=await signed_in_as(stack, settings, passwords, "operator"),
            head=await signed_in_as(stack, settings, passwords, "head"),
        )


async def _fill(
    url: str, simulator: CameraSimulator, count: int
) -> tuple[list[str], dict[str, str]]:
    """A district whose first cameras are simulated; main and sub stream are both 720p@15. The people's passwords."""
    await upgrade(url)
    database = Database(url)
    try:
        await sign_for_everybody(database, SystemClock(), SEONGBUK_2023_08)
        areas = load_areas(None)
        await register_areas(database, areas, {_DISTRICT})
        made = synthetic_district(areas)
        await register_synthetic(database, made)
        codes = [camera.camera_id for camera in made.cameras[:count]]
        urls = [simulator.url(number) for number in range(1, count + 1)]
        async with database.work() as work:
            await set_streams(
                work, [Streams(code, one, one) for code, one in zip(codes, urls, strict=True)]
            )
        return codes, await _people(database)
    finally:
        await database.close()


async def _people(database: Database) -> dict[str, str]:
    identity = IdentityService(database, SystemClock(), IdentitySettings())
    centre = Organisation(CENTRE, "성북구 통합관제센터", "Centre", OrganisationKind.CENTRE)
    await identity.add_organisation(centre)
    passwords = {}
    for name, role in (("operator", Role.OPERATOR), ("head", Role.CENTRE_HEAD)):
        made = await identity.add_person(
            name=name, display_name=name, role=role, organisation=CENTRE, unit_id=None
        )
        passwords[name] = made.password
    return passwords

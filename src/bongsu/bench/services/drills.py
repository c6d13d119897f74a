"""Scripted exercises on a running node, and everybody who has not joined: nothing of one may reach them."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any  # Any: JSON

import msgspec

from bongsu.bench.figures import Beside, Reading, Readings
from bongsu.bench.services.scenes import happy_scenes, named, opening
from bongsu.bench.services.screens import Heard, screen_of
from bongsu.bench.services.stand import SPOT, ServiceStand, Somebody
from bongsu.bench.services.trigger import line_of
from bongsu.identity.people import Role
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.ids import new_id
from bongsu.roles.node import node_routes
from bongsu.services.shared.scenes import Scene, Stage
from bongsu.web.app import build_app

_SEED = 2026
_READS = 6
_TITLE = "훈련표식"
# the trail tells of an exercise to whom it is open (docs/architecture.md "Drills")
_TRAIL_READERS = (Role.AUDITOR, Role.CPO)


@dataclass
class Leaks:
    """What reached somebody who had not joined."""

    drills: int = 0
    played: int = 0
    reads: int = 0
    feed_messages: int = 0
    found: list[str] = field(default_factory=list)


def get_paths() -> list[str]:
    """Every GET route of the console's API, as the node describes it."""
    paths: Mapping[str, Any] = build_app(node_routes(), {}).openapi_schema.to_schema()["paths"]
    return sorted(
        path for path, ways in paths.items() if "get" in ways and path.startswith("/api/")
    )


def playable() -> list[Scene]:
    """Scenes whose messages carry the exercise; a warning (CAP) has a status of its own instead."""
    return [one for one in happy_scenes() if one.partner != "kma-cap"]


class DrillRun:
    """Begins, joins, plays and reads; the feeds of everybody are open throughout."""

    def __init__(self, stand: ServiceStand, screens: Mapping[str, Heard], random: Random) -> None:
        self._stand = stand
        self._screens = screens
        self._random = random
        self._paths = get_paths()
        self.leaks = Leaks()

    async def one(self) -> None:
        """One exercise from its begin to its end."""
        scene = self._random.choice(playable())
        drill_id = await self._begun(scene)
        joined = {"SHIFT_LEAD", *await self._joined(drill_id)}
        outsiders = [one for name, one in self._stand.people.items() if name not in joined]
        marks = {drill_id, *await self._played(scene, drill_id)}
        await asyncio.gather(
            *(self._read(one, marks) for one in self._random.sample(outsiders, _READS))
        )
        await self._lead("post", f"/api/drills/{drill_id}/end", {})
        await self._read(self._random.choice(outsiders), marks)
        self.leaks.drills += 1
        self._count(outsiders, marks)

    async def _begun(self, scene: Scene) -> str:
        now = SystemClock().now()
        wanted = {
            "title": _TITLE,
            "reason": "측정",
            "services": [scene.service],
            "organisations": ["KNPA.SEOUL.SEONGBUK", "NFA.SEOUL.SEONGBUK"],
            "starts": (now - timedelta(seconds=5)).isoformat(),
            "ends": (now + timedelta(hours=1)).isoformat(),
        }
        told = await self._lead("post", "/api/drills", wanted)
        return str(told["drill_id"])

    async def _joined(self, drill_id: str) -> list[str]:
        names = [
            name
            for name in ("OPERATOR", "police", "police car", "fire")
            if self._random.random() < 0.5
        ]
        for name in names:
            session = self._stand.people[name].session
            async with session.post(f"/api/drills/{drill_id}/join", json={}) as answer:
                answer.raise_for_status()
        return names

    async def _played(self, scene: Scene, drill_id: str) -> set[str]:
        """What identifies it: the call's own number, and the incident's where the answer says it."""
        stage = Stage(SystemClock().now(), SPOT, new_id("mark"), drill=drill_id)
        marks = set[str]()
        line, (first, rest) = line_of(self._stand), opening(scene, stage)
        for said in (*first, *rest):
            heard = await line.say(said, scene.partner)
            self.leaks.played += heard.is_taken
            told = msgspec.json.decode(heard.body) if heard.is_taken else {}
            marks |= {told[name] for name in ("incident_id", "ext_incident_no") if told.get(name)}
        return marks | {stage.number}

    async def _read(self, who: Somebody, marks: set[str]) -> None:
        """Some GET routes, with the exercise's own ids in their paths."""
        for path in self._random.sample(self._paths, _READS):
            asked = self._filled(path, sorted(marks))
            async with who.session.get(asked) as answer:
                body = (await answer.read()).decode(errors="replace")
            self.leaks.reads += 1
            if who.role in _TRAIL_READERS and answer.status == 200:
                continue
            if any(mark in body for mark in self._told(who, path, marks)) and answer.status < 400:
                self.leaks.found.append(f"{who.name} {path}")

    def _told(self, who: Somebody, path: str, marks: set[str]) -> set[str]:
        """Who is invited reads of the exercise itself in the list where it is joined, never of what happens in it."""
        if path.startswith("/api/drills"):
            return {one for one in marks if not one.startswith("dr_")}
        return marks

    def _filled(self, path: str, marks: Sequence[str]) -> str:
        parts = [
            self._random.choice(marks) if part.startswith("{") else part for part in path.split("/")
        ]
        return "/".join(parts)

    def _count(self, outsiders: Sequence[Somebody], marks: set[str]) -> None:
        for one in outsiders:
            for _, body in self._screens[one.name].raw:
                if any(mark.encode() in body for mark in marks):
                    self.leaks.found.append(f"feed of {one.name}")

    def clear(self) -> None:
        for screen in self._screens.values():
            self.leaks.feed_messages += len(screen.raw)
            screen.raw.clear()

    async def _lead(self, _way: str, path: str, body: object) -> dict[str, Any]:
        async with self._stand.people["SHIFT_LEAD"].session.post(path, json=body) as answer:
            answer.raise_for_status()
            told: dict[str, Any] = await answer.json()
            return told


async def measure_drills(stand: ServiceStand, *, drills: int) -> Readings:
    """One after the other; a real call beside every tenth, so that a silent feed is not taken for a tight one."""
    async with AsyncExitStack() as stack:
        screens = {}
        for name, one in stand.people.items():
            screens[name] = await stack.enter_async_context(screen_of(one.session))
        run = DrillRun(stand, screens, Random(_SEED))
        for number in range(drills):
            if number % 10 == 0:
                call = named("P112_DISPATCH", "happy")
                first, rest = opening(call, Stage(SystemClock().now(), SPOT))
                for said in (*first, *rest):
                    await line_of(stand).say(said, call.partner)
            await run.one()
            run.clear()
    leaks = run.leaks
    beside: Beside = {
        "drills": leaks.drills,
        "messages_taken": leaks.played,
        "routes_read": leaks.reads,
        "feed_messages_looked_at": leaks.feed_messages,
        "people": len(stand.people),
    }
    return {"drill_leaks": Reading(len(leaks.found), beside, why="; ".join(leaks.found[:4]))}

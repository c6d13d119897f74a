"""Cameras that draw a clock: how surely a wrong one is told within a minute, and a frozen sensor beneath a running one; and
that of right ones nothing is said. A clock is known after some ten minutes, which are before the fault."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bongsu.bench.monitoring.health_clocks import OFFSETS, Clock, ClockStage, Overlay, go_wrong
from bongsu.bench.monitoring.health_scenes import Plane, Random, Stage, drawn_world
from bongsu.monitoring.health.checks import HealthWatch
from bongsu.monitoring.words import Ailment
from bongsu.monitoring.worker.messages import CameraJob

_FAULTS_SEED, _NORMAL_SEED = 53_003, 53_017
_EVERY_S = (2.0, 4.0, 10.0)
RIGHT_S, _LEARNS_S = 1_800.0, 2_400.0
_WITHIN_S = 60.0
_BEGINS_IN_S = 40 * 86_400
FROM_FIRST, FROZEN = "from the first", "frozen"
KINDS = (*OFFSETS, FROM_FIRST, FROZEN)


@dataclass(frozen=True, slots=True)
class ClockFault:
    """`told_s`: after the fault; of a clock wrong from the first, after it was known. `known_s`: how long that took, None
    where it never was."""

    how: str
    case: str
    known_s: float | None
    told_s: float | None


@dataclass(frozen=True, slots=True)
class RightClock:
    """One camera whose clock goes right. `false`: what was said all the same."""

    case: str
    looks: int
    known_s: float | None
    read_looks: int
    false: tuple[Ailment, ...]


def clock_faults(worlds: list[Plane], count: int, seed: int = _FAULTS_SEED) -> Iterator[ClockFault]:
    """One fault on each camera, of each kind in turn."""
    for number in range(count):
        random = np.random.default_rng((seed, number))
        camera, watch = _camera(worlds, number, random)
        how = KINDS[number % len(KINDS)]
        if how == "days" and "Y" not in camera.overlay.layout:
            how = "hours"
        yield _one_fault(camera, watch, how, f"{how} {number} {camera.overlay.layout}", random)


def right_clocks(
    worlds: list[Plane], count: int, seed: int = _NORMAL_SEED, lasts_s: float = RIGHT_S
) -> Iterator[RightClock]:
    """Each goes right for so long, as other cameras of the bench live. What passes is not shown to a detector here:
    a view from above is no matter of this bench."""
    for number in range(count):
        random = np.random.default_rng((seed, number))
        camera, watch = _camera(worlds, number, random)
        began_ms, known_s, read, false = camera.stage.at_ms, None, 0, []
        looks = int(lasts_s / camera.stage.every_s)
        for look in range(looks):
            camera.live(calm=look < 8)
            ails = [ail.ailment for ail in watch.look(camera.paint()) if ail.ailing]
            false += [one for one in ails if one is not Ailment.STRAIGHT_DOWN]
            if watch.knows_clock:
                read += 1
                known_s = known_s or (camera.stage.at_ms - began_ms) / 1000
        yield RightClock(_case(camera, number), looks, known_s, read, tuple(false))


def _one_fault(
    camera: ClockStage, watch: HealthWatch, how: str, case: str, random: Random
) -> ClockFault:
    if how == FROM_FIRST:
        go_wrong(camera.clock, str(random.choice(OFFSETS[:2])), random, camera.stage.at_ms)
    known_s = _learn(camera, watch)
    if known_s is None:
        return ClockFault(how, case, None, None)
    if how != FROM_FIRST:
        _live_for(camera, watch, float(random.uniform(0, 300)))
    if how in OFFSETS:
        go_wrong(camera.clock, how, random, camera.stage.at_ms)
    ailment = Ailment.FROZEN if how == FROZEN else Ailment.WRONG_CLOCK
    return ClockFault(how, case, known_s, _told_s(camera, watch, ailment))


def _learn(camera: ClockStage, watch: HealthWatch) -> float | None:
    began_ms = camera.stage.at_ms
    while not watch.knows_clock:
        if camera.stage.at_ms - began_ms > _LEARNS_S * 1000:
            return None
        camera.live()
        watch.look(camera.paint())
    return (camera.stage.at_ms - began_ms) / 1000


def _live_for(camera: ClockStage, watch: HealthWatch, seconds: float) -> None:
    ends_ms = camera.stage.at_ms + seconds * 1000
    while camera.stage.at_ms < ends_ms:
        camera.live()
        watch.look(camera.paint())


def _told_s(camera: ClockStage, watch: HealthWatch, ailment: Ailment) -> float | None:
    """It may have begun right after the look before."""
    still = camera.stage.paint().grey if ailment is Ailment.FROZEN else None
    began_ms, every_ms = camera.stage.at_ms, camera.stage.every_s * 1000
    while camera.stage.at_ms - began_ms < _WITHIN_S * 1000 - every_ms + 1:
        camera.live(calm=True)
        ails = watch.look(camera.paint(still=still))
        if any(ail.ailing and ail.ailment is ailment for ail in ails):
            return (camera.stage.at_ms - began_ms) / 1000
    return None


def _camera(worlds: list[Plane], number: int, random: Random) -> tuple[ClockStage, HealthWatch]:
    """Every second one from the clips, the others drawn, as elsewhere in this bench."""
    is_real = bool(worlds) and number % 2 == 0
    world = worlds[number // 2 % len(worlds)] if is_real else drawn_world(random)
    stage = Stage(random, world, float(_EVERY_S[number % len(_EVERY_S)]))
    stage.at_ms += float(random.uniform(0, _BEGINS_IN_S * 1000))
    camera = ClockStage(stage, Overlay.some(random), Clock(random))
    return camera, HealthWatch(CameraJob(camera_id="bench", version=1))


def _case(camera: ClockStage, number: int) -> str:
    overlay = camera.overlay
    return f"{number} {overlay.layout} {overlay.font} {overlay.style} {overlay.size} {overlay.tall}"

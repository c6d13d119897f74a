"""What the health checks find of injected faults within a minute, and how often they speak of a camera that is well."""

import math
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bongsu.bench.figures import Beside, Reading, Readings
from bongsu.bench.monitoring.health_scenes import (
    FAULTS,
    Fault,
    Plane,
    Stage,
    clip_worlds,
    drawn_world,
)
from bongsu.monitoring.health.checks import HealthWatch
from bongsu.monitoring.words import Ailment
from bongsu.monitoring.worker.messages import CameraJob

WITHIN_S = 60.0
_EVERY_S = (2.0, 4.0, 10.0)
_LOOKS = 200
# not those that the limits were chosen with (7, 11)
_FAULTS_SEED, _NORMAL_SEED = 4_007, 4_011
_KNOWN_LIGHT_S = 340.0


@dataclass(slots=True)
class Tally:
    """What was counted; `missed` and `false` name the case so that it can be seen again."""

    injected: int = 0
    not_judged: int = 0
    found: int = 0
    late_s: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    looked: int = 0
    false: list[str] = field(default_factory=list)
    cpu_s: float = 0.0
    timed: int = 0


def measure_health(clips: Path, quick: bool) -> Readings:
    """`health_found` (share within a minute) and `health_false` (false words in so many checked normal key pictures)."""
    worlds = clip_worlds(clips)
    tally = Tally()
    inject(worlds, 60 if quick else 500, tally)
    watch_normal(worlds, 15 if quick else 1_000, tally)
    return figures(tally)


def inject(worlds: list[Plane], count: int, tally: Tally) -> None:
    """Each fault on a camera of its own, after a while of normal life; one look interval of three."""
    number = 0
    while tally.injected < count:
        _inject_one(worlds, number, tally)
        number += 1


def _inject_one(worlds: list[Plane], number: int, tally: Tally) -> None:
    random = np.random.default_rng((_FAULTS_SEED, number))
    stage, watch = _camera(worlds, number, random)
    kind = FAULTS[number % len(FAULTS)]
    lives = int(random.integers(14, 40))
    # quiet at the end: this light the checks have seen for as long as they learn
    for look in range(lives + int(_KNOWN_LIGHT_S / stage.every_s)):
        stage.live(calm=look < 8 or look >= lives)
        _look(watch, stage, tally)
    if kind in ("blurred", "covered", "moved") and not stage.can_be_judged():
        tally.not_judged += 1
        return
    fault = Fault(kind, random)
    fault.begin(stage)
    tally.injected += 1
    began_ms, still = stage.at_ms, None
    while stage.at_ms - began_ms < WITHIN_S * 1000 - stage.every_s * 1000 + 1:
        stage.live(calm=True)
        frame = stage.paint(fault)
        if kind == "frozen":
            still = still if still is not None else frame.grey
            frame = stage.frame(still)
        ails = watch.look(frame)
        if any(ail.ailing and ail.ailment is Ailment(kind) for ail in ails):
            tally.found += 1
            # it may have begun right after the look before
            tally.late_s.append((stage.at_ms - began_ms) / 1000)
            return
    tally.missed.append(f"{kind} {number} {stage.light} {stage.weather}")


def watch_normal(worlds: list[Plane], cameras: int, tally: Tally) -> None:
    """Each camera its own view, light, weather, noise, compression and what passes; every word of a fault is false."""
    for number in range(cameras):
        random = np.random.default_rng((_NORMAL_SEED, number))
        stage, watch = _camera(worlds, number, random)
        for look in range(_LOOKS):
            stage.live(calm=look < 8)
            for ailment in _look(watch, stage, tally):
                tally.false.append(f"{ailment} {number}/{look} {stage.light} {stage.weather}")
            tally.looked += 1


def _camera(
    worlds: list[Plane], number: int, random: np.random.Generator
) -> tuple[Stage, HealthWatch]:
    """Every second one from the clips, the others drawn."""
    is_real = bool(worlds) and number % 2 == 0
    world = worlds[number // 2 % len(worlds)] if is_real else drawn_world(random)
    stage = Stage(random, world, float(_EVERY_S[number % len(_EVERY_S)]))
    return stage, HealthWatch(CameraJob(camera_id="bench", version=1))


def _look(watch: HealthWatch, stage: Stage, tally: Tally) -> list[Ailment]:
    frame = stage.paint()
    began_s = time.thread_time()
    ails = watch.look(frame)
    tally.cpu_s += time.thread_time() - began_s
    tally.timed += 1
    return [ail.ailment for ail in ails if ail.ailing]


def wilson(found: int, of: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927)."""
    if of == 0:
        return 0.0, 1.0
    z, share = 1.96, found / of
    middle = share + z * z / (2 * of)
    spread = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - spread) / (1 + z * z / of), (middle + spread) / (1 + z * z / of)


def figures(tally: Tally) -> Readings:
    low, high = wilson(tally.found, tally.injected)
    late = float(np.quantile(tally.late_s, 0.95)) if tally.late_s else None
    share = 100 * tally.found / max(tally.injected, 1)
    found: Beside = {
        "injected": float(tally.injected),
        "without_structure": float(tally.not_judged),
        "low": round(100 * low, 2),
        "high": round(100 * high, 2),
        "told_p95_s": late,
        "cpu_ms": round(1000 * tally.cpu_s / max(tally.timed, 1), 3),
    }
    # none in n: at most 3/n with 95 % (Hanley and Lippman-Hand 1983)
    most = 3 / tally.looked if tally.looked and not tally.false else None
    checked: Beside = {"checked": float(tally.looked), "at_most_share": most}
    return {
        "health_found": Reading(round(share, 2), found),
        "health_false": Reading(float(len(tally.false)), checked),
    }

"""What the health checks find of injected faults within a minute, and how often they speak of a camera that is well."""

import math
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bongsu.bench.figures import Beside, Reading, Readings
from bongsu.bench.monitoring.health_above import (
    ABOVE_CLIP,
    ENOUGH_PASSED,
    OBLIQUE_CLIPS,
    ClipCamera,
    ClipSeen,
    StageAbove,
    clip_seen,
    ground_world,
)
from bongsu.bench.monitoring.health_clock_run import FROZEN, RIGHT_S, clock_faults, right_clocks
from bongsu.bench.monitoring.health_scenes import (
    FAULTS,
    Fault,
    Plane,
    Stage,
    clip_worlds,
    drawn_world,
)
from bongsu.monitoring.detectors.detector import Detector
from bongsu.monitoring.health.checks import Ail, HealthWatch
from bongsu.monitoring.words import Ailment
from bongsu.monitoring.worker.messages import CameraJob

WITHIN_S = 60.0
_EVERY_S = (2.0, 4.0, 10.0)
_LOOKS = 200
# not those that the limits were chosen or mended with (7, 11, 4007 to 9207, 18231 to 20401, 30101 to 40303)
_FAULTS_SEED, _NORMAL_SEED, _ABOVE_SEED = 52_901, 52_919, 52_931
_KNOWN_LIGHT_S = 340.0


@dataclass(slots=True)
class Injected:
    """Of one kind."""

    count: int = 0
    told_s: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """What was counted; `missed` and `false` name the case so that it can be seen again."""

    kinds: dict[str, Injected] = field(default_factory=dict)
    not_judged: int = 0
    missed: list[str] = field(default_factory=list)
    clocks_unknown: int = 0
    """Clocks that were not learned: of those nobody is told anything."""
    known_s: list[float] = field(default_factory=list)
    looked: int = 0
    false: list[str] = field(default_factory=list)
    cpu_s: float = 0.0
    timed: int = 0
    clip_told: str = "not looked at"
    """Whether the clip that is filmed from above is told; it counts neither way."""

    @property
    def injected(self) -> int:
        return sum(kind.count for kind in self.kinds.values())

    @property
    def told_s(self) -> list[float]:
        return [one for kind in self.kinds.values() for one in kind.told_s]

    @property
    def found(self) -> int:
        return len(self.told_s)

    def add(self, kind: str, told_s: float | None, case: str) -> None:
        """One injected fault; `told_s` after it began, None where it was not told in time."""
        counted = self.kinds.setdefault(kind, Injected())
        counted.count += 1
        if told_s is None:
            self.missed.append(f"{kind} {case}")
        else:
            counted.told_s.append(told_s)


def measure_health(clips: Path, detector: Detector, *, quick: bool) -> Readings:
    """`health_found` (share within a minute) and `health_false` (false words in so many checked normal key pictures)."""
    worlds = clip_worlds(clips)
    tally = Tally()
    inject(worlds, 60 if quick else 500, tally)
    inject_above(6 if quick else 60, tally)
    inject_clocks(worlds, 6 if quick else 120, tally)
    watch_normal(worlds, 15 if quick else 1_000, tally)
    watch_clocks(worlds, 2 if quick else 60, tally)
    for name in OBLIQUE_CLIPS:
        if (clips / name).exists():
            watch_clip(clip_seen(clips, name, detector), 1 if quick else 10, tally)
    if (clips / ABOVE_CLIP).exists():
        tally.clip_told = watch_above(clip_seen(clips, ABOVE_CLIP, detector))
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
    case = f"{number} {stage.light} {stage.weather}"
    tally.add(kind, _told_after(watch, stage, fault), case)


def _told_after(watch: HealthWatch, stage: Stage, fault: Fault) -> float | None:
    began_ms, still = stage.at_ms, None
    while stage.at_ms - began_ms < WITHIN_S * 1000 - stage.every_s * 1000 + 1:
        stage.live(calm=True)
        frame = stage.paint(fault)
        if fault.kind == "frozen":
            still = still if still is not None else frame.grey
            frame = stage.frame(still)
        if _says(watch.look(frame), Ailment(fault.kind)):
            # it may have begun right after the look before
            return (stage.at_ms - began_ms) / 1000
    return None


def _says(ails: tuple[Ail, ...], ailment: Ailment) -> bool:
    return any(ail.ailing and ail.ailment is ailment for ail in ails)


def inject_clocks(worlds: list[Plane], count: int, tally: Tally) -> None:
    """The minute begins when the clock has gone wrong; where it was wrong from the first, when it is known."""
    for one in clock_faults(worlds, count):
        if one.known_s is None:
            tally.clocks_unknown += 1
            continue
        tally.known_s.append(one.known_s)
        kind = "frozen_under_clock" if one.how == FROZEN else str(Ailment.WRONG_CLOCK)
        tally.add(kind, one.told_s, one.case)


def watch_clocks(worlds: list[Plane], cameras: int, tally: Tally, lasts_s: float = RIGHT_S) -> None:
    """Clocks that go right, drift a little and are set by a second or two."""
    for one in right_clocks(worlds, cameras, lasts_s=lasts_s):
        tally.looked += one.looks
        tally.false += [f"{ailment} {one.case}" for ailment in one.false]
        tally.clocks_unknown += one.known_s is None


def inject_above(count: int, tally: Tally) -> None:
    """Cameras that look straight down at a drawn ground. A property, not an event: the minute begins when so many have
    stood whole in the pictures."""
    for number in range(count):
        random = np.random.default_rng((_ABOVE_SEED, number))
        stage = StageAbove(random, ground_world(random), float(_EVERY_S[number % len(_EVERY_S)]))
        watch = HealthWatch(CameraJob(camera_id="bench", version=1))
        tally.add(Ailment.STRAIGHT_DOWN, _down_after(watch, stage), str(number))


def _down_after(watch: HealthWatch, stage: StageAbove) -> float | None:
    began_ms, enough_ms, is_told = stage.at_ms, None, False
    while enough_ms is None or stage.at_ms - enough_ms < (WITHIN_S - stage.every_s) * 1000 + 1:
        stage.live(calm=True)
        is_told = _says(watch.look(stage.paint()), Ailment.STRAIGHT_DOWN) or is_told
        if stage.at_ms - began_ms < _KNOWN_LIGHT_S * 1000:
            stage.passed = 0
        elif enough_ms is None and stage.passed >= ENOUGH_PASSED:
            enough_ms = stage.at_ms
        if is_told:
            return (stage.at_ms - (enough_ms or stage.at_ms)) / 1000
    return None


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


def watch_clip(seen: ClipSeen, cameras: int, tally: Tally) -> None:
    """Real streets seen obliquely, with what the deployed detector finds in them."""
    for number in range(cameras):
        random = np.random.default_rng((_NORMAL_SEED, _LOOKS, number))
        camera = ClipCamera(random, seen, float(_EVERY_S[number % len(_EVERY_S)]))
        watch = HealthWatch(CameraJob(camera_id="bench", version=1))
        for look in range(_LOOKS):
            said = [ail.ailment for ail in watch.look(*camera.look()) if ail.ailing]
            tally.false += [f"{ailment} {seen.name} {number}/{look}" for ailment in said]
            tally.looked += 1


def watch_above(seen: ClipSeen) -> str:
    camera = ClipCamera(np.random.default_rng(_ABOVE_SEED), seen, _EVERY_S[1])
    watch = HealthWatch(CameraJob(camera_id="bench", version=1))
    for _ in range(2 * _LOOKS):
        if _says(watch.look(*camera.look()), Ailment.STRAIGHT_DOWN):
            return "told"
    return "not told: too few things pass"


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
    share = 100 * tally.found / max(tally.injected, 1)
    found: Beside = {
        "injected": float(tally.injected),
        "without_structure": float(tally.not_judged),
        "low": round(100 * low, 2),
        "high": round(100 * high, 2),
        "told_p95_s": _p95(tally.told_s),
        "cpu_ms": round(1000 * tally.cpu_s / max(tally.timed, 1), 3),
        "straight_down": f"drawn, the detector finds nothing; the minute begins after {ENOUGH_PASSED} have passed",
        "straight_down_clip": tally.clip_told,
        "clocks_unknown": float(tally.clocks_unknown),
        "clock_known_after_p95_s": _p95(tally.known_s),
    }
    for kind, one in sorted(tally.kinds.items()):
        found[f"{kind}_injected"] = float(one.count)
        found[f"{kind}_found"] = float(len(one.told_s))
        found[f"{kind}_p95_s"] = _p95(one.told_s)
    # none in n: at most 3/n with 95 % (Hanley and Lippman-Hand 1983)
    most = 3 / tally.looked if tally.looked and not tally.false else None
    checked: Beside = {"checked": float(tally.looked), "at_most_share": most}
    for kind, count in sorted(Counter(one.split()[0] for one in tally.false).items()):
        checked[f"{kind}_false"] = float(count)
    return {
        "health_found": Reading(round(share, 2), found),
        "health_false": Reading(float(len(tally.false)), checked),
    }


def _p95(told_s: list[float]) -> float | None:
    return float(np.quantile(told_s, 0.95)) if told_s else None

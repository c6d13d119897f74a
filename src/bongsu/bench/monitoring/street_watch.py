"""One part of the street, watched from its begin to its end in faked time by one worker's thread."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from bongsu.bench.monitoring.eyes import Eyes, Spent
from bongsu.bench.monitoring.faked import CLOSE_RATE, FakedWatch, Watched
from bongsu.bench.monitoring.judged import Alarm, alarms_of, rule_of
from bongsu.bench.monitoring.seen import AlarmSeen, EventSeen, PartSeen
from bongsu.bench.monitoring.sizes import DEPLOYED, SEED, THRESHOLDS, Sizes
from bongsu.monitoring.detectors.detector import Detector
from bongsu.monitoring.schedule.scheduler import Spending
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.simulate.street.coded import KEY_EVERY_S, CodedCamera
from bongsu.simulate.street.script import CameraScript, StreetEvent
from bongsu.simulate.street.street import Street, StreetPlan, make_street
from bongsu.simulate.street.walks import Span

_FIRST_LOOK_S = 0.025
_WARMED = 3


def watch_part(
    clips: Path,
    sizes: Sizes,
    part: int,
    detector: Detector,
    span: Span = Span.REPORTED,
    seed: int = SEED,
) -> PartSeen:
    """Cameras `part`, `part` + parts, … of the street. Raises `NoClips`."""
    plan = StreetPlan(sizes.cameras, sizes.lasts_s, sizes.visits, seed, span)
    street = make_street(clips, plan)
    scripts = street.scripts[part :: sizes.parts]
    watched, watch, spent = watch_scripts(street, scripts, detector, sizes)
    return PartSeen(
        cameras=len(watched),
        lasts_s=sizes.lasts_s,
        events=[_event(one) for script in scripts for one in script.events],
        alarms={f"{score:g}": _alarms(watched, score) for score in THRESHOLDS},
        looks=sum(len(one.looks) for one in watched),
        asked=spent.looks,
        decode_s=spent.decode_s,
        detect_s=spent.detect_s,
        close_s=watch.close_s,
        longest_unseen_s=max(_longest_gap(one, sizes.lasts_s) for one in watched),
    )


def watch_scripts(
    street: Street, scripts: Sequence[CameraScript], detector: Detector, sizes: Sizes
) -> tuple[list[Watched], FakedWatch, Spent]:
    spent = Spent()
    watched = [
        Watched(
            camera_id=script.camera_id,
            eyes=Eyes(CodedCamera(street.camera(script), CLOSE_RATE, sizes.calm), detector, spent),
            rule=rule_of(script, DEPLOYED),
            # spread over a key interval by the golden ratio, as many cameras' are
            phase_s=(number * 0.618_033_988_749_895 % 1.0) * KEY_EVERY_S,
        )
        for number, script in enumerate(scripts)
    ]
    look_s = _measured_look(watched, spent)
    watch = FakedWatch(watched, spending(), look_s)
    watch.run(sizes.lasts_s)
    return watched, watch, spent


def spending() -> Spending:
    """One core of a worker with its settings as shipped."""
    shipped = MonitoringSettings()
    return Spending(
        cores=shipped.load,
        escalated_share=shipped.escalated_share,
        escalated_rate=shipped.escalated_rate,
        escalated_for_s=shipped.escalated_for_s,
    )


def _measured_look(watched: Sequence[Watched], spent: Spent) -> float:
    """What a look costs here and now, from each camera's first calm groups; the first ones pay for warming up."""
    costs = []
    for one in watched:
        before_s, looks = spent.decode_s + spent.detect_s, spent.looks
        for place in range(2):
            one.eyes.look(one.group(place), 0)
        if spent.looks > looks:
            costs.append((spent.decode_s + spent.detect_s - before_s) / (spent.looks - looks))
    settled = sorted(costs[_WARMED:] or costs)
    return settled[len(settled) // 2] if settled else _FIRST_LOOK_S


def _alarms(watched: Sequence[Watched], score: float) -> list[AlarmSeen]:
    return [
        _alarm(alarm, one.eyes.coded.camera.script)
        for one in watched
        for alarm in alarms_of(one, score)
    ]


def _alarm(alarm: Alarm, script: CameraScript) -> AlarmSeen:
    passing = [
        one.kind.value
        for one in script.passing
        if one.begins_s <= alarm.last_s and alarm.shown_s - 2 <= one.ends_s
    ]
    return AlarmSeen(
        camera_id=alarm.camera_id,
        shown_s=round(alarm.shown_s, 3),
        last_s=round(alarm.last_s, 3),
        score=round(alarm.score, 4),
        is_true=alarm.is_true,
        boxes=alarm.boxes,
        weather=script.weather.value,
        during=tuple(passing + [one.kind.value for one in script.stays]),
    )


def _event(event: StreetEvent) -> EventSeen:
    return EventSeen(
        camera_id=event.camera_id,
        begins_s=event.begins_s,
        ends_s=event.ends_s,
        kind=event.kind.value,
        weather=event.weather.value,
        place=event.place,
    )


def _longest_gap(one: Watched, lasts_s: float) -> float:
    moments = [0.0, *(look.at_s for look in one.looks), lasts_s]
    return max(later - before for before, later in pairwise(moments))

"""How many cameras a core watches: ours by what its processes were seen to spend, beside decoding everything and beside a
motion gate, with the same detector on the same pictures."""

from dataclasses import dataclass

from bongsu.bench.figures import Beside, Reading, Readings
from bongsu.bench.monitoring.alternatives import DETECTS_PER_S, StepCosts
from bongsu.bench.monitoring.machine_kind import has_amx
from bongsu.simulate.street.coded import KEY_EVERY_S

LOAD = 0.8
CORES = 2
CLOSE_SHARE = 0.05
_WITH_AMX, _WITHOUT = 60, 35
_TIMES_PLAIN, _TIMES_GATED = 4.0, 1.3


@dataclass(frozen=True, slots=True)
class PerCamera:
    """Cores that one camera costs besides decoding and detecting (`pull`: media; `besides`: the worker's and the node's
    share), and what runs without any camera (`idle`)."""

    pull: float
    besides: float
    idle: float
    said: Beside

    def ours(self, steps: StepCosts) -> float:
        keys = (steps.key + steps.detect) / KEY_EVERY_S
        close = steps.whole + DETECTS_PER_S * steps.detect
        return self.pull + self.besides + (1 - CLOSE_SHARE) * keys + CLOSE_SHARE * close


def cost_readings(per: PerCamera, steps: StepCosts) -> Readings:
    """All with the same pull and the same idle processes."""
    left = CORES * LOAD - per.idle
    ours = left / per.ours(steps) / CORES
    plain = left / (per.pull + per.besides + steps.plain) / CORES
    gated = left / (per.pull + per.besides + steps.behind_gate) / CORES
    least = (_WITH_AMX if has_amx() else _WITHOUT) / CORES
    beside: Beside = {
        "cameras_on_2_cores": round(ours * CORES, 1),
        "plain_cameras_per_core": round(plain, 2),
        "times_plain": round(ours / plain, 2),
        "amx": "yes" if has_amx() else "no",
        "key_ms": round(steps.key * 1000, 2),
        "detect_ms": round(steps.detect * 1000, 2),
        "whole_decode_cores": round(steps.whole, 4),
        "pull_cores": round(per.pull, 4),
        "besides_cores": round(per.besides, 4),
        "idle_cores": round(per.idle, 3),
        **per.said,
    }
    gate: Beside = {
        "open_share": round(steps.open_share, 3),
        "gate_ms": round(steps.gate * 1000, 2),
        "cameras_per_core": round(ours, 2),
        "times_gated": round(ours / gated, 2),
    }
    return {
        "cameras_per_core": Reading(
            round(ours, 2), beside, target=round(max(least, _TIMES_PLAIN * plain), 2)
        ),
        "gated_cameras_per_core": Reading(
            round(gated, 2), gate, target=round(ours / _TIMES_GATED, 2)
        ),
    }

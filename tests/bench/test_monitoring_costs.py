"""What a camera costs, ours beside the alternatives; the gate; the processor's kind; names of the bench."""

from pathlib import Path

import numpy as np
import pytest

from bongsu.bench.figures import Reading, figures_of
from bongsu.bench.monitoring.alternatives import DETECTS_PER_S, StepCosts
from bongsu.bench.monitoring.boxes import _lowest
from bongsu.bench.monitoring.build import this_build
from bongsu.bench.monitoring.costs import CORES, LOAD, PerCamera, cost_readings
from bongsu.bench.monitoring.gate import MotionGate
from bongsu.bench.monitoring.live import _is_back, _is_held
from bongsu.bench.monitoring.machine_kind import has_amx
from bongsu.bench.monitoring.measures import MEASURES
from bongsu.bench.monitoring.promises import PROMISES
from bongsu.bench.monitoring.run import NO_CLIPS, run_monitoring
from bongsu.bench.monitoring.to_screen import Way, next_appearance
from bongsu.bench.monitoring.walker import APPEARS_S, ESCALATED_FOR_S, LASTS_S
from bongsu.kernel.clock import SystemClock
from bongsu.simulate.street.coded import KEY_EVERY_S


def some_costs() -> StepCosts:
    return StepCosts(
        key_s=0.4,
        keys=100,
        run_s=4.0,
        streamed_s=200.0,
        detect_s=2.0,
        detected=100,
        gate_s=0.5,
        gated=1000,
        opened=200,
        judged=1000,
    )


def test_steps_are_means_of_what_was_spent() -> None:
    steps = some_costs()
    assert steps.key == pytest.approx(0.004)
    assert steps.detect == pytest.approx(0.02)
    assert steps.whole == pytest.approx(0.02)
    assert steps.open_share == pytest.approx(0.2)
    assert steps.plain == pytest.approx(0.02 + DETECTS_PER_S * 0.02)
    assert steps.whole < steps.behind_gate < steps.plain


def test_a_gate_that_is_always_open_saves_nothing() -> None:
    steps = some_costs()
    steps.opened = steps.judged
    assert steps.behind_gate == pytest.approx(steps.plain + DETECTS_PER_S * steps.gate)


def test_ours_looks_at_key_pictures_and_a_twentieth_closely() -> None:
    steps, per = some_costs(), PerCamera(0.002, 0.001, 0.1, {})
    keys, close = 0.024 / KEY_EVERY_S, 0.02 + DETECTS_PER_S * 0.02
    assert per.ours(steps) == pytest.approx(0.003 + 0.95 * keys + 0.05 * close)


def test_all_are_reckoned_with_the_same_pull_and_idle_processes() -> None:
    steps, per = some_costs(), PerCamera(0.002, 0.001, 0.1, {"cameras_live": 6})
    told = cost_readings(per, steps)
    ours, gated = told["cameras_per_core"], told["gated_cameras_per_core"]
    assert ours.value == pytest.approx((CORES * LOAD - 0.1) / per.ours(steps) / CORES, abs=0.01)
    plain = ours.beside["plain_cameras_per_core"]
    assert plain == pytest.approx((CORES * LOAD - 0.1) / (0.003 + steps.plain) / CORES, abs=0.01)
    assert ours.target is not None
    assert ours.target >= 4 * float(plain or 0) - 0.05
    assert gated.target == pytest.approx((ours.value or 0) / 1.3, abs=0.01)
    assert ours.beside["cameras_live"] == 6


def test_a_gate_is_shut_while_nothing_moves_and_opens_for_somebody() -> None:
    gate, dice = MotionGate(), np.random.default_rng(1)
    empty = dice.integers(100, 110, (180, 320)).astype(np.uint8)
    for step in range(60):
        gate.see(empty, step * 200.0)
    assert not gate.see(empty, 60 * 200.0 + 5000)
    somebody = empty.copy()
    somebody[60:120, 150:175] = 20
    assert gate.see(somebody, 20_000.0)
    assert gate.see(empty, 20_200.0)


def test_amx_is_read_from_the_processors_flags(tmp_path: Path) -> None:
    facts = tmp_path / "cpuinfo"
    facts.write_text("processor: 0\nflags\t\t: fpu avx512_bf16 amx_tile amx_bf16\n")
    assert has_amx(facts)
    other = tmp_path / "other"
    other.write_text("flags\t\t: fpu avx512_bf16\n")
    assert not has_amx(other)
    assert not has_amx(tmp_path / "none")


def test_the_walker_comes_round_only_after_the_escalation_has_ended() -> None:
    walked_away_s = 4.0 + KEY_EVERY_S
    assert walked_away_s + ESCALATED_FOR_S < LASTS_S


def test_the_next_appearance_is_reckoned_from_where_the_camera_is_in_its_loop() -> None:
    assert next_appearance(began_s=0.0, lasts_s=LASTS_S, after_s=0.0) == APPEARS_S
    assert next_appearance(began_s=100.0, lasts_s=LASTS_S, after_s=101.0) == 100.0 + APPEARS_S
    later = next_appearance(began_s=100.0, lasts_s=LASTS_S, after_s=110.0)
    assert later == pytest.approx(100.0 + LASTS_S + APPEARS_S)


def test_a_way_of_looking_says_how_many_appearances_led_to_no_alarm_and_how_many_wishes_were_refused() -> (
    None
):
    told = Way(asked=4, late_ms=[900.0, 1_000.0, 1_400.0]).reading(refused=2)
    assert told.value == pytest.approx(1_400.0, abs=50)
    assert told.beside == {"asked": 4, "p50": 1_000.0, "refused": 2, "repeats": 3}
    assert Way(asked=4).reading().value is None


def test_a_camera_is_back_when_it_was_looked_at_after_the_kill() -> None:
    killed_at = SystemClock().now()
    before = {"state": "watched", "worker": "b", "looked_at": "2020-01-01T00:00:00+00:00"}
    after = before | {"looked_at": "2999-01-01T00:00:00+00:00"}
    assert not _is_back(before, killed_at)
    assert _is_back(after, killed_at)
    assert not _is_back(after | {"state": "unheld"}, killed_at)
    assert not _is_back(None, killed_at)


def test_a_camera_is_held_when_another_than_the_dead_has_it() -> None:
    assert _is_held({"worker": "b"}, "a")
    assert not _is_held({"worker": "a"}, "a")
    assert not _is_held({"worker": ""}, "a")
    assert not _is_held(None, "a")


def test_the_lower_of_both_clips_is_the_plain_figure() -> None:
    told = {"vtest": {"ap50": Reading(0.93)}, "tud": {"ap50": Reading(0.83)}}
    assert _lowest("ap50", told).value == 0.83


def test_a_build_has_a_name() -> None:
    assert this_build()


def test_measures_have_names_of_their_own() -> None:
    assert set(MEASURES) == {"street", "boxes", "steps", "health"}


async def test_without_clips_every_name_is_there_and_says_why(tmp_path: Path) -> None:
    report = await run_monitoring(
        quick=True, clips=tmp_path / "none", docs=None, say=lambda _: None
    )
    assert [figure.name for figure in report.figures] == list(PROMISES)
    assert all(figure.value is None and figure.why == NO_CLIPS for figure in report.figures)
    assert report.machine["amx"] in ("yes", "no")


def test_what_was_measured_besides_the_promises_is_told_too() -> None:
    figures = figures_of(PROMISES, {"another": Reading(0.5)})
    assert figures[-1].name == "another"

"""Two hundred verdicts by the truth: half the false alarms are gone, nobody real is."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.alarms.replay import Learner, Replayed, Shown, replay
from bongsu.monitoring.tracks.track import Box
from tests.monitoring.alarms.queue import HERE, THERE


def street(number: int, seed: int) -> list[Shown]:
    """Four cameras: a flag on each, rain anywhere, and people who walk through."""
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(number):
        what = chance.choice(["flag", "rain", "person"], p=[0.5, 0.2, 0.3])
        camera = f"SB-{chance.integers(4)}"
        left, top = chance.uniform(0, 0.8), chance.uniform(0, 0.6)
        anywhere: Box = (left, top, left + 0.08, top + 0.25)
        score = {
            "flag": chance.normal(0.53, 0.04),
            "rain": chance.normal(0.48, 0.02),
            "person": chance.normal(0.68, 0.08),
        }[str(what)]
        box = HERE if what == "flag" else anywhere
        clipped = float(np.clip(score, 0.45, 0.99))
        found.append(Shown(camera, "r", clipped, bool(what == "person"), (box,)))
    return found


def test_false_alarms_are_halved_and_people_are_not_lost() -> None:
    done = replay(street(600, 1), street(2000, 2))
    assert done.verdicts == 200
    assert done.cut >= 0.5
    assert done.lost <= 0.01


def test_before_any_verdict_everything_is_shown() -> None:
    later = street(100, 3)
    done = replay([], later)
    assert (done.verdicts, done.cut, done.lost) == (0, 0.0, 0.0)
    assert done.false_before + done.real_before == 100


def test_what_is_silenced_asks_for_no_verdict() -> None:
    flag = Shown("SB-1", "r", 0.5, is_real=False, boxes=(HERE,))
    learner = Learner()
    for _ in range(10):
        if learner.lets(flag):
            learner.answer(flag)
    assert learner.verdicts == 3


def test_false_ones_in_two_places_make_the_camera_less_easily_sure() -> None:
    learner = Learner(0.3)
    here = Shown("SB-1", "r", 0.34, is_real=False, boxes=(HERE,))
    there = replace(here, boxes=(THERE,))
    learner.answer(here)
    assert learner.lets(there)
    learner.answer(there)
    assert not learner.lets(replace(here, boxes=()))
    assert learner.lets(replace(here, boxes=(), score=0.5))


def test_one_camera_teaches_no_other() -> None:
    learner = Learner()
    flag = Shown("SB-1", "r", 0.5, is_real=False, boxes=(HERE,))
    for _ in range(3):
        learner.answer(flag)
    assert not learner.lets(flag)
    assert learner.lets(replace(flag, camera_id="SB-2"))
    assert learner.lets(replace(flag, rule_id="other"))


def test_somebody_really_there_gives_the_place_up() -> None:
    learner = Learner()
    flag = Shown("SB-1", "r", 0.5, is_real=False, boxes=(HERE,))
    for _ in range(3):
        learner.answer(flag)
    learner.answer(replace(flag, is_real=True))
    assert learner.lets(flag)


@given(
    st.lists(
        st.tuples(st.floats(0.45, 1), st.booleans(), st.sampled_from([HERE, THERE])), max_size=60
    )
)
def test_no_confirmed_one_is_ever_shut_out(told: list[tuple[float, bool, Box]]) -> None:
    learner = Learner()
    shown = [Shown("SB-1", "r", score, real, (box,)) for score, real, box in told]
    for one in shown:
        learner.answer(one)
    assert all(learner.lets(one) for one in shown if one.is_real)


def test_shares_of_nothing_are_nothing() -> None:
    assert (Replayed(0, 0, 0, 0, 0).cut, Replayed(0, 0, 0, 0, 0).lost) == (0.0, 0.0)

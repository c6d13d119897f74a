"""The child's side of a computation, in memory: one question in, lines of answers out."""

import io

import msgspec
import pytest

from bongsu.planning.config import Limits
from bongsu.planning.inputs.values import Inputs
from bongsu.planning.worker.child import Heard, work
from bongsu.planning.worker.messages import (
    Answer,
    Ask,
    Draw,
    Drawn,
    Progress,
    Refused,
    Score,
    Scored,
)
from tests.planning.plans.made import CONFIG, changed, little_inputs


def asked(question: bytes, *, stopped: bool = False) -> list[Answer]:
    answers = io.BytesIO()
    work(io.BytesIO(question), answers, lambda: stopped)
    return [msgspec.json.decode(line, type=Answer) for line in answers.getvalue().splitlines()]


def encoded(ask: Ask) -> bytes:
    return msgspec.json.encode(ask) + b"\n"


def test_a_plan_comes_after_its_progress() -> None:
    *told, last = asked(encoded(Draw(CONFIG, little_inputs())))
    assert isinstance(last, Drawn)
    assert last.plan.sites
    assert all(isinstance(one, Progress) for one in told)


def test_scores_come_with_parts_that_a_slider_can_weigh_anew() -> None:
    *_, last = asked(encoded(Score(CONFIG, little_inputs())))
    assert isinstance(last, Scored)
    assert len(last.cells) == 18
    weights = CONFIG.weights
    for cell in last.cells:
        watch, crime, environment, dark, children, requests, factor = cell.parts
        again = factor * (
            weights.watch * watch
            + weights.crime * crime
            + weights.environment * environment
            + weights.dark * dark
            + weights.children * children
            + weights.requests * requests
        )
        assert cell.total == pytest.approx(again)
    assert [dong.name for dong in last.dongs] == ["가동", "나동"]


def test_what_cannot_be_is_refused_in_two_languages_with_its_field() -> None:
    impossible = changed(limits=Limits(sites_min=4, sites_max=40))
    *_, last = asked(encoded(Draw(impossible, Inputs(dongs=little_inputs().dongs[:0]))))
    assert isinstance(last, Refused)
    assert all(one.ko and one.en for one in last.told)


@pytest.mark.parametrize("question", [b"", b"{}", b"[1, 2]", b'{"type": "draw"}', b"\xff\xfe"])
def test_what_is_no_question_is_refused(question: bytes) -> None:
    (only,) = asked(question)
    assert isinstance(only, Refused)


def test_stopped_it_answers_with_a_plan_or_not_at_all() -> None:
    answers = asked(encoded(Draw(CONFIG, little_inputs())), stopped=True)
    assert not any(isinstance(one, Refused) for one in answers)


def test_progress_is_told_no_oftener_than_it_can_be_read() -> None:
    said: list[Progress] = []
    times = iter([0.0, 0.01, 0.02, 0.5, 0.51])
    heard = Heard(said.append, lambda: next(times))
    for step, share in (("search", 0.1), ("search", 0.2), ("search", 0.3), ("pay", 0.8)):
        heard(Progress(step, share))
    assert [one.share for one in said] == [0.1, 0.3, 0.8]

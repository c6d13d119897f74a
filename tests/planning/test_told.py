"""Whatever planning refuses a person is said in Korean and in English, in one way."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

import bongsu.planning
from bongsu.kernel.failures import Failure, Invalid
from bongsu.planning.failures import Faulty, PlanRefused, StoppedWithoutResult, ToldFailure
from bongsu.planning.plans.failures import StepRefused
from bongsu.planning.plans.progress import Way, check_step
from bongsu.planning.requests import refusals
from bongsu.planning.words import SiteState, Told

TODAY = date(2027, 3, 2)
# the planner's own stop: it is a state of the run, not a refusal
NOT_SAID = {StoppedWithoutResult}
# said on the command line only, in the words of its public form
ON_THE_COMMAND_LINE = "bongsu.planning.mclp."


def every_failure(of: type[Failure] = Failure) -> Iterator[type[Failure]]:
    for one in of.__subclasses__():
        yield one
        yield from every_failure(one)


def is_korean(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)


def test_every_failure_of_planning_is_told_in_two_languages() -> None:
    for found in pkgutil.walk_packages(bongsu.planning.__path__, "bongsu.planning."):
        if found.name.endswith(("failures", ".desk")):
            importlib.import_module(found.name)
    ours = {
        one
        for one in every_failure()
        if one.__module__.startswith("bongsu.planning.")
        and not one.__module__.startswith(ON_THE_COMMAND_LINE)
    }
    assert len(ours) > 20
    assert {one for one in ours if not issubclass(one, ToldFailure)} == NOT_SAID


def test_nothing_in_planning_refuses_with_one_language_only() -> None:
    """`Invalid` has English alone; `Faulty` is the same in two."""
    folder = Path(bongsu.planning.__path__[0])
    for file in folder.rglob("*.py"):
        names = [
            node.exc.func.id
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.Raise)
            and isinstance(node.exc, ast.Call)
            and isinstance(node.exc.func, ast.Name)
        ]
        assert "Invalid" not in names, file.name


def test_a_fault_is_found_by_whoever_looks_for_bad_input() -> None:
    fault = Faulty(Told("금액이 없습니다.", "No sum"), field="won")
    assert isinstance(fault, Invalid)
    assert (fault.code, fault.field, fault.detail) == ("invalid", "won", "No sum")


def test_several_faults_are_one_detail_and_stay_apart_in_words() -> None:
    told = (Told("하나", "one"), Told("둘", "two"))
    refusal = PlanRefused(*told, field="rows")
    assert (refusal.detail, refusal.told) == ("one; two", told)


def test_a_requests_sentences_are_in_their_languages() -> None:
    said = [one for one in vars(refusals).values() if isinstance(one, Told)]
    said += [refusals.too_far(100.0), refusals.too_long("text", 12), refusals.not_plain("text")]
    assert len(said) > 20
    for one in said:
        assert is_korean(one.ko), one
        assert one.en.isascii(), one


@pytest.mark.parametrize(
    ("state", "on", "reason", "said"),
    [
        (SiteState.FIELD_SURVEY, TODAY + timedelta(days=1), "", "아직 오지 않았습니다"),
        (SiteState.DESIGN, TODAY, "", "‘행정예고’ 다음 단계는 예산 배정, 제외입니다"),
        (SiteState.REJECTED, TODAY, " ", "사유"),
        (SiteState.BUDGETED, TODAY, "", "행정예고가 20일 동안"),
        (SiteState.BUDGETED, TODAY - timedelta(days=9), "", "앞 단계를 마친"),
    ],
    ids=["to come", "not next", "no reason", "hearing runs", "before the last"],
)
def test_a_refused_step_names_states_and_days_as_people_say_them(
    state: SiteState, on: date, reason: str, said: str
) -> None:
    way = Way(SiteState.HEARING, {}, {SiteState.HEARING: TODAY - timedelta(days=5)})
    with pytest.raises(StepRefused) as refused:
        check_step(way, state, on, TODAY, 20, reason)
    (told,) = refused.value.told
    assert said in told.ko
    assert told.en == refused.value.detail
    assert not is_korean(told.en)

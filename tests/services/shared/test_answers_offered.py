"""What the operator's card offers: three words under what a press asserts, by how the alarm stands. Pure."""

from collections.abc import Callable

import msgspec
import pytest

from bongsu.incidents.incident import Answered, Incident, IncidentState
from bongsu.incidents.service import Answers
from bongsu.services.plugins import load_services
from bongsu.services.shared.residents.answer import CALLED_BACK, SEEN, answers_at
from tests.incidents.stage import NOW
from tests.services.shared.test_facts import alarm

PATHS = {
    "SOS_APP": "safe-return",
    "ESCORT": "safe-return",
    "LONE_WOMAN": "lone",
    "BELL": "bell",
}
SERVICES = load_services()


def offered(service: str, incident: Incident) -> Answers | None:
    ask: Callable[[Incident], Answers | None] | None = SERVICES[service].answers
    assert ask is not None
    return ask(incident)


@pytest.mark.parametrize(("service", "path"), PATHS.items())
def test_each_residents_service_takes_its_answers_at_its_own_door(service: str, path: str) -> None:
    answers = offered(service, alarm(service))
    assert answers is not None
    assert {one.path for one in answers.keys} == {f"/api/{path}/alarms/inc_1/answer"}
    assert [one.body["verdict"] for one in answers.keys] == ["real", "fault", "mistake"]
    assert all(one.label_ko and one.label_en for one in answers.keys)


@pytest.mark.parametrize("service", sorted(set(SERVICES) - set(PATHS)))
def test_no_other_service_ends_by_such_an_answer(service: str) -> None:
    assert SERVICES[service].answers is None


@pytest.mark.parametrize("service", ["SOS_APP", "ESCORT", "LONE_WOMAN"])
def test_somebody_was_called_back(service: str) -> None:
    answers = offered(service, alarm(service))
    assert answers is not None
    assert (answers.asks_ko, answers.asks_en) == CALLED_BACK
    assert all(one.body["called_back"] is True for one in answers.keys)


def test_nobody_is_called_at_a_pole_the_place_is_looked_at() -> None:
    answers = offered("BELL", alarm("BELL"))
    assert answers is not None
    assert (answers.asks_ko, answers.asks_en) == SEEN


def test_what_is_handed_over_asserts_no_call() -> None:
    handed = msgspec.structs.replace(alarm(), handed_to=("KNPA.SEOUL.SEONGBUK",))
    answers = answers_at("lone")(handed)
    assert answers is not None
    assert answers.asks_en == "Handed over"
    assert not any(one.body["called_back"] for one in answers.keys)


def test_what_is_over_without_an_answer_may_still_get_one() -> None:
    over = msgspec.structs.replace(alarm(), state=IncidentState.CLOSED)
    answers = answers_at("lone")(over)
    assert answers is not None
    assert answers.asks_en == "Already over: what it was"
    assert not any(one.body["called_back"] for one in answers.keys)


def test_one_answer_is_enough() -> None:
    said = Answered(label_ko="실제", label_en="Real", at=NOW)
    assert answers_at("bell")(msgspec.structs.replace(alarm(), answered=said)) is None


def test_a_test_of_the_line_was_nobodys_call() -> None:
    assert answers_at("bell")(msgspec.structs.replace(alarm(), exercise=True)) is None

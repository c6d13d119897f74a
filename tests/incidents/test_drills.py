"""Exercises as the incidents know them: what runs, for whom, and what an outsider of one may not touch."""

from datetime import timedelta

import pytest

from bongsu.incidents.drills import Drill, DrillBook, NoSuchDrill
from bongsu.incidents.occasion import occasion_of
from bongsu.incidents.peer_grants import asked_of
from bongsu.kernel.database import Database
from bongsu.services.plugins import load_services
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.incidents.stage import NOW, stage_on

HOUR = timedelta(hours=1)
POLICE = load_services()["P112_DISPATCH"]


def drill(drill_id: str = "dr_1", **more: object) -> Drill:
    values: dict[str, object] = {
        "drill_id": drill_id,
        "title": "상반기 합동훈련",
        "services": frozenset({"P112_DISPATCH"}),
        "starts": NOW,
        "ends": NOW + HOUR,
        **more,
    }
    return Drill(**values)  # type: ignore[arg-type]  # checked by name


def book(*drills: Drill) -> DrillBook:
    made = DrillBook()
    made.keep(drills)
    return made


def test_a_message_of_a_running_exercise_is_taken() -> None:
    assert book(drill()).must_run("dr_1", "P112_DISPATCH", NOW).title == "상반기 합동훈련"


@pytest.mark.parametrize(
    ("drill_id", "service", "after"),
    [
        ("dr_2", "P112_DISPATCH", timedelta()),
        ("dr_1", "P112_VIDEO", timedelta()),
        ("dr_1", "P112_DISPATCH", -timedelta(seconds=1)),
        ("dr_1", "P112_DISPATCH", HOUR),
        ("", "P112_DISPATCH", timedelta()),
    ],
)
def test_of_any_other_it_is_refused_by_its_field(
    drill_id: str, service: str, after: timedelta
) -> None:
    with pytest.raises(NoSuchDrill) as refused:
        book(drill()).must_run(drill_id, service, NOW + after)
    assert refused.value.field == "drill"


def test_who_has_joined_what() -> None:
    both = book(
        drill("dr_1", people=frozenset({"per_a"})),
        drill("dr_2", people=frozenset({"per_a", "per_b"})),
    )
    assert both.joined_by("per_a") == {"dr_1", "dr_2"}
    assert both.joined_by("per_b") == {"dr_2"}
    assert both.joined_by("per_c") == frozenset()


async def test_an_exercise_crosses_no_border_and_is_flagged_in_the_ledger(
    database: Database,
) -> None:
    stage = stage_on(database)
    incident = await stage.open(stage.call(drill_id="dr_1"))
    assert asked_of(incident, (), stage.desk.neighbours, POLICE) == {}
    assert occasion_of(incident, stage.desk, POLICE_SEONGBUK).exercise

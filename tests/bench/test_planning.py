"""The measures of planning: every promised name has one measure, and the plain alternatives are asked the same."""

import msgspec
import numpy as np
import pytest

from bongsu.bench.figures import Reading, figures_of
from bongsu.bench.planning.districts import district
from bongsu.bench.planning.measures import MEASURES
from bongsu.bench.planning.names import NAMES
from bongsu.bench.planning.one import Asked
from bongsu.bench.planning.plain_spopt import spopt_mclp
from bongsu.bench.planning.promises import PROMISES
from bongsu.bench.planning.streets import street_instance
from bongsu.planning.mclp.solve import solve_mclp, spent_s
from bongsu.planning.siting.rank_list import from_the_top


def test_each_promised_figure_is_measured_once() -> None:
    given = [name for names in NAMES.values() for name in names]
    assert sorted(given) == sorted(PROMISES)
    assert len(set(given)) == len(given)


def test_what_is_asked_for_by_name_exists() -> None:
    assert list(NAMES) == list(MEASURES)


def test_readings_pass_between_processes_unchanged() -> None:
    told = {"gap_8000": Reading(0.02, {"districts": 3.0, "proof": "optimal"}), "x": Reading(None)}
    back = msgspec.convert(msgspec.json.decode(msgspec.json.encode(told)), dict[str, Reading])
    assert back == told


def test_a_question_is_one_line() -> None:
    assert b"\n" not in msgspec.json.encode(Asked("sight", quick=True))


def test_a_measure_that_died_is_no_figure_met() -> None:
    measured = {"gap_8000": Reading(None, why="bongsu.bench.planning.one ended")}
    figures = {figure.name: figure for figure in figures_of(PROMISES, measured)}
    assert figures["gap_8000"].met is False
    assert figures["gap_8000"].why
    assert set(figures) == set(PROMISES)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pulp")
@pytest.mark.parametrize("sites", [1, 3])
def test_spopt_is_asked_the_same_question(sites: int) -> None:
    streets = street_instance(1, 40)
    ours = solve_mclp(streets.lat, streets.lon, streets.demand, 300.0, sites, 10.0)
    assert round(spopt_mclp(streets, 300.0, sites).objective) == ours.objective


def test_processor_time_only_grows() -> None:
    before = spent_s()
    assert spent_s() >= before > 0.0


def test_the_list_from_the_top_is_spread_over_the_cells_before_it_comes_back() -> None:
    made = district(300, seed=4)
    order = np.argsort(made.rank, kind="stable")
    assert sorted(made.rank.tolist()) == list(range(300))
    chosen = from_the_top(made.instance, made.rank, made.usual)
    first = set(order[: len(chosen) * 3].tolist())
    assert set(made.instance.site[chosen].tolist()) <= first

"""Over an area: what stands in it or at its edge, spread, agreed and alive; what plays stays while it may."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.incidents.area import Area
from bongsu.incidents.choose import Wanted
from bongsu.incidents.incident import Place
from bongsu.incidents.over_area import EDGE_M, choose_over
from bongsu.kernel.geometry import Point, bearing_deg, distance_m, moved
from bongsu.registry.camera import CameraRow, Purpose
from bongsu.registry.catalogue import Catalogue
from tests.incidents.a_catalogue import HERE, catalogue_of, row
from tests.incidents.stage import NOW

# a street: 400 m long, 100 m wide, its middle 100 m to the east
LONG, WIDE = (-100.0, 300.0), (-50.0, 50.0)
CORNERS = [(LONG[0], WIDE[0]), (LONG[1], WIDE[0]), (LONG[1], WIDE[1]), (LONG[0], WIDE[1])]
STREET = Area(tuple((one.lat, one.lon) for one in (moved(HERE, *pair) for pair in CORNERS)))
WANTED = Wanted(
    Place(lat=HERE.lat, lon=HERE.lon), 300.0, frozenset({Purpose.CRIME_PREVENTION}), 3, NOW
)


def chosen(catalogue: Catalogue, wanted: Wanted = WANTED) -> list[str]:
    return [one.camera_id for one in choose_over(catalogue, wanted, STREET).cameras]


def along(*east_m: float) -> Catalogue:
    return catalogue_of(*(row(f"SB-{at:+.0f}", at) for at in east_m))


def test_what_stands_in_it_or_across_the_street_and_nothing_else() -> None:
    edge = LONG[1] + EDGE_M
    assert set(chosen(along(0.0, edge - 1.0, edge + 1.0, -131.0))) == {"SB-+0", "SB-+329"}


def test_they_are_spread_and_the_first_stands_in_the_middle() -> None:
    assert chosen(along(-80.0, 90.0, 100.0, 110.0, 295.0)) == ["SB-+100", "SB-+295", "SB--80"]


def test_no_more_than_the_clause_allows_best_first() -> None:
    many = along(*(float(at) for at in range(-90, 300, 20)))
    cameras = choose_over(many, WANTED, STREET).cameras
    assert [one.rank for one in cameras] == [1, 2, 3]
    assert chosen(many, replace(WANTED, limit=1)) == [cameras[0].camera_id]


def test_only_what_was_put_up_for_an_agreed_purpose_and_the_others_are_counted() -> None:
    rubbish = [row(f"SB-9{at}", at, purpose=Purpose.DUMPING) for at in (10.0, 20.0, 900.0)]
    choice = choose_over(catalogue_of(row("SB-1"), *rubbish), WANTED, STREET)
    assert [one.camera_id for one in choice.cameras] == ["SB-1"]
    assert choice.other_purpose == 2, "the third is nowhere near"


@pytest.mark.parametrize("state", ["dead", "frozen", "unsupported"])
def test_what_shows_nothing_is_not_chosen_also_while_it_plays(state: str) -> None:
    catalogue = catalogue_of(row("SB-1", state=state), row("SB-2", 50.0))
    assert chosen(catalogue) == ["SB-2"]
    assert chosen(catalogue, replace(WANTED, current=("SB-1",))) == ["SB-2"]


def test_a_barred_camera_does_not_come_back() -> None:
    barred = replace(WANTED, barred=frozenset({"SB-+0"}), current=("SB-+0",))
    assert chosen(along(0.0, 50.0), barred) == ["SB-+50"]


def test_what_plays_stays_in_its_place() -> None:
    street = along(-80.0, 90.0, 100.0, 110.0, 295.0)
    plays = replace(WANTED, current=("SB-+110", "SB-+90"))
    assert chosen(street, plays) == ["SB-+110", "SB-+90", "SB-+100"]
    assert chosen(street, replace(plays, limit=1)) == ["SB-+110"]


def test_what_plays_outside_the_area_goes() -> None:
    assert chosen(along(0.0, 900.0), replace(WANTED, current=("SB-+900",))) == ["SB-+0"]


def test_what_is_reserved_is_for_its_service_alone() -> None:
    catalogue = catalogue_of(row("SB-1"), row("SB-2", 50.0), reserved={"SB-1": "MILITARY"})
    assert chosen(catalogue) == ["SB-2"]
    assert set(chosen(catalogue, replace(WANTED, service="MILITARY"))) == {"SB-1", "SB-2"}


def test_nothing_in_it_is_no_choice() -> None:
    assert choose_over(catalogue_of(), WANTED, STREET).cameras == ()
    assert chosen(along(900.0)) == []


def test_each_says_how_far_from_the_middle_in_which_direction_and_why() -> None:
    (one,) = choose_over(along(295.0), WANTED, STREET).cameras
    middle, there = STREET.middle, moved(HERE, 295.0, 0.0)
    assert one.distance_m == pytest.approx(distance_m(middle, there), abs=0.1)
    assert one.direction_deg == pytest.approx(bearing_deg(middle, there), abs=0.1)
    assert (one.chance, one.why_ko, one.why_en) == (1.0, "구역 안", "stands in the area")


places = st.tuples(st.integers(-200, 400), st.integers(-200, 200))
states = st.sampled_from(["live", "unknown", "dead"])
cameras = st.lists(st.tuples(places, states, st.sampled_from(list(Purpose))), max_size=15)


@given(cameras, st.integers(1, 6))
def test_whatever_stands_there_only_agreed_living_ones_in_reach_and_each_once(
    drawn: list[tuple[tuple[int, int], str, Purpose]], limit: int
) -> None:
    rows: dict[str, CameraRow] = {
        f"SB-{number}": row(f"SB-{number}", *at, state=state, purpose=purpose)
        for number, (at, state, purpose) in enumerate(drawn)
    }
    found = chosen(catalogue_of(*rows.values()), replace(WANTED, limit=limit))
    fitting = {
        key
        for key, one in rows.items()
        if one.state != "dead"
        and one.purpose in WANTED.purposes
        and STREET.holds([Point(one.lat, one.lon)], EDGE_M) == [True]
    }
    assert set(found) <= fitting
    assert len(found) == len(set(found)) == min(limit, len(fitting))

"""By distance, those of one site first: a step of the phone changes no screen, a dead camera gives its tile away."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.incidents.choose import Nearest, Wanted
from bongsu.incidents.incident import Place
from bongsu.incidents.nearest import FIRST_TILES, KEPT_WITHIN_M, choose_nearest
from bongsu.registry.camera import Purpose
from bongsu.registry.catalogue import Catalogue
from tests.incidents.a_catalogue import HERE, catalogue_of, row
from tests.incidents.stage import NOW

WANTED = Wanted(
    Place(lat=HERE.lat, lon=HERE.lon), 300.0, frozenset({Purpose.CRIME_PREVENTION}), 9, NOW
)
POLE = "SB-S1"


def chosen(
    catalogue: Catalogue, site: str = "", beside: int = 0, wanted: Wanted = WANTED
) -> list[str]:
    found = choose_nearest(catalogue, wanted, Nearest(site, beside)).cameras
    return [one.camera_id for one in found]


def street(*away_m: int) -> Catalogue:
    return catalogue_of(*(row(f"SB-{one}", float(one)) for one in away_m))


def test_the_five_nearest_in_their_order() -> None:
    assert chosen(street(80, 10, 60, 40, 20, 90)) == ["SB-10", "SB-20", "SB-40", "SB-60", "SB-80"]
    assert FIRST_TILES == 5


def test_fewer_where_the_limits_of_a_clause_are_smaller_than_a_pole_has() -> None:
    pole = catalogue_of(*(row(f"SB-{number}", float(number), site_id=POLE) for number in range(6)))
    assert len(chosen(pole, POLE, 2, replace(WANTED, limit=4))) == 4


def test_a_poles_own_come_before_what_is_nearer_and_so_many_beside() -> None:
    own = [row("SB-200", 200.0, site_id=POLE), row("SB-100", 100.0, site_id=POLE)]
    near = [row(f"SB-{away}", float(away), site_id="SB-S2") for away in (5, 6, 7)]
    catalogue = catalogue_of(*own, *near)
    assert chosen(catalogue, POLE, 2) == ["SB-100", "SB-200", "SB-5", "SB-6"]
    assert chosen(catalogue, POLE) == ["SB-100", "SB-200"]


def test_a_camera_without_a_site_hangs_at_no_pole() -> None:
    assert chosen(street(10, 20), "", 0) == ["SB-10", "SB-20"]


def test_what_hangs_beyond_the_radius_is_not_chosen_also_of_the_pole() -> None:
    far = catalogue_of(row("SB-301", 301.0, site_id=POLE), row("SB-10", 10.0))
    assert chosen(far, POLE, 2) == ["SB-10"]


def test_a_tile_that_plays_stays_until_another_is_nearer_by_more() -> None:
    within, beyond = int(KEPT_WITHIN_M) - 1, int(KEPT_WITHIN_M) + 1
    for gap, first in ((within, "SB-50"), (beyond, f"SB-{50 - beyond}")):
        catalogue = street(50, 50 - gap)
        assert chosen(catalogue, wanted=replace(WANTED, current=("SB-50",)))[0] == first


@pytest.mark.parametrize("state", ["dead", "frozen", "unsupported"])
def test_what_shows_nothing_gives_its_tile_to_the_next(state: str) -> None:
    catalogue = catalogue_of(row("SB-1", 1.0, state=state), row("SB-2", 2.0))
    assert chosen(catalogue) == ["SB-2"]


def test_other_purposes_are_counted_and_barred_ones_stay_away() -> None:
    catalogue = catalogue_of(
        row("SB-1", 1.0, purpose=Purpose.DUMPING), row("SB-2", 2.0), row("SB-3", 3.0)
    )
    barred = replace(WANTED, barred=frozenset({"SB-2"}))
    choice = choose_nearest(catalogue, barred, Nearest())
    assert [one.camera_id for one in choice.cameras] == ["SB-3"]
    assert choice.other_purpose == 1


def test_what_is_reserved_is_for_its_service_alone() -> None:
    catalogue = catalogue_of(row("SB-1", 1.0), row("SB-2", 2.0), reserved={"SB-1": "BELL"})
    assert chosen(catalogue) == ["SB-2"]
    assert chosen(catalogue, wanted=replace(WANTED, service="BELL")) == ["SB-1", "SB-2"]


def test_each_says_how_far_and_whether_it_hangs_at_the_pole() -> None:
    catalogue = catalogue_of(row("SB-1", 0.0, 100.0, site_id=POLE), row("SB-2", 50.0))
    own, beside = choose_nearest(catalogue, WANTED, Nearest(POLE, 1)).cameras
    assert (own.rank, own.chance, beside.rank, beside.chance) == (1, 1.0, 2, 0.5)
    assert (own.why_ko, own.why_en) == ("비상벨 기둥 · 100 m", "at the bell's pole · 100 m")
    assert (beside.why_ko, beside.why_en) == ("가까운 순 · 50 m", "by distance · 50 m")
    assert own.distance_m == pytest.approx(100.0, abs=0.1)
    assert own.direction_deg == pytest.approx(0.0, abs=0.1)
    assert beside.direction_deg == pytest.approx(90.0, abs=0.1)


@given(
    st.lists(st.integers(-400, 400), unique=True, max_size=12),
    st.sets(st.integers(0, 11)),
    st.integers(0, 4),
)
def test_whatever_hangs_there_the_poles_come_first_each_part_by_distance(
    away_m: list[int], at_pole: set[int], beside: int
) -> None:
    rows = {
        f"SB-{number:02}": row(
            f"SB-{number:02}", float(one), site_id=POLE if number in at_pole else "SB-S2"
        )
        for number, one in enumerate(away_m)
    }
    found = choose_nearest(catalogue_of(*rows.values()), WANTED, Nearest(POLE, beside)).cameras
    is_own = [rows[one.camera_id].site_id == POLE for one in found]
    assert is_own == sorted(is_own, reverse=True)
    assert is_own.count(False) <= (beside if any(is_own) else FIRST_TILES)
    for part in (True, False):
        away = [one.distance_m for one, own in zip(found, is_own, strict=True) if own is part]
        assert away == sorted(away)
    assert len(found) <= WANTED.limit

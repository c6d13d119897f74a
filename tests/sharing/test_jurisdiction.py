"""Which police station is competent: every dong of the table, doubt, and no dong at all."""

import json
from pathlib import Path

import pytest
from shapely.geometry import shape

from bongsu.incidents.by_registry import RegistryDongs
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.load_areas import load_areas
from bongsu.sharing.agreements.seongbuk import POLICE_JONGAM, POLICE_SEONGBUK
from bongsu.sharing.jurisdiction import (
    CLEAR_SHARE,
    Ambiguous,
    Competence,
    Competent,
    Outside,
    competent_station,
    load_table,
)

TABLE = load_table()
BOTH = (POLICE_JONGAM, POLICE_SEONGBUK)
OF_JONGAM = {"종암동", "월곡1동", "월곡2동", "장위1동", "장위2동", "장위3동", "석관동"}
NAMES = {
    "1129052500": "성북동",
    "1129055500": "삼선동",
    "1129057500": "동선동",
    "1129058000": "돈암1동",
    "1129059000": "돈암2동",
    "1129060000": "안암동",
    "1129061000": "보문동",
    "1129062000": "정릉1동",
    "1129063000": "정릉2동",
    "1129064000": "정릉3동",
    "1129065000": "정릉4동",
    "1129066000": "길음1동",
    "1129068500": "길음2동",
    "1129070500": "종암동",
    "1129071500": "월곡1동",
    "1129072500": "월곡2동",
    "1129076000": "장위1동",
    "1129077000": "장위2동",
    "1129078000": "장위3동",
    "1129081000": "석관동",
}
DOUBTFUL = "1129068500"
SEONGBUK_DONG, JONGAM_DONG = "1129052500", "1129070500"


def station_of(dong: str) -> str:
    return POLICE_JONGAM if NAMES[dong] in OF_JONGAM else POLICE_SEONGBUK


def test_the_table_has_the_twenty_dongs_each_with_its_station_and_one_in_doubt() -> None:
    table = load_table()
    assert set(table) == set(NAMES)
    certain = {code: row for code, row in table.items() if code != DOUBTFUL}
    assert certain == {
        code: Competence(code, station_of(code), is_certain=True) for code in certain
    }
    assert not table[DOUBTFUL].is_certain
    assert table[DOUBTFUL].station in BOTH
    assert load_table("seongbuk_police.csv") == table


@pytest.mark.parametrize("dong", sorted(set(NAMES) - {DOUBTFUL}))
def test_a_certain_dong_has_one_station(dong: str) -> None:
    assert competent_station(TABLE, {dong: 1.0}) == Competent(station_of(dong))


def test_gireum_2_dong_rests_on_one_row_and_is_asked() -> None:
    assert competent_station(TABLE, {DOUBTFUL: 1.0}) == Ambiguous(BOTH, "dong_uncertain")


@pytest.mark.parametrize(
    ("share", "clear"), [(0.5, False), (0.79, False), (0.8, True), (0.95, True)]
)
@pytest.mark.parametrize(
    ("most", "rest"), [(SEONGBUK_DONG, JONGAM_DONG), (JONGAM_DONG, SEONGBUK_DONG)]
)
def test_a_split_disc_of_error_is_asked(most: str, rest: str, share: float, clear: bool) -> None:
    judged = competent_station(TABLE, {most: share, rest: 1 - share})
    assert judged == (Competent(station_of(most)) if clear else Ambiguous(BOTH, "split_evidence"))


def test_a_disc_within_one_station_but_over_many_dongs_is_clear() -> None:
    shares = {"1129076000": 0.4, "1129077000": 0.3, "1129078000": 0.3}
    assert competent_station(TABLE, shares) == Competent(POLICE_JONGAM)


@pytest.mark.parametrize(
    ("share", "clear"), [(0.1, True), (1 - CLEAR_SHARE, True), (0.21, False), (0.3, False)]
)
def test_a_doubtful_dong_beside_a_certain_one_of_the_same_station(
    share: float, clear: bool
) -> None:
    """In whatever order they are named."""
    beside = next(
        code for code in NAMES if code != DOUBTFUL and station_of(code) == TABLE[DOUBTFUL].station
    )
    for shares in ({beside: 1 - share, DOUBTFUL: share}, {DOUBTFUL: share, beside: 1 - share}):
        judged = competent_station(TABLE, shares)
        assert judged == (
            Competent(station_of(beside)) if clear else Ambiguous(BOTH, "dong_uncertain")
        )


def test_a_legal_dong_alone_is_asked() -> None:
    """A legal dong may lie in several administrative ones."""
    assert competent_station(TABLE, None) == Ambiguous(BOTH, "only_legal_dong")


@pytest.mark.parametrize("shares", [{}, {"1130551000": 1.0}])
def test_a_place_in_no_dong_of_ours_is_outside(shares: dict[str, float]) -> None:
    assert competent_station(TABLE, shares) == Outside()


def test_a_disc_mostly_outside_the_district_is_asked() -> None:
    judged = competent_station(TABLE, {SEONGBUK_DONG: 0.3})
    assert judged == Ambiguous(BOTH, "split_evidence")


def test_a_disc_a_little_outside_the_district_is_clear() -> None:
    judged = competent_station(TABLE, {"1130551000": 0.1, SEONGBUK_DONG: 0.9})
    assert judged == Competent(POLICE_SEONGBUK)


def test_another_centre_may_bring_its_own_table() -> None:
    table = {"1": Competence("1", "A", is_certain=True), "2": Competence("2", "B", is_certain=True)}
    assert competent_station(table, {"2": 1.0}) == Competent("B")


def _real_dongs(shared: Path) -> RegistryDongs:
    catalogue = Catalogue()
    catalogue.dongs = load_areas(shared).adm
    return RegistryDongs(catalogue, "SB")


@pytest.mark.shared
def test_the_heart_of_each_real_dong_finds_its_station(shared: Path) -> None:
    dongs = _real_dongs(shared)
    seen = {}
    collection = json.loads((shared / "data" / "seongbuk_dong.geojson").read_text("utf-8"))
    for feature in collection["features"]:
        spot = shape(feature["geometry"]).representative_point()
        found = dongs.dong_of(spot.y, spot.x)
        assert found is not None
        seen[found[0]] = competent_station(TABLE, dongs.shares(spot.y, spot.x, 5.0))
    assert set(seen) == set(NAMES)
    for code, judged in seen.items():
        if code == DOUBTFUL:
            assert isinstance(judged, Ambiguous)
        else:
            assert judged == Competent(station_of(code)), NAMES[code]


@pytest.mark.shared
def test_the_city_hall_is_outside(shared: Path) -> None:
    dongs = _real_dongs(shared)
    assert dongs.dong_of(37.5665, 126.9780) is None
    assert competent_station(TABLE, dongs.shares(37.5665, 126.9780, 30.0)) == Outside()


@pytest.mark.shared
def test_a_cell_fix_over_half_the_district_is_asked(shared: Path) -> None:
    dongs = _real_dongs(shared)
    judged = competent_station(TABLE, dongs.shares(37.6037, 127.0330, 1500.0))
    assert isinstance(judged, Ambiguous)

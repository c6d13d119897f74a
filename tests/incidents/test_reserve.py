"""The list of what one service alone may show: sorted out row by row, and hidden only when it is kept."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.incidents.area import Area
from bongsu.incidents.reserve import NothingReserved, Wish, _sorted_out, in_area, release, reserve
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.kernel.geometry import Point, moved
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.reserved.listed import Listed, RowProblem
from tests.incidents.a_catalogue import HERE, catalogue_of, row
from tests.incidents.stage import NOW, Stage

SERVICE = "P112_DISPATCH"
BAD_ROW = RowProblem(3, "번호가 아닙니다", "no number")
CORNERS = [moved(HERE, *pair) for pair in ((0, 0), (100, 0), (100, 100), (0, 100))]
SQUARE = Area(tuple((one.lat, one.lon) for one in CORNERS))


def wish(*camera_ids: str, problems: tuple[RowProblem, ...] = (), **more: str) -> Wish:
    listed = Listed({camera_id: at for at, camera_id in enumerate(camera_ids, 1)}, problems)
    made = Wish(listed, SERVICE, "MND.CAPITAL", "비노출 목록")
    return replace(made, **more)  # type: ignore[arg-type]  # checked by name


def test_each_row_is_taken_known_already_or_named_with_its_fault() -> None:
    reserved = {"had": SERVICE, "theirs": "ANKLET"}
    told = wish("new", "had", "theirs", "nowhere", problems=(BAD_ROW,))
    done, fresh = _sorted_out(told, {"new", "had", "theirs"}, reserved)
    assert fresh == ["new"]
    assert (done.added, done.already) == (1, 1)
    assert [one.row for one in done.problems] == [3, 3, 4], "in the order of the file"
    assert {one.text_en for one in done.problems} == {
        "no number",
        "Is on another service's list",
        "No such camera",
    }


ids = st.sampled_from([f"SB-{number}" for number in range(8)])


@given(
    st.lists(ids, unique=True), st.sets(ids), st.dictionaries(ids, st.sampled_from([SERVICE, "X"]))
)
def test_no_row_is_lost_or_counted_twice(
    listed: list[str], known: set[str], reserved: dict[str, str]
) -> None:
    done, fresh = _sorted_out(wish(*listed), known, reserved)
    assert done.added == len(fresh)
    assert done.added + done.already + len(done.problems) == len(listed)
    assert set(fresh) <= known - reserved.keys(), "what is on no list yet"
    assert fresh == [one for one in listed if one in fresh]


def test_an_area_names_what_stands_in_it_and_is_on_no_list() -> None:
    rows = [row("in", 50.0, 50.0), row("edge", 110.0, 50.0), row("listed", 20.0, 20.0)]
    catalogue = catalogue_of(*rows, reserved={"listed": SERVICE})
    assert in_area(catalogue, SQUARE).rows == {"in": 1}


def test_an_area_with_nothing_in_it_is_refused_by_its_field() -> None:
    for catalogue in (catalogue_of(), catalogue_of(row("far", 500.0))):
        with pytest.raises(Invalid) as refused:
            in_area(catalogue, SQUARE)
        assert refused.value.field == "area"


def test_a_corner_of_the_area_is_no_nearer_than_its_middle() -> None:
    at = Point(SQUARE.ring[2][0], SQUARE.ring[2][1])
    corner = replace(row("corner"), lat=at.lat, lon=at.lon)
    assert in_area(catalogue_of(corner), SQUARE).rows == {"corner": 1}


async def test_a_service_that_is_not_here_has_no_list(stage: Stage) -> None:
    with pytest.raises(Invalid) as refused:
        await reserve(stage.desk, Catalogue(), wish("SB-0001", service="PARADE"), "per_1", NOW)
    assert refused.value.field == "service"


async def test_what_nobody_knows_hides_nothing_and_writes_nothing(stage: Stage) -> None:
    catalogue = catalogue_of(row("SB-0001"))
    done = await reserve(stage.desk, catalogue, wish("SB-0009"), "per_1", NOW)
    assert (done.added, [one.row for one in done.problems]) == (0, [1])
    assert (catalogue.reserved, await stage.trail()) == ({}, [])


async def test_what_cannot_be_kept_hides_nothing(stage: Stage, database: Database) -> None:
    """Neighbours number the change in the same transaction; what goes wrong there is nobody's list."""
    catalogue = catalogue_of(row("SB-0001"), reserved={"SB-0002": SERVICE})

    async def fails(_work: object, _camera_ids: object) -> None:
        raise ConnectionError("the disk is gone")

    catalogue.in_states_work.append(fails)
    with pytest.raises(ConnectionError):
        await reserve(stage.desk, catalogue, wish("SB-0001"), "per_1", NOW)
    assert (catalogue.reserved, await stage.trail()) == ({"SB-0002": SERVICE}, [])


async def test_nothing_is_released_that_is_on_no_list(stage: Stage) -> None:
    with pytest.raises(NothingReserved) as refused:
        await release(stage.desk, Catalogue(), ["SB-0001"], "끝", "per_1", NOW)
    assert refused.value.field == "camera_ids"

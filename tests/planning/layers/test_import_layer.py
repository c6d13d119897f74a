"""Layers are taken whole or refused with every fault named; a later edition takes the former's place."""

from datetime import date

import pytest

from bongsu.kernel.clock import FixedClock
from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.values import CrimeArea, Place, PriorityArea
from bongsu.planning.layers import store
from bongsu.planning.layers.failures import LayerRefused, OlderLayer, UnknownLayer
from bongsu.planning.layers.import_layer import LayerDesk, end_layer, import_layer
from bongsu.planning.layers.layer import DongFigures, LayerKind, LayerRow, NewLayer
from tests.planning.layers.brought import (
    EVERY_KIND,
    GANGNAM,
    GILEUM,
    GILEUM_DONG,
    JONGAM,
    JONGAM_DONG,
    WEST_OF_GILEUM,
    bells,
    collection,
    crime,
    jurisdiction,
    layer,
    population,
    priority,
    shops,
    street,
)

BY = "per_planner"


async def rows_of(desk: LayerDesk, kind: LayerKind) -> tuple[LayerRow, ...]:
    async with desk.database.read() as connection:
        return await store.rows_in_use(connection, kind.value, kind)


async def trail(desk: LayerDesk) -> list[str]:
    async with desk.database.read() as connection:
        rows = await connection.exec_driver_sql("SELECT body FROM trail ORDER BY sequence")
        return [row.body for row in rows]


async def count(desk: LayerDesk, table: str) -> int:
    async with desk.database.read() as connection:
        found = await connection.exec_driver_sql(f"SELECT count(*) AS n FROM {table}")
        return int(found.one().n)


async def test_a_layer_is_taken_with_its_source(desk: LayerDesk) -> None:
    taken = (await import_layer(desk, bells(GILEUM, JONGAM, licence="제한 없음"), BY)).layer
    assert (taken.kind, taken.rows, taken.as_of) == (LayerKind.BELLS, 2, date(2026, 6, 30))
    assert (taken.source, taken.licence, taken.imported_by) == ("성북구", "제한 없음", BY)
    assert taken.imported_at == desk.clock.now()
    assert await rows_of(desk, LayerKind.BELLS) == (
        Place("bell", *GILEUM, 1, "1"), Place("bell", *JONGAM, 1, "2"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("new", "row"),
    [
        (population(), DongFigures(
            code=GILEUM_DONG, population=1000, women_share=0.6, detached_share=0.3)),
        (jurisdiction(), DongFigures(code=GILEUM_DONG, station="성북경찰서")),
        (crime(), CrimeArea("성북경찰서", 7)),
        (priority(), PriorityArea("A", 3, 2026, tuple((x, y) for x, y in WEST_OF_GILEUM))),
        (street(), tuple((x, y) for x, y in WEST_OF_GILEUM[:3])),
        (shops(("노래방", GILEUM), ("모텔", GILEUM)), Place("lodging", *GILEUM)),
    ],
    ids=lambda one: one.code if isinstance(one, NewLayer) else "",
)  # fmt: skip
async def test_each_kind_keeps_rows_of_its_own(
    desk: LayerDesk, new: NewLayer, row: LayerRow
) -> None:
    await import_layer(desk, new, BY)
    assert row in await rows_of(desk, new.kind)


async def test_what_a_published_layer_left_out_stays_beside_it(desk: LayerDesk) -> None:
    taken = await import_layer(desk, bells(GILEUM, ("", ""), GANGNAM), BY)
    assert {(one.rows, one.is_fault) for one in taken.layer.left_out} == {
        ((2,), True), ((3,), False),
    }  # fmt: skip
    async with desk.database.read() as connection:
        assert await store.layers_in_use(connection) == [taken.layer]


async def test_a_later_edition_takes_the_formers_place_and_keeps_it(desk: LayerDesk) -> None:
    await import_layer(desk, bells(GILEUM), BY)
    later = bells(JONGAM, as_of=date(2026, 9, 30))
    taken = (await import_layer(desk, later, BY)).layer
    assert (taken.rows, taken.editions) == (1, 2)
    assert await rows_of(desk, LayerKind.BELLS) == (Place("bell", *JONGAM, 1, "1"),)
    assert await count(desk, "planning_layer_rows") == 2


async def test_the_same_again_changes_nothing(desk: LayerDesk) -> None:
    first = await import_layer(desk, bells(GILEUM), BY)
    assert isinstance(desk.clock, FixedClock)
    desk.clock.advance(86_400.0)
    again = await import_layer(desk, bells(GILEUM), BY)
    assert (first.unchanged, again.unchanged) == (False, True)
    assert again.layer == first.layer
    assert len(await trail(desk)) == 1


async def test_an_older_edition_is_refused(desk: LayerDesk) -> None:
    await import_layer(desk, bells(GILEUM), BY)
    with pytest.raises(OlderLayer, match="2026-01-01 is older") as refused:
        await import_layer(desk, bells(JONGAM, as_of=date(2026, 1, 1)), BY)
    assert refused.value.field == "as_of"


async def test_two_codes_of_one_kind_stand_beside_each_other(desk: LayerDesk) -> None:
    await import_layer(desk, shops(("유흥", GILEUM), code="nightlife"), BY)
    await import_layer(desk, shops(("숙박", GILEUM), code="lodging"), BY)
    async with desk.database.read() as connection:
        in_use = await store.layers_in_use(connection)
    assert [one.code for one in in_use] == ["lodging", "nightlife"]


async def test_out_of_use_it_counts_no_more_and_may_come_back(desk: LayerDesk) -> None:
    await import_layer(desk, bells(GILEUM), BY)
    await end_layer(desk, "bells", BY)
    async with desk.database.read() as connection:
        assert await store.layers_in_use(connection) == []
    assert await rows_of(desk, LayerKind.BELLS) == ()
    with pytest.raises(UnknownLayer):
        await end_layer(desk, "bells", BY)
    assert not (await import_layer(desk, bells(GILEUM), BY)).unchanged


async def test_the_trail_says_what_came_and_what_went(desk: LayerDesk) -> None:
    await import_layer(desk, bells(GILEUM), BY)
    await end_layer(desk, "bells", BY)
    came, went = await trail(desk)
    assert '"rows":1' in came.replace(" ", "")
    assert '"ended"' in went


async def test_an_own_layer_with_faults_is_refused_whole(desk: LayerDesk) -> None:
    lat, lon = GILEUM
    faulty = shops(("유흥", GILEUM), ("유흥", (lon, lat)), ("유흥", (0.0, 0.0)))
    with pytest.raises(PlanRefused) as refused:
        await import_layer(desk, faulty, BY)
    assert {one.en for one in refused.value.told} == {
        "shops, row 2 (lat, lon): latitude and longitude are swapped",
        "shops, row 3 (lat, lon): coordinates lie outside of Korea",
    }
    assert await count(desk, "planning_layers") == 0
    assert await trail(desk) == []


async def test_a_layer_without_anything_of_the_district_is_refused(desk: LayerDesk) -> None:
    with pytest.raises(LayerRefused, match="no row of it is of use") as refused:
        await import_layer(desk, bells(GANGNAM, GANGNAM), BY)
    assert "row 1, 2 (lat, lon): lies outside of the district" in refused.value.told[1].en


async def test_personal_columns_and_numbers_are_refused_but_an_offices_number_is_dropped(
    desk: LayerDesk,
) -> None:
    lat, lon = GILEUM
    named = layer(LayerKind.BELLS, csv=f"위도,경도,신청인\n{lat},{lon},홍길동\n")
    with pytest.raises(PlanRefused, match="personal data") as refused:
        await import_layer(desk, named, BY)
    assert refused.value.field == "신청인"
    assert "홍길동" not in str(refused.value)
    mobile = layer(LayerKind.POLES, csv=f"kind,lat,lon,code\n한전주,{lat},{lon},010-1234-5678\n")
    with pytest.raises(PlanRefused, match="number of a person") as refused:
        await import_layer(desk, mobile, BY)
    assert "010" not in str(refused.value)
    await import_layer(desk, bells(GILEUM), BY)
    (row,) = await rows_of(desk, LayerKind.BELLS)
    assert "02-120" not in str(row)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (layer(LayerKind.BELLS), "one of csv and geojson"),
        (layer(LayerKind.BELLS, csv="x", geojson="x"), "one of csv and geojson"),
        (layer(LayerKind.BELLS, geojson=collection()), "taken as csv"),
        (layer(LayerKind.STREETS, csv="x"), "taken as geojson"),
        (layer(LayerKind.STREETS, geojson="["), "no GeoJSON|GeoJSON"),
        (layer(LayerKind.STREETS, geojson=collection()), "no row of it is of use"),
        (layer(LayerKind.BELLS, csv=""), "empty"),
        (layer(LayerKind.BELLS, csv="위도,경도\n"), "no row of it is of use"),
        (layer(LayerKind.CRIME, csv="area,occurred\n성북구,-3\n"), "no row of it is of use"),
        (layer(LayerKind.POPULATION, csv="adm_code,population\n1,1\n"), "no row of it is of use"),
        (layer(LayerKind.CITY_PRIORITY, csv="cell,rank\n다사530520,1\n"), "missing columns"),
    ],
)  # fmt: skip
async def test_content_that_is_none_of_its_kind_is_named(
    desk: LayerDesk, new: NewLayer, said: str
) -> None:
    with pytest.raises(PlanRefused, match=said) as refused:
        await import_layer(desk, new, BY)
    assert all(one.ko for one in refused.value.told)


async def test_without_dongs_nothing_is_taken(desk: LayerDesk) -> None:
    nowhere = LayerDesk(desk.database, desk.clock, ("GN",))
    with pytest.raises(LayerRefused, match="import them first") as refused:
        await import_layer(nowhere, bells(GILEUM), BY)
    assert refused.value.field == "dongs"


async def test_every_kind_can_be_brought(desk: LayerDesk) -> None:
    for new in EVERY_KIND:
        await import_layer(desk, new, BY)
    async with desk.database.read() as connection:
        in_use = await store.layers_in_use(connection)
    assert {one.kind for one in in_use} == set(LayerKind)
    assert JONGAM_DONG in str(await rows_of(desk, LayerKind.JURISDICTION))

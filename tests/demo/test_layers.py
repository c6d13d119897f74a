"""What the demo's planner finds: invented things say so, published ones say whose they are, and nothing is brought twice."""

import json
from pathlib import Path

from bongsu.demo.layers import PUBLISHED, PURSES, priority, published, seed_layers
from bongsu.demo.wishes import INVENTED
from bongsu.kernel.clock import SEOUL, FixedClock
from bongsu.kernel.geometry import Point
from bongsu.planning.layers.layer import LayerKind
from bongsu.planning.layers.store import layers_in_use
from bongsu.planning.money.desk import MoneyDesk
from tests.web.doors import house, template
from tests.web.house import NOW, House

__all__ = ["house", "template"]
CLOCK = FixedClock(NOW)
YEAR = NOW.astimezone(SEOUL).year


def test_without_shared_data_nothing_is_said_to_be_published() -> None:
    assert published(None) == []


def test_a_file_that_is_not_there_is_no_layer(tmp_path: Path) -> None:
    assert published(tmp_path) == []


def test_published_layers_name_their_source_and_licence(shared: Path) -> None:
    found = published(shared)
    assert {one.kind for one in found} == {one.kind for one in PUBLISHED}
    assert all(one.source and one.licence and one.csv for one in found)


def test_priority_areas_are_closed_ranked_and_called_invented() -> None:
    layer = priority([Point(37.6, 127.0), Point(37.61, 127.01)], 2026)
    features = json.loads(layer.geojson or "")["features"]
    rings = [feature["geometry"]["coordinates"][0] for feature in features]
    assert INVENTED in layer.title
    assert [feature["properties"]["rank"] for feature in features] == [1, 2]
    assert all(ring[0] == ring[-1] and len(ring) == 5 for ring in rings)


async def test_layers_and_purses_are_brought_once(house: House) -> None:
    for _ in range(2):
        await seed_layers(house.database, None, CLOCK, ("SB",))
    async with house.database.read() as connection:
        layers = await layers_in_use(connection)
    assert [(one.kind, one.editions) for one in layers] == [(LayerKind.CITY_PRIORITY, 1)]
    money = await MoneyDesk(house.database, CLOCK).view(YEAR)
    purses = [one.purse for one in money.purses]
    assert [(one.code, one.kind, one.won) for one in purses] == list(PURSES)


async def test_the_published_files_are_read_for_the_district(house: House, shared: Path) -> None:
    await seed_layers(house.database, shared, CLOCK, ("SB",))
    async with house.database.read() as connection:
        layers = {one.kind: one for one in await layers_in_use(connection)}
    assert set(layers) == {LayerKind.CITY_PRIORITY, *(one.kind for one in PUBLISHED)}
    assert all(layer.rows for layer in layers.values())

"""GDAL's own driver for OGC API – Features against the running node: what QGIS and ogr2ogr will see."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from typing import Any  # Any: what GDAL read

import pytest

from bongsu.web.server import WebServer
from tests.services.catalogue.asking import readings
from tests.web.house import House

# in a process of its own: GDAL waits without letting the server's loop run
READ = """
import json, sys
import pyogrio
from pyogrio.errors import DataSourceError
url, credential, layer, options = sys.argv[1], sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
if "bbox" in options:
    options["bbox"] = tuple(options["bbox"])
pyogrio.set_gdal_config_options({"GDAL_HTTP_USERPWD": credential or None, "GDAL_HTTP_TIMEOUT": "20"})
try:
    if layer:
        meta, fids, geometry, fields = pyogrio.raw.read("OAPIF:" + url, layer=layer, **options)
        said = {"count": len(geometry), "fields": list(meta["fields"]), "crs": meta["crs"],
                "values": {n: [str(v) for v in f[:500]] for n, f in zip(meta["fields"], fields)}}
    else:
        said = {"layers": [str(row[0]) for row in pyogrio.list_layers("OAPIF:" + url)]}
except DataSourceError as refused:
    said = {"refused": str(refused)}
print(json.dumps(said))
"""


@pytest.fixture
async def origin(house: House) -> AsyncIterator[str]:
    server = WebServer(house.app, ("127.0.0.1",), 0)
    await server.start()
    yield f"http://127.0.0.1:{server.port}"
    await server.stop()


async def read(origin: str, credential: str, layer: str = "", **options: Any) -> dict[str, Any]:
    asked = [sys.executable, "-c", READ, f"{origin}/ogc/v1", credential, layer, json.dumps(options)]
    process = await asyncio.create_subprocess_exec(*asked, stdout=asyncio.subprocess.PIPE)
    said, _ = await asyncio.wait_for(process.communicate(), 60.0)
    found: dict[str, Any] = json.loads(said)
    return found


def by_name(house: House, who: str) -> str:
    return f"{who}:{house.template.bearers[who]}"


async def test_gdal_lists_both_layers(house: House, origin: str) -> None:
    assert await read(origin, by_name(house, "map")) == {"layers": ["cameras", "sites"]}


async def test_gdal_reads_every_camera_with_its_attributes(house: House, origin: str) -> None:
    # pages of forty: GDAL follows `next` to the end
    found = await read(origin, by_name(house, "map"), "cameras", PAGE_SIZE=40)
    assert found["count"] == len(house.catalogue.rows)
    assert {"purpose", "bearing_deg", "range_m", "state", "camera_count"} <= set(found["fields"])
    assert not {"name", "main_url", "sub_url", "phone"} & set(found["fields"])
    assert "CRS84" in found["crs"] or "4326" in found["crs"]
    assert len(await readings(house)) == 1


async def test_gdal_reads_a_box_and_a_filter(house: House, origin: str) -> None:
    box = (127.018, 37.606, 127.022, 37.610)
    inside = [
        row
        for row in house.catalogue.rows.values()
        if box[0] <= row.lon <= box[2] and box[1] <= row.lat <= box[3]
    ]
    found = await read(origin, by_name(house, "map"), "cameras", bbox=box)
    assert found["count"] == len(inside)
    purpose = inside[0].purpose.value
    some = await read(origin, by_name(house, "map"), "cameras", where=f"purpose = '{purpose}'")
    assert set(some["values"]["purpose"]) == {purpose}


@pytest.mark.parametrize("credential", ["", "map:guess", "nobody:x"])
async def test_gdal_without_a_credential_is_refused(
    house: House, origin: str, credential: str
) -> None:
    assert "401" in (await read(origin, credential))["refused"]
    assert await readings(house) == []

"""`제외 N대`: a number that the centre's own people read as well, of what everybody may know."""

from dataclasses import replace

import pytest

from bongsu.incidents.area import Area
from bongsu.incidents.by_registry import RegistryChooser
from bongsu.incidents.choose import Nearest, Wanted
from bongsu.incidents.incident import Place
from bongsu.kernel.geometry import moved
from bongsu.registry.camera import Purpose
from tests.incidents.a_catalogue import HERE, catalogue_of, row
from tests.incidents.stage import NOW

SERVICE = "MILITARY"
CORNERS = [moved(HERE, east, north) for east, north in ((-99, -99), (99, -99), (99, 99), (-99, 99))]
AROUND = Wanted(
    Place(lat=HERE.lat, lon=HERE.lon), 99.0, frozenset({Purpose.CRIME_PREVENTION}), 3, NOW
)
OVER = replace(AROUND, area=Area(tuple((one.lat, one.lon) for one in CORNERS)))
NEAREST = replace(AROUND, nearest=Nearest())


@pytest.mark.parametrize("wanted", [AROUND, OVER, NEAREST], ids=["around", "over", "nearest"])
@pytest.mark.parametrize("service", ["", SERVICE])
def test_what_is_reserved_is_not_counted_where_it_is_left_out(wanted: Wanted, service: str) -> None:
    cameras = [row("SB-1"), *(row(f"SB-{at}", at, purpose=Purpose.DUMPING) for at in (20.0, 40.0))]
    told = [
        RegistryChooser(catalogue_of(*cameras, reserved=reserved)).choose(
            replace(wanted, service=service)
        )
        for reserved in ({}, {"SB-40.0": SERVICE})
    ]
    assert [one.other_purpose for one in told] == [2, 1]
    assert [[camera.camera_id for camera in one.cameras] for one in told] == [["SB-1"], ["SB-1"]]

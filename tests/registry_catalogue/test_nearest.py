"""An operator who is called for help is shown the nearest cameras, those of a bell's pole before them."""

from collections import Counter
from datetime import UTC, datetime

from bongsu.incidents.by_registry import RegistryChooser
from bongsu.incidents.choose import Nearest, Wanted
from bongsu.incidents.incident import Place
from bongsu.kernel.geometry import Point, moved
from bongsu.registry.camera import Purpose
from bongsu.registry.catalogue import CameraState, Catalogue

PLACE = Place(lat=37.608, lon=127.020, accuracy_m=12)
PURPOSES = frozenset({Purpose.CRIME_PREVENTION, Purpose.CHILDREN, Purpose.MULTI})
NOON = datetime(2026, 11, 21, 3, tzinfo=UTC)


BY_DISTANCE = Nearest()


def wanted(nearest: Nearest = BY_DISTANCE, **changes: object) -> Wanted:
    values: dict[str, object] = {
        "place": PLACE,
        "radius_m": 300.0,
        "purposes": PURPOSES,
        "limit": 5,
        "at": NOON,
        "nearest": nearest,
    }
    return Wanted(**{**values, **changes})  # type: ignore[arg-type] # test shorthand


def chosen(catalogue: Catalogue, of: Wanted) -> list[str]:
    return [one.camera_id for one in RegistryChooser(catalogue).choose(of).cameras]


def busiest_site(catalogue: Catalogue) -> tuple[str, int, Place]:
    """A site with the most cameras that were put up for these purposes, and where it stands."""
    own = [row for row in catalogue.rows.values() if row.purpose in PURPOSES]
    site_id, cameras = max(Counter(row.site_id for row in own).items(), key=lambda one: one[::-1])
    there = next(row for row in own if row.site_id == site_id)
    return site_id, cameras, Place(lat=there.lat, lon=there.lon)


async def test_the_five_nearest_come_in_the_order_of_their_distance(catalogue: Catalogue) -> None:
    cameras = RegistryChooser(catalogue).choose(wanted()).cameras
    away = [one.distance_m for one in cameras]
    assert len(away) == 5
    assert away == sorted(away)
    assert [one.rank for one in cameras] == [1, 2, 3, 4, 5]
    assert all(" m" in one.why_ko and " m" in one.why_en for one in cameras)


async def test_only_cameras_of_the_residents_purposes_are_chosen(catalogue: Catalogue) -> None:
    found = chosen(catalogue, wanted(limit=300))
    assert {catalogue.rows[one].purpose for one in found} <= PURPOSES


async def test_a_dead_camera_gives_its_tile_to_the_next(catalogue: Catalogue) -> None:
    first, second, *_ = chosen(catalogue, wanted())
    catalogue.set_states({first: CameraState("dead", NOON, "unreachable")})
    after = chosen(catalogue, wanted())
    assert (after[0], len(after)) == (second, 5)
    assert first not in after


async def test_a_barred_camera_does_not_come_back(catalogue: Catalogue) -> None:
    first = chosen(catalogue, wanted())[0]
    assert first not in chosen(catalogue, wanted(barred=frozenset({first})))


async def test_a_pole_shows_its_own_cameras_and_two_beside(catalogue: Catalogue) -> None:
    site_id, cameras, place = busiest_site(catalogue)
    found = chosen(catalogue, wanted(Nearest(site_id, 2), place=place, limit=9))
    at_the_pole = [catalogue.rows[one].site_id == site_id for one in found]
    assert at_the_pole == [True] * min(cameras, 9) + [False] * (len(found) - min(cameras, 9))
    assert len(found) == min(cameras + 2, 9)


async def test_a_pole_without_cameras_shows_the_five_nearest(catalogue: Catalogue) -> None:
    of_nowhere = wanted(Nearest("no-such-site", 2), limit=9)
    assert chosen(catalogue, of_nowhere) == chosen(catalogue, wanted())


async def test_a_step_of_the_phone_changes_no_tile(catalogue: Catalogue) -> None:
    current = tuple(chosen(catalogue, wanted()))
    for east_m in (-8.0, 8.0):
        at = moved(Point(PLACE.lat, PLACE.lon), east_m, 0.0)
        there = Place(lat=at.lat, lon=at.lon)
        assert set(chosen(catalogue, wanted(place=there, current=current))) == set(current)

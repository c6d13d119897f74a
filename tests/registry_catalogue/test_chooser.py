"""The incident context's ports upon the real catalogue."""

from datetime import UTC, datetime

from bongsu.incidents.by_registry import RegistryChooser, RegistryDongs
from bongsu.incidents.choose import Wanted
from bongsu.incidents.incident import Place
from bongsu.registry.camera import Purpose
from bongsu.registry.catalogue import CameraState, Catalogue

PLACE = Place(lat=37.608, lon=127.020, accuracy_m=12)
CRIME = frozenset({Purpose.CRIME_PREVENTION, Purpose.MULTI})
NOON = datetime(2026, 11, 21, 3, tzinfo=UTC)


def wanted(**changes: object) -> Wanted:
    values: dict[str, object] = {
        "place": PLACE,
        "radius_m": 300.0,
        "purposes": CRIME,
        "limit": 9,
        "at": NOON,
    }
    return Wanted(**{**values, **changes})  # type: ignore[arg-type] # test shorthand


async def test_only_cameras_of_the_agreed_purposes_are_chosen(catalogue: Catalogue) -> None:
    chooser = RegistryChooser(catalogue)
    choice = chooser.choose(wanted())
    assert 0 < len(choice.cameras) <= 9
    facts = [chooser.facts(camera.camera_id) for camera in choice.cameras]
    assert {one.purpose for one in facts if one} <= CRIME
    assert choice.other_purpose > 0


async def test_each_choice_says_why_in_both_languages(catalogue: Catalogue) -> None:
    for camera in RegistryChooser(catalogue).choose(wanted()).cameras:
        assert " m" in camera.why_ko
        assert " m" in camera.why_en
        assert camera.why_ko != camera.why_en


async def test_all_chosen_lie_within_the_radius_and_are_ranked(catalogue: Catalogue) -> None:
    cameras = RegistryChooser(catalogue).choose(wanted()).cameras
    assert [camera.rank for camera in cameras] == list(range(1, len(cameras) + 1))
    assert all(camera.distance_m <= 300 for camera in cameras)


async def test_a_barred_or_dead_camera_is_never_chosen(catalogue: Catalogue) -> None:
    chooser = RegistryChooser(catalogue)
    first, second = (camera.camera_id for camera in chooser.choose(wanted(limit=2)).cameras)
    catalogue.set_states({second: CameraState("dead", NOON, "unreachable")})
    again = chooser.choose(wanted(barred=frozenset({first}), limit=500)).cameras
    assert {first, second}.isdisjoint(camera.camera_id for camera in again)


async def test_current_tiles_stay_where_nothing_is_much_better(catalogue: Catalogue) -> None:
    chooser = RegistryChooser(catalogue)
    current = tuple(camera.camera_id for camera in chooser.choose(wanted(limit=5)).cameras)
    kept = chooser.choose(wanted(limit=5, current=current)).cameras
    assert tuple(camera.camera_id for camera in kept) == current


async def test_an_unknown_camera_has_no_facts(catalogue: Catalogue) -> None:
    assert RegistryChooser(catalogue).facts("SB-9999-9") is None


async def test_dongs_of_other_districts_do_not_count(catalogue: Catalogue) -> None:
    dongs = RegistryDongs(catalogue, "GB")
    assert dongs.dong_of(37.608, 127.020) is None
    assert dongs.shares(37.608, 127.020, 12.0) == {}
    assert RegistryDongs(catalogue, "SB").dong_of(37.608, 127.020) == ("1129066000", "길음1동")

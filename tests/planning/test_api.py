"""The analysts' functions: dictionaries, arrays and GeoJSON in and out, as the guide shows them."""

from datetime import date
from typing import Any  # Any: dictionaries as TOML and GeoJSON make them

import msgspec
import numpy as np
import pytest

from bongsu.planning import api
from tests.planning.plans.made import CONFIG, little_inputs

NAN, INFINITE = float("nan"), float("inf")
SAID: dict[str, Any] = msgspec.to_builtins(CONFIG)


def collection(*features: dict[str, Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def feature(kind: str, coordinates: object, /, **said: object) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": said}


def point(one: Any) -> dict[str, Any]:
    said = msgspec.to_builtins(one)
    return feature("Point", [said.pop("lon"), said.pop("lat")], **said)


def layers() -> dict[str, Any]:
    """The little town as GeoJSON."""
    inputs = little_inputs()
    return {
        "dongs": collection(
            *(
                feature(
                    "MultiPolygon", [[ring] for ring in one.polygons], code=one.code, name=one.name
                )
                for one in inputs.dongs
            )
        ),
        "cameras": collection(*(point(one) for one in inputs.cameras)),
        "places": collection(*(point(one) for one in inputs.places)),
        "requests": collection(*(point(one) for one in inputs.requests)),
    }


def test_geojson_says_the_same_as_our_own_values() -> None:
    ours = api.plan_sites(CONFIG, msgspec.structs.replace(little_inputs(), sources=()))
    theirs = api.plan_sites(SAID, layers())
    assert theirs["sites"] == ours["sites"]
    assert sum(one["properties"]["won"] for one in theirs["sites"]["features"]) == sum(
        fund["used"] for fund in theirs["plan"]["funds"]
    )


def test_scores_come_as_arrays_and_as_a_map() -> None:
    scored = api.score_district(SAID, layers())
    assert scored["total"].shape == (18,)
    shown = [one["properties"]["score"] for one in scored["cells"]["features"]]
    assert np.allclose(shown, scored["total"])
    assert scored["codes"] == [one["id"] for one in scored["cells"]["features"]]
    assert [dong["name"] for dong in scored["dongs"]] == ["가동", "나동"]


@pytest.mark.parametrize(
    ("layer", "said", "field", "word"),
    [
        ("camera", collection(), "camera", "layer"),
        ("cameras", [], "cameras", "FeatureCollection"),
        ("cameras", collection({"type": "Feature"}), "cameras", "geometry"),
        ("cameras", collection(feature("LineString", [[127, 37]])), "cameras", "Point"),
        ("places", collection(feature("Point", [127.0, 37.5])), "places", "kind"),
        ("places", collection(feature("Point", ["a", 37.5], kind="light")), "places", "float"),
        ("dongs", collection(feature("Point", [127.0, 37.5])), "dongs", "Polygon"),
        ("streets", collection(feature("Point", [127.0, 37.5])), "streets", "LineString"),
        ("crime", [{"station": "종암서"}], "crime", "occurred"),
        ("cameras", collection(feature("Point", [37.5, 127.0])), "cameras", "swapped"),
        ("streets", collection(feature("LineString", [[37.5, 127.0]])), "streets", "swapped"),
        ("dongs", collection(feature("Polygon", [[[37.5, 127.0]]])), "dongs", "swapped"),
        ("cameras", collection(feature("Point", [NAN, 37.5])), "cameras", "cameras[1]"),
        ("places", collection(feature("Point", [127.0, NAN])), "places", "places[1]"),
        ("requests", collection(feature("Point", [127.0, -INFINITE])), "requests", "requests[1]"),
        ("streets", collection(feature("LineString", [[127, 37], [NAN, 37]])), "streets", "NaN"),
        ("dongs", collection(feature("Polygon", [[[127, NAN], [127, 37]]])), "dongs", "dongs[1]"),
        ("buildings", collection(feature("Polygon", [[[NAN, 37]]])), "buildings", "buildings[1]"),
    ],
)
def test_a_fault_names_layer_and_feature(layer: str, said: object, field: str, word: str) -> None:
    with pytest.raises(api.PlanRefused) as fault:
        api.score_district(SAID, {**layers(), layer: said})
    assert fault.value.field == field
    assert word in str(fault.value)


def test_streets_buildings_priority_and_crime_are_taken() -> None:
    (dong, *_) = little_inputs().dongs
    ring = dong.polygons[0]
    more = {
        "streets": collection(feature("LineString", ring[:3])),
        "buildings": collection(feature("Polygon", [ring])),
        "priority": collection(feature("Polygon", [ring], code="A1", rank=1, year=2026)),
        "crime": [{"station": "종암서", "occurred": 10}],
    }
    scored = api.score_district(SAID | {"targets": {"along_streets": True}}, {**layers(), **more})
    assert len(scored["total"]) == 18


def test_an_instance_of_plain_lists_is_solved_with_its_bound() -> None:
    found = api.solve_instance(
        weight=[5, 4, 3],
        site=[0, 1, 2],
        cost=[10, 10, 10],
        covers=[[0, 1], [1], [2]],
        fund_won=[20],
        gap=0.0,
    )
    assert found["options"].tolist() == [0, 2]
    assert (found["objective"], found["bound"]) == (12.0, pytest.approx(12.0))
    assert found["paid"].sum() == 20


def test_limits_that_cannot_hold_are_named() -> None:
    with pytest.raises(api.PlanImpossible) as no:
        api.solve_instance(
            weight=[1],
            site=[0, 1],
            cost=[10, 10],
            covers=[[0], [0]],
            fund_won=[10],
            limits=[("limits.sites", [1, 1], 2, np.inf)],
        )
    assert "limits.sites" in (no.value.field or "")


def test_a_fault_of_the_arrays_names_the_array() -> None:
    with pytest.raises(api.FaultyInstance):
        api.solve_instance(weight=[-1], site=[0], cost=[10], covers=[[0]], fund_won=[10])


def test_a_replacement_list_of_dictionaries() -> None:
    fleet = [
        {
            "camera_id": f"SB-{number:04d}-1",
            "lat": 37.6 + number / 1000,
            "lon": 127.02,
            "kind": "fixed",
            "installed_on": date(2008 + number, 3, 1),
            "installed_precision": "day",
        }
        for number in range(6)
    ]
    drawn = api.replacement_list({"won": 3_400_000}, fleet, date(2026, 1, 1))
    assert sum(row["ours"] for row in drawn["rows"]) == 2
    with pytest.raises(api.PlanRefused) as fault:
        api.replacement_list({"won": 3_400_000}, [{"lat": 1}], date(2026, 1, 1))
    assert fault.value.field == "fleet[1]"

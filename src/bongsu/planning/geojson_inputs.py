"""Inputs as an analyst holds them: a FeatureCollection a layer, properties named like the fields of `inputs/values`."""

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, TypeVar  # Any: GeoJSON as Python reads it

import msgspec

from bongsu.planning.candidates.sieve import LATITUDES, LONGITUDES
from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.values import (
    CrimeArea,
    Dong,
    Inputs,
    Place,
    PriorityArea,
    Request,
    StandingCamera,
)
from bongsu.planning.words import Told

Collection = Mapping[str, Any]
T = TypeVar("T")
Line = tuple[tuple[float, float], ...]
LAYERS = (
    "dongs",
    "cameras",
    "places",
    "requests",
    "priority",
    "crime",
    "streets",
    "buildings",
)


def inputs_of(layers: Mapping[str, Any]) -> Inputs:
    """`crime` is a list of {station, occurred}. Raises `PlanRefused` naming layer and feature, counted from 1."""
    unknown = sorted(set(layers) - set(LAYERS))
    if unknown:
        raise _fault(
            unknown[0], f"모르는 자료입니다. 아는 것: {', '.join(LAYERS)}", "no such layer"
        )
    crime = [
        _converted(row, CrimeArea, f"crime[{number}]")
        for number, row in enumerate(layers.get("crime", ()), start=1)
    ]
    return Inputs(
        dongs=tuple(_areas(layers, "dongs", Dong, many=True)),
        cameras=tuple(_points(layers, "cameras", StandingCamera)),
        places=tuple(_points(layers, "places", Place)),
        requests=tuple(_points(layers, "requests", Request)),
        priority=tuple(_areas(layers, "priority", PriorityArea, many=False)),
        crime=tuple(crime),
        streets=tuple(_lines(layers, "streets")),
        buildings=tuple(_outer(layers, "buildings")),
    )


def _features(layers: Mapping[str, Any], name: str) -> Iterator[tuple[str, str, Any, Any]]:
    """Where it stands, kind of geometry, coordinates, properties."""
    collection = layers.get(name, {"type": "FeatureCollection", "features": []})
    if not isinstance(collection, Mapping) or collection.get("type") != "FeatureCollection":
        raise _fault(name, "GeoJSON FeatureCollection이 아닙니다.", "no GeoJSON FeatureCollection")
    for number, feature in enumerate(collection.get("features", ()), start=1):
        place = f"{name}[{number}]"
        try:
            geometry = feature["geometry"]
            kind, coordinates = geometry["type"], geometry["coordinates"]
            said = feature.get("properties") or {}
        except (KeyError, TypeError) as cause:
            raise _fault(place, "도형이 없습니다.", "has no geometry") from cause
        if not _is_finite(coordinates):
            ko = "좌표에 숫자가 아닌 값(NaN·무한대)이 있습니다."
            raise _fault(place, ko, "a coordinate is not a number (NaN or infinite)")
        if _is_swapped(coordinates):
            ko = "위도와 경도가 뒤바뀌었습니다. GeoJSON은 경도를 먼저 씁니다."
            raise _fault(place, ko, "latitude and longitude are swapped: GeoJSON has lon first")
        yield place, kind, coordinates, said


def _is_finite(coordinates: Any) -> bool:
    """At any depth; what is no number at all is refused where it is read."""
    if isinstance(coordinates, list | tuple):
        return all(map(_is_finite, coordinates))
    return not isinstance(coordinates, float) or isfinite(coordinates)


def _is_swapped(coordinates: Any) -> bool:
    """By the first pair of it: in Korea neither number could be the other."""
    while isinstance(coordinates, list | tuple) and coordinates:
        first, *others = coordinates
        if isinstance(first, int | float) and others and isinstance(others[0], int | float):
            return _lies(first, LATITUDES) and _lies(others[0], LONGITUDES)
        coordinates = first
    return False


def _lies(number: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= number <= ends[1]


def _points(layers: Mapping[str, Any], name: str, shape: type[T]) -> Iterator[T]:
    for place, kind, coordinates, said in _features(layers, name):
        if kind != "Point":
            raise _fault(place, "점(Point)이 아닙니다.", "is no Point")
        lon, lat = _converted(coordinates, tuple[float, float], place)
        yield _converted({**said, "lat": lat, "lon": lon}, shape, place)


def _areas(layers: Mapping[str, Any], name: str, shape: type[T], *, many: bool) -> Iterator[T]:
    for place, kind, coordinates, said in _features(layers, name):
        rings = _rings(place, kind, coordinates)
        geometry = {"polygons": rings} if many else {"ring": rings[0]}
        yield _converted({**said, **geometry}, shape, place)


def _outer(layers: Mapping[str, Any], name: str) -> Iterator[Line]:
    for place, kind, coordinates, _ in _features(layers, name):
        yield from _rings(place, kind, coordinates)


def _lines(layers: Mapping[str, Any], name: str) -> Iterator[Line]:
    for place, kind, coordinates, _ in _features(layers, name):
        if kind not in {"LineString", "MultiLineString"}:
            raise _fault(place, "선(LineString)이 아닙니다.", "is no LineString")
        parts = [coordinates] if kind == "LineString" else coordinates
        yield from _converted(parts, list[Line], place)


def _rings(place: str, kind: str, coordinates: Any) -> Sequence[Line]:
    """Outer rings; a dong with a hole in it is counted whole."""
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _fault(place, "면(Polygon)이 아닙니다.", "is no Polygon")
    parts = [coordinates] if kind == "Polygon" else coordinates
    return [part[0] for part in _converted(parts, list[list[Line]], place)]


def _converted(said: Any, shape: type[T], place: str) -> T:
    try:
        return msgspec.convert(said, shape)
    except msgspec.ValidationError as cause:
        raise _fault(place, f"맞지 않습니다({cause}).", str(cause)) from cause


def _fault(place: str, ko: str, en: str) -> PlanRefused:
    return PlanRefused(Told(f"{place}: {ko}", f"{place}: {en}"), field=place.partition("[")[0])

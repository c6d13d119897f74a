"""GeoJSON (RFC 7946) of both editions: internally sites and what each camera sees, publicly the dongs with counts."""

from math import cos, radians, sin
from typing import TypeAlias

from bongsu.kernel.geometry import Point, moved
from bongsu.planning.papers.facts import PaperFacts
from bongsu.planning.papers.published import Published, outlined
from bongsu.planning.plans.drawn import DrawnSite, Heading
from bongsu.planning.plans.geojson import Object, sites_geojson

Corner: TypeAlias = list[float]

_ARC_DEG = 10.0
_DIGITS = 7


def internal_geojson(facts: PaperFacts) -> Object:
    """Features of `kind` site, then view: a wedge for a fixed camera, a circle for a PTZ."""
    drawn = sites_geojson(facts.version.plan)
    number = {one.candidate_id: n for n, one in enumerate(facts.sites, start=1)}
    sites = []
    for one in drawn["features"]:  # type: ignore[attr-defined]  # a list, as its maker says
        state = facts.states.get(one["id"])
        more = {"kind": "site", "number": number[one["id"]], "state": state and state.value}
        sites.append({**one, "properties": {**one["properties"], **more}})
    sites.sort(key=lambda one: number[one["id"]])
    views = [
        _view(site, number[site.candidate_id], heading)
        for site in facts.sites
        for heading in site.headings
    ]
    return {"type": "FeatureCollection", "features": [*sites, *views]}


def _view(site: DrawnSite, number: int, heading: Heading) -> Object:
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [view_ring(site, heading)]},
        "properties": {
            "kind": "view",
            "number": number,
            "candidate_id": site.candidate_id,
            "camera": heading.kind,
            "bearing_deg": heading.bearing_deg,
            "hfov_deg": heading.hfov_deg,
            "range_m": heading.range_m,
        },
    }


def view_ring(site: DrawnSite, heading: Heading) -> list[Corner]:
    """Closed, counter-clockwise. A PTZ turns: it reaches all around."""
    here = Point(site.lat, site.lon)
    is_round = heading.kind == "ptz" or heading.hfov_deg >= 360.0
    span = 360.0 if is_round else heading.hfov_deg
    steps = max(1, round(span / _ARC_DEG))
    # compass bearings run clockwise, GeoJSON's outer ring the other way
    turns = [heading.bearing_deg + span / 2 - span * n / steps for n in range(steps + 1)]
    arc = [_corner(here, turn, heading.range_m) for turn in turns]
    if is_round:
        return [*arc[:-1], arc[0]]
    middle = [round(here.lon, _DIGITS), round(here.lat, _DIGITS)]
    return [middle, *arc, middle]


def _corner(here: Point, bearing_deg: float, range_m: float) -> Corner:
    turn = radians(bearing_deg)
    there = moved(here, range_m * sin(turn), range_m * cos(turn))
    return [round(there.lon, _DIGITS), round(there.lat, _DIGITS)]


def public_geojson(of: Published) -> Object:
    """Outlines of dongs, which are public anyway, with the counts of the table."""
    features = [
        {
            "type": "Feature",
            "id": one.code,
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [[[list(at) for at in ring]] for ring in shape.polygons],
            },
            "properties": {
                "dong_code": one.code,
                "dong_name": one.name,
                "population": one.population,
                "announced_sites": one.sites,
                "announced_cameras": one.cameras,
            },
        }
        for one, shape in outlined(of)
    ]
    return {"type": "FeatureCollection", "features": features}

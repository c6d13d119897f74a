"""A plan's sites, and scored cells, as GeoJSON (RFC 7946). Internal: it names places that nobody has announced."""

from collections.abc import Sequence

from bongsu.planning.plans.drawn import DrawnPlan, DrawnSite
from bongsu.planning.plans.score_parts import PARTS
from bongsu.planning.worker.messages import ScoredCell

Object = dict[str, object]


def sites_geojson(plan: DrawnPlan) -> Object:
    """One point a site; its cameras' headings lie in the properties."""
    return {"type": "FeatureCollection", "features": [_feature(one) for one in plan.sites]}


def cells_geojson(cells: Sequence[ScoredCell]) -> Object:
    """Scored cells in their order."""
    features = [
        {
            "type": "Feature",
            "id": one.code,
            "geometry": {"type": "Polygon", "coordinates": [[list(at) for at in one.ring]]},
            "properties": {
                "dong_code": one.dong_code,
                "score": one.total,
                "parts": dict(zip(PARTS, one.parts, strict=True)),
                "why": [reason.told.ko for reason in one.reasons],
            },
        }
        for one in cells
    ]
    return {"type": "FeatureCollection", "features": features}


def _feature(site: DrawnSite) -> Object:
    return {
        "type": "Feature",
        "id": site.candidate_id,
        "geometry": {"type": "Point", "coordinates": [site.lon, site.lat]},
        "properties": {
            "dong_code": site.dong_code,
            "dong_name": site.dong_name,
            "cell": site.cell,
            "origins": [one.value for one in site.origins],
            "mount": site.mount.value,
            "cameras": _cameras(site),
            "won": site.won,
            "paid": site.paid,
            "gain": site.gain,
            "score": site.score,
            "why": [one.told.ko for one in site.why],
            "requests": list(site.requests),
        },
    }


def _cameras(site: DrawnSite) -> Sequence[Object]:
    return [
        {
            "kind": one.kind,
            "bearing_deg": one.bearing_deg,
            "hfov_deg": one.hfov_deg,
            "range_m": one.range_m,
        }
        for one in site.headings
    ]

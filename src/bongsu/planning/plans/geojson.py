"""A plan's sites as GeoJSON (RFC 7946), for whoever has a map of their own. Internal: it names places not yet announced."""

from collections.abc import Sequence

from bongsu.planning.plans.drawn import DrawnPlan, DrawnSite

Object = dict[str, object]


def sites_geojson(plan: DrawnPlan) -> Object:
    """One point a site; its cameras' headings lie in the properties."""
    return {"type": "FeatureCollection", "features": [_feature(one) for one in plan.sites]}


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

"""The pages of OGC API – Features around the features: landing page, conformance, collections, and links between them."""

from typing import Any  # Any: JSON
from urllib.parse import urlencode

from bongsu.services.catalogue.asked import Asked
from bongsu.services.catalogue.features import Link
from bongsu.services.catalogue.may_see import Sight

ROOT = "/ogc/v1"
JSON, GEOJSON = "application/json", "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
CONFORMS_TO = [
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}"
    for part in ("core", "oas30", "geojson")
]
COLLECTIONS = {
    "cameras": (
        "카메라 · Cameras",
        "대: 이 센터의 카메라. One feature per camera of this centre, without its stream.",
    ),
    "sites": ("개소 · Sites", "개소: 설치 장소. One feature per place where cameras stand."),
}
Box = tuple[float, float, float, float]


def landing(origin: str, name_ko: str, name_en: str, sight: Sight) -> dict[str, Any]:
    root = f"{origin}{ROOT}"
    return {
        "title": f"{name_ko} · {name_en}",
        "description": "카메라 목록 · The catalogue of cameras, as far as this system may know it",
        "access": {
            "cameras": _how_much(sight),
            "purposes": sorted(sight.scope.purposes or ()) if sight.scope else [],
            "agreements": list(sight.agreements),
            "why_ko": sight.why_ko,
            "why_en": sight.why_en,
        },
        "links": [
            Link(root, "self", JSON, "This page"),
            Link(f"{root}/api", "service-desc", OPENAPI, "What can be asked (OpenAPI 3.0)"),
            Link(f"{root}/conformance", "conformance", JSON, "What this conforms to"),
            Link(f"{root}/collections", "data", JSON, "Collections"),
        ],
    }


def _how_much(sight: Sight) -> str:
    if sight.scope is None:
        return "none"
    return "all" if sight.scope.purposes is None else "some"


def collection(origin: str, name: str, box: Box | None) -> dict[str, Any]:
    here = f"{origin}{ROOT}/collections/{name}"
    title, description = COLLECTIONS[name]
    space = {"spatial": {"bbox": [list(box)], "crs": CRS84}} if box else {}
    time = {"temporal": {"interval": [[None, None]], "trs": GREGORIAN}}
    return {
        "id": name,
        "title": title,
        "description": description,
        "extent": {**space, **time},
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            Link(here, "self", JSON, title),
            Link(f"{here}/items", "items", GEOJSON, title),
        ],
    }


def collections(origin: str, boxes: dict[str, Box | None]) -> dict[str, Any]:
    return {
        "links": [Link(f"{origin}{ROOT}/collections", "self", JSON, "Collections")],
        "collections": [collection(origin, name, box) for name, box in boxes.items()],
    }


def items_links(
    origin: str, name: str, said: dict[str, str], asked: Asked, matched: int
) -> list[Link]:
    """This page, the next where there is one, the one before, and the collection."""
    here = f"{origin}{ROOT}/collections/{name}"

    def at(offset: int, rel: str) -> Link:
        query = {**said, "limit": str(asked.limit), "offset": str(offset)}
        return Link(f"{here}/items?{urlencode(query)}", rel, GEOJSON)

    links = [Link(f"{here}/items?{urlencode(said)}" if said else f"{here}/items", "self", GEOJSON)]
    if asked.offset + asked.limit < matched:
        links.append(at(asked.offset + asked.limit, "next"))
    if asked.offset:
        links.append(at(max(0, asked.offset - asked.limit), "prev"))
    return [*links, Link(here, "collection", JSON)]


def feature_links(origin: str, name: str, feature_id: str) -> list[Link]:
    here = f"{origin}{ROOT}/collections/{name}"
    return [
        Link(f"{here}/items/{feature_id}", "self", GEOJSON),
        Link(here, "collection", JSON),
    ]

"""What can be asked under /ogc/v1, in OpenAPI 3.0 as the conformance class `oas30` wants it; the node's own is 3.1."""

from typing import Any  # Any: an OpenAPI document is JSON

from bongsu.services.catalogue.asked import MOST, USUAL_LIMIT
from bongsu.services.catalogue.pages import COLLECTIONS, GEOJSON, JSON, ROOT
from bongsu.services.catalogue.store import FILTERS

PROBLEM = "application/problem+json"
_TEXT = {"type": "string"}


def definition(origin: str) -> dict[str, Any]:
    paths: dict[str, Any] = {
        "/": _get("Landing page", JSON),
        "/api": _get("This document", "application/vnd.oai.openapi+json;version=3.0"),
        "/conformance": _get("Conformance", JSON),
        "/collections": _get("Collections", JSON),
    }
    for name, (title, _) in COLLECTIONS.items():
        here = f"/collections/{name}"
        paths[here] = _get(title, JSON)
        paths[f"{here}/items"] = _get(title, GEOJSON, [*_WHICH, *_filters(name)])
        paths[f"{here}/items/{{featureId}}"] = _get(title, GEOJSON, [_ID])
    return {
        "openapi": "3.0.3",
        "info": {"title": "Bongsu: catalogue of cameras (OGC API - Features)", "version": "1"},
        "servers": [{"url": f"{origin}{ROOT}"}],
        "security": [{"basic": []}, {"bearer": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "basic": {"type": "http", "scheme": "basic"},
                "bearer": {"type": "http", "scheme": "bearer"},
            }
        },
    }


def _get(summary: str, form: str, parameters: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    problem = {"description": "Refused, or something does not fit", "content": {PROBLEM: {}}}
    return {
        "get": {
            "summary": summary,
            "parameters": parameters or [],
            "responses": {
                "200": {"description": summary, "content": {form: {"schema": {"type": "object"}}}},
                "400": problem,
                "401": problem,
                "403": problem,
                "404": problem,
            },
        }
    }


def _query(name: str, schema: dict[str, Any], *, explode: bool = True) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "style": "form",
        "explode": explode,
    }


_NUMBERS = {"oneOf": [{"minItems": n, "maxItems": n} for n in (4, 6)]}
_WHICH = [
    _query("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL_LIMIT}),
    _query("offset", {"type": "integer", "minimum": 0, "default": 0}),
    _query("bbox", {"type": "array", "items": {"type": "number"}, **_NUMBERS}, explode=False),
    _query("datetime", _TEXT),
]
_ID = {"name": "featureId", "in": "path", "required": True, "schema": _TEXT}


def _filters(name: str) -> list[dict[str, Any]]:
    return [_query(word, _TEXT) for word in sorted(FILTERS[name])]

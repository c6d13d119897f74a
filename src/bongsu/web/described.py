"""The API's description as it is served and committed: every operation also says with which problems it may answer."""

from http import HTTPStatus
from typing import Any  # Any: an OpenAPI document is JSON

import msgspec
from litestar import Request
from litestar.openapi.plugins import JsonRenderPlugin

from bongsu.web.credentials import SCHEMES, credentials_of
from bongsu.web.problems import MEDIA_TYPE, Problem

_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_PROBLEMS = {
    HTTPStatus.BAD_REQUEST: "Something does not fit; `field` names it",
    HTTPStatus.UNAUTHORIZED: "Not signed in, the session is locked, or an unknown partner",
    HTTPStatus.FORBIDDEN: "For other roles, not from the console, or refused by an agreement",
    HTTPStatus.NOT_FOUND: "There is no such thing, or none that you may know of",
    HTTPStatus.CONFLICT: "It does not go with what is so already",
    HTTPStatus.SERVICE_UNAVAILABLE: "What is needed for it is away just now",
}
_WITH_BODY = {HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large"}
# operations whose answer is a file or a text: a return type alone does not say which
_BYTES = {"type": "string", "contentEncoding": "binary"}
_TEXT = {"type": "string"}
_PDF, _XLSX = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
_FORMS: dict[str, dict[str, dict[str, str]]] = {
    "AddCheckpoint": {"text/plain": _TEXT},
    "AgreementText": {"application/json": {}},
    "Areas": {"application/geo+json": {}},
    "CityOutlines": {"application/geo+json": {}},
    "CatalogueCollection": {"application/json": {}},
    "CatalogueCollections": {"application/json": {}},
    "CatalogueConformance": {"application/json": {}},
    "CatalogueDefinition": {"application/vnd.oai.openapi+json;version=3.0": {}},
    "CatalogueItem": {"application/geo+json": {}},
    "CatalogueLanding": {"application/json": {}},
    "ExportLedger": {_PDF: _BYTES, _XLSX: _BYTES},
    "ExportTrail": {"text/csv": _BYTES, "application/jsonl": _BYTES},
    "GetCheckpoint": {"text/plain": _TEXT},
    "MapTile": {"application/vnd.mapbox-vector-tile": _BYTES},
    "OperatingPolicyPdf": {_PDF: _BYTES},
    "OwnAlert": {"application/cap+xml": _TEXT},
    "OwnAlerts": {"application/atom+xml": _TEXT},
    "PlanningLayerShape": {"application/geo+json": {}},
    "PrintLogReview": {_PDF: _BYTES},
}
# https://c2sp.org/tlog-witness: a witness's refusals are texts, and 409 says the size it knows
_WITNESS = {
    "AddCheckpoint": {
        "400": "text/plain",
        "403": "text/plain",
        "404": "text/plain",
        "409": "text/x.tlog.size",
        "422": "text/plain",
    }
}
# the feed has a message of the name Problem
_NAME = "ProblemDocument"
_SCHEMAS = "#/components/schemas"


def with_problems(description: dict[str, Any]) -> dict[str, Any]:
    """The same description, with RFC 9457 answers; what an operation says of itself stands, but for its form."""
    _, shapes = msgspec.json.schema_components([Problem], ref_template=f"{_SCHEMAS}/{{name}}")
    schemas = description.setdefault("components", {}).setdefault("schemas", {})
    schemas[_NAME] = shapes.pop(Problem.__name__)
    for name, shape in shapes.items():
        schemas.setdefault(name, shape)
    description["components"]["securitySchemes"] = SCHEMES
    for path, item in description.get("paths", {}).items():
        for method in _METHODS & item.keys():
            item[method]["security"] = credentials_of(path)
            _describe(item[method])
    return description


def _describe(operation: dict[str, Any]) -> None:
    answers: dict[str, Any] = operation.setdefault("responses", {})
    name = operation.get("operationId", "")
    possible = _PROBLEMS | (_WITH_BODY if "requestBody" in operation else {})
    for status, words in possible.items():
        problem = {"schema": {"$ref": f"{_SCHEMAS}/{_NAME}"}}
        answers[str(int(status))] = {"description": words, "content": {MEDIA_TYPE: problem}}
    if name in _FORMS:
        answers["200"]["content"] = {form: {"schema": s} for form, s in _FORMS[name].items()}
    for code, form in _WITNESS.get(name, {}).items():
        answer = answers.setdefault(code, {"description": "Not cosigned", "content": {}})
        answer["content"][form] = {"schema": _TEXT}
    if "204" in answers:
        answers["204"].pop("content", None)


class ProblemsRendered(JsonRenderPlugin):
    """Serves it; made once, when it is first asked for."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return super().render(request, with_problems(openapi_schema))

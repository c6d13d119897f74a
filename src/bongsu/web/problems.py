"""Failures as RFC 9457 problem documents. One table from kinds to status codes; nothing else builds an error answer."""

import re
from http import HTTPStatus
from typing import Any  # Any: Litestar's handler signature

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.told import Told, ToldFailure

log = structlog.get_logger()
MEDIA_TYPE = "application/problem+json"

STATUS = {
    Kind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Kind.REFUSED: HTTPStatus.FORBIDDEN,
    Kind.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    Kind.CONFLICT: HTTPStatus.CONFLICT,
    Kind.INVALID: HTTPStatus.BAD_REQUEST,
    Kind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}
_MISSING = re.compile(r"required field `([^`]+)`|Missing required \w+ parameter '([^']+)'")
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")
_PLACE = re.compile(r"\[(\d+)\]")


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """RFC 9457. `code` is for programs, `field` names the place of bad input, `told` all faults in two languages."""

    title: str
    status: int
    detail: str
    code: str
    field: str | None = None
    told: tuple[Told, ...] = ()
    type: str = "about:blank"


def _challenge(code: str) -> str:
    """Maps and statistics systems know Basic only; a person signs in with a session."""
    return (
        'Bearer, Basic realm="bongsu", charset="UTF-8"' if code == "unknown_partner" else "Bearer"
    )


def answer(problem: Problem) -> Response[bytes]:
    headers = (
        {"WWW-Authenticate": _challenge(problem.code)}
        if problem.status == HTTPStatus.UNAUTHORIZED
        else {}
    )
    return Response(
        msgspec.json.encode(problem),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={**headers, "Cache-Control": "no-store"},
    )


def from_failure(_request: Request[Any, Any, Any], failure: Failure) -> Response[bytes]:
    status = STATUS[failure.kind]
    told = failure.told if isinstance(failure, ToldFailure) else ()
    field = _dotted(failure.field) if failure.field else failure.field
    return answer(Problem(status.phrase, status, failure.detail, failure.code, field, told))


def from_http(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Litestar's own refusals: unknown route, wrong method, a body that does not parse."""
    status = HTTPStatus(error.status_code)
    code = status.phrase.lower().replace(" ", "_")
    return answer(Problem(status.phrase, status, error.detail, code))


def from_validation(
    _request: Request[Any, Any, Any], error: ValidationException
) -> Response[bytes]:
    """The first field that does not fit, by its path in the message."""
    first = error.extra[0] if isinstance(error.extra, list) and error.extra else {}
    message = str(first.get("message", error.detail))
    problem = Problem(
        "Bad Request", HTTPStatus.BAD_REQUEST, message, "invalid", _field(first, message)
    )
    return answer(problem)


def _field(first: dict[str, Any], message: str) -> str | None:
    path = _dotted(str(first.get("key", "")))
    path = "" if path == "data" else path
    named = _MISSING.search(message) or _UNKNOWN.search(message)
    if named:
        name = next(filter(None, named.groups()))
        return f"{path}.{name}" if path else name
    return path or None


def _dotted(path: str) -> str:
    """`rules[0].points[1][0]` → `rules.0.points.1.0`; the path of an XML element is written as XPath writes it."""
    return path if "/" in path else _PLACE.sub(r".\1", path).replace("[...]", "")


def from_depth(request: Request[Any, Any, Any], _depth: RecursionError) -> Response[bytes]:
    """Brackets in brackets beyond what a parser follows: the sender's doing."""
    log.warning("request nested too deeply", path=request.url.path)
    status = HTTPStatus.BAD_REQUEST
    return answer(Problem(status.phrase, status, "The body is nested too deeply", "invalid"))


def from_fault(request: Request[Any, Any, Any], fault: Exception) -> Response[bytes]:
    """Our own mistake: logged whole, answered without a word of it."""
    log.error("fault in a request", path=request.url.path, exc_info=fault)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return answer(Problem(status.phrase, status, "This is our fault and was logged", "fault"))


HANDLERS: dict[type[Exception] | int, Any] = {
    Failure: from_failure,
    ValidationException: from_validation,
    HTTPException: from_http,
    RecursionError: from_depth,
    Exception: from_fault,
}

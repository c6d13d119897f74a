"""JSON bodies are taken at their word: `"127"` is no number and `1` no yes. Litestar alone would read them so."""

import re
from functools import lru_cache
from typing import Any  # Any: Litestar's request is generic in what nobody here uses

import msgspec
from litestar import Request
from litestar.exceptions import ValidationException
from litestar.handlers import HTTPRouteHandler
from litestar.types import Empty

_AT = re.compile(r" - at `\$\.?([^`]*)`$")
# systems of other houses were built before ours: theirs may put a number into quotes
_LENIENT_TAG = "link"


@lru_cache(maxsize=512)
def _decoder(shape: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(shape, strict=True)


async def bodies_are_strict(request: Request[Any, Any, Any]) -> None:
    """Behind the guards, before the handler. What does not fit even leniently is left to the ordinary answer."""
    handler = request.route_handler
    if not isinstance(handler, HTTPRouteHandler) or _LENIENT_TAG in (handler.tags or ()):
        return
    field = handler.parsed_data_field
    if field is None or field.annotation is Empty or request.content_type[0] != "application/json":
        return
    body = await request.body()
    try:
        _decoder(field.annotation).decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError) as problem:
        if _fits_leniently(field.annotation, body):
            raise _named(str(problem)) from problem


def _fits_leniently(shape: Any, body: bytes) -> bool:
    try:
        msgspec.convert(msgspec.json.decode(body), shape, strict=False, str_keys=True)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False
    return True


def _named(said: str) -> ValidationException:
    place = _AT.search(said)
    extra = {"message": _AT.sub("", said), "key": place.group(1) if place else ""}
    return ValidationException(detail="the body does not fit", extra=[extra])

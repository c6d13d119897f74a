"""Named failures. A context raises its own subclass; `web/problems.py` answers by `kind`."""

from enum import StrEnum
from typing import ClassVar


class Kind(StrEnum):
    """What a failure means to whoever asked."""

    NOT_FOUND = "not_found"
    REFUSED = "refused"
    UNAUTHENTICATED = "unauthenticated"
    CONFLICT = "conflict"
    INVALID = "invalid"
    UNAVAILABLE = "unavailable"


class Failure(Exception):
    """One expected way to fail. `code` is a stable word for programs, `detail` a sentence for people."""

    kind: ClassVar[Kind]
    code: ClassVar[str]

    def __init__(self, detail: str, *, field: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field


class Invalid(Failure):
    """Input that cannot be understood; `field` names the place."""

    kind = Kind.INVALID
    code = "invalid"

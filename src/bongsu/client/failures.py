"""The ways in which asking a centre fails, made from its RFC 9457 problems."""

import msgspec


class BongsuFailure(Exception):
    """All of them."""


class Refused(BongsuFailure):
    """The centre says no; `code` is a stable word (`right_not_given`, `service_not_yours`, …). Asking again is in vain."""

    def __init__(self, code: str, detail: str, status: int = 0) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.status = status


class Invalid(Refused):
    """Something does not fit; `field` names the place (`incident.code`)."""

    def __init__(self, code: str, detail: str, field: str | None = None, status: int = 400) -> None:
        super().__init__(code, detail, status)
        self.field = field


class Unreachable(BongsuFailure):
    """No answer in time, or none that can be read: the centre may or may not have heard."""


class Problem(msgspec.Struct, frozen=True):
    """RFC 9457, as far as it is used here."""

    code: str = "unknown"
    detail: str = ""
    field: str | None = None


def failure_of(status: int, body: bytes) -> BongsuFailure:
    """What an answer that is no success means."""
    try:
        problem = msgspec.json.decode(body, type=Problem)
    except msgspec.MsgspecError:
        problem = Problem()
    said = problem.detail or f"HTTP {status}"
    if status >= 500:
        return Unreachable(f"{problem.code}: {said}")
    if status == 400:
        return Invalid(problem.code, said, problem.field)
    return Refused(problem.code, said, status)

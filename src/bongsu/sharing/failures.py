"""What may go wrong when somebody acts on a lending."""

from bongsu.kernel.failures import Failure, Kind


class UnknownGrant(Failure):
    """No such lending, or not yours to see."""

    kind = Kind.NOT_FOUND
    code = "unknown_grant"


class NotYours(Failure):
    """Your role may not decide this."""

    kind = Kind.REFUSED
    code = "not_yours"


class TooLate(Failure):
    """The lending has already ended, or the time to act is over."""

    kind = Kind.CONFLICT
    code = "too_late"

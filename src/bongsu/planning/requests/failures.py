"""How a request for a camera fails, each by its name."""

from bongsu.kernel.failures import Kind
from bongsu.planning.failures import ToldFailure


class UnknownRequest(ToldFailure):
    """No such request, or none that this person may know."""

    kind = Kind.NOT_FOUND
    code = "unknown_request"


class TooManyRequests(ToldFailure):
    """This address, or all together, have asked more often than the form takes."""

    kind = Kind.REFUSED
    code = "too_many_requests"


class PlaceElsewhere(ToldFailure):
    """The place lies in another district, in the sea, or is no place at all."""

    kind = Kind.INVALID
    code = "place_elsewhere"


class ConsentMissing(ToldFailure):
    """A contact was given without consent to its keeping (PIPA art. 15)."""

    kind = Kind.INVALID
    code = "consent_missing"


class NotMergeable(ToldFailure):
    """The two are not wishes of one origin for one place, or one of them is closed."""

    kind = Kind.CONFLICT
    code = "not_mergeable"


class NotNow(ToldFailure):
    """The request's state does not allow this."""

    kind = Kind.CONFLICT
    code = "not_in_this_state"

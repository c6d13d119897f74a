"""What may be wrong with another centre's word about a call. The mailroom writes it down and goes on."""

from bongsu.kernel.failures import Failure, Kind


class NotAskedOfThem(Failure):
    """They answer a call that was never asked of them, or that is none of ours."""

    kind = Kind.REFUSED
    code = "not_asked"


class NotTheirCall(Failure):
    """They speak of a call that they never asked about."""

    kind = Kind.NOT_FOUND
    code = "not_their_call"


class NotLinked(Failure):
    """The link with this centre has ended."""

    kind = Kind.REFUSED
    code = "not_linked"


class TooManyCalls(Failure):
    """This centre has more calls open here than any centre has at once."""

    kind = Kind.REFUSED
    code = "too_many_calls"

"""Why a purse or a line is not written."""

from bongsu.kernel.failures import Kind
from bongsu.planning.failures import ToldFailure


class UnknownPurse(ToldFailure):
    """No such purse."""

    kind = Kind.NOT_FOUND
    code = "unknown_purse"


class PurseExists(ToldFailure):
    """The year has a purse of this code."""

    kind = Kind.CONFLICT
    code = "purse_exists"


class LineRefused(ToldFailure):
    """The line cannot be: another year, no such site, negative without a line that it takes back."""

    kind = Kind.INVALID
    code = "line_refused"


class WouldOutgrow(ToldFailure):
    """The purse does not hold so much. Written even so when asked a second time, with `outgrow`."""

    kind = Kind.CONFLICT
    code = "would_outgrow"

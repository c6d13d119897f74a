"""The ways in which a duty is not fulfilled or cannot be written down."""

from bongsu.kernel.failures import Failure, Kind


class SeatClosed(Failure):
    """An operator without valid training or pledge opens no seat."""

    kind = Kind.REFUSED
    code = "seat_closed"


class NoSuchRecord(Failure):
    kind = Kind.NOT_FOUND
    code = "no_such_record"


class PledgeChanged(Failure):
    """Another text is in force than the one that was read."""

    kind = Kind.CONFLICT
    code = "pledge_changed"


class NothingToPledge(Failure):
    """보안서약서 is for the centre's own people."""

    kind = Kind.REFUSED
    code = "nothing_to_pledge"

"""What may go wrong when somebody acts on an incident."""

from bongsu.kernel.failures import Failure, Kind


class UnknownIncident(Failure):
    """No such incident, or not yours to see."""

    kind = Kind.NOT_FOUND
    code = "unknown_incident"


class AlreadyEnded(Failure):
    """The incident is closed."""

    kind = Kind.CONFLICT
    code = "already_ended"


class AnswerFirst(Failure):
    """What it was has to be said: an alarm of a resident ends by that word."""

    kind = Kind.CONFLICT
    code = "answer_first"


class NothingToSee(Failure):
    """No camera shows the place now."""

    kind = Kind.CONFLICT
    code = "nothing_to_see"


class MediaAway(Failure):
    """No media process lives; screens get their tickets as soon as one does."""

    kind = Kind.UNAVAILABLE
    code = "media_away"


class NotYourIncident(Failure):
    """Only the room that leads the incident may do this."""

    kind = Kind.REFUSED
    code = "not_your_incident"

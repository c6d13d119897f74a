"""What can go wrong with a camera, a ticket or the journal, in the media context's own words."""

from bongsu.kernel.failures import Failure, Kind


class CameraFailure(Failure):
    """A pull that ended. `state` is the word told to viewers and to the registry."""

    kind = Kind.UNAVAILABLE
    code = "camera"
    state = "dead"


class CameraUnreachable(CameraFailure):
    """Refused, timed out, or hung up."""

    code = "unreachable"


class CameraRefused(CameraFailure):
    """The camera answered, and said no (401, 404, 453 …)."""

    code = "refused"


class CameraNonsense(CameraFailure):
    """The camera's bytes are no RTSP, no SDP, or never a picture."""

    code = "nonsense"


class CameraFrozen(CameraFailure):
    """The connection is open and no packet comes."""

    code = "frozen"
    state = "frozen"


class UnsupportedCodec(CameraFailure):
    """The browser plays H.264 only; the camera offers something else (`detail` says what)."""

    code = "unsupported_codec"
    state = "unsupported"


class CameraUnknown(CameraFailure):
    """The registry gives no address for this camera."""

    code = "unknown_camera"


class OtherCentreUnreachable(CameraUnreachable):
    """The next hop to another centre's camera: no link, no line, or no answer."""

    code = "other_centre_unreachable"


class OtherCentreRefused(CameraFailure):
    """The next hop, or our own node, said no to the pull."""

    code = "other_centre_refused"


class OtherCentreEnded(CameraFailure):
    """The owner showed the camera and ended it: the grant is over, or a relay wants fresh tickets (`retry`)."""

    code = "other_centre_ended"


class BadPicture(Failure):
    """Parameter sets or a picture that cannot be understood."""

    kind = Kind.INVALID
    code = "bad_picture"


class TicketRefused(Failure):
    """No picture for this ticket; `reason` is the word of the live protocol."""

    kind = Kind.REFUSED
    code = "ticket"

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class JournalUnwritable(Failure):
    """The watch journal cannot be written, so nothing may be shown (PIPA art. 29: access log)."""

    kind = Kind.UNAVAILABLE
    code = "journal"


class PortTaken(Failure):
    """Another process listens where media should; the next port is taken with the console's."""

    kind = Kind.CONFLICT
    code = "port_taken"

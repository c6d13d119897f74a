"""What an operator may report, how a still must look, and when a door is tried again. Pure."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from bongsu.incidents.degrees import Lat, Lon
from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.kernel.failures import Failure, Invalid, Kind

CODE = "OUT_REPORT"
LARGEST_STILL = 512 * 1024
# calls in Seoul are taken at city level (dossier §12.2)
RECEIVERS = {"112": "KNPA.SEOUL", "119": "NFA.SEOUL"}
# what nobody took for so long is a telephone call by now
GIVE_UP = timedelta(minutes=10)
KINDS = {
    "FIRE": ("화재", "Fire"),
    "RESCUE": ("구조", "Rescue"),
    "EMS": ("구급", "Ambulance"),
    "CRIME": ("범죄", "Crime"),
    "DANGER": ("위험", "Danger"),
}
Id = Annotated[str, Meta(min_length=1, max_length=60)]


class Report(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`still`: the frame that the console shows of this camera, as JPEG (base64 on the wire). `incident_id`: what is
    running there, where something is."""

    to: Literal["112", "119"]
    kind: Literal["FIRE", "RESCUE", "EMS", "CRIME", "DANGER"]
    text: Annotated[str, Meta(min_length=1, max_length=200)]
    lat: Lat
    lon: Lon
    camera_id: Id
    incident_id: Id | None = None
    still: bytes


class NotAgreed(Failure):
    """No agreement in force lets this be sent there."""

    kind = Kind.REFUSED
    code = "report_not_agreed"


class IsExercise(Failure):
    """Nobody is sent to an exercise."""

    kind = Kind.CONFLICT
    code = "exercise"


def check(report: Report) -> None:
    """Raises `Invalid` with the field."""
    still = report.still
    if len(still) > LARGEST_STILL:
        raise Invalid("A still has at most 512 KiB", field="still")
    if not (still.startswith(b"\xff\xd8\xff") and still.endswith(b"\xff\xd9")):
        raise Invalid("A still is a JPEG", field="still")
    if b"Exif\0" in still[:65536]:
        raise Invalid("A still carries no facts about its maker", field="still")


def try_again(attempts: int, now: datetime) -> datetime:
    """Soon at first, each minute at last."""
    return now + timedelta(seconds=min(60, 2 ** min(attempts, 6)))


def not_by_call(_call: Call, _before: Incident | None) -> None:
    """Nobody's message reports anything: a person's key does."""
    raise Invalid("A report is a person's key alone", field="service")

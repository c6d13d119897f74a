"""A client for systems of others: catalogue, calls, feed, pictures. It stands alone and may be copied out."""

from bongsu.client.camera import Camera, Changes
from bongsu.client.centre import Bongsu
from bongsu.client.failures import BongsuFailure, Invalid, Refused, Unreachable
from bongsu.client.messages import (
    Away,
    CameraState,
    Hello,
    IncidentGone,
    IncidentTold,
    Message,
    Other,
    Problem,
    Summary,
    Ticket,
)
from bongsu.client.sent import Answer

__all__ = [
    "Answer",
    "Away",
    "Bongsu",
    "BongsuFailure",
    "Camera",
    "CameraState",
    "Changes",
    "Hello",
    "IncidentGone",
    "IncidentTold",
    "Invalid",
    "Message",
    "Other",
    "Problem",
    "Refused",
    "Summary",
    "Ticket",
    "Unreachable",
]

"""Facts that sharing tells."""

from datetime import datetime
from typing import ClassVar

from bongsu.kernel.events import Event


class GrantOpened(Event, frozen=True, kw_only=True):
    """Pictures may be shown from now until `ends_at`; cameras come best first."""

    subject: ClassVar[str] = "sharing.grant_opened"
    grant_id: str
    incident_id: str
    organisation: str
    camera_ids: list[str]
    ends_at: datetime


class GrantEnded(Event, frozen=True, kw_only=True):
    """No more pictures under this grant."""

    subject: ClassVar[str] = "sharing.grant_ended"
    grant_id: str
    incident_id: str
    reason: str
    by: str


class CameraWithdrawn(Event, frozen=True, kw_only=True):
    """One camera left a running grant."""

    subject: ClassVar[str] = "sharing.camera_withdrawn"
    grant_id: str
    camera_id: str
    reason: str


class AgreementChanged(Event, frozen=True, kw_only=True):
    """What is agreed has changed: a version, a signature, a key, a suspension. Running calls are judged again."""

    subject: ClassVar[str] = "sharing.agreement_changed"
    agreement_id: str
    why: str

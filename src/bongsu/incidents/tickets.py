"""Mints tickets when the feed delivers to one signed-in session: never stored, never in a URL or a log."""

from datetime import datetime, timedelta

from bongsu.incidents.failures import MediaAway
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import TicketMessage
from bongsu.kernel.ids import new_secret
from bongsu.media.placement import Placement
from bongsu.media.tickets import Ticket, TicketSigner
from bongsu.sharing.grants import Grant

CONNECT_WITHIN_S = 30


class TicketDesk:
    """Knows the signing key, and asks the placement which media process shows a camera."""

    def __init__(self, signer: TicketSigner, placement: Placement) -> None:
        self._signer = signer
        self._placement = placement

    def holds(self, instance: str) -> bool:
        """Whether tickets for this start of a media process are still good for something."""
        return self._placement.is_live(instance)

    def instance_of(self, camera_id: str) -> str:
        """The start of the process that shows the camera; empty while none lives."""
        process = self._placement.place(camera_id)
        return process.instance if process is not None else ""

    def mint(
        self,
        viewer: Viewer,
        grant: Grant,
        camera_id: str,
        watermark: str,
        host: str,
        now: datetime,
        seq: int,
    ) -> TicketMessage:
        """For a grant that is in force; the caller has checked that this viewer may watch it. Raises `MediaAway`."""
        assert grant.ends_at is not None
        process = self._placement.place(camera_id)
        if process is None:
            raise MediaAway(
                "No process that shows pictures is running; the picture comes by itself"
            )
        connect_until = now + timedelta(seconds=CONNECT_WITHIN_S)
        ticket = Ticket(
            camera=camera_id,
            grant=grant.grant_id,
            incident=grant.incident_id,
            session=viewer.session_id,
            viewer=watermark,
            person=viewer.person_id,
            organisation=grant.organisation,
            process=process.name,
            jti=new_secret(),
            exp=connect_until.timestamp(),
            ends=grant.ends_at.timestamp(),
            system=viewer.is_system,
        )
        return TicketMessage(
            seq=seq,
            grant_id=grant.grant_id,
            camera_id=camera_id,
            ticket=self._signer.mint(ticket),
            url=process.url(host),
            expires_at=connect_until,
        )

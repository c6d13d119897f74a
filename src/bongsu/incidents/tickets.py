"""Mints tickets when the feed delivers to one signed-in session: never stored, never in a URL or a log."""

from datetime import datetime, timedelta

from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import TicketMessage
from bongsu.kernel.ids import new_secret
from bongsu.media.tickets import Ticket, TicketSigner
from bongsu.sharing.grants import Grant

CONNECT_WITHIN_S = 30


class TicketDesk:
    """Knows the signing key and the one media process (several come with placement by lease)."""

    def __init__(
        self, signer: TicketSigner, process: str, public_url: str, port: int, scheme: str = "ws"
    ) -> None:
        self._scheme = scheme
        self._signer = signer
        self._process = process
        self._public_url = public_url
        self._port = port

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
        """For a grant that is in force; the caller has checked that this viewer may watch it."""
        assert grant.ends_at is not None
        connect_until = now + timedelta(seconds=CONNECT_WITHIN_S)
        ticket = Ticket(
            camera=camera_id,
            grant=grant.grant_id,
            incident=grant.incident_id,
            session=viewer.session_id,
            viewer=watermark,
            person=viewer.person_id,
            organisation=grant.organisation,
            process=self._process,
            jti=new_secret(),
            exp=connect_until.timestamp(),
            ends=grant.ends_at.timestamp(),
        )
        return TicketMessage(
            seq=seq,
            grant_id=grant.grant_id,
            camera_id=camera_id,
            ticket=self._signer.mint(ticket),
            url=self._url(host),
            expires_at=connect_until,
        )

    def _url(self, host: str) -> str:
        """The media process as the viewer's browser reaches it: by the page's own host name unless set."""
        return self._public_url or f"{self._scheme}://{host}:{self._port}/live"

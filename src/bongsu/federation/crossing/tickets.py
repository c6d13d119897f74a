"""The owner mints a ticket for one pull: of a camera in a lending that runs and was lent to the asking centre."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from bongsu.federation.crossing.messages import CameraRef, Code, GrantRef, Said
from bongsu.federation.line import Line
from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import incident_by_id
from bongsu.incidents.tickets import CONNECT_WITHIN_S
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.kernel.ids import new_secret
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.media.tickets import Ticket, TicketSigner
from bongsu.sharing.grants import Grant
from bongsu.sharing.store import grant_by_id

TOPIC = "ticket"


class TicketAsked(Said, frozen=True):
    """`holder` is the centre that will show the ticket; `via` the relay between, empty where there is none."""

    owner_grant_id: GrantRef
    camera_id: CameraRef
    holder: Code
    via: Code | None = None


class TicketMinted(msgspec.Struct, frozen=True):
    """`process`: which media process of the owner takes it."""

    ticket: str
    process: str


class NotLentToYou(Failure):
    """No lending of this camera to the asking centre runs."""

    kind = Kind.REFUSED
    code = "not_lent_to_you"


class NoPictures(Failure):
    """No media process of ours lives now."""

    kind = Kind.UNAVAILABLE
    code = "no_pictures"


# which process shows a camera; `media.placement` in a node
Place = Callable[[str], str | None]


class OwnerTickets:
    """Answers the topic `ticket`. The centre that asks was proved by the line."""

    def __init__(self, desk: Desk, signer: TicketSigner, place: Place) -> None:
        self._desk = desk
        self._signer = signer
        self._place = place

    def serve(self, line: Line) -> None:
        line.answer(TOPIC, self.answer)

    async def answer(self, peer: str, body: bytes) -> bytes:
        """Raises `Invalid`, `NotLentToYou`, `NoPictures`."""
        try:
            asked = msgspec.msgpack.decode(body, type=TicketAsked)
        except UNREADABLE as cause:
            raise Invalid(f"no question for a ticket: {cause}", field=TOPIC) from cause
        now = self._desk.clock.now()
        grant, incident = await self._lent(peer, asked, now)
        process = self._place(asked.camera_id)
        if process is None:
            raise NoPictures("no process that shows pictures is running")
        ticket = self._ticket(grant, incident, asked, process, now)
        return msgspec.msgpack.encode(TicketMinted(self._signer.mint(ticket), process))

    async def _lent(self, peer: str, asked: TicketAsked, now: datetime) -> tuple[Grant, Incident]:
        async with self._desk.database.read() as connection:
            grant = await grant_by_id(connection, asked.owner_grant_id)
            incident = await incident_by_id(connection, grant.incident_id) if grant else None
        if grant is None or incident is None or not self._is_theirs(peer, asked, incident):
            raise NotLentToYou("no such lending", field="owner_grant_id")
        shows = any(camera.camera_id == asked.camera_id for camera in grant.lent)
        is_ours = not grant.is_of_peer and grant.organisation != self._desk.centre.code
        if not (is_ours and shows and grant.in_force(now)):
            raise NotLentToYou("this camera is not lent to you now", field="camera_id")
        return grant, incident

    def _is_theirs(self, peer: str, asked: TicketAsked, incident: Incident) -> bool:
        asker = incident.origin.centre if incident.origin else None
        return asker == peer == asked.holder and self._desk.neighbours.is_linked(peer)

    def _ticket(
        self, grant: Grant, incident: Incident, asked: TicketAsked, process: str, now: datetime
    ) -> Ticket:
        assert grant.ends_at is not None
        return Ticket(
            camera=asked.camera_id,
            grant=grant.grant_id,
            incident=grant.incident_id,
            session=f"peer:{asked.holder}",
            viewer=self._watermark(grant, incident),
            person=f"peer:{asked.holder}",
            organisation=grant.organisation,
            process=process,
            jti=new_secret(),
            exp=(now + timedelta(seconds=CONNECT_WITHIN_S)).timestamp(),
            ends=grant.ends_at.timestamp(),
            peer=asked.holder,
            via=asked.via or "",
            owner=self._desk.centre.code,
        )

    def _watermark(self, grant: Grant, incident: Incident) -> str:
        """`성북경찰서 · 성북구 통합관제센터`: who the person is, that centre knows and draws."""
        assert incident.origin is not None
        organisation, _ = self._desk.centre.agreements.name_of(grant.organisation)
        return f"{organisation} · {incident.origin.name_ko}"

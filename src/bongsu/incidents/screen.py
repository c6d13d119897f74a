"""One connected screen: what it already shows, and the queue of what it has yet to be told."""

import asyncio
from datetime import datetime

import msgspec

from bongsu.incidents.failures import MediaAway
from bongsu.incidents.incident import Incident
from bongsu.incidents.tickets import TicketDesk
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import (
    FeedMessage,
    IncidentGone,
    IncidentMessage,
    IncidentView,
    Problem,
)
from bongsu.sharing.grants import Grant

# more than this waiting means a screen that no longer reads; it reconnects and starts anew
LONGEST_QUEUE = 2000
TICKETS_ROOM = 5
TICKETS_VEHICLE = 2

_encode = msgspec.json.Encoder().encode


class Screen:
    """Owned by the feed; the WebSocket route reads `outgoing`."""

    def __init__(
        self,
        viewer: Viewer,
        watermark: str,
        host: str,
        tickets: TicketDesk,
        *,
        may_watch: bool = True,
    ) -> None:
        """`may_watch`: whether tickets are minted for it at all."""
        self.viewer = viewer
        self.may_watch = may_watch
        self.watermark = watermark
        self.host = host
        self.ended = asyncio.Event()
        # told by identity: the session is to be looked at again now
        self.session_over = asyncio.Event()
        self.outgoing: asyncio.Queue[bytes | None] = asyncio.Queue(LONGEST_QUEUE)
        self._tickets = tickets
        self._shown: set[str] = set()
        self.ever_shown: set[str] = set()
        self._ticketed: dict[str, set[tuple[str, str]]] = {}
        # to which start of a media process a tile's ticket leads; empty: there was none
        self._minted: dict[tuple[str, str], str] = {}
        self.cameras: dict[str, frozenset[str]] = {}
        # alarms of the queue that its page may still show
        self.alarms: set[str] = set()

    def tell(self, message: FeedMessage) -> None:
        """Queues a message; a full queue ends the screen rather than losing one silently."""
        try:
            self.outgoing.put_nowait(_encode(message))
        except asyncio.QueueFull:
            self.end()

    def end(self) -> None:
        self.ended.set()
        while not self.outgoing.empty():
            self.outgoing.get_nowait()
        self.outgoing.put_nowait(None)

    def goes_on_from(self, earlier: "Screen") -> None:
        """The page that reconnects still shows what its earlier screen was told, perhaps not the last of it."""
        self._shown |= earlier.ever_shown
        self.ever_shown |= earlier.ever_shown
        self.cameras.update(earlier.cameras)
        self.alarms |= earlier.alarms

    def show(
        self,
        incident: Incident,
        grants: list[Grant],
        view: IncidentView | None,
        now: datetime,
        seq: int,
    ) -> None:
        """The incident as it is now, and tickets for the tiles that are new to this screen."""
        if view is None:
            if incident.incident_id in self._shown:
                self._forget(incident.incident_id)
                self.tell(IncidentGone(seq=seq, incident_id=incident.incident_id))
            return
        self._shown.add(incident.incident_id)
        self.ever_shown.add(incident.incident_id)
        self.tell(IncidentMessage(seq=seq, incident=view))
        self._hand_out(incident.incident_id, grants, view, now, seq)

    def _hand_out(
        self, incident_id: str, grants: list[Grant], view: IncidentView, now: datetime, seq: int
    ) -> None:
        by_id = {grant.grant_id: grant for grant in grants}
        first = self._first_tickets()
        present = {(tile.grant_id, tile.camera_id) for tile in view.tiles}
        known = self._ticketed.get(incident_id, set()) & present
        for tile in view.tiles[:first]:
            key = (tile.grant_id, tile.camera_id)
            if key not in known:
                known.add(key)
                self.tell(self.mint(by_id[tile.grant_id], tile.camera_id, now, seq))
        self._ticketed[incident_id] = known
        self.cameras[incident_id] = frozenset(tile.camera_id for tile in view.tiles)

    def _first_tickets(self) -> int:
        """A linked system says which it wants: nobody may be looking."""
        if self.viewer.is_system:
            return 0
        return TICKETS_VEHICLE if self.viewer.unit_id else TICKETS_ROOM

    def mint(self, grant: Grant, camera_id: str, now: datetime, seq: int) -> FeedMessage:
        """A ticket, or why there is none yet."""
        self._minted[(grant.grant_id, camera_id)] = self._tickets.instance_of(camera_id)
        try:
            return self._tickets.mint(
                self.viewer, grant, camera_id, self.watermark, self.host, now, seq
            )
        except MediaAway as away:
            return Problem(seq=seq, code=away.code, detail=away.detail)

    def without_process(self) -> list[tuple[str, str]]:
        """Grants and cameras still shown, whose tickets were for a media process that is gone, or could not be minted."""
        self._minted = {key: at for key, at in self._minted.items() if self.shows_camera(key[1])}
        return [key for key, instance in self._minted.items() if not self._tickets.holds(instance)]

    def shows_camera(self, camera_id: str) -> bool:
        return any(camera_id in cameras for cameras in self.cameras.values())

    def _forget(self, incident_id: str) -> None:
        self._shown.discard(incident_id)
        self._ticketed.pop(incident_id, None)
        self.cameras.pop(incident_id, None)

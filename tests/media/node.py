"""The node process as the media process sees it: four questions answered over the bus."""

import msgspec

from bongsu.audit.journal_row import JournalAppended, JournalRow, JournalRows
from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.kernel.events import subject_on_bus
from bongsu.media.events import (
    ASK_ALIVE,
    ASK_JOURNAL,
    ASK_SESSIONS,
    ASK_STREAM,
    GrantsAlive,
    SessionsAlive,
    StreamAddress,
    WhichSessions,
    WhichStream,
)
from bongsu.media.listen import GrantOpened
from bongsu.media.present import CamerasPlaced
from bongsu.media.settings import MediaSettings
from bongsu.simulate.server import CameraSimulator


class FakeNode:
    """Camera `cam_3` is the simulator's third. `alive` None: every grant is in force."""

    def __init__(self, bus: Bus, cameras: CameraSimulator) -> None:
        self._bus = bus
        self._cameras = cameras
        self.alive: frozenset[str] = frozenset({"gr_1"})
        self.sessions_over: frozenset[str] = frozenset()
        self.sessions_locked: frozenset[str] = frozenset()
        self.is_silent = False
        self.addresses: dict[str, StreamAddress] = {}
        self.asked_for_streams = 0
        self.rows: list[JournalRow] = []

    async def start(self) -> None:
        await self._bus.serve(ASK_STREAM, self._stream)
        await self._bus.serve(ASK_ALIVE, self._alive)
        await self._bus.serve(ASK_SESSIONS, self._sessions)
        await self._bus.serve(ASK_JOURNAL, self._journal)
        await self._bus.subscribe(subject_on_bus("sharing.grant_opened"), self._place)

    async def _place(self, body: bytes) -> None:
        """The node has one media process."""
        camera_ids = msgspec.json.decode(body, type=GrantOpened).camera_ids
        placed = CamerasPlaced(process=MediaSettings().process, camera_ids=camera_ids)
        await self._bus.publish(subject_on_bus(placed.subject), msgspec.json.encode(placed))

    async def _stream(self, body: bytes) -> bytes:
        self._speak()
        self.asked_for_streams += 1
        camera_id = msgspec.json.decode(body, type=WhichStream).camera_id
        if camera_id in self.addresses:
            return msgspec.json.encode(self.addresses[camera_id])
        number = int(camera_id.removeprefix("cam_"))
        if number > self._cameras.options.count:
            return msgspec.json.encode({"problem": "no such camera"})
        main, sub = (self._cameras.url(number, name) for name in ("main", "sub"))
        return msgspec.json.encode(StreamAddress(main, sub))

    async def _alive(self, body: bytes) -> bytes:
        self._speak()
        return msgspec.json.encode(GrantsAlive(self.alive))

    async def _sessions(self, body: bytes) -> bytes:
        """Of those asked about all stand but the ones that a test ended or locked."""
        self._speak()
        asked = frozenset(msgspec.json.decode(body, type=WhichSessions).session_ids)
        alive = asked - self.sessions_over - self.sessions_locked
        return msgspec.json.encode(SessionsAlive(alive, asked & self.sessions_locked))

    async def _journal(self, body: bytes) -> bytes:
        self._speak()
        asked = msgspec.json.decode(body, type=JournalRows)
        last = self.rows[-1].sequence if self.rows else 0
        self.rows += [row for row in asked.rows if row.sequence > last]
        return msgspec.json.encode(JournalAppended(self.rows[-1].sequence if self.rows else 0))

    def _speak(self) -> None:
        if self.is_silent:
            raise BusUnavailable("node is stalled")

"""What the registry hears of media (states of cameras) and answers it (where to pull one from)."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import msgspec
import structlog

from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.database import Database
from bongsu.kernel.events import subject_on_bus
from bongsu.registry import store
from bongsu.registry.catalogue import CameraState, Catalogue

log = structlog.get_logger()

# states come in bursts when a switch fails: the first is written at once, the others together
_GATHER_S = 0.2
_AGAIN_AFTER_S = 1.0


class StateHeard(msgspec.Struct, frozen=True):
    """`media.camera_state`."""

    camera_id: str
    state: str
    since: datetime
    reason: str = ""
    process: str = ""


class ProcessHeard(msgspec.Struct, frozen=True):
    """`media.process_changed`."""

    process: str
    is_live: bool


class StreamAsked(msgspec.Struct, frozen=True):
    """`registry.stream`."""

    camera_id: str


class StreamTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where to pull from, or why not. Credentials may stand inside: never logged."""

    main_url: str = ""
    sub_url: str = ""
    problem: str = ""
    owner: str = ""
    """Another centre's code: its media process shows the camera, and nobody here knows an address."""


class RegistryListening:
    """A part of the node process."""

    name = "registry.listening"

    def __init__(
        self,
        database: Database,
        bus: Bus,
        catalogue: Catalogue,
        is_quiet: Callable[[str], bool] = lambda _camera_id: False,
    ) -> None:
        """`is_quiet`: cameras of which nobody may learn that they are pulled now."""
        self._database = database
        self._is_quiet = is_quiet
        self._bus = bus
        self._catalogue = catalogue
        self._waiting: dict[str, StateHeard] = {}
        self._heard = asyncio.Event()
        self._subscriptions: list[Subscription] = []
        self._writer: asyncio.Task[None] | None = None

    async def start(self) -> None:
        state = subject_on_bus("media.camera_state")
        process = subject_on_bus("media.process_changed")
        stream = subject_on_bus("registry.stream")
        self._subscriptions = [
            await self._bus.subscribe(state, self._hear),
            await self._bus.subscribe(process, self._process_changed),
            await self._bus.serve(stream, self._answer),
        ]
        self._writer = asyncio.create_task(self._write(), name="camera health writer")

    async def stop(self) -> None:
        for subscription in self._subscriptions:
            await subscription.stop()
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)

    async def _hear(self, body: bytes) -> None:
        heard = msgspec.json.decode(body, type=StateHeard)
        told = CameraState(heard.state, heard.since, heard.reason, heard.process)
        if self._catalogue.is_of_another(heard.camera_id):
            self._catalogue.see(heard.camera_id, told)
            return
        if self._is_quiet(heard.camera_id):
            self._see_quietly(heard, told)
            return
        self._keep(heard, told)

    def _see_quietly(self, heard: StateHeard, told: CameraState) -> None:
        """For tiles only, neither kept nor told on; what was known before it became quiet ends with the picture."""
        self._catalogue.see(heard.camera_id, told)
        if told.state == "unknown" and self._catalogue.state_of(heard.camera_id).state == "live":
            self._keep(heard, told)

    def _keep(self, heard: StateHeard, told: CameraState) -> None:
        self._catalogue.set_states({heard.camera_id: told})
        self._waiting[heard.camera_id] = heard
        self._heard.set()

    async def _process_changed(self, body: bytes) -> None:
        heard = msgspec.json.decode(body, type=ProcessHeard)
        if not heard.is_live:
            self._catalogue.forget_seen_by(heard.process)

    async def _write(self) -> None:
        while True:
            await self._heard.wait()
            self._heard.clear()
            taken, self._waiting = self._waiting, {}
            rows = [
                store.Health(one.camera_id, one.state, one.since, one.reason, one.process)
                for one in taken.values()
            ]
            try:
                async with self._database.work() as work:
                    await store.set_health(work, rows)
                    for follow in self._catalogue.in_states_work:
                        await follow(work, [one.camera_id for one in rows])
            except Exception:
                # the supervisor of an owned task: health is told again at the next change
                log.exception("camera health not written", cameras=len(rows))
                await asyncio.sleep(_AGAIN_AFTER_S)
            await asyncio.sleep(_GATHER_S)

    async def _answer(self, body: bytes) -> bytes:
        asked = msgspec.json.decode(body, type=StreamAsked)
        row = self._catalogue.row(asked.camera_id)
        if row is not None and row.owner:
            return msgspec.json.encode(StreamTold(owner=row.owner))
        async with self._database.read() as connection:
            found = await store.streams(connection, asked.camera_id)
        if found is None:
            return msgspec.json.encode(StreamTold(problem="no stream address"))
        return msgspec.json.encode(StreamTold(found.main_url, found.sub_url or ""))

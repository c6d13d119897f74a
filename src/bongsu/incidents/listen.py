"""What this context hears: of media a camera's state and who watches, of sharing that what is agreed has changed.

Only the fields it needs are declared."""

import asyncio
from datetime import datetime
from itertools import islice

import msgspec
import structlog

from bongsu.identity.events import SessionEnded
from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.feed import Feed
from bongsu.incidents.incident import Incident
from bongsu.incidents.quiet import is_discreet
from bongsu.incidents.settle_open import settle_open
from bongsu.incidents.store import incident_by_id
from bongsu.incidents.swap import KEEP_STILL_S, swap_failed
from bongsu.incidents.views import CameraStateMessage, Watcher
from bongsu.kernel.bus import Bus, Heard, Subscription
from bongsu.kernel.ending import end_tasks
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.waking import Repeating
from bongsu.media.present import ProcessChanged
from bongsu.monitoring.alarms.events import AlarmsChanged
from bongsu.sharing.events import AgreementChanged
from bongsu.sharing.grants import Grant
from bongsu.sharing.store import grant_by_id

log = structlog.get_logger()

FAILED_STATES = frozenset({"dead", "frozen", "unsupported"})
_SHOWN_AT_ONCE = 100
_LOOK_S = 3600.0
_AFTER_FAULT_S = 1.0
BEGINNING_STATES = frozenset({"connecting", "unknown"})


class CameraState(msgspec.Struct, frozen=True):
    """`media.camera_state`."""

    camera_id: str
    state: str
    since: datetime
    reason: str = ""


class Watching(msgspec.Struct, frozen=True):
    """`media.watching`."""

    grant_id: str
    camera_id: str
    session_id: str
    viewer: str
    watching: bool
    at: datetime
    process: str = ""


class Viewing(msgspec.Struct, frozen=True):
    """One of `media.viewings`."""

    grant_id: str
    camera_id: str
    session_id: str
    viewer: str
    since: datetime


class Viewings(msgspec.Struct, frozen=True):
    """`media.viewings`: all of one process."""

    process: str
    viewings: tuple[Viewing, ...]


class Listening:
    """A part: feeds the feed, and gives a failed camera's tile to the next best."""

    name = "incidents.listening"

    def __init__(self, desk: Desk, feed: Feed, bus: Bus) -> None:
        self._desk = desk
        self._feed = feed
        self._bus = bus
        self._subscriptions: list[Subscription] = []
        self._changed: dict[str, object] = {}
        self._showing = Repeating(
            "changes shown", self._show, _LOOK_S, after_fault_s=_AFTER_FAULT_S
        )
        self._was_live: set[str] = set()
        self._failed: set[str] = set()
        self._one_swaps = asyncio.Lock()
        self._swaps: dict[str, asyncio.Task[None]] = {}

    async def start(self) -> None:
        await self._feed.quiet.load()
        self._showing.start()
        heard: dict[str, Heard] = {
            IncidentChanged.subject: self._incident,
            AgreementChanged.subject: self._agreement,
            "media.camera_state": self._camera,
            "media.watching": self._watching,
            "media.viewings": self._viewings,
            ProcessChanged.subject: self._process_changed,
            SessionEnded.subject: self._session_ended,
            AlarmsChanged.subject: self._alarms,
        }
        for subject, handler in heard.items():
            self._subscriptions.append(await self._bus.subscribe(subject_on_bus(subject), handler))

    async def stop(self) -> None:
        for subscription in self._subscriptions:
            await subscription.stop()
        await self._showing.stop()
        await end_tasks(self._swaps.values())
        self._feed.end_all()

    async def _incident(self, body: bytes) -> None:
        """While some are being shown the next ones gather: a batch of another centre's changes hundreds."""
        changed = msgspec.json.decode(body, type=IncidentChanged)
        # a word of its own: what is being shown now may have been read before this one
        self._changed[changed.incident_id] = object()
        self._showing.wake()

    async def _show(self) -> float | None:
        some = dict(islice(self._changed.items(), _SHOWN_AT_ONCE))
        await self._feed.changed(*some)
        for incident_id, word in some.items():
            if self._changed.get(incident_id) is word:
                del self._changed[incident_id]
        return 0.0 if self._changed else None

    async def _agreement(self, body: bytes) -> None:
        changed = msgspec.json.decode(body, type=AgreementChanged)
        await self._desk.centre.agreements.refresh(self._desk.database)
        await settle_open(self._desk, changed.why)

    async def _session_ended(self, body: bytes) -> None:
        """Signed out, locked, over: its screens close at once."""
        ended = msgspec.json.decode(body, type=SessionEnded)
        self._feed.end_session(ended.session_id)

    async def _alarms(self, body: bytes) -> None:
        """Of selective monitoring: what is put before the queue's people."""
        changed = msgspec.json.decode(body, type=AlarmsChanged)
        self._feed.alarms_changed(changed.alarm_ids)

    async def _watching(self, body: bytes) -> None:
        heard = msgspec.json.decode(body, type=Watching)
        async with self._desk.database.read() as connection:
            grant = await grant_by_id(connection, heard.grant_id)
            incident = await incident_by_id(connection, grant.incident_id) if grant else None
        if grant is None:
            return
        watcher = self._told_of(grant, incident, heard.camera_id, heard.viewer, heard.at)
        self._feed.watching(
            heard.session_id,
            watcher,
            watches=heard.watching,
            process=heard.process,
            camera_id=heard.camera_id,
        )

    async def _process_changed(self, body: bytes) -> None:
        changed = msgspec.json.decode(body, type=ProcessChanged)
        await self._feed.process_changed(changed.process, is_live=changed.is_live)

    async def _viewings(self, body: bytes) -> None:
        """Told whole every few seconds, so that a restart of node or media leaves no list empty and no ghost."""
        heard = msgspec.json.decode(body, type=Viewings)
        if not heard.viewings:
            self._feed.viewings(heard.process, {})
            return
        async with self._desk.database.read() as connection:
            ids = {one.grant_id for one in heard.viewings}
            found = [await grant_by_id(connection, one) for one in ids]
            about = {
                grant.grant_id: await incident_by_id(connection, grant.incident_id)
                for grant in found
                if grant
            }
        held = {grant.grant_id: grant for grant in found if grant}
        self._feed.viewings(
            heard.process,
            {
                (one.session_id, one.camera_id): self._told_of(
                    held[one.grant_id], about[one.grant_id], one.camera_id, one.viewer, one.since
                )
                for one in heard.viewings
                if one.grant_id in held
            },
        )

    def _told_of(
        self, grant: Grant, incident: Incident | None, camera_id: str, viewer: str, since: datetime
    ) -> Watcher:
        """Of a discreet service neither the camera nor who looks: a station stands for a part of the district. Who looks
        for the centre itself is nobody outside, and the feed leaves them out."""
        is_own = grant.organisation == self._desk.centre.code
        is_told = is_own or not is_discreet(self._desk, incident)
        return Watcher(
            grant_id=grant.grant_id,
            camera_id=camera_id if is_told else "",
            organisation=grant.organisation if is_told else "",
            viewer=viewer if is_told else "",
            since=since,
            drill_id=incident.drill_id if incident is not None else None,
        )

    async def _camera(self, body: bytes) -> None:
        heard = msgspec.json.decode(body, type=CameraState)
        facts = self._desk.chooser.facts(heard.camera_id)
        if heard.state == "unknown" and facts is not None and facts.owner:
            # we pull it no more: from now on its owner's word counts, which the next view has
            return
        self._feed.camera_state(
            CameraStateMessage(
                seq=self._feed.last,
                camera_id=heard.camera_id,
                state=heard.state,
                since=heard.since,
                reason=heard.reason,
            ),
        )
        self._plan(heard)

    def _plan(self, heard: CameraState) -> None:
        """Dead when chosen: at once. Dead while watched: the last still stays for ten seconds first."""
        camera_id = heard.camera_id
        if heard.state == "live":
            self._was_live.add(camera_id)
            self._failed.discard(camera_id)
            if (task := self._swaps.pop(camera_id, None)) is not None:
                task.cancel()
            return
        if heard.state in BEGINNING_STATES:
            # a new pull: what was live for somebody else long ago is not being watched now
            self._was_live.discard(camera_id)
        if heard.state in FAILED_STATES and camera_id not in self._swaps:
            after_s = KEEP_STILL_S if camera_id in self._was_live else 0.0
            task = asyncio.create_task(self._swap(camera_id, after_s), name=f"swap {camera_id}")
            self._swaps[camera_id] = task

    async def _swap(self, camera_id: str, after_s: float) -> None:
        try:
            await asyncio.sleep(after_s)
            self._failed.add(camera_id)
            async with self._one_swaps:
                if camera_id in self._failed:
                    await self._swap_failed()
            self._was_live.discard(camera_id)
        finally:
            if self._swaps.get(camera_id) is asyncio.current_task():
                del self._swaps[camera_id]

    async def _swap_failed(self) -> None:
        """All that have failed while the last ones were swapped."""
        failed = frozenset(self._failed)
        swapped = await swap_failed(self._desk, failed)
        self._failed -= failed
        if swapped:
            shown = sorted(one for one in failed if not self._feed.quiet.holds(one))
            log.info("cameras swapped", cameras=shown[:10], failed=len(failed), grants=swapped)

"""The feed: every screen is told what it may see, whole, as soon as it changed. One task owns the order of things."""

import asyncio
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count

import structlog

from bongsu.incidents.alarm_feed import AlarmFeed
from bongsu.incidents.case import Case
from bongsu.incidents.desk import Desk
from bongsu.incidents.quiet import QuietCameras
from bongsu.incidents.screen import Screen
from bongsu.incidents.show import show
from bongsu.incidents.store import incident_by_id, incidents_by_id, open_incidents, timelines
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import (
    CameraStateMessage,
    LinksMessage,
    LinkStanding,
    Summary,
    Watcher,
    WatchingMessage,
)
from bongsu.sharing.grants import Grant
from bongsu.sharing.store import grant_by_id, grants_of_many

log = structlog.get_logger()

# changes remembered for screens that come back; older ones get everything anew
REMEMBERED = 4000
SESSIONS_REMEMBERED = 1000


class Feed:
    """Screens join and leave; changes come in by id."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.quiet = QuietCameras(desk)
        self.queue = AlarmFeed()
        self._screens: set[Screen] = set()
        # starts at the clock's milliseconds, so that numbers of an earlier run are always lower
        self._seq = count(int(desk.clock.now().timestamp() * 1000))
        self._changes: deque[tuple[int, str]] = deque(maxlen=REMEMBERED)
        self._left: dict[str, Screen] = {}
        self._watchers: dict[tuple[str, str, str], Watcher] = {}
        self._links: list[LinkStanding] = []
        self._first = next(self._seq)
        self._last = self._first
        self._order = asyncio.Lock()

    @property
    def last(self) -> int:
        return self._last

    def can_resume(self, after: int) -> bool:
        """Whether every change since `after` is still remembered."""
        oldest = self._changes[0][0] if self._changes else self._last
        return self._first <= after <= self._last and (
            len(self._changes) < REMEMBERED or after >= oldest
        )

    async def join(self, screen: Screen, after: int | None) -> None:
        """Tells everything the screen may see, or only what changed since `after`."""
        async with self._order:
            self._screens.add(screen)
            resumed = after is not None and self.can_resume(after)
            if after is not None and resumed:
                ids = {incident_id for seq, incident_id in self._changes if seq > after}
                self._continue(screen)
            else:
                async with self._desk.database.read() as connection:
                    ids = {one.incident_id for one in await open_incidents(connection)}
            await self._show(sorted(ids), [screen], self._last)
            if screen.viewer.monitors:
                screen.tell(self._watching(screen))
            screen.tell(self._linked())
            self.queue.join(screen, self._last)
            # the last word of a greeting: what was not told anew by now is no more
            self.beat(screen)

    def beat(self, screen: Screen) -> None:
        """The bar's figures, also told as a sign of life."""
        screen.tell(self._summary(screen.viewer))

    def leave(self, screen: Screen) -> None:
        self._screens.discard(screen)
        self.queue.leave(screen)
        self._left.pop(screen.viewer.session_id, None)
        self._left[screen.viewer.session_id] = screen
        screen.end()
        if len(self._left) > SESSIONS_REMEMBERED:
            del self._left[next(iter(self._left))]

    def _continue(self, screen: Screen) -> None:
        """The session's earlier screen knows what its page still shows; it may not have left yet."""
        session_id = screen.viewer.session_id
        earlier = [self._left.get(session_id), *self._screens]
        for one in earlier:
            if one is not None and one is not screen and one.viewer.session_id == session_id:
                screen.goes_on_from(one)

    def end_session(self, session_id: str) -> None:
        """The session shows nothing any more; what it may come back as is asked anew."""
        for screen in self._screens:
            if screen.viewer.session_id == session_id:
                screen.session_over.set()

    def end_all(self) -> None:
        for screen in self._screens:
            screen.end()

    async def now_in(self, person_id: str, drills: frozenset[str]) -> None:
        """A person has joined an exercise, or one has ended: what their screens may see is told anew."""
        async with self._order:
            theirs = [one for one in self._screens if one.viewer.person_id == person_id]
            for screen in theirs:
                screen.viewer = replace(screen.viewer, drills=drills)
            async with self._desk.database.read() as connection:
                ids = {one.incident_id for one in await open_incidents(connection)}
            shown = ids.union(*(screen.ever_shown for screen in theirs))
            await self._show(sorted(shown), theirs, self._last)
            for screen in theirs:
                if screen.viewer.monitors:
                    screen.tell(self._watching(screen))

    async def changed(self, *incident_ids: str) -> None:
        """These incidents are new or different."""
        async with self._order:
            seq = self._last
            for incident_id in incident_ids:
                seq = next(self._seq)
                self._changes.append((seq, incident_id))
            await self._show(incident_ids, self._screens, seq)
            # only now: a message that slips in while this was read must not carry a number that is not shown yet
            self._last = seq

    async def _show(self, incident_ids: Iterable[str], screens: Iterable[Screen], seq: int) -> None:
        ids = list(incident_ids)
        if not ids:
            return
        async with self._desk.database.read() as connection:
            incidents = await incidents_by_id(connection, ids)
            grants = await grants_of_many(connection, ids)
            lines = await timelines(connection, ids)
        for incident in incidents:
            held, told = grants[incident.incident_id], lines[incident.incident_id]
            # before anybody gets a ticket by which a camera is pulled
            self.quiet.changed(incident, held)
            case = Case.of(self._desk, incident, held, told)
            for screen in list(screens):
                screen.show(incident, held, show(case, screen.viewer), case.now, seq)

    def alarms_changed(self, alarm_ids: Iterable[str]) -> None:
        """These alarms are new or different; for the queue's people alone."""
        self.queue.changed(self._screens, list(alarm_ids), self._last)

    def monitoring(self, screen: Screen) -> None:
        """How the queue stands, as a sign of life."""
        self.queue.stands(screen, self._last)

    def camera_state(self, message: CameraStateMessage) -> None:
        """For the screens that show the camera; for the centre's own people too where it is no secret."""
        is_quiet = self.quiet.holds(message.camera_id) or self._is_reserved(message.camera_id)
        for screen in self._screens:
            is_told = screen.viewer.monitors and not is_quiet
            if is_told or screen.shows_camera(message.camera_id):
                screen.tell(message)
            self.beat(screen)

    async def process_changed(self, process: str, *, is_live: bool) -> None:
        """A media process came or was lost: tiles whose tickets lead nowhere get new ones, and it shows nobody anything."""
        if not is_live:
            self.viewings(process, {})
        for screen in list(self._screens):
            for grant_id, camera_id in screen.without_process():
                await self.ticket(screen, grant_id, camera_id)

    def watching(
        self,
        session_id: str,
        watcher: Watcher,
        *,
        watches: bool,
        process: str = "",
        camera_id: str = "",
    ) -> None:
        """Somebody outside began or ceased to watch a camera; `camera_id` where the watcher tells none."""
        key = (process, session_id, camera_id or watcher.camera_id)
        if watches and watcher.organisation != self._desk.centre.code:
            self._watchers[key] = watcher
        else:
            self._watchers.pop(key, None)
        self._tell_watching()

    def viewings(self, process: str, viewings: Mapping[tuple[str, str], Watcher]) -> None:
        """Everybody who watches by one media process now, by session and camera; told on only when that is news."""
        centre = self._desk.centre.code
        outside = {
            (process, *key): one for key, one in viewings.items() if one.organisation != centre
        }
        before = {key for key in self._watchers if key[0] == process}
        is_news = outside.keys() != before
        for key in before - outside.keys():
            del self._watchers[key]
        self._watchers |= {key: self._watchers.get(key, one) for key, one in outside.items()}
        if is_news:
            self._tell_watching()

    def _tell_watching(self) -> None:
        for screen in self._screens:
            if screen.viewer.monitors:
                screen.tell(self._watching(screen))

    def _watching(self, screen: Screen) -> WatchingMessage:
        """Not of what is reserved for the service of whoever watches it, nor of an exercise that this person is not in."""
        known = {None, *screen.viewer.drills}
        told = [
            one
            for one in self._watchers.values()
            if one.drill_id in known and not self._is_reserved(one.camera_id)
        ]
        return WatchingMessage(seq=self._last, watchers=told)

    def _is_reserved(self, camera_id: str) -> bool:
        facts = self._desk.chooser.facts(camera_id)
        return facts is not None and bool(facts.reserved_for)

    def links(self, standings: list[LinkStanding]) -> None:
        """How the lines to other centres stand now; told on only when that is news."""
        if standings == self._links:
            return
        self._links = standings
        for screen in self._screens:
            screen.tell(self._linked())

    def _linked(self) -> LinksMessage:
        return LinksMessage(seq=self._last, links=self._links)

    def _summary(self, viewer: Viewer) -> Summary:
        cameras, dead = (0, 0) if viewer.has_no_cameras else self._desk.chooser.counts()
        return Summary(seq=self._last, cameras=cameras, cameras_dead=dead)

    async def ticket(self, screen: Screen, grant_id: str, camera_id: str) -> bool:
        """A new ticket for a tile that this screen may still watch; False when it may not."""
        grant, now = await self._grant(grant_id), self._desk.clock.now()
        if grant is None or not grant.in_force(now):
            return False
        if all(camera.camera_id != camera_id for camera in grant.lent):
            return False
        async with self._desk.database.read() as connection:
            incident = await incident_by_id(connection, grant.incident_id)
        if incident is None or not screen.viewer.may_watch(incident, grant, self._desk.centre.code):
            return False
        screen.tell(screen.mint(grant, camera_id, now, self._last))
        return True

    async def _grant(self, grant_id: str) -> Grant | None:
        async with self._desk.database.read() as connection:
            return await grant_by_id(connection, grant_id)

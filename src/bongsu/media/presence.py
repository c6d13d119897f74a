"""Tells the node every second that this media process is there and what it pulls, and lets go of what others pull."""

import asyncio
from collections.abc import Callable

import msgspec
import structlog

from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.ids import new_secret
from bongsu.media.hub import Hub
from bongsu.media.present import ASK_PRESENT, MediaPresent, PresenceHeard
from bongsu.media.settings import MediaSettings
from bongsu.media.watching import Watching

log = structlog.get_logger()
_WITHIN_S = 1.0
# an instance of before is let go of by the node within three seconds
_NAMED_WITHIN_S = 5.0
_AGAIN_AFTER_S = 0.25


class NotTaken(Failure):
    """The node does not take this media process: its name is another's, or pages could not reach it."""

    kind = Kind.CONFLICT
    code = "media_not_taken"


class Presence:
    """`begin` after the server listens, then `start`."""

    def __init__(
        self,
        bus: Bus,
        settings: MediaSettings,
        hub: Hub,
        watching: Watching,
        at: Callable[[], tuple[str, int]],
        linked: Callable[[frozenset[str]], None],
    ) -> None:
        """`at`: scheme and port where browsers come. `linked` hears which centres the node is linked with."""
        self._bus = bus
        self._settings = settings
        self._hub = hub
        self._watching = watching
        self._at = at
        self._linked = linked
        self._instance = new_secret()
        # where other centres' media processes come, once there is such a place
        self.peer_url = ""
        self._stamp = ""
        self._refused = ""
        self._task: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Until the node knows us or is silent. Raises `NotTaken`."""
        loop = asyncio.get_running_loop()
        until_s = loop.time() + _NAMED_WITHIN_S
        await self._say()
        while self._refused:
            if loop.time() >= until_s:
                raise NotTaken(self._refused, field="process")
            await asyncio.sleep(_AGAIN_AFTER_S)
            await self._say()

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="media presence")

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._settings.present_every_s)
            await self._say()

    async def stop(self) -> None:
        """The node places our cameras elsewhere at once."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._ask(is_leaving=True)

    async def _say(self) -> None:
        heard = await self._ask()
        if heard is not None and heard.say_again:
            heard = await self._ask()
        if heard is None:
            return
        self._hear_refusal(heard.refused)
        # refused means that another process stands under our name: nothing here is ours to pull
        foreign = frozenset(self._hub.camera_ids if heard.refused else heard.elsewhere)
        if foreign:
            log.warning("cameras are pulled elsewhere now", cameras=len(foreign))
            self._watching.move(foreign)
            self._hub.let_go(foreign)

    def _hear_refusal(self, refused: str) -> None:
        if refused and refused != self._refused:
            log.error("node does not take this media process", why=refused)
        self._refused = refused

    async def _ask(self, *, is_leaving: bool = False) -> PresenceHeard | None:
        """None when node is silent: pictures go on, each ticket carries its end."""
        settings = self._settings
        scheme, port = self._at()
        present = MediaPresent(
            process=settings.process,
            instance=self._instance,
            scheme=scheme,
            port=port,
            public_url=settings.public_url,
            peer_url=self.peer_url,
            camera_ids=self._hub.camera_ids,
            viewers=len(self._watching),
            capacity=settings.capacity,
            stamp=self._stamp,
            is_leaving=is_leaving,
        )
        try:
            answer = await self._bus.request(ASK_PRESENT, msgspec.json.encode(present), _WITHIN_S)
            heard = msgspec.json.decode(answer, type=PresenceHeard)
        except (BusUnavailable, msgspec.MsgspecError):
            log.debug("node does not hear that this media process is there")
            return None
        self._stamp = heard.stamp
        if heard.linked is not None:
            self._linked(heard.linked)
        return heard

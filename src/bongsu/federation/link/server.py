"""The link server: a nats-server of the federation process alone, started once there is somebody to be linked with.

Every change of who is linked starts it anew at the same address: a reload leaves whom it removed connected and answers
none of those it adds (measured with 2.15.1); a new start cuts everybody off for 1.0 s."""

import fcntl
import os
from pathlib import Path

import structlog

from bongsu.federation.link.messages import LinkPlan
from bongsu.federation.link.server_text import USER, KeyFiles, settings_of, written
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.ids import new_secret
from bongsu.kernel.nats_server import BusNotStarted, NatsServer

log = structlog.get_logger()


class FolderTaken(Failure):
    """Another federation process of this node runs."""

    kind = Kind.CONFLICT
    code = "link_folder_taken"


class _Server(NatsServer):
    """Under other settings than a node's own bus."""

    name = "link server"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, token="")
        self.settings: dict[str, object] = {}

    def _settings(self) -> str:
        return written(self.settings, self._folder.resolve(), self._port)


class LinkServer:
    """One owner, the federation part, tells it the plan."""

    user = USER

    def __init__(self, folder: Path, keys: KeyFiles, listen: str) -> None:
        self._folder = folder
        self._keys = keys
        self._listen = listen
        self._lock: int | None = None
        self._server = _Server(folder)
        self._runs_as: object = None
        self.password = new_secret()

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def runs(self) -> bool:
        return self._runs_as is not None

    def lock(self) -> None:
        """Two servers with one key would throw each other out of the hub for ever. Raises `FolderTaken`."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as cause:
            self.unlock()
            raise FolderTaken(
                "another federation process of this node runs", field="data_dir"
            ) from cause

    def unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    async def apply(self, plan: LinkPlan) -> bool:
        """Whether it is another server now. Raises `PlanRefused`, `NoKeys` or `BusNotStarted`, and then none runs."""
        try:
            settings = settings_of(plan, self._keys, self._listen, self.password)
        except Failure:
            await self.stop()
            raise
        wanted = (settings, self._keys.written_at()) if settings is not None else None
        if wanted == self._runs_as:
            return False
        await self.stop()
        if settings is not None:
            await self._start(settings)
            self._runs_as = wanted
        return True

    async def _start(self, settings: dict[str, object]) -> None:
        self._server.settings = settings
        try:
            await self._server.start()
        except TimeoutError as cause:
            raise BusNotStarted("the link server was not ready in time") from cause
        log.info("link server started")

    async def stop(self) -> None:
        if self._runs_as is not None:
            await self._server.stop()
            self._runs_as = None

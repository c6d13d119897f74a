"""The camera simulator: many cameras behind one RTSP port, steerable from inside and outside."""

import asyncio
import hmac
from contextlib import suppress
from ipaddress import ip_address
from threading import Event

import structlog

from bongsu.kernel.failures import Failure, Kind
from bongsu.simulate.camera import Camera, Fault, Stream, make_camera
from bongsu.simulate.connection import Connection
from bongsu.simulate.datagram_ports import open_pair
from bongsu.simulate.digest import DigestGate
from bongsu.simulate.faults import COMMANDS, BadCommand, read_command
from bongsu.simulate.loops import load_loops
from bongsu.simulate.options import SimulatorOptions
from bongsu.simulate.packets import Loop
from bongsu.simulate.rtsp_message import Answer, Request
from bongsu.simulate.session import Session
from bongsu.simulate.ticker import Ticker

log = structlog.get_logger()
_IDLE_CHECK_S = 1.0


class NotStarted(Failure):
    """The simulator has no port before `start` and after `stop`."""

    kind = Kind.CONFLICT
    code = "not_started"


class NoSuchCamera(Failure):
    """Cameras are numbered from 1 to the count."""

    kind = Kind.NOT_FOUND
    code = "no_such_camera"


class CameraSimulator:
    """Owns cameras, connections and the ticker. All methods belong to the loop that started it."""

    def __init__(self, options: SimulatorOptions) -> None:
        self.options = options
        self.session_timeout_s = options.session_timeout_s
        self.gate = DigestGate(options.user, options.password) if options.user else None
        self.connections: set[Connection] = set()
        self._cameras: dict[int, Camera] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._server: asyncio.Server | None = None
        self._ports: tuple[asyncio.DatagramTransport, asyncio.DatagramTransport] | None = None

    async def start(self) -> None:
        """Prepares the clips (encodes what the cache lacks), then listens."""
        loops = await self._loops()
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        for number in range(1, self.options.count + 1):
            chosen = loops[(number - 1) % len(loops)]
            self._cameras[number] = make_camera(number, chosen, began_s)
        self._ticker = Ticker()
        self._ports = await open_pair(self.options.host)
        try:
            self._server = await loop.create_server(
                lambda: Connection(self), self.options.host, self.options.port, backlog=512
            )
        except OSError:
            await self.stop()
            raise
        self._tasks = [
            asyncio.create_task(self._ticker.run(), name="camera ticker"),
            asyncio.create_task(self._close_idle(), name="camera sessions"),
        ]
        log.info("cameras simulated", count=len(self._cameras), clips=len(loops), port=self.port)

    async def _loops(self) -> list[dict[str, Loop]]:
        abandoned = Event()
        try:
            return await asyncio.to_thread(load_loops, self.options, abandoned)
        finally:
            # A thread cannot be cancelled: it is told, or the process could not end in time.
            abandoned.set()

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        self._tasks = []
        if self._server:
            self._server.close()
        for connection in list(self.connections):
            connection.abort()
        for port in self._ports or ():
            port.close()
        self._server, self._ports = None, None
        # One turn of the loop lets aborted transports close their sockets.
        await asyncio.sleep(0)

    @property
    def port(self) -> int:
        if self._server is None:
            raise NotStarted("the simulator is not listening")
        return int(self._server.sockets[0].getsockname()[1])

    def url(self, number: int, stream: str = "main", *, with_password: bool = True) -> str:
        host = _reachable(self.options.host)
        user = self.options.user
        sign_in = f"{user}:{self.options.password}@" if user and with_password else ""
        return f"rtsp://{sign_in}{host}:{self.port}/cam/{number}/{stream}"

    def freeze(self, number: int) -> None:
        """Connections stay open, no packet comes."""
        self.set_fault(number, Fault.FROZEN)

    def thaw(self, number: int) -> None:
        self.set_fault(number, Fault.NONE)

    def kill(self, number: int) -> None:
        """Drops its connections; new ones are answered 503 and closed."""
        self.set_fault(number, Fault.DEAD)

    def revive(self, number: int) -> None:
        """Ends any fault."""
        self.set_fault(number, Fault.NONE)

    def nonsense(self, number: int) -> None:
        """Answers garbage, and says it into running sessions, which then get no more packets."""
        self.set_fault(number, Fault.NONSENSE)

    def mute(self, number: int) -> None:
        """Takes requests and never answers."""
        self.set_fault(number, Fault.MUTE)

    def h265_only(self, number: int) -> None:
        """Describes H.265 on both streams; a session plays silence."""
        self.set_fault(number, Fault.H265_ONLY)

    def truncate_sdp(self, number: int) -> None:
        """Descriptions break off in the middle of the format line."""
        self.set_fault(number, Fault.TRUNCATED_SDP)

    def set_fault(self, number: int, fault: Fault) -> None:
        camera = self._known(number)
        camera.fault = fault
        log.info("camera fault", camera=number, fault=fault.value)
        for connection in [c for c in self.connections if c.looks_at(camera)]:
            if fault is Fault.DEAD:
                connection.abort()
            elif fault is Fault.NONSENSE:
                connection.talk_nonsense()

    def fault_of(self, number: int) -> Fault:
        return self._known(number).fault

    def pulls(self, number: int, stream: str | None = None) -> int:
        """How many sessions play this camera now, on one stream or on both."""
        streams = self._known(number).streams
        return sum(len(s.viewers) for name, s in streams.items() if stream in (None, name))

    def camera(self, number: int) -> Camera | None:
        return self._cameras.get(number)

    def play(self, camera: Camera, stream: Stream, session: Session) -> None:
        self._ticker.watch(camera, stream)
        stream.viewers.append(session)

    def datagrams(self) -> tuple[asyncio.DatagramTransport, asyncio.DatagramTransport]:
        if self._ports is None:
            raise NotStarted("the simulator is not listening")
        return self._ports

    def now_s(self) -> float:
        return asyncio.get_running_loop().time()

    def control(self, request: Request) -> Answer:
        """Commands from another process; see README for the form."""
        token = self.options.control_token
        if token is None:
            return Answer(404)
        given = request.header("authorization") or ""
        if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
            return Answer(401)
        try:
            return Answer(200, body="\n".join(self._obey(line) for line in _lines(request)))
        except (BadCommand, NoSuchCamera) as cause:
            return Answer(400, body=cause.detail)

    def _obey(self, line: str) -> str:
        word, number = read_command(line)
        if word == "pulls":
            return f"pulls {number} {self.pulls(number)}"
        self.set_fault(number, COMMANDS[word])
        return f"{word} {number} done"

    def _known(self, number: int) -> Camera:
        camera = self._cameras.get(number)
        if camera is None:
            raise NoSuchCamera(f"no camera {number}", field="camera")
        return camera

    async def _close_idle(self) -> None:
        while True:
            await asyncio.sleep(_IDLE_CHECK_S)
            for connection in list(self.connections):
                if connection.verbs:
                    connection.verbs.close_idle(self.now_s())


def _reachable(host: str) -> str:
    """A host that listens on every address is reached on loopback."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:
        return "127.0.0.1"
    return f"[{host}]" if address.version == 6 else host


def _lines(request: Request) -> list[str]:
    return [line for line in request.body.splitlines() if line.strip()]

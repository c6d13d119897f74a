"""A district under test as `bongsu demo` starts it: its own processes, ports and folder, and no scripted calls."""

import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.ports import own_ports
from tests.shared_folder import SHARED

CONTROL = "steers-faults-in-tests"
LEAN = ("--synthetic", "--drawn")
LIGHT = {
    # how dear a password is to guess is asked in tests/identity, and costs each node here a second
    "BONGSU_IDENTITY_ARGON2_TIME_COST": "1",
    "BONGSU_IDENTITY_ARGON2_MEMORY_KIB": "1024",
    # a person is signed in once for the whole run: no seat locks but where the lock is what is tested
    "BONGSU_IDENTITY_IDLE_LOCK_MINUTES": "600",
}
_given: set[int] = set()


def free_pair() -> int:
    """A port P that is free together with P + 1 and was not given before; a bench's city takes from 20,000 on."""
    while True:
        port = random.choice(own_ports(10_000, 20_000, together=2))
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
        if port not in _given:
            _given.add(port)
            return port


def is_open(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.settimeout(2)
        return probe.connect_ex((host, port)) == 0


def processes_of(folder: Path) -> dict[int, str]:
    """Every process that was started for this data folder: its number and command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            said = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(folder).encode() in said and line and int(entry.name) != os.getpid():
            found[int(entry.name)] = line
    return found


@dataclass
class Process:
    """One `bongsu …` command that says on standard output when it is ready."""

    arguments: list[str]
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    is_light: bool = True
    """Without what makes a node dear and its seats lock; not where its settings are what is asked about."""
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.log = (self.folder.parent / f"{self.folder.name}.log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bongsu", *self.arguments],
            stdout=subprocess.PIPE,
            stderr=self.log,
            env={
                **os.environ,
                "BONGSU_TEST_FOLDER": str(self.folder),
                "BONGSU_SHARED_DIR": str(SHARED),
                **(LIGHT if self.is_light else {}),
                **self.environment,
            },
        )

    def ready(self) -> dict[str, object]:
        assert self.process
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, f"ended before it was ready:\n{self.told()}"
        return dict(json.loads(line))

    def told(self) -> str:
        """What it said on standard error."""
        return Path(self.log.name).read_text()

    def stop(self, number: signal.Signals = signal.SIGINT, within_s: float = 20.0) -> int:
        assert self.process
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(within_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.log.close()


@dataclass
class Node:
    """The running district: where it is, who may sign in, and its cameras' simulator."""

    port: int
    folder: Path
    passwords: dict[str, str]
    tokens: dict[str, str]
    process: Process
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def media_port(self) -> int:
        return self.port + 1

    def process_of(self, role: str) -> int:
        """The number of the process that runs this role now."""
        marks = f"run --only {role}"
        return next(pid for pid, line in processes_of(self.folder).items() if marks in line)

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Asks a copy of the books: read only, beside the node."""
        with sqlite3.connect(f"file:{self.folder}/node.db?mode=ro", uri=True) as connection:
            return connection.execute(query, values).fetchall()

    def simulated(self, camera_id: str) -> tuple[int, int]:
        """The simulator's port and the camera's number there."""
        query = "SELECT main_url FROM camera_streams WHERE camera_id = ?"
        url = str(self.rows(query, camera_id)[0][0])
        place, number = url.removeprefix("rtsp://127.0.0.1:").split("/cam/")
        return int(place), int(number.split("/")[0])


def running_node(
    more: tuple[str, ...] = (),
    environment: Callable[[int], dict[str, str]] | None = None,
    *,
    is_light: bool = True,
) -> Iterator[Node]:
    """Starts the demo, with the real data where they lie beside us; stops it and sweeps up."""
    above = Path(tempfile.mkdtemp(prefix="bongsu-journeys-"))
    port, folder = free_pair(), above / "node"
    folder.mkdir(mode=0o700)
    given = {"BONGSU_SIMULATE_CONTROL": CONTROL} | (environment(port) if environment else {})
    arguments = ["demo", "--port", str(port), "--data-dir", str(folder), "--no-calls", *more]
    process = Process(arguments, folder, given, is_light)
    process.start()
    try:
        yield _node(port, folder, process)
    finally:
        process.stop()
        left = processes_of(folder)
        shutil.rmtree(above, ignore_errors=True)
        assert not left, f"left behind: {left}"


def _node(port: int, folder: Path, process: Process) -> Node:
    ready = process.ready()
    accounts, partners = ready["accounts"], ready["partners"]
    assert isinstance(accounts, list)
    assert isinstance(partners, list)
    return Node(
        port,
        folder,
        {one["name"]: one["password"] for one in accounts},
        {one["name"]: one["token"] for one in partners},
        process,
    )

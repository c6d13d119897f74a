"""A node that asks outside organisations for second factors and vehicles for their devices, and locks soon."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys.node import Node, Process, _node, free_pair, processes_of

LOCKS_AFTER_S = 24.0


def strict_node() -> Iterator[Node]:
    """As `bongsu demo --second-factors`; stops it and sweeps up."""
    with TemporaryDirectory(prefix="bongsu-strict-") as above:
        port, folder = free_pair(), Path(above) / "node"
        folder.mkdir()
        minutes = {"BONGSU_IDENTITY_IDLE_LOCK_MINUTES": str(LOCKS_AFTER_S / 60)}
        arguments = ["demo", "--port", str(port), "--data-dir", str(folder), "--no-calls"]
        process = Process([*arguments, "--drawn", "--second-factors"], folder, minutes)
        process.start()
        try:
            yield _node(port, folder, process)
        finally:
            process.stop()
            left = processes_of(folder)
            assert not left, f"left behind: {left}"

"""The city as a process: whenever it is stopped, nothing of it lives on, and nothing claims to be ready."""

import signal
from pathlib import Path

from tests.journeys.node import Process, free_pair, processes_of
from tests.journeys.test_processes import wait_for


def test_a_city_is_stopped_while_its_districts_come_up(tmp_path: Path) -> None:
    folder = tmp_path / "city"
    place = ["--port", str(free_pair()), "--data-dir", str(folder)]
    process = Process(
        ["demo-city", "--synthetic", "--drawn", *place], folder, {"HOME": str(tmp_path)}
    )
    process.start()
    wait_for(process, "starting the simulator")
    assert process.stop(signal.SIGINT, within_s=20) == 0
    assert process.process
    assert process.process.stdout
    assert process.process.stdout.read() == b"", "what never ran is not ready"
    assert processes_of(folder) == {}
    assert {one.name for one in folder.iterdir()} >= {"seongbuk", "gangbuk", "guro"}

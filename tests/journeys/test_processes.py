"""A node stops whole: on either signal, at any moment, with nothing left behind."""

import os
import select
import signal
import socket
from pathlib import Path

import pytest

from tests.journeys.node import Process, free_pair, is_open, processes_of


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_every_process_of_a_node(tmp_path: Path, number: signal.Signals) -> None:
    port, folder = free_pair(), tmp_path / "node"
    process = Process(["run", "--data-dir", str(folder), "--port", str(port)], folder)
    process.start()
    try:
        assert process.ready()["ready"] is True
        lines = " ".join(processes_of(folder).values())
        for part in ("--only node", "--only media", "nats-server"):
            assert part in lines
        assert is_open(port)
        assert is_open(port + 1)
    finally:
        code = process.stop(number)
    assert code == 0, process.told()
    assert processes_of(folder) == {}
    assert not is_open(port)
    assert not is_open(port + 1)
    assert "Traceback" not in process.told()


def test_a_killed_supervisor_takes_its_processes_with_it(tmp_path: Path) -> None:
    port, folder = free_pair(), tmp_path / "node"
    process = Process(["run", "--data-dir", str(folder), "--port", str(port)], folder)
    process.start()
    process.ready()
    started = list(processes_of(folder))
    assert process.stop(signal.SIGKILL) == -signal.SIGKILL
    for number in started:
        is_gone(number)
    assert not is_open(port)


def is_gone(number: int) -> None:
    """Waits for a process that is not our child."""
    try:
        handle = os.pidfd_open(number)
    except ProcessLookupError:
        return
    try:
        assert select.select([handle], [], [], 10)[0], f"process {number} lives on"
    finally:
        os.close(handle)


def test_a_demo_is_stopped_while_it_still_prepares(tmp_path: Path) -> None:
    port, folder = free_pair(), tmp_path / "demo"
    arguments = ["demo", "--synthetic", "--drawn", "--port", str(port), "--data-dir", str(folder)]
    process = Process(arguments, folder, {"HOME": str(tmp_path)})
    process.start()
    wait_for(process, "starting the simulator")
    assert process.stop(signal.SIGINT, within_s=8) == 0
    assert process.process
    assert process.process.stdout
    assert process.process.stdout.read() == b"", "what never ran is not ready"
    assert processes_of(folder) == {}


def wait_for(process: Process, words: str) -> None:
    """Until the command has said so on standard error."""
    assert process.process
    while words not in process.told():
        with pytest.raises(Exception, match="timed out"):
            process.process.wait(0.05)


@pytest.mark.parametrize("of", ["node", "media"])
def test_a_taken_port_is_said_in_one_line(tmp_path: Path, of: str) -> None:
    port, folder = free_pair(), tmp_path / "node"
    asked = port if of == "node" else port + 1
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", asked))
        taken.listen()
        process = Process(["run", "--data-dir", str(folder), "--port", str(port)], folder)
        process.start()
        assert process.process
        assert process.process.wait(30) != 0
    assert f"Port {asked}" in process.told()
    assert "Traceback" not in process.told()
    assert processes_of(folder) == {}


def test_a_demo_started_again_in_its_folder_keeps_its_people_and_books(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    told = []
    for _ in range(2):
        place = ["--port", str(free_pair()), "--data-dir", str(folder)]
        process = Process(["demo", "--synthetic", "--drawn", "--no-calls", *place], folder)
        process.start()
        told.append(process.ready())
        assert process.stop() == 0, process.told()
        assert processes_of(folder) == {}
    assert told[0]["accounts"] == told[1]["accounts"]
    assert told[0]["partners"] == told[1]["partners"]
    assert str(told[1]["cameras"]).startswith("synthetic")

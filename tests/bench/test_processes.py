"""Children of a bench answer, end with it, and what they use can be read."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bongsu.bench.call import crowd, plain, reckon
from bongsu.bench.call.plain import Opening, open_ms
from bongsu.bench.machine import found, machine
from bongsu.bench.processes import ChildSilent, child, child_with, cpu_s


def test_what_a_process_has_used_grows_with_its_work() -> None:
    before_s = cpu_s(os.getpid())
    while os.times().user + os.times().system < before_s + 0.2:
        sum(range(10_000))
    assert 0.1 < cpu_s(os.getpid()) - before_s < 5.0


def test_a_child_is_found_by_its_command_line() -> None:
    words = [sys.executable, "-c", "print(flush=True); input()", "--only", "xyz"]
    sleeping = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert sleeping.stdout
    sleeping.stdout.readline()  # its command line is its own only when it runs
    try:
        assert child_with("--only", "xyz") == sleeping.pid
    finally:
        sleeping.communicate(b"\n")
    assert child_with("--only", "xyz") is None


async def test_a_child_that_ends_without_an_answer_is_a_named_failure() -> None:
    # an unreadable question ends the process
    async with child(reckon.__name__) as process:
        with pytest.raises(ChildSilent):
            await process.ask({"queries": "many"}, within_s=20)


async def test_plain_opens_that_find_nobody_answer_none() -> None:
    asked = plain.Asked([Opening("rtsp://127.0.0.1:1/cam/1/main", tuned=True)] * 2, at_once=2)
    async with child(plain.__name__) as process:
        assert await process.ask(asked, within_s=20) == [None, None]


async def test_a_crowd_of_nobody_watches_nothing_and_ends_with_its_bench() -> None:
    async with child(crowd.__name__) as process:
        answer = await process.ask({"origin": "", "tickets": []}, within_s=20)
        assert answer == {"watching": 0, "pictures": 0}
        process_id = child_with(crowd.__name__)
        assert process_id is not None
    with pytest.raises(ProcessLookupError):
        os.kill(process_id, 0)


async def test_a_child_ends_also_when_its_bench_is_cancelled() -> None:
    started = asyncio.Event()

    async def measure() -> None:
        async with child(crowd.__name__) as process:
            await process.ask({"origin": "", "tickets": []}, within_s=20)
            started.set()
            await asyncio.Event().wait()

    running = asyncio.create_task(measure())
    await started.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert child_with(crowd.__name__) is None


def test_a_plain_open_counts_until_the_first_decoded_picture(tmp_path: Path) -> None:
    made = tmp_path / "none.mp4"
    made.write_bytes(b"no pictures here")
    assert open_ms(Opening(str(made), tuned=False)) is None


def test_facts_are_read_from_lines_of_name_and_value() -> None:
    lines = ["processor\t: 0", "model name\t: Some CPU @ 2: fast", "model name\t: another"]
    assert found(lines, "model name") == "Some CPU @ 2: fast"
    assert found(lines, "absent") == ""


def test_the_machine_is_described_without_naming_it() -> None:
    facts = machine("Chromium 1")
    assert facts["cores"]
    assert facts["browser"] == "Chromium 1"
    assert os.uname().nodename not in {str(value) for value in facts.values()}

"""The process form: says its port when it listens and stops on either signal."""

import asyncio
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bongsu.simulate.clips import NoClips
from bongsu.simulate.command import serve_cameras
from bongsu.simulate.options import SimulatorOptions
from bongsu.simulate.scenes.library import Form
from tests.simulate.conftest import until
from tests.simulate.viewer import Viewer

PROGRAM = """
import asyncio, sys
from pathlib import Path
from bongsu.simulate.command import serve_cameras
from bongsu.simulate.options import SimulatorOptions
options = SimulatorOptions(count=1, clips=Path(sys.argv[1]), cache_dir=Path(sys.argv[2]))
asyncio.run(serve_cameras(options, lambda port: print("ready", port, flush=True)))
"""


async def ready_port(output: asyncio.StreamReader) -> int:
    async with asyncio.timeout(30):
        while not (line := await output.readline()).startswith(b"ready"):
            assert line, "the simulator ended before it was ready"
    return int(line.split()[1])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_stops_the_process_cleanly(
    clips: Path, cache: Path, number: signal.Signals
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, str(clips), str(cache), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout
        port = await ready_port(process.stdout)
        viewer = await Viewer.to(port)
        await viewer.play(f"rtsp://127.0.0.1:{port}/cam/1/main")
        process.send_signal(number)
        assert await viewer.ended()
        async with asyncio.timeout(10):
            assert await process.wait() == 0
        await viewer.close()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_cancelling_stops_serving(options: SimulatorOptions) -> None:
    ports: asyncio.Queue[int] = asyncio.Queue()
    task = asyncio.create_task(serve_cameras(options, ports.put_nowait))
    async with asyncio.timeout(30):
        port = await ports.get()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ConnectionRefusedError):
        await Viewer.to(port)


async def test_it_can_be_stopped_while_it_still_draws(tmp_path: Path) -> None:
    options = SimulatorOptions(count=2, cache_dir=tmp_path, scene=Form(lasts_s=3600))
    task = asyncio.create_task(serve_cameras(options))
    await until(lambda: len(list(tmp_path.iterdir())) == 2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(lambda: not list(tmp_path.iterdir()))


async def test_a_folder_without_clips_ends_it_with_the_reason(
    options: SimulatorOptions, tmp_path: Path
) -> None:
    with pytest.raises(NoClips):
        await serve_cameras(replace(options, clips=tmp_path))

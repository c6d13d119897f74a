"""`bongsu simulate cameras`: RTSP cameras that are not there."""

import asyncio
from pathlib import Path

import click

from bongsu.cli.speech import answer
from bongsu.simulate.command import serve_cameras
from bongsu.simulate.options import DEFAULT_CACHE, SimulatorOptions


@click.group()
def simulate() -> None:
    """Cameras that speak real RTSP."""


@simulate.command()
@click.option("--count", type=click.IntRange(1, 100_000), default=4, help="How many cameras.")
@click.option(
    "--clips", type=click.Path(path_type=Path), help="Folder of *.mp4 (H.264); else drawn scenes."
)
@click.option("--gop", type=float, help="Seconds between key frames; else the clip as it is.")
@click.option("--host", default="127.0.0.1")
@click.option("--port", type=int, default=8554)
@click.option("--user", help="Ask for Digest sign-in.")
@click.option("--password", default="", envvar="BONGSU_SIMULATE_PASSWORD")
@click.option(
    "--control-token", envvar="BONGSU_SIMULATE_CONTROL", help="Lets another process steer faults."
)
@click.option("--cache-dir", type=click.Path(path_type=Path), default=DEFAULT_CACHE)
def cameras(
    count: int,
    clips: Path | None,
    gop: float | None,
    host: str,
    port: int,
    user: str | None,
    password: str,
    control_token: str | None,
    cache_dir: Path,
) -> None:
    """Serve cameras at rtsp://HOST:PORT/cam/<n>/main and /sub until SIGINT or SIGTERM."""
    options = SimulatorOptions(
        count=count,
        clips=clips,
        host=host,
        port=port,
        gop=gop,
        cache_dir=cache_dir,
        user=user,
        password=password,
        control_token=control_token,
    )

    def ready(open_port: int) -> None:
        answer({"ready": True, "port": open_port, "cameras": count})

    asyncio.run(serve_cameras(options, ready))

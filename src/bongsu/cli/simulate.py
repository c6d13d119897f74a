"""`bongsu simulate`: cameras that are not there, and partners' systems that say what theirs would."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import aiohttp
import click

from bongsu.cli.speech import answer
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.failures import Invalid
from bongsu.services.plugins import find_services
from bongsu.services.shared.scenes import Scene, Spot, Stage
from bongsu.simulate.command import serve, serve_cameras
from bongsu.simulate.options import DEFAULT_CACHE, SimulatorOptions
from bongsu.simulate.partner import Heard, Line
from bongsu.simulate.text_door import DOORS, TextDoor


@click.group()
def simulate() -> None:
    """Cameras that speak real RTSP; partners' systems that speak their messages."""


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


@simulate.command("text-door")
@click.option("--host", default="127.0.0.1")
@click.option("--port", type=int, default=8119)
@click.option("--key", default="", envvar="BONGSU_TEXT_DOOR_KEY", help="What a centre shows.")
@click.option(
    "--control-token", default="", envvar="BONGSU_SIMULATE_CONTROL", help="Lets it be steered."
)
def text_door(host: str, port: int, key: str, control_token: str) -> None:
    """Take a centre's reports at http://HOST:PORT/112 and /119 until SIGINT or SIGTERM."""
    door = TextDoor(key, control_token, host, port)

    def ready(open_port: int) -> None:
        doors = {to: f"http://{host}:{open_port}/{to}" for to in DOORS}
        answer({"ready": True, "port": open_port, **doors})

    asyncio.run(serve(door, ready))


@simulate.command()
@click.argument("service")
@click.option("--scene", "name", default="happy", help="Which of its scenes.")
@click.option("--url", required=True, help="The centre's address; of OUT_REPORT the text door's.")
@click.option("--token", required=True, envvar="BONGSU_PARTNER_TOKEN", help="The system's token.")
@click.option(
    "--also", multiple=True, metavar="PARTNER=TOKEN", help="Another system that speaks in it."
)
@click.option("--camera", "cameras", multiple=True, help="A camera of the centre near the place.")
@click.option("--lat", type=float, default=37.608, help="Where it plays.")
@click.option("--lon", type=float, default=127.020)
@click.option("--drill", help="The exercise to which it belongs.")
@click.option("--faster", type=click.FloatRange(min=0.1), default=1.0, help="Times as fast.")
def partner(
    service: str,
    name: str,
    url: str,
    token: str,
    also: tuple[str, ...],
    cameras: tuple[str, ...],
    lat: float,
    lon: float,
    drill: str | None,
    faster: float,
) -> None:
    """Say a scene of a linked SERVICE; one line for each answer."""
    scene = _scene(service, name)
    stage = Stage(SystemClock().now(), Spot(lat, lon), drill=drill, cameras=cameras)
    tokens = {scene.partner: token, **_tokens(also)}
    heard = asyncio.run(_play(scene, stage, url.rstrip("/"), tokens, faster))
    answer({"scene": scene.name, "said": len(heard), "taken": sum(one.is_taken for one in heard)})


def _tokens(also: tuple[str, ...]) -> dict[str, str]:
    """Raises `Invalid`."""
    pairs = [one.partition("=") for one in also]
    for name, is_one, token in pairs:
        if not (name and is_one and token):
            raise Invalid("Another system is named as PARTNER=TOKEN", field="also")
    return {name: token for name, _, token in pairs}


def _scene(service: str, name: str) -> Scene:
    """Raises `Invalid` with the field."""
    scenes = {one.name: one for one in find_services().scenes if one.service == service}
    if not scenes:
        raise Invalid(f"No scenes of {service} are known", field="service")
    if name not in scenes:
        raise Invalid(f"Scenes of {service}: {', '.join(scenes)}", field="scene")
    return scenes[name]


async def _play(
    scene: Scene, stage: Stage, url: str, tokens: Mapping[str, str], faster: float
) -> list[Heard]:
    heard: list[Heard] = []
    async with aiohttp.ClientSession() as session:
        async for one in Line(session, url, tokens, faster=faster).play(scene, stage):
            click.echo(f"{one.after_s:6.1f} s  {one.status}  {one.body[:400]}", err=True)
            heard.append(one)
    return heard

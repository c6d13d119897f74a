"""`bongsu run`: the whole node on this machine, or with `--only` one process of it."""

import asyncio
import os
import sys
import threading
from collections.abc import Sequence

import click
import msgspec

from bongsu.cli.speech import answer
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.parts import Part, run_parts
from bongsu.kernel.settings import load
from bongsu.media.settings import MediaSettings
from bongsu.monitoring.worker.pool import LOOKING
from bongsu.roles.identity import identity_settings
from bongsu.roles.listening import must_be_safe
from bongsu.roles.names import ROLES, builder_of
from bongsu.roles.settings import NodeSettings
from bongsu.roles.started import say_how
from bongsu.roles.supervise import Supervisor


@click.command()
@click.option("--only", type=click.Choice(list(ROLES)), help="One role, as one process of many.")
@click.option("--data-dir", help="Where the node keeps its things.")
@click.option("--port", type=int, help="Port of console and API; media takes the next one.")
@click.option("--tls-cert", "tls_certificate", help="PEM file: the certificate and its chain.")
@click.option("--tls-key", help="PEM file: its private key, mode 0600.")
@click.option(
    "--trusted-proxy", "trusted_proxies", help="Addresses of proxies that end TLS, with commas."
)
@click.option("--media", "media_processes", type=click.IntRange(0, 50), help="Media processes.")
@click.option("--process", "media_process", help="With --only media: its name among the node's.")
@click.option(
    "--analytics", "analytics_workers", type=click.IntRange(0, 50), help="Analytics workers."
)
@click.option("--worker", "analytics_worker", help="With --only analytics: the worker's name.")
@click.option("--media-port", "media_port_chosen", type=int, help="Port of live pictures.")
@click.option(
    "--media-public-url", help="wss://…/live as browsers reach it; {process} is its name."
)
@click.option("--media-source", "media_sources", help="wss://host:port of other machines' media.")
@click.option("--bus-url", help="Where the node's bus is, when it runs on another machine.")
@click.option("--bus-token-file", help="The bus's token, mode 0600.")
@click.option("--bus-name", help="Name in the bus's certificate, where the URL says another.")
@click.option("--bus-ca", help="PEM file of whoever signed the bus's certificate.")
@click.option("--bus-host", help="Where the bus listens; outside loopback only by TLS.")
@click.option("--bus-port", type=int, help="Its port; else a free one.")
@click.option("--bus-cert", "bus_certificate", help="PEM file of the bus's certificate.")
@click.option("--bus-key", help="PEM file of its private key, mode 0600.")
def run(only: str | None, **given: object) -> None:
    """Run this node until SIGINT or SIGTERM. Outside loopback it needs TLS or a trusted proxy."""
    chosen = {name: value for name, value in given.items() if value is not None}
    settings = msgspec.structs.replace(load(NodeSettings, "node"), **chosen)
    must_be_safe(settings)
    if only is not None and not settings.supervised:
        _say_how(only, settings)
    asyncio.run(_run(only, settings))
    _leave_looks_behind()


def _leave_looks_behind() -> None:
    """A thread that hangs in a runtime of others cannot be ended: Python's own end would tear it apart and abort."""
    if any(thread.name == LOOKING for thread in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _say_how(only: str, settings: NodeSettings) -> None:
    """For `bongsu doctor`, where no supervisor does it."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    identity, media = identity_settings(settings), load(MediaSettings, "media")
    if settings.media_process:
        media = msgspec.structs.replace(media, process=settings.media_process)
    say_how(only, SystemClock().now(), settings, identity, media)


async def _run(only: str | None, settings: NodeSettings) -> None:
    parts: Sequence[Part] = (
        [Supervisor(settings)] if only is None else await builder_of(only)(settings)
    )

    def ready() -> None:
        answer({"ready": True, "role": only or "all", "port": settings.port})

    await run_parts(parts, ready=ready, ended=asyncio.Event())

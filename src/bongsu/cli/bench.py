"""`bongsu bench`: figures of ours beside the plain alternative, and the page that shows the last ones."""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path

import click

from bongsu.bench.accountability.run import run_accountability
from bongsu.bench.call.run import run_call
from bongsu.bench.federation.run import run_federation
from bongsu.bench.figures import Report
from bongsu.bench.monitoring.run import run_monitoring
from bongsu.bench.page import measures_page, read_report
from bongsu.bench.planning.run import run_planning
from bongsu.bench.services.run import run_services
from bongsu.cli.speech import answer, say
from bongsu.kernel.parts import on_signals


@click.group()
def bench() -> None:
    """Measure. A bench reports, it never fails on a slow machine."""


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="One object on standard output.")
@click.option("--quick", is_flag=True, help="Every name within 50 s, with fewer repeats.")
def call(*, as_json: bool, quick: bool) -> None:
    """From an emergency call to the picture: times, processor, and whether the right camera was chosen."""
    _show(run_call(quick=quick, say=say), as_json=as_json)


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="One object on standard output.")
@click.option("--quick", is_flag=True, help="Every name within 50 s, with fewer repeats.")
def accountability(*, as_json: bool, quick: bool) -> None:
    """Decisions against an oracle, tampering, proofs, crashes, and how fast a suspension cuts."""
    _show(run_accountability(quick=quick, say=say), as_json=as_json)


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="One object on standard output.")
@click.option("--quick", is_flag=True, help="Every name within 50 s, with fewer and shorter cuts.")
def federation(*, as_json: bool, quick: bool) -> None:
    """A hub and four districts: catalogues, cuts and kills, pictures over hops, memory and processor at rest."""
    _show(run_federation(quick=quick, say=say), as_json=as_json)


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="One object on standard output.")
@click.option("--quick", is_flag=True, help="Every name within 50 s, with fewer repeats.")
def services(*, as_json: bool, quick: bool) -> None:
    """Linked services: trigger to screen, exercises that leak, refusals against a table of their own."""
    _show(run_services(quick=quick, say=say), as_json=as_json)


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="One object on standard output.")
@click.option("--quick", is_flag=True, help="Every name within 50 s, on fewer instances.")
def planning(*, as_json: bool, quick: bool) -> None:
    """Sites with their proven gap beside greedy, a rank list and spopt; replacement; line of sight; maximal covering."""
    _show(run_planning(quick=quick, say=say), as_json=as_json)


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="One object on standard output.")
@click.option("--quick", is_flag=True, help="Every name within 50 s, on a short street.")
@click.option(
    "--clips",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("../shared/clips"),
    show_default=True,
    help="Folder of the real clips; without them nothing can be measured.",
)
@click.option(
    "--docs",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Keep this build's curve there (CSV and SVG).",
)
def monitoring(*, as_json: bool, quick: bool, clips: Path, docs: Path | None) -> None:
    """Selective monitoring: a street with known events, cost per camera, time to the screen, takeover, camera health."""
    _show(run_monitoring(quick=quick, clips=clips, docs=docs, say=say), as_json=as_json)


def _show(run: Coroutine[None, None, Report], *, as_json: bool) -> None:
    report = asyncio.run(_until_stopped(run))
    if report is None:
        sys.exit(130)
    if as_json:
        answer(report)
    else:
        click.echo(measures_page([report]))


async def _until_stopped(run: Coroutine[None, None, Report]) -> Report | None:
    """None when SIGINT or SIGTERM came first; by then everything that was started has ended."""
    stopped = asyncio.Event()
    on_signals(stopped.set)
    running = asyncio.create_task(run, name="bench")
    stopping = asyncio.create_task(stopped.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if running.done():
        return running.result()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return None


@bench.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--out", type=click.Path(path_type=Path), default=Path("docs/measures.md"))
def page(files: tuple[Path, ...], out: Path) -> None:
    """Write docs/measures.md from the JSON of the last runs."""
    out.write_text(measures_page([read_report(file) for file in files]), encoding="utf-8")
    say(f"written: {out}")

"""`bongsu demo-city`: a hub and three districts on this machine, and the catalogues of the others: 70,000 cameras."""

import asyncio
from pathlib import Path

import click

from bongsu.cli.speech import answer, say
from bongsu.cli.where import shared_folder
from bongsu.demo.city.run import run_city
from bongsu.demo.run import DemoOptions


@click.command()
@click.option(
    "--port",
    type=int,
    default=8600,
    help="Port of the hub's console; the districts take those 20, 40 and 60 further.",
)
@click.option(
    "--data-dir", type=click.Path(path_type=Path), help="Kept there; else forgotten at the end."
)
@click.option("--calls/--no-calls", default=True, help="Play the scripted calls.")
@click.option(
    "--synthetic", is_flag=True, help="A synthetic city even where real data lies beside us."
)
@click.option("--drawn", is_flag=True, help="Drawn scenes even where clips lie beside us.")
@click.option(
    "--second-factors", is_flag=True, help="Ask outside organisations for one, as a real node does."
)
def demo_city(
    port: int,
    data_dir: Path | None,
    *,
    calls: bool,
    synthetic: bool,
    drawn: bool,
    second_factors: bool,
) -> None:
    """Start everything, print one JSON line when ready, stop on Ctrl-C."""
    options = DemoOptions(
        port=port,
        data_dir=data_dir,
        shared=None if synthetic else shared_folder(),
        calls=calls,
        cameras_from_clips=not drawn,
        second_factors=second_factors,
    )
    asyncio.run(run_city(options, say=say, ready=answer))

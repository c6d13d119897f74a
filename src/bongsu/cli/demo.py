"""`bongsu demo`: one district on this machine, with simulated cameras and scripted calls."""

import asyncio
from typing import Any  # Any: as click gives them

import click

from bongsu.cli.demo_options import demo_options, takes_demo_options
from bongsu.cli.speech import answer, say
from bongsu.demo.run import run_demo


@click.command()
@takes_demo_options("Port of the console; media takes the next one.", "district")
def demo(**given: Any) -> None:
    """Start everything, print one JSON line when ready, stop on Ctrl-C."""
    asyncio.run(run_demo(demo_options(**given), say=say, ready=answer))

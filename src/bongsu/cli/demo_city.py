"""`bongsu demo-city`: a hub and three districts on this machine, and the catalogues of the others: 70,000 cameras."""

import asyncio
from typing import Any  # Any: as click gives them

import click

from bongsu.cli.demo_options import demo_options, takes_demo_options
from bongsu.cli.speech import answer, say
from bongsu.demo.city.run import run_city


@click.command()
@takes_demo_options(
    "Port of the hub's console; the districts take those 20, 40 and 60 further.", "city"
)
def demo_city(**given: Any) -> None:
    """Start everything, print one JSON line when ready, stop on Ctrl-C."""
    asyncio.run(run_city(demo_options(**given), say=say, ready=answer))

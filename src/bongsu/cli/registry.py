"""`bongsu registry count`: sites and cameras as of any date."""

import asyncio
from datetime import date, datetime

import click

from bongsu.cli.speech import answer
from bongsu.kernel.clock import SEOUL, SystemClock
from bongsu.kernel.database import Database
from bongsu.registry.count import Counts, count
from bongsu.roles.started import settings_in


@click.group()
def registry() -> None:
    """Sites and cameras."""


@registry.command("count")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Default: today in Seoul.")
@click.option("--data-dir", default="var/node")
def count_command(as_of: datetime | None, data_dir: str) -> None:
    """One JSON object: by purpose, dong, kind and age; undated ones apart."""
    day = as_of.date() if as_of else SystemClock().now().astimezone(SEOUL).date()
    answer(asyncio.run(_count(data_dir, day)))


async def _count(data_dir: str, day: date) -> Counts:
    database = Database(settings_in(data_dir).database)
    try:
        async with database.read() as connection:
            return await count(connection, day)
    finally:
        await database.close()

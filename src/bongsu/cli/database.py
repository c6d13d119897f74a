"""`bongsu database`: a node's rows from SQLite to PostgreSQL, or back, proved where they arrive."""

import asyncio
from dataclasses import dataclass

import click

from bongsu.audit.head import HEAD_FILE
from bongsu.audit.verify import verify_node
from bongsu.cli.speech import answer, say
from bongsu.cli.trust import trust_of
from bongsu.kernel.copy_database import CopyIncomplete, copy_database
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from bongsu.roles.every_table import every_context_joins
from bongsu.roles.settings import NodeSettings
from bongsu.roles.started import settings_in


@click.group()
def database() -> None:
    """The node's database."""


@dataclass(frozen=True, slots=True)
class Copied:
    """`trail_rows` were proved in the new database."""

    tables: int
    rows: int
    trail_rows: int


@database.command()
@click.option("--data-dir", default="var/node", help="The node's data folder; stop the node first.")
@click.option("--to", "url", required=True, help="postgresql://user@host/name, an empty database.")
def copy(data_dir: str, url: str) -> None:
    """Copy every row into an empty database and prove the trail there; the old one stays as it was.

    Leave the password out of the URL: others see what a command is called with. PGPASSWORD or a .pgpass file holds it."""
    answer(asyncio.run(_copied(settings_in(data_dir), url)))
    say("Now start the node with BONGSU_NODE_DATABASE_URL set to it")


async def _copied(settings: NodeSettings, url: str) -> Copied:
    await upgrade(settings.database)
    await upgrade(url)
    source, target = Database(settings.database), Database(url)
    try:
        every_context_joins()
        counts = await copy_database(source, target)
        verdict = await verify_node(
            target, settings.folder / HEAD_FILE, await trust_of(settings, target)
        )
    finally:
        await source.close()
        await target.close()
    if not verdict.ok:
        raise CopyIncomplete(f"the trail does not prove in the new database: {verdict.why}")
    return Copied(len(counts), sum(counts.values()), verdict.rows)

"""`bongsu audit verify`: proves the chain of the trail, or names the first bad row."""

import asyncio
import sys
from pathlib import Path

import click

from bongsu.audit.head import HEAD_FILE
from bongsu.audit.verify import Verdict, verify_node
from bongsu.cli.speech import answer
from bongsu.kernel.database import Database
from bongsu.roles.settings import NodeSettings


@click.group()
def audit() -> None:
    """The trail."""


@audit.command()
@click.option("--data-dir", default="var/node", help="The node's data folder.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def verify(data_dir: str, *, as_json: bool) -> None:
    """Exit 0 when every row stands as it was written, 1 with the first bad row when not."""
    settings = NodeSettings(data_dir=data_dir)
    if not (settings.folder / "node.db").exists() and not settings.database_url:
        raise click.UsageError(f"No node lives in {data_dir}")
    verdict = asyncio.run(_verify(settings))
    if as_json:
        answer(verdict)
    else:
        click.echo(_words(verdict))
    sys.exit(0 if verdict.ok else 1)


async def _verify(settings: NodeSettings) -> Verdict:
    database = Database(settings.database)
    try:
        return await verify_node(database, Path(settings.data_dir) / HEAD_FILE)
    finally:
        await database.close()


def _words(verdict: Verdict) -> str:
    if verdict.ok:
        return f"{verdict.rows} rows, each as it was written"
    return f"Bad at row {verdict.first_bad_sequence}: {verdict.why}"

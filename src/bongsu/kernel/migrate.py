"""Brings a database to this release's tables by Alembic revisions; each can run while the release before still serves."""

import asyncio
from collections.abc import Callable
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from bongsu.kernel.database import DatabaseUnreachable, as_url

_SYNC_DRIVERS = {"sqlite+aiosqlite": "sqlite"}


def configuration(url: str) -> Config:
    """Alembic's settings for one database, without a file."""
    config = Config()
    config.set_main_option("script_location", str(files("bongsu.kernel").joinpath("migrations")))
    target = as_url(url)
    sync = target.set(drivername=_SYNC_DRIVERS.get(target.drivername, target.drivername))
    config.set_main_option(
        "sqlalchemy.url", sync.render_as_string(hide_password=False).replace("%", "%%")
    )
    return config


async def upgrade(url: str, revision: str = "head") -> None:
    """Runs what is missing; nothing when the tables are this release's. Raises `DatabaseUnreachable`, `DatabaseUnfit`."""
    await _or_unreachable(command.upgrade, configuration(url), revision)


def known_revisions() -> frozenset[str]:
    """Every revision of this release and those before it; tables of any other are a later release's."""
    script = ScriptDirectory.from_config(configuration("sqlite://"))
    return frozenset(one.revision for one in script.walk_revisions())


async def downgrade(url: str, revision: str) -> None:
    """Back to an earlier revision; for tests and for a release that is taken back."""
    await _or_unreachable(command.downgrade, configuration(url), revision)


async def _or_unreachable(move: Callable[[Config, str], None], to: Config, revision: str) -> None:
    moving = asyncio.ensure_future(asyncio.to_thread(move, to, revision))
    try:
        await asyncio.shield(moving)
    except asyncio.CancelledError:
        # the thread goes on, and whoever asked would take its folder for free
        await asyncio.wait([moving])
        raise
    except OperationalError as cause:
        raise DatabaseUnreachable(f"the database does not answer: {cause.orig}") from cause

"""`bongsu audit`: proves the trail or names the first bad row, exports it, and says who witnesses it."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO, TypeVar

import click

from bongsu.audit.downloads import Download, checked_reason, hash_of_open, keep_download
from bongsu.audit.export import export_row, export_trail
from bongsu.audit.head import HEAD_FILE
from bongsu.audit.note import COSIGNS, SIGNS, BadNote, Note, VerifierKey, read_note
from bongsu.audit.offline import FileVerdict, verify_file
from bongsu.audit.proofs.check import Trust
from bongsu.audit.verify import Verdict, verify_node
from bongsu.audit.witnessing.appoint import add_witness, remove_witness, unwatch_log, watch_log
from bongsu.audit.witnessing.store import all_witnesses
from bongsu.cli.speech import answer
from bongsu.cli.trust import trust_of
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.kernel.migrate import upgrade
from bongsu.roles.audit_key import audit_key_of
from bongsu.roles.settings import NodeSettings
from bongsu.roles.started import settings_in

T = TypeVar("T")
_SYSTEM = "system"
_data_dir = click.option("--data-dir", default="var/node", help="The node's data folder.")
_json = click.option("--json", "as_json", is_flag=True, help="One JSON object.")


@click.group()
def audit() -> None:
    """The trail."""


def _settings(data_dir: str) -> NodeSettings:
    settings = settings_in(data_dir)
    if not (settings.folder / "node.db").exists() and not settings.database_url:
        raise click.UsageError(f"No node lives in {data_dir}")
    return settings


def _with_database(
    data_dir: str, act: Callable[[Database], Awaitable[T]], *, newest: bool = True
) -> T:
    """`newest`: the tables are brought up to date first, as a node's start would."""
    settings = _settings(data_dir)

    async def acted() -> T:
        if newest:
            await upgrade(settings.database)
        database = Database(settings.database)
        try:
            return await act(database)
        finally:
            await database.close()

    return asyncio.run(acted())


@audit.command()
@click.argument("file", required=False, type=click.File("rb"))
@click.option("--data-dir", default=None, help="Verify a node's own trail instead of a file.")
@click.option("--key", default="", help="The trail's public key, as `bongsu audit key` prints it.")
@click.option("--witness", "witnesses", multiple=True, help="A witness's public key.")
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    type=click.File("rb"),
    help="A checkpoint of this trail that was kept elsewhere.",
)
@_json
def verify(
    file: BinaryIO | None,
    data_dir: str | None,
    key: str,
    witnesses: tuple[str, ...],
    checkpoints: tuple[BinaryIO, ...],
    *,
    as_json: bool,
) -> None:
    """Exit 0 when every row stands as it was written, 1 with the first bad row when not."""
    believed = tuple(VerifierKey.read(one, COSIGNS) for one in witnesses)
    log = VerifierKey.read(key, SIGNS) if key else None
    if file is not None:
        if log is None or data_dir is not None or checkpoints:
            raise click.UsageError("A file is verified with --key, and --witness where there are")
        _tell(verify_file(file, Trust(log, believed)), as_json=as_json)
        return
    outside = [_note(one) for one in checkpoints]
    verdict = _verify_node(data_dir or "var/node", log, believed, outside)
    _tell(verdict, as_json=as_json)


def _note(file: BinaryIO) -> Note:
    try:
        return read_note(file.read().decode())
    except (BadNote, UnicodeDecodeError) as cause:
        raise Invalid("this is no checkpoint", field="checkpoint") from cause


def _verify_node(
    data_dir: str, log: VerifierKey | None, believed: tuple[VerifierKey, ...], outside: list[Note]
) -> Verdict:
    settings = _settings(data_dir)

    async def verified(database: Database) -> Verdict:
        trust = await trust_of(settings, database, log, believed)
        return await verify_node(database, Path(data_dir) / HEAD_FILE, trust, outside)

    return _with_database(data_dir, verified, newest=False)


def _tell(verdict: Verdict | FileVerdict, *, as_json: bool) -> None:
    if as_json:
        answer(verdict)
    else:
        click.echo(_words(verdict))
    sys.exit(0 if verdict.ok else 1)


def _words(verdict: Verdict | FileVerdict) -> str:
    if not verdict.ok:
        row = verdict.first_bad_sequence
        return f"Bad at row {row}: {verdict.why}" if row else f"Bad: {verdict.why}"
    if isinstance(verdict, Verdict):
        return (
            f"{verdict.rows} rows, each as it was written; "
            f"{verdict.signed_rows} signed, {verdict.witnessed_rows} witnessed"
        )
    by = f", cosigned by {', '.join(verdict.witnesses)}" if verdict.witnesses else ""
    what = f"row {verdict.sequence}" if verdict.sequence else f"{verdict.rows} rows"
    return f"{what} as signed by {verdict.origin}{by}"


@audit.command("export")
@_data_dir
@click.option("--out", required=True, type=click.File("wb"), help="The file to write.")
@click.option("--reason", required=True, help="What the file is for; it stays in the trail.")
@click.option("--row", type=click.IntRange(1), help="One row with its proof.")
@click.option("--witnessed", is_flag=True, help="Up to the newest checkpoint that was cosigned.")
def export_here(
    data_dir: str, out: BinaryIO, reason: str, row: int | None, *, witnessed: bool
) -> None:
    """Rows and a signed checkpoint, for whoever must check them elsewhere."""
    said = checked_reason(reason)

    async def exported(database: Database) -> None:
        with TemporaryFile() as file:
            async with database.read() as connection:
                if row is None:
                    rows = await export_trail(connection, file, witnessed=witnessed)
                else:
                    await export_row(connection, file, row, witnessed=witnessed)
                    rows = 1
            await _keep(database, said, hash_of_open(file), rows, row)
            copyfileobj(file, out)

    _with_database(data_dir, exported)


async def _keep(database: Database, reason: str, digest: str, rows: int, row: int | None) -> None:
    """The trail says that a file leaves before its first byte is written."""
    download = Download(
        what="trail",
        form="proof" if row else "export",
        reason=reason,
        by=_SYSTEM,
        organisation=None,
        sha256=digest,
        rows=rows,
        span={} if row is None else {"row": row},
    )
    async with database.work() as work:
        await keep_download(work, SystemClock().now(), download)


@audit.command("key")
@_data_dir
@_json
def key_here(data_dir: str, *, as_json: bool) -> None:
    """The public keys of this node's trail, and of this node as a witness."""
    key = audit_key_of(_settings(data_dir))
    if as_json:
        answer({"log": str(key.as_log), "witness": str(key.as_witness)})
        return
    click.echo(f"log      {key.as_log}\nwitness  {key.as_witness}")


@audit.command("watch")
@click.argument("vkey")
@_data_dir
def watch_here(vkey: str, data_dir: str) -> None:
    """Witness another centre's trail: VKEY is its log key."""
    log = _with_database(data_dir, lambda one: watch_log(one, SystemClock(), vkey, _SYSTEM))
    answer({"origin": log.origin})


@audit.command("unwatch")
@click.argument("origin")
@_data_dir
def unwatch_here(origin: str, data_dir: str) -> None:
    """Witness that trail no more."""
    _with_database(data_dir, lambda one: unwatch_log(one, SystemClock(), origin, _SYSTEM))


@audit.group()
def witness() -> None:
    """Who cosigns this node's checkpoints."""


@witness.command("add")
@click.argument("name")
@click.argument("url")
@click.argument("vkey")
@_data_dir
def add_here(name: str, url: str, vkey: str, data_dir: str) -> None:
    """Ask NAME at URL (before `/add-checkpoint`) to cosign; VKEY is its witness key. A running node follows."""

    async def added(database: Database) -> None:
        await add_witness(database, SystemClock(), name=name, url=url, vkey=vkey, by=_SYSTEM)

    _with_database(data_dir, added)
    answer({"witness": name})


@witness.command("remove")
@click.argument("name")
@_data_dir
def remove_here(name: str, data_dir: str) -> None:
    """Ask NAME no more."""
    _with_database(data_dir, lambda one: remove_witness(one, SystemClock(), name, _SYSTEM))


@witness.command("list")
@_data_dir
def list_here(data_dir: str) -> None:
    """The witnesses, one JSON object a line."""

    async def listed(database: Database) -> None:
        async with database.read() as connection:
            for one in await all_witnesses(connection):
                answer(one)

    _with_database(data_dir, listed)

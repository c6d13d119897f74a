"""`bongsu backup` and `bongsu restore`: a node as one file, and a node again out of it."""

import asyncio
from pathlib import Path

import click

from bongsu.audit.checkpoint import read_checkpoint
from bongsu.audit.note import read_note
from bongsu.cli.speech import answer, say
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.failures import Invalid
from bongsu.roles.backup.make import Made, make_backup
from bongsu.roles.backup.restore import (
    KnownElsewhere,
    Restored,
    head_file_as_known,
    restore,
)
from bongsu.roles.started import settings_in

_FILE = click.Path(path_type=Path, dir_okay=False)
_SHORTEST = 12


@click.command()
@click.option("--data-dir", default="var/node", help="The node's data folder; it may be running.")
@click.option("--out", type=_FILE, required=True, help="The file to write; never replaced.")
@click.option("--passphrase-file", type=_FILE, help="Seals the backup under the file's first line.")
def backup(data_dir: str, out: Path, passphrase_file: Path | None) -> None:
    """Write everything that this node needs to go on elsewhere into one file, with mode 0600.

    It holds the node's private keys and all personal data: seal it with --passphrase-file, or keep it where the node's own
    disk could stand."""
    node, passphrase = settings_in(data_dir), _passphrase(passphrase_file)
    making = make_backup(node.folder, out, SystemClock(), passphrase, server=node.database_url)
    made: Made = asyncio.run(making)
    if not made.sealed:
        say("The file holds secrets in the clear: keys and personal data (see --passphrase-file)")
    answer(made)


@click.command("restore")
@click.argument("file", type=_FILE)
@click.option("--data-dir", required=True, help="An empty folder, or one that is not there yet.")
@click.option("--passphrase-file", type=_FILE, help="What the backup was sealed with.")
@click.option(
    "--manifest", help="The SHA-256 that `bongsu backup` said; another backup is refused."
)
@click.option(
    "--old-head", type=_FILE, help="The lost folder's trail.head, if it can still be read."
)
@click.option(
    "--checkpoint", "checkpoints", type=_FILE, multiple=True, help="A witness's last checkpoint."
)
def restored(
    file: Path,
    data_dir: str,
    passphrase_file: Path | None,
    manifest: str | None,
    old_head: Path | None,
    checkpoints: tuple[Path, ...],
) -> None:
    """Make a node out of a backup: whole or not at all. Everybody signs in anew; the trail goes on under a new number."""
    known = [_checkpoint(one) for one in checkpoints]
    if old_head is not None:
        known.append(head_file_as_known(old_head))
    done: Restored = asyncio.run(
        restore(
            file,
            Path(data_dir),
            SystemClock(),
            passphrase=_passphrase(passphrase_file),
            manifest_expected=manifest,
            known=tuple(known),
        )
    )
    for line in done.missing:
        say(f"Not in this backup: {line}")
    for code in done.links_to_confirm:
        say(
            f"Not linked until you say so: bongsu peer confirm {code}, where it was not revoked since"
        )
    if settings_in(data_dir).database_url:
        say("Restored onto SQLite; next: bongsu database copy --to URL, into an empty database")
    answer(done)


def _passphrase(file: Path | None) -> bytes | None:
    if file is None:
        return None
    try:
        lines = file.read_bytes().splitlines()
    except OSError as cause:
        raise Invalid(f"{file} cannot be read", field="passphrase_file") from cause
    if not lines or len(lines[0]) < _SHORTEST:
        raise Invalid(f"a passphrase has {_SHORTEST} letters or more", field="passphrase_file")
    return lines[0]


def _checkpoint(file: Path) -> KnownElsewhere:
    found = read_checkpoint(read_note(file.read_text()))
    return KnownElsewhere(f"the checkpoint of {found.origin}", found.size)

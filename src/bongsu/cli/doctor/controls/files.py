"""The data folder: whose it is, where it lies, and whether there is room."""

import os
import shutil
import stat
from pathlib import Path

from bongsu.cli.doctor.control import Control, Facts, Finding, fails, passes, warns

DEMO_CREDENTIALS = "demo-credentials.json"
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "glusterfs", "fuse.sshfs", "afs"}
)
_MOUNTS = Path("/proc/mounts")
_LEAST_FREE = 512 * 1024 * 1024
_ROOMY_SHARE = 0.1


def _is_open(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def folder_private(facts: Facts) -> Finding:
    """The folder alone would do; each file as well, since folders are moved about."""
    found = [path for path in (facts.folder, *facts.files) if _is_open(path)]
    if not found:
        return passes("the folder and every file in it are this account's alone")
    names = ", ".join(path.name for path in found[:5])
    return fails(
        f"{len(found)} may be read by other accounts: {names}", f"chmod -R go= {facts.folder}"
    )


def keys_private(facts: Facts) -> Finding:
    keys = [path for path in facts.files if path.parent.name == "keys"]
    wrong = [path.name for path in keys if _is_open(path) or path.stat().st_uid != os.getuid()]
    if wrong:
        return fails(f"not this account's alone: {', '.join(wrong)}", "chmod 600, chown")
    return passes(f"{len(keys)} keys, this account's alone" if keys else "no keys were made yet")


def no_demo(facts: Facts) -> Finding:
    if (facts.folder / DEMO_CREDENTIALS).exists():
        return fails(
            f"{DEMO_CREDENTIALS} lies here: a demo, whose passwords are known",
            "start a real node in a folder of its own",
        )
    return passes("no demo's credentials")


def on_a_local_disk(facts: Facts) -> Finding:
    kind = _kind_of_disk(facts.folder.resolve())
    if kind in _NETWORK:
        return fails(f"the folder lies on {kind}", "move it to a disk of this machine")
    return passes(f"the folder lies on {kind or 'a disk of this machine'}")


def _kind_of_disk(folder: Path) -> str:
    """The file system of the longest mount point above the folder."""
    if not _MOUNTS.exists():
        return ""
    best, kind = "", ""
    for line in _MOUNTS.read_text().splitlines():
        _, place, found = (*line.split(" "), "", "")[:3]
        place = place.replace("\\040", " ")
        if folder.is_relative_to(place) and len(place) >= len(best):
            best, kind = place, found
    return kind


def room_left(facts: Facts) -> Finding:
    disk = shutil.disk_usage(facts.folder)
    said = f"{disk.free / 1e9:.1f} GB free, {disk.free / disk.total:.0%}"
    if disk.free < _LEAST_FREE:
        return fails(said, "make room: without it no deed is kept, so none is done")
    if disk.free / disk.total < _ROOMY_SHARE:
        return warns(said, "make room before it is needed")
    return passes(said)


CONTROLS = (
    Control(
        "folder-private",
        "Data folder, database and journals are readable by the node's account only",
        "another account on the machine could copy keys and personal data",
        folder_private,
    ),
    Control(
        "keys-private",
        "Private keys are mode 0600 and the node's own",
        "whoever has them forges tickets, checkpoints and signatures",
        keys_private,
    ),
    Control(
        "no-demo-credentials",
        "No demo lives in this folder",
        "its passwords are printed at every start",
        no_demo,
    ),
    Control(
        "local-disk",
        "The folder lies on no network share",
        "SQLite's locks do not hold there: the database and the trail would break",
        on_a_local_disk,
        is_basic=True,
    ),
    Control(
        "disk-space",
        "There is room on the disk",
        "a full disk stops the trail, and with it every picture",
        room_left,
        is_basic=True,
    ),
)

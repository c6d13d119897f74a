"""Two centres as `bongsu run` starts them, each the other's neighbour: cosigned, exported, forked, backed up, restored."""

import asyncio
import json
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner

from bongsu.audit.checkpoint import read_checkpoint
from bongsu.audit.note import Note, VerifierKey, read_note
from bongsu.audit.proofs.reading import checkpoint_note, consistency
from bongsu.audit.tree import TreeKeeper
from bongsu.audit.witnessing.request import write_request
from bongsu.cli.main import cli
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.roles.audit_key import audit_key_of
from bongsu.roles.settings import NodeSettings
from tests.journeys.node import Process, free_pair
from tests.journeys.test_proof import copy_of

T = TypeVar("T")
WITHIN_S = 30.0


def bongsu(*arguments: str) -> str:
    """A command on a node's folder, beside the running node."""
    said = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert said.exit_code == 0, said.output
    return said.stdout


@dataclass
class Centre:
    """One running node and its public keys."""

    folder: Path
    port: int
    log: str
    witness: str
    organisations: int = 0

    @property
    def at(self) -> tuple[str, str]:
        return ("--data-dir", str(self.folder))

    def grow(self) -> None:
        """One more row, by a command beside the running node."""
        self.organisations += 1
        add_organisation(self.folder, f"{self.folder.name.upper()}{self.organisations}")

    def asked(self, path: str, body: bytes | None = None) -> tuple[int, str]:
        url = f"http://127.0.0.1:{self.port}{path}"
        try:
            with urllib.request.urlopen(urllib.request.Request(url, data=body), timeout=10) as said:
                return said.status, said.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def witnessed(self, size: int) -> Note:
        """Its newest cosigned checkpoint, once that has so many rows."""
        return eventually(lambda: self._witnessed(size))

    def _witnessed(self, size: int) -> Note | None:
        status, text = self.asked("/api/audit/checkpoint?witnessed=true")
        note = read_note(text) if status == 200 else None
        return note if note is not None and read_checkpoint(note).size >= size else None

    def rows(self) -> int:
        verdict = json.loads(bongsu("audit", "verify", "--json", *self.at))
        assert verdict["ok"], verdict
        return int(verdict["rows"])


def eventually(found: Callable[[], T | None]) -> T:
    until = time.monotonic() + WITHIN_S
    while time.monotonic() < until:
        there = found()
        if there is not None:
            return there
        time.sleep(0.05)
    raise AssertionError(f"not within {WITHIN_S:g} s")


def add_organisation(folder: Path, code: str) -> None:
    names = ("--name-ko", "기관", "--name-en", "An office", "--kind", "police")
    bongsu("people", "add-organisation", code, *names, "--data-dir", str(folder))


@pytest.fixture(scope="module")
def centres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Centre, Centre]]:
    """Ours and its neighbour, which watches our trail and is our witness."""
    above = tmp_path_factory.mktemp("centres")
    made = []
    for name in ("ours", "theirs"):
        folder = above / name
        add_organisation(folder, name.upper())
        keys = json.loads(bongsu("audit", "key", "--json", "--data-dir", str(folder)))
        made.append(Centre(folder, free_pair(), keys["log"], keys["witness"]))
    ours, theirs = made
    bongsu("audit", "watch", ours.log, *theirs.at)
    url = f"http://127.0.0.1:{theirs.port}/witness"
    bongsu("audit", "witness", "add", "theirs", url, theirs.witness, *ours.at)
    running = [
        Process(["run", *one.at, "--port", str(one.port)], one.folder) for one in (theirs, ours)
    ]
    for process in running:
        process.start()
    try:
        for process in running:
            process.ready()
        yield ours, theirs
    finally:
        for process in running:
            process.stop()


def alone(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As somebody calls it who has this program and these files, and no node."""
    return subprocess.run(
        [sys.executable, "-m", "bongsu", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=folder,
        env={"PATH": ""},
    )


def test_the_neighbour_cosigns_what_a_running_node_signs(centres: tuple[Centre, Centre]) -> None:
    ours, theirs = centres
    before = read_checkpoint(ours.witnessed(1)).size
    ours.grow()
    note = ours.witnessed(before + 1)
    note.must_be_signed_by(VerifierKey.read(ours.log))
    note.must_be_signed_by(VerifierKey.read(theirs.witness))


def test_an_export_is_proved_elsewhere_with_two_public_keys_and_nothing_else(
    centres: tuple[Centre, Centre], tmp_path: Path
) -> None:
    ours, theirs = centres
    size = read_checkpoint(ours.witnessed(ours.rows())).size
    trail, row = tmp_path / "trail.txt", tmp_path / "row.tlog-proof"
    bongsu(
        "audit",
        "export",
        "--reason",
        "법원 제출 자료",
        "--witnessed",
        "--out",
        str(trail),
        *ours.at,
    )
    bongsu(
        "audit",
        "export",
        "--reason",
        "법원 제출 자료",
        "--witnessed",
        "--row",
        "1",
        "--out",
        str(row),
        *ours.at,
    )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for file in (trail, row):
        shutil.move(file, elsewhere)
    keys = ("--key", ours.log, "--witness", theirs.witness)
    said = alone(elsewhere, "audit", "verify", "trail.txt", *keys)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith(f"{size} rows as signed by bongsu.seongbuk/trail/1, cosigned by")
    assert alone(elsewhere, "audit", "verify", "row.tlog-proof", *keys).stdout.startswith("row 1 ")
    bent = (elsewhere / "trail.txt").read_bytes().replace(b"OURS", b"ELSE", 1)
    (elsewhere / "bent.txt").write_bytes(bent)
    refused = alone(elsewhere, "audit", "verify", "bent.txt", *keys)
    assert (refused.returncode, refused.stdout.startswith("Bad at row ")) == (1, True), refused
    stranger = ("--key", theirs.log)
    assert alone(elsewhere, "audit", "verify", "trail.txt", *stranger).returncode == 1


async def forked(folder: Path, old: int) -> str:
    """What somebody with a copy of the folder, keys and all, would show the witness."""
    settings = NodeSettings(data_dir=str(folder))
    database = Database(settings.database)
    keeper = TreeKeeper(database, SystemClock(), audit_key_of(settings))
    while await keeper.keep():
        pass
    async with database.read() as connection:
        note = await checkpoint_note(connection)
        proof = await consistency(connection, old)
    await database.close()
    return write_request(old, proof.hashes, note)


def test_a_second_past_of_the_same_trail_is_refused_and_kept_by_the_witness(
    centres: tuple[Centre, Centre], tmp_path: Path
) -> None:
    ours, theirs = centres
    size = read_checkpoint(ours.witnessed(ours.rows())).size
    copy = tmp_path / "copy"
    shutil.copytree(ours.folder / "keys", copy / "keys")
    copy_of(ours.folder / "node.db", copy / "node.db")
    ours.grow()
    known = read_checkpoint(ours.witnessed(size + 1)).size
    for number in range(known - size):
        add_organisation(copy, f"SOMEBODY{number}")
    request = asyncio.run(forked(copy, size))
    status, said = theirs.asked("/witness/add-checkpoint", request.encode())
    assert (status, said.strip()) == (409, str(known))
    assert theirs.asked("/health")[0] == 200
    exported = eventually(lambda: _exported(theirs, tmp_path / "theirs.txt"))
    (row,) = [line for line in exported if '"what":"fork"' in line]
    assert ours.log.partition("+")[0] in row
    ours.grow()
    ours.witnessed(known + 1)


def _exported(centre: Centre, file: Path) -> list[str] | None:
    """The rows under its newest checkpoint, once the fork is among them."""
    bongsu("audit", "export", "--reason", "법원 제출 자료", "--out", str(file), *centre.at)
    lines = file.read_text().splitlines()
    return lines if any('"what":"fork"' in line for line in lines) else None


def test_a_backup_of_the_running_node_goes_on_under_the_next_number(
    centres: tuple[Centre, Centre], tmp_path: Path
) -> None:
    ours, _ = centres
    kept = tmp_path / "checkpoint"
    kept.write_text(str(ours.witnessed(ours.rows())))
    out, again = tmp_path / "node.tar", tmp_path / "again"
    made = json.loads(bongsu("backup", "--out", str(out), *ours.at))
    known = ("--manifest", made["manifest"], "--checkpoint", str(kept))
    restored = json.loads(bongsu("restore", str(out), "--data-dir", str(again), *known))
    assert (restored["origin"], restored["missing"]) == (2, [])
    verdict = json.loads(bongsu("audit", "verify", "--json", "--data-dir", str(again)))
    assert (verdict["ok"], verdict["head_file"]) == (True, True), verdict
    assert verdict["rows"] > made["rows"]
    assert verdict["witnessed_rows"] > 0, "what was cosigned came along"
    key = json.loads(bongsu("audit", "key", "--json", "--data-dir", str(again)))["log"]
    assert key.startswith("bongsu.seongbuk/trail/2+")
    assert ours.asked("/health")[0] == 200

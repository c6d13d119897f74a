"""Backups that were cut, edited, sealed for somebody else or made by a later release: said clearly, nothing restored."""

import asyncio
import io
import os
import random
import shutil
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from bongsu.kernel.failures import Failure
from bongsu.roles.backup.make import make_backup
from bongsu.roles.backup.manifest import BackupDamaged, BackupTooNew, is_inside
from bongsu.roles.backup.restore import FolderInUse, head_file_as_known, restore
from bongsu.roles.backup.sealed import MAGIC, Opening, Sealing
from bongsu.roles.backup.unpack import PassphraseMissing
from tests.roles.backup.stand import clock, stand, verdict_of

PASSPHRASE = b"four words on a hill"
Members = list[tuple[tarfile.TarInfo, bytes]]


async def _make(above: Path) -> Path:
    here = await stand(above / "node")
    await make_backup(here.folder, above / "node.tar", clock())
    return above / "node.tar"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(_make(tmp_path_factory.mktemp("backup")))


@pytest.fixture
def made(whole: Path, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    return Path(shutil.copy(whole, tmp_path / "node.tar"))


def members(file: Path) -> Members:
    with tarfile.open(file) as tar:
        return [(one, (tar.extractfile(one) or io.BytesIO()).read()) for one in tar.getmembers()]


def write(file: Path, content: Members) -> None:
    with tarfile.open(file, "w") as tar:
        for member, data in content:
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))


def with_manifest(content: Members, change: Callable[[dict[str, object]], object]) -> Members:
    manifest = msgspec.json.decode(content[0][1])
    change(manifest)
    return [(content[0][0], msgspec.json.encode(manifest)), *content[1:]]


async def is_refused(file: Path, failure: type[Failure], **more: object) -> Failure:
    target = file.parent / "again"
    with pytest.raises(failure) as refused:
        await restore(file, target, clock(), **more)  # type: ignore[arg-type] # a test's own options
    assert not target.exists()
    assert not [path for path in file.parent.iterdir() if path.name.startswith(".bongsu")]
    return refused.value


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9])
async def test_a_backup_that_was_cut(made: Path, share: float) -> None:
    data = made.read_bytes()
    made.write_bytes(data[: int(len(data) * share)])
    await is_refused(made, BackupDamaged)


async def test_a_single_changed_bit_anywhere_in_a_file_is_found(made: Path) -> None:
    data = bytearray(made.read_bytes())
    start = data.find(b"SQLite format 3")
    place = random.Random(3).randrange(start, start + 50_000)
    data[place] ^= 1
    made.write_bytes(data)
    assert "node.db" in (await is_refused(made, BackupDamaged)).detail


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c[:-1], "missing"),
        (lambda c: [*c, c[-1]], "twice"),
        (lambda c: c[1:], "no backup"),
        (lambda c: [*c, (tarfile.TarInfo("extra"), b"more")], "extra"),
        (lambda c: [*c[:-1], (tarfile.TarInfo("../escaped"), c[-1][1])], "escaped"),
    ],
)
async def test_files_that_went_or_came(
    made: Path, change: Callable[[Members], Members], said: str
) -> None:
    write(made, change(members(made)))
    assert said in (await is_refused(made, BackupDamaged)).detail
    assert not (made.parent / "escaped").exists()


async def test_a_link_in_place_of_a_file_is_refused(made: Path) -> None:
    content = members(made)
    link = tarfile.TarInfo(content[-1][0].name)
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    write(made, [*content[:-1], (link, b"")])
    await is_refused(made, BackupDamaged)


async def test_a_trail_that_was_edited_together_with_the_list_does_not_verify(
    made: Path, tmp_path: Path
) -> None:
    """Whoever can rewrite the list as well is found by the chain."""
    edited = members(made)
    number = next(i for i, (member, _) in enumerate(edited) if member.name == "node.db")
    data = (
        edited[number][1].replace(b'"change":', b'"chance":').replace(b"SHIFT_LEAD", b"CENTRE_HED")
    )
    assert data != edited[number][1]
    edited[number] = (edited[number][0], data)
    digest = sha256(data).hexdigest()

    def change(manifest: dict[str, object]) -> None:
        files = manifest["files"]
        assert isinstance(files, list)
        next(f for f in files if f["name"] == "node.db")["sha256"] = digest

    write(made, with_manifest(edited, change))
    assert "does not verify" in (await is_refused(made, BackupDamaged)).detail


@pytest.mark.parametrize(
    "change", [{"format": 2, "release": "9.9.9"}, {"revision": "9999", "release": "9.9.9"}]
)
async def test_a_backup_of_a_later_release(made: Path, change: dict[str, object]) -> None:
    write(made, with_manifest(members(made), lambda manifest: manifest.update(change)))
    assert "9.9.9" in (await is_refused(made, BackupTooNew)).detail


async def test_another_backup_than_the_one_that_was_named(made: Path) -> None:
    refused = await is_refused(made, BackupDamaged, manifest_expected="0" * 64)
    assert refused.field == "manifest"


@pytest.mark.parametrize("content", [b"", b"no tar at all", os.urandom(4096)])
async def test_what_is_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    await is_refused(tmp_path / "file", BackupDamaged)
    await is_refused(tmp_path / "none", BackupDamaged)


async def test_a_folder_with_anything_in_it_is_left_alone(made: Path) -> None:
    target = made.parent / "full"
    target.mkdir()
    (target / "mine").write_text("mine")
    with pytest.raises(FolderInUse):
        await restore(made, target, clock())
    assert [path.name for path in target.iterdir()] == ["mine"]
    with pytest.raises(FolderInUse):
        await restore(made, target / "mine", clock())
    empty = made.parent / "empty"
    empty.mkdir()
    await restore(made, empty, clock())
    assert (empty / "node.db").exists()


async def test_a_sealed_backup_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    here = await stand(tmp_path / "node")
    made = await make_backup(here.folder, tmp_path / "sealed", clock(), PASSPHRASE)
    data = (tmp_path / "sealed").read_bytes()
    assert made.sealed
    assert data.startswith(MAGIC)
    assert b"SQLite format" not in data
    assert b"PRIVATE KEY" not in data
    await is_refused(tmp_path / "sealed", PassphraseMissing)
    wrong = await is_refused(tmp_path / "sealed", BackupDamaged, passphrase=b"another one here")
    assert wrong.field == "passphrase_file"
    await restore(tmp_path / "sealed", tmp_path / "opened", clock(), passphrase=PASSPHRASE)
    assert (await verdict_of(tmp_path / "opened")).ok


def sealed(data: bytes) -> bytes:
    into = io.BytesIO()
    sealing = Sealing(into, PASSPHRASE)
    sealing.write(data)
    sealing.close()
    return into.getvalue()


def opened(data: bytes) -> bytes:
    source = io.BytesIO(data)
    assert source.read(len(MAGIC)) == MAGIC
    return Opening(source, PASSPHRASE).readall()


@pytest.mark.parametrize("size", [0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 700_000])
def test_a_sealed_stream_comes_back_as_it_was(size: int) -> None:
    data = os.urandom(size)
    assert opened(sealed(data)) == data


def test_sealed_chunks_cannot_be_cut_off_moved_or_changed() -> None:
    whole = sealed(os.urandom(700_000))
    head = whole.index(b"\n", len(MAGIC)) + 1
    block = (1 << 18) + 16
    first, second, last = whole[head : head + block], whole[head + block : head + 2 * block], b""
    last = whole[head + 2 * block :]
    start = whole[:head]
    for broken in (
        start + first + second,
        start + first,
        start,
        start + second + first + last,
        start + first + second + last[:-1],
        start + first + second + last + b"x",
        start + first + first + last,
    ):
        if broken == start:
            assert opened(broken) == b"", "and then holds no tar"
            continue
        with pytest.raises(BackupDamaged):
            opened(broken)


def test_a_file_does_not_choose_our_memory() -> None:
    whole = sealed(b"x")
    with pytest.raises(BackupDamaged, match="cost"):
        opened(whole.replace(b'"n":131072', b'"n":1073741824'))
    with pytest.raises(BackupDamaged, match="first line"):
        opened(MAGIC + b"{}\n")


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("node.db", True),
        ("keys/ticket.pem", True),
        ("../node.db", False),
        ("/etc/passwd", False),
        ("keys/../../x", False),
        ("keys//x", False),
        ("", False),
        (".", False),
    ],
)
def test_only_plain_names_below_the_folder(name: str, *, inside: bool) -> None:
    assert is_inside(name) is inside


def test_a_head_file_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(BackupDamaged) as refused:
        head_file_as_known(tmp_path / "none")
    assert refused.value.field == "old_head"

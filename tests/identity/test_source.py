"""Where a sign-in came from is a mark that only this node can make, and never the address."""

import stat
from pathlib import Path

import httpx
import msgspec
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.identity.people import Role
from bongsu.identity.secret_box import SecretBox
from bongsu.identity.service import IdentityService
from bongsu.identity.source import source_of
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.identity.accounts import account, trail_of
from tests.identity.conftest import PASSWORD
from tests.identity.whole import browser_at, strict_identity

NAME = "김봉수"


@pytest.fixture
def box(tmp_path: Path) -> SecretBox:
    return SecretBox(str(tmp_path / "keys" / "identity.key"))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("10.0.0.7", "10.0.0.7", True),
        ("10.0.0.7", "10.0.0.8", False),
        ("::ffff:10.0.0.7", "10.0.0.7", True),
        # RFC 8981: the lower half changes by itself every day
        ("2001:db8::1", "2001:db8::dead:beef", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("0.0.0.0", "::", False),
    ],
)
def test_the_same_place_has_the_same_mark(
    box: SecretBox, one: str, other: str, is_same: bool
) -> None:
    assert (source_of(box, one) == source_of(box, other)) == is_same


@pytest.mark.parametrize("address", [None, "", "unknown", "testclient", "10.0.0", "10.0.0.7:80"])
def test_what_is_no_address_has_no_mark(box: SecretBox, address: str | None) -> None:
    assert source_of(box, address) is None


def test_another_nodes_key_makes_another_mark(tmp_path: Path) -> None:
    """Else four thousand million hashes would give every address away."""
    boxes = [SecretBox(str(tmp_path / name)) for name in ("a.key", "b.key")]
    assert source_of(boxes[0], "10.0.0.7") != source_of(boxes[1], "10.0.0.7")


def test_the_mark_is_short_plain_and_says_nothing(box: SecretBox) -> None:
    mark = source_of(box, "10.0.0.7")
    assert mark is not None
    assert len(mark) == 24
    assert set(mark) <= set("0123456789abcdef")


def test_the_same_place_keeps_its_mark_over_a_restart(tmp_path: Path) -> None:
    key_file = str(tmp_path / "identity.key")
    assert source_of(SecretBox(key_file), "10.0.0.7") == source_of(SecretBox(key_file), "10.0.0.7")


def test_marks_of_other_things_are_other_marks(box: SecretBox) -> None:
    assert box.mark(b"10.0.0.7", "sign-in source") != box.mark(b"10.0.0.7", "something else")


def test_the_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "identity.key"
    source_of(SecretBox(str(file)), "10.0.0.7")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_broken_key_keeps_nobody_out(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "identity.key"
    file.write_bytes(content)
    assert source_of(SecretBox(str(file)), "10.0.0.7") is None
    assert file.read_bytes() == content, "and it is not overwritten: secrets may lie under it"


async def keyed(database: Database, clock: FixedClock, tmp_path: Path) -> IdentityService:
    service = await strict_identity(database, clock, str(tmp_path / "identity.key"))
    await account(service, Role.OPERATOR, NAME)
    return service


async def test_rows_of_sign_ins_right_and_wrong_say_where_from(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    identity = await keyed(database, clock, tmp_path)
    async with browser_at(identity, database) as browser:
        for password in ("wrong", PASSWORD):
            await browser.post("/api/sign-in", json={"name": NAME, "password": password})
    rows = [
        *(await trail_of(database, TrailKind.SIGN_IN_FAILED)),
        *(await trail_of(database, TrailKind.SIGN_IN)),
    ]
    marks = {msgspec.json.decode(row.body)["source"] for row in rows}
    assert len(rows) == 2
    assert marks == {source_of(SecretBox(identity.settings.key_file), "127.0.0.1")}
    assert not any("127.0.0.1" in row.body for row in rows)


async def test_a_caller_cannot_choose_its_mark(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    identity = await keyed(database, clock, tmp_path)
    async with browser_at(identity, database) as browser:
        for forwarded in ("10.9.9.9", "10.8.8.8"):
            said = httpx.Headers({"X-Forwarded-For": forwarded, "Forwarded": f"for={forwarded}"})
            form = {"name": NAME, "password": PASSWORD}
            await browser.post("/api/sign-in", json=form, headers=said)
    rows = await trail_of(database, TrailKind.SIGN_IN)
    assert len({msgspec.json.decode(row.body)["source"] for row in rows}) == 1


async def test_a_node_without_a_key_signs_in_all_the_same(
    identity: IdentityService, database: Database
) -> None:
    await account(identity, Role.OPERATOR, NAME)
    async with browser_at(identity, database) as browser:
        answer = await browser.post("/api/sign-in", json={"name": NAME, "password": PASSWORD})
    assert answer.status_code == 200
    assert "source" not in msgspec.json.decode(
        (await trail_of(database, TrailKind.SIGN_IN))[0].body
    )

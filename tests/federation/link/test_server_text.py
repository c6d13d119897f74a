"""The link server's settings: nothing in a plan becomes a setting of its own, and nobody is mapped to anything but peers."""

import asyncio
import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any  # Any: the settings are JSON

import msgspec
import pytest

from bongsu.federation.link.messages import LinkPlan, PeerPlan
from bongsu.federation.link.server import FolderTaken, LinkServer
from bongsu.federation.link.server_text import KeyFiles, NoKeys, PlanRefused, settings_of, written
from bongsu.federation.peers.nkey import new_nkey
from bongsu.kernel.nats_server import BusNotStarted
from tests.kernel.authority import Authority
from tests.kernel.test_nats_server import gone_within, lives
from tests.ports import free_port

NKEY = new_nkey()
LISTEN = "127.0.0.1:8603"


@pytest.fixture
def keys(tmp_path: Path) -> KeyFiles:
    authority = Authority(tmp_path)
    certificate, key = authority.issue("localhost")
    folder = tmp_path / "keys"
    folder.mkdir()
    (folder / "link.pem").write_bytes(certificate.read_bytes())
    (folder / "link.key").write_bytes(key.read_bytes())
    (folder / "ca.pem").write_bytes(authority.file.read_bytes())
    (folder / "link.nk").write_text(NKEY.seed + "\n")
    return KeyFiles(folder)


def hub(*codes: str, nkey: str = NKEY.public) -> LinkPlan:
    return LinkPlan(
        code="SEOUL", kind="hub", peers=tuple(PeerPlan(code=code, nkey=nkey) for code in codes)
    )


def district(hub_url: str = "hub.seoul.example:8603") -> LinkPlan:
    peers = (PeerPlan(code="SEOUL"), PeerPlan(code="GURO", route="through_hub"))
    return LinkPlan(code="GANGBUK", kind="district", hub_url=hub_url, hub_code="SEOUL", peers=peers)


def settings(plan: LinkPlan, keys: KeyFiles) -> Any:  # Any: JSON
    found = settings_of(plan, keys, LISTEN, "secret")
    return json.loads(written(found, Path("folder"), -1)) if found is not None else None


def test_each_pair_is_mapped_to_each_other_and_to_nothing_else(keys: KeyFiles) -> None:
    accounts = settings(hub("GURO", "GANGBUK"), keys)["accounts"]
    assert set(accounts) == {"SEOUL", "GURO", "GANGBUK"}
    for code, account in accounts.items():
        others = set(accounts) - {code}
        assert {(one["service"], *one["accounts"]) for one in account["exports"]} == {
            (f"in.{other}.*", other) for other in others
        }
        assert {
            (one["service"]["account"], one["service"]["subject"], one["to"])
            for one in account["imports"]
        } == {(other, f"in.{code}.*", f"out.{other}.*") for other in others}


def test_a_peer_comes_by_its_key_and_only_as_a_leaf(keys: KeyFiles) -> None:
    accounts = settings(hub("GURO"), keys)["accounts"]
    assert accounts["GURO"]["users"] == [
        {"nkey": NKEY.public, "allowed_connection_types": ["LEAFNODE"]}
    ]
    assert accounts["SEOUL"]["users"][0]["allowed_connection_types"] == ["STANDARD"]


def test_the_door_asks_for_a_certificate_before_it_says_a_word(keys: KeyFiles) -> None:
    door = settings(hub("GURO"), keys)["leafnodes"]
    assert door["listen"] == LISTEN
    assert door["no_advertise"] is True
    assert door["tls"]["verify"] is True
    assert door["tls"]["handshake_first"] is True
    assert door["tls"]["min_version"] == "1.3"


def test_clients_are_let_in_on_loopback_only(keys: KeyFiles) -> None:
    for plan in (hub("GURO"), district()):
        assert settings(plan, keys)["listen"].startswith("127.0.0.1:")


def test_a_district_opens_no_door(keys: KeyFiles) -> None:
    leafnodes = settings(district(), keys)["leafnodes"]
    assert "listen" not in leafnodes
    assert leafnodes["remotes"][0]["urls"] == ["tls://hub.seoul.example:8603"]
    assert leafnodes["remotes"][0]["nkey"] == NKEY.seed


@pytest.mark.parametrize("plan", [hub(), LinkPlan(code="GURO", kind="alone")])
def test_nobody_to_be_linked_with_needs_no_server(plan: LinkPlan, keys: KeyFiles) -> None:
    assert settings(plan, keys) is None


@pytest.mark.parametrize(
    "code",
    ["", "A", "guro", "GURO ", "GU.RO", "GU*", ">", "A" * 25, 'A", "x": "', "A\nB", "구로", "$SYS"],
)
def test_a_code_that_is_none_is_refused(code: str, keys: KeyFiles) -> None:
    plans = (hub(code), LinkPlan(code=code, kind="hub", peers=(PeerPlan(code="GURO"),)))
    for plan in plans:
        with pytest.raises(PlanRefused):
            settings(plan, keys)


def test_two_centres_with_one_code_are_refused(keys: KeyFiles) -> None:
    for plan in (hub("GURO", "GURO"), hub("SEOUL")):
        with pytest.raises(PlanRefused, match="one code"):
            settings(plan, keys)


@pytest.mark.parametrize(
    "nkey",
    ["", NKEY.seed, NKEY.public[:-1], NKEY.public.lower(), 'U" }], "x": ["'],
    ids=["empty", "seed", "short", "lower", "injected"],
)
def test_a_key_that_is_none_is_refused(nkey: str, keys: KeyFiles) -> None:
    with pytest.raises(PlanRefused) as refused:
        settings(hub("GURO", nkey=nkey), keys)
    assert refused.value.field == "nkey"


@pytest.mark.parametrize(
    "url", ["", "hub", "hub:", "hub:port", "tls://hub:1", 'hub:1"]', "hub:1 x", "a b:1", "h@x:1"]
)
def test_an_address_that_is_none_is_refused(url: str, keys: KeyFiles) -> None:
    with pytest.raises(PlanRefused) as refused:
        settings(district(url), keys)
    assert refused.value.field == "hub_url"


@pytest.mark.parametrize("missing", ["ca.pem", "link.pem", "link.key", "link.nk"])
def test_missing_keys_are_named(missing: str, keys: KeyFiles) -> None:
    (keys.folder / missing).unlink()
    with pytest.raises(NoKeys, match=missing):
        settings(district(), keys)


def test_a_seed_that_is_none_is_not_written_into_the_settings(keys: KeyFiles) -> None:
    (keys.folder / "link.nk").write_text('SU", "x": "')
    with pytest.raises(NoKeys):
        settings(district(), keys)


async def test_the_settings_are_for_our_eyes_only(keys: KeyFiles, tmp_path: Path) -> None:
    server = LinkServer(tmp_path / "link", keys, f"127.0.0.1:{free_port()}")
    assert await server.apply(hub("GURO"))
    try:
        file = tmp_path / "link" / "nats.conf"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert server.password in file.read_text()
        assert not await server.apply(hub("GURO")), "the same plan is no change"
    finally:
        await server.stop()


async def test_a_plan_that_is_refused_leaves_no_server(keys: KeyFiles, tmp_path: Path) -> None:
    """What was revoked in it must not stay linked because something else in it is wrong."""
    server = LinkServer(tmp_path / "link", keys, f"127.0.0.1:{free_port()}")
    await server.apply(hub("GURO"))
    with pytest.raises(PlanRefused):
        await server.apply(hub("guro"))
    assert not server.runs


async def test_a_taken_port_fails_by_name(keys: KeyFiles, tmp_path: Path) -> None:
    listen = f"127.0.0.1:{free_port()}"
    first, second = (LinkServer(tmp_path / name, keys, listen) for name in ("one", "two"))
    await first.apply(hub("GURO"))
    try:
        with pytest.raises(BusNotStarted):
            await second.apply(hub("GURO"))
    finally:
        await first.stop()
        await second.stop()


def test_two_federation_processes_of_one_node_are_refused(keys: KeyFiles, tmp_path: Path) -> None:
    first, second = (LinkServer(tmp_path / "link", keys, LISTEN) for _ in range(2))
    first.lock()
    with pytest.raises(FolderTaken):
        second.lock()
    first.unlock()
    second.lock()
    second.unlock()


PARENT = """
import asyncio, sys
from pathlib import Path
import msgspec
from bongsu.federation.link.messages import LinkPlan
from bongsu.federation.link.server import LinkServer
from bongsu.federation.link.server_text import KeyFiles

async def main():
    server = LinkServer(Path(sys.argv[1]), KeyFiles(Path(sys.argv[2])), sys.argv[3])
    server.lock()
    await server.apply(msgspec.json.decode(sys.argv[4], type=LinkPlan))
    print(server._server._process.pid, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
async def test_the_server_dies_with_its_process_and_another_may_start(
    keys: KeyFiles, tmp_path: Path
) -> None:
    folder, listen = tmp_path / "link", f"127.0.0.1:{free_port()}"
    plan = msgspec.json.encode(hub("GURO")).decode()
    arguments = [sys.executable, "-c", PARENT, str(folder), str(keys.folder), listen, plan]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        number = int(await asyncio.to_thread(_last_line, parent))
        assert lives(number)
        parent.kill()
        parent.wait(5)
    assert await asyncio.to_thread(gone_within, number, 5)
    server = LinkServer(folder, keys, listen)
    server.lock()
    assert await server.apply(hub("GURO"))
    await server.stop()
    server.unlock()


def _last_line(parent: "subprocess.Popen[str]") -> str:
    """Behind what it logs."""
    assert parent.stdout is not None
    while not (line := parent.stdout.readline().strip()).isdigit():
        assert parent.poll() is None, line
    return line

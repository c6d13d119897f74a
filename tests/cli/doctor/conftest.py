"""A node as it should be, for one control after the other to look at."""

import asyncio
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from bongsu.cli.doctor.control import Facts
from bongsu.cli.doctor.look import look
from bongsu.identity.settings import IdentitySettings
from bongsu.media.settings import MediaSettings
from bongsu.roles.settings import NodeSettings
from bongsu.roles.started import started_now
from tests.cli.doctor.sound import GOOD_BOOKS, NOW, verdict


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """Before any start. Read once: the application that is asked for its headers takes long to build."""
    folder = tmp_path_factory.mktemp("doctor") / "nowhere"
    return asyncio.run(look(folder, NodeSettings(data_dir=str(folder))))


@pytest.fixture
def facts(tmp_path: Path, seen: Facts) -> Facts:
    """A node as it should be."""
    folder = tmp_path / "node"
    (folder / "keys").mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)
    for name in ("keys/ticket.pem", "node.db"):
        (folder / name).touch(mode=0o600)
    (folder / "bus").mkdir()
    conf = folder / "bus" / "nats.conf"
    conf.touch(mode=0o600)
    conf.write_text(
        f'listen: "127.0.0.1:4222"\nauthorization {{ users: [{{"user": "node", "password": "{"t" * 64}"}}] }}\n'
    )
    node = NodeSettings(data_dir=str(folder))
    started = started_now(NOW, node, IdentitySettings(), MediaSettings())
    return replace(
        seen,
        node=node,
        folder=folder,
        now=NOW,
        books=GOOD_BOOKS,
        verdict=verdict(ok=True, head_file=True),
        started=msgspec.structs.replace(started, core_bytes=0, user=1000),
    )

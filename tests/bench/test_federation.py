"""What the bench of the federation reports, and that its comparison finds what is lost, doubled or out of order."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from bongsu.bench.federation.centre import BenchCentre
from bongsu.bench.federation.cuts import Run
from bongsu.bench.federation.load import Load
from bongsu.bench.federation.mail import between, mark
from bongsu.bench.federation.promises import PROMISES
from bongsu.bench.federation.proof import Proof, prove
from bongsu.bench.federation.rest import role_of
from bongsu.bench.federation.run import proof_readings
from bongsu.bench.federation.sizes import CAMERAS, FULL, QUICK
from bongsu.bench.federation.waiting import until
from bongsu.bench.figures import figures_of
from bongsu.bench.processes import OwnProcess, processes_below, pss_mib
from bongsu.roles.settings import NodeSettings

_TABLES = """
CREATE TABLE incidents (incident_id, partner, ext_incident_no, state);
CREATE TABLE exchange_outboxes (peer, last, acknowledged);
CREATE TABLE exchange_sent (message_id, peer, seq);
CREATE TABLE exchange_applied (message_id, peer, seq, refusal);
CREATE TABLE crossings (incident_id, peer, said);
CREATE TABLE grants (grant_id, owner, owner_grant_id, opened_at, organisation);
CREATE TABLE provision_ledger (grant_id);
CREATE TABLE catalogue_versions (version);
CREATE TABLE peer_catalogues (owner, version);
"""
_ASKED = """
INSERT INTO incidents VALUES ('inc_1', 'seoul-112', 'call-1', 'closed');
INSERT INTO crossings VALUES ('inc_1', 'GANGBUK', 'asked');
INSERT INTO exchange_sent VALUES ('m1', 'GANGBUK', 1), ('m2', 'GANGBUK', 2);
INSERT INTO exchange_outboxes VALUES ('GANGBUK', 2, 2);
INSERT INTO grants VALUES ('gr_1', 'GANGBUK', 'gr_b', '2026', 'KNPA');
INSERT INTO provision_ledger VALUES ('gr_1');
INSERT INTO catalogue_versions VALUES (7);
"""
_HEARD = """
INSERT INTO incidents VALUES ('inc_b', 'peer:SEONGBUK', 'inc_1', 'closed');
INSERT INTO exchange_applied VALUES ('m1', 'SEONGBUK', 1, ''), ('m2', 'SEONGBUK', 2, '');
INSERT INTO grants VALUES ('gr_b', NULL, NULL, '2026', 'KNPA');
INSERT INTO grants VALUES ('gr_own', NULL, NULL, '2026', 'GANGBUK');
INSERT INTO provision_ledger VALUES ('gr_b');
INSERT INTO catalogue_versions VALUES (3);
INSERT INTO peer_catalogues VALUES ('SEONGBUK', 7), ('GANGBUK', 3);
"""


def centre(folder: Path, code: str, script: str) -> BenchCentre:
    at = folder / code.lower()
    at.mkdir()
    with closing(sqlite3.connect(at / "node.db")) as books:
        books.executescript(_TABLES + script)
    made = SimpleNamespace()
    settings = NodeSettings(centre=code, data_dir=str(at))
    return BenchCentre(settings, cast("object", made), cast("object", made), cast("object", made))  # type: ignore[arg-type]  # only the books are read


@pytest.fixture
def loads(tmp_path: Path) -> list[Load]:
    ours, theirs = centre(tmp_path, "SEONGBUK", _ASKED), centre(tmp_path, "GANGBUK", _HEARD)
    return [Load(ours, 1.0, taken=["call-1"]), Load(theirs, 1.0)]


def change(load: Load, statement: str) -> None:
    with closing(sqlite3.connect(load.centre.settings.folder / "node.db")) as books:
        books.executescript(statement)


def seen(proof: Proof) -> tuple[int, int, int]:
    return proof.lost, proof.doubled, proof.out_of_order


def test_books_that_agree_are_found_to_agree(loads: list[Load]) -> None:
    proof = prove(loads)
    assert seen(proof) == (0, 0, 0)
    assert (proof.messages, proof.incidents, proof.grants, proof.ledger) == (2, 1, 1, 2)


@pytest.mark.parametrize(
    ("at", "statement", "found"),
    [
        (0, "DELETE FROM incidents", (1, 0, 0)),
        (0, "DELETE FROM provision_ledger", (1, 0, 0)),
        (1, "DELETE FROM incidents", (1, 0, 0)),
        (1, "DELETE FROM exchange_applied WHERE seq = 2", (1, 0, 0)),
        (1, "DELETE FROM grants WHERE grant_id = 'gr_b'", (1, 0, 0)),
        (1, "INSERT INTO provision_ledger VALUES ('gr_b')", (0, 1, 0)),
        (1, "INSERT INTO incidents SELECT * FROM incidents", (0, 1, 0)),
        (1, "INSERT INTO exchange_applied VALUES ('m1', 'SEONGBUK', 1, '')", (0, 1, 1)),
        (1, "UPDATE exchange_applied SET seq = 3 - seq", (0, 0, 1)),
    ],
)
def test_what_is_missing_double_or_out_of_order_is_counted(
    loads: list[Load], at: int, statement: str, found: tuple[int, int, int]
) -> None:
    change(loads[at], statement)
    assert seen(prove(loads)) == found


def test_a_mark_is_reached_when_mail_and_catalogue_are(loads: list[Load]) -> None:
    ours, theirs = (load.centre for load in loads)
    there = mark(between(ours, theirs), theirs)
    assert there.is_reached()
    change(loads[0], "UPDATE exchange_outboxes SET acknowledged = 1")
    assert not there.is_reached()
    change(loads[0], "UPDATE exchange_outboxes SET acknowledged = 2")
    change(loads[1], "UPDATE peer_catalogues SET version = 6 WHERE owner = 'SEONGBUK'")
    assert not there.is_reached()


async def test_waiting_ends_with_what_is_waited_for_or_in_time() -> None:
    looks = iter([False, False, True])
    assert await until(lambda: next(looks), within_s=5, every_s=0.0) > 0
    with pytest.raises(TimeoutError):
        await until(lambda: False, within_s=0.0, every_s=0.0)


def test_every_promised_name_is_reported_also_when_nothing_was_measured(loads: list[Load]) -> None:
    run = Run(loads=loads)
    measured = {**run.readings(QUICK), **proof_readings(Proof(), loads, run)}
    figures = figures_of(PROMISES, measured)
    assert [one.name for one in figures] == list(PROMISES)
    assert {one.name for one in figures if one.met} == {"lost", "doubled", "out_of_order"}


def test_the_city_has_70_000_cameras_in_full_and_in_a_hurry() -> None:
    for sizes in (FULL, QUICK):
        assert sum(sizes.districts.values()) == CAMERAS
    assert (FULL.cuts, FULL.cut_s, FULL.kills) == (10, 60.0, 10)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        (("python", "-m", "bongsu", "run", "--only", "node"), "node"),
        (("nats-server", "-c", "/var/node/link/nats.conf"), "link"),
        (("nats-server", "-c", "/var/node/bus/nats.conf"), "bus"),
        (("python", "-m", "bongsu", "run"), "supervisor"),
    ],
)
def test_a_process_is_known_by_its_command_line(words: tuple[str, ...], role: str) -> None:
    assert role_of(OwnProcess(1, words)) == role


def test_this_process_is_below_itself_and_has_a_size() -> None:
    assert os.getpid() in [one.pid for one in processes_below(os.getpid())]
    assert processes_below(2**30) == []
    assert pss_mib(os.getpid()) > 1

"""What a commit has acknowledged outlives a kill and a lost power line; and the trials would see it if it did not."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bongsu.bench.accountability.crash import crash_trials, cut_back
from bongsu.bench.accountability.write_ahead import (
    Durable,
    durable_now,
    end_of,
    log_of,
    page_bytes,
    pages_in,
    salt_of,
)
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade


@pytest.fixture
async def prepared(tmp_path: Path) -> Path:
    path = tmp_path / "prepared.db"
    await upgrade(f"sqlite+aiosqlite:///{path}")
    return path


def test_no_acknowledged_row_is_lost_by_kills_and_cut_files(prepared: Path, tmp_path: Path) -> None:
    crashes = crash_trials(prepared, tmp_path, kills=8, seed=7)
    assert (crashes.kills, crashes.cuts, crashes.lost) == (8, 4, 0)
    assert crashes.rows > 0


async def test_the_settings_that_durability_rests_on_are_in_force(tmp_path: Path) -> None:
    """A kill cannot tell: the kernel keeps what was written. So the settings are asked for."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'node.db'}")
    async with database.work() as work:
        for pragma, value in (("synchronous", 2), ("journal_mode", "wal"), ("foreign_keys", 1)):
            answer = await work.connection.exec_driver_sql(f"PRAGMA {pragma}")
            assert answer.scalar_one() == value, pragma
    await database.close()


class Log:
    """A database in write-ahead mode whose log holds two commits; `first` is how far the first had come."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA wal_autocheckpoint=0")
        self._connection.execute("CREATE TABLE rows (number INTEGER PRIMARY KEY, text TEXT)")
        self._connection.execute("INSERT INTO rows VALUES (1, ?)", ("a" * 9000,))
        self.first = durable_now(path)
        self._connection.execute("INSERT INTO rows VALUES (2, ?)", ("b" * 9000,))
        self.second = durable_now(path)
        self.bytes = log_of(path).read_bytes()

    def lose_power(self, durable: Durable, seed: int) -> list[int]:
        """Answers the rows that a restart finds; closing would tidy up, so the files are copied away first."""
        after = self.path.with_name(f"after-{seed}.db")
        after.write_bytes(self.path.read_bytes())
        log_of(after).write_bytes(self.bytes)
        cut_back(after, durable, Random(seed))
        with closing(sqlite3.connect(after)) as connection:
            rows = connection.execute("SELECT number FROM rows ORDER BY number").fetchall()
        return [number for (number,) in rows]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "log.db")


def test_the_log_is_read_as_sqlite_wrote_it(log: Log) -> None:
    assert salt_of(log.bytes) == log.first.salt == log.second.salt
    assert end_of(log.bytes, log.second.frames) == len(log.bytes)
    assert log.first.frames < log.second.frames
    assert page_bytes(log.bytes) == 4096
    assert 1 in pages_in(log.bytes, log.first.frames)


@pytest.mark.parametrize("seed", range(12))
def test_what_was_synced_is_there_after_any_cut_and_what_was_not_may_be_gone(
    log: Log, seed: int
) -> None:
    assert log.lose_power(log.second, seed) == [1, 2]
    assert log.lose_power(log.first, seed)[0] == 1


def test_a_commit_that_had_not_waited_for_the_disk_is_lost_by_some_cut(log: Log) -> None:
    """So the trials would count it, had it been acknowledged."""
    found = [log.lose_power(log.first, seed) for seed in range(12)]
    assert [1] in found

"""What a sound node's database says, at one moment."""

from datetime import UTC, datetime

from bongsu.audit.verify import Verdict

NOW = datetime(2026, 11, 21, 2, 10, tzinfo=UTC)
GOOD_BOOKS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "quick_check": "ok",
    "revision": "0007",
    "newest_revision": "0007",
    "people": 3,
    "own_people": 2,
    "own_people_without_factor": 0,
    "trail_rows": 10,
    "trail_at": "2026-11-21T02:09:00.000000Z",
    "backup_at": "2026-11-20T02:09:00.000000Z",
    "checkpoint_size": 10,
    "checkpoint_at": "2026-11-21T02:09:30.000000Z",
    "witnesses": 2,
}


def verdict(*, ok: bool, head_file: bool = False) -> Verdict:
    bad, why = (None, "") if ok else (5, "gone")
    return Verdict(rows=4, ok=ok, first_bad_sequence=bad, why=why, head_file=head_file)

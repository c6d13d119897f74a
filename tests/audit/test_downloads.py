"""No file leaves without a reason and a row of the trail that names it by its hash."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.downloads import (
    LONGEST_REASON,
    Download,
    ReasonMissing,
    checked_reason,
    hash_of,
    keep_download,
    says_something,
)
from bongsu.audit.kinds import TrailKind
from bongsu.audit.store import rows_after
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database

LEDGER = Download(
    what="ledger",
    form="xlsx",
    reason="  감사원 정기감사\n제출 ",
    by="per_1",
    organisation="SEONGBUK",
    sha256=hash_of(b"file"),
    rows=12,
    span={"from": "2026-10-01", "to": "2026-10-31"},
)


async def test_a_download_is_kept_with_its_reason_span_rows_and_hash(
    database: Database, clock: FixedClock
) -> None:
    async with database.work() as work:
        assert await keep_download(work, clock.now(), LEDGER) == 1
    async with database.read() as connection:
        (row,) = await rows_after(connection, 0, 10)
    assert (row.kind, row.actor, row.organisation) == (TrailKind.DOWNLOAD, "per_1", "SEONGBUK")
    assert msgspec.json.decode(row.body) == {
        "what": "ledger",
        "form": "xlsx",
        "reason": "감사원 정기감사 제출",
        "rows": 12,
        "sha256": sha256(b"file").hexdigest(),
        "span": {"from": "2026-10-01", "to": "2026-10-31"},
    }


async def test_without_a_reason_nothing_is_kept(database: Database, clock: FixedClock) -> None:
    with pytest.raises(ReasonMissing) as refused:
        async with database.work() as work:
            await keep_download(work, clock.now(), replace(LEDGER, reason="업무"))
    assert (refused.value.field, refused.value.code) == ("reason", "reason_missing")
    async with database.read() as connection:
        assert await rows_after(connection, 0, 10) == []


@pytest.mark.parametrize(
    ("typed", "is_reason"),
    [
        ("감사원 정기감사 제출", True),
        ("구의회 자료요구 2026-113호", True),
        ("monthly report", True),
        ("", False),
        ("   ", False),
        ("업무", False),
        ("업무 처리", False),
        ("업무처리를위하여", False),
        ("ㅋㅋㅋ ㅋㅋㅋ", False),
        ("... !!! ???", False),
        ("1 1 1 1 1 1", False),
    ],
)
def test_a_reason_is_a_few_words(typed: str, is_reason: bool) -> None:
    assert says_something(typed) == is_reason


def test_a_reason_has_an_end() -> None:
    with pytest.raises(ReasonMissing):
        checked_reason("감사원 정기감사 제출 " + "가" * LONGEST_REASON)


@given(st.text(max_size=200))
def test_what_is_kept_of_a_reason_is_itself_a_reason(typed: str) -> None:
    try:
        kept = checked_reason(typed)
    except ReasonMissing:
        return
    assert says_something(kept)
    assert checked_reason(kept) == kept


def test_a_file_on_the_disk_has_the_hash_of_its_bytes(tmp_path: Path) -> None:
    data = bytes(range(256)) * 9000
    (tmp_path / "file").write_bytes(data)
    assert hash_of(tmp_path / "file") == hash_of(data) == sha256(data).hexdigest()

"""A row's line is read back to the row; whatever no row makes is refused by its sentence."""

import time
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from bongsu.audit.entry import FIRST_PREVIOUS, Entry, Head, canonical, hashed_line, row_of_line
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import sealed
from bongsu.audit.stamp import read_stamp, stamp
from bongsu.kernel.failures import Invalid

AT = datetime(2026, 11, 21, 2, 10, 0, 5, tzinfo=UTC)
ENTRY = Entry(
    kind=TrailKind.LEND,
    actor="per_1",
    organisation="KNPA.SEOUL.SEONGBUK",
    incident_id="inc_1",
    grant_id="gr_1",
    camera_id="cam-1",
    body={"이유": 'a"b\\c', "b": [1, None], "a": 0.5},
)
ROW = sealed(ENTRY, AT, Head(6, "a" * 64))


def test_a_row_holds_every_word_of_its_entry_and_follows_the_head() -> None:
    assert (ROW.sequence, ROW.previous, ROW.at) == (7, "a" * 64, "2026-11-21T02:10:00.000005Z")
    assert (ROW.kind, ROW.actor, ROW.organisation) == ("lend", "per_1", "KNPA.SEOUL.SEONGBUK")
    assert (ROW.incident_id, ROW.grant_id, ROW.camera_id) == ("inc_1", "gr_1", "cam-1")
    assert ROW.body == '{"a":0.5,"b":[1,null],"이유":"a\\"b\\\\c"}'
    assert ROW.hash == sha256(hashed_line(ROW)).hexdigest()


def test_the_first_row_follows_sixty_four_zeros() -> None:
    assert FIRST_PREVIOUS == "0" * 64


def test_a_line_holds_every_field_in_the_order_of_the_alphabet() -> None:
    assert hashed_line(ROW).decode() == (
        '{"actor":"per_1","at":"2026-11-21T02:10:00.000005Z",'
        '"body":{"a":0.5,"b":[1,null],"이유":"a\\"b\\\\c"},"camera_id":"cam-1","grant_id":"gr_1",'
        '"incident_id":"inc_1","kind":"lend","organisation":"KNPA.SEOUL.SEONGBUK",'
        f'"previous":"{"a" * 64}","sequence":7}}'
    )


def test_a_line_is_read_back_to_its_row() -> None:
    assert row_of_line(hashed_line(ROW)) == ROW
    bare = sealed(Entry(kind=TrailKind.SIGN_IN, actor="per_1"), AT, Head(0, FIRST_PREVIOUS))
    assert row_of_line(hashed_line(bare)) == bare


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"\xff", b"[" * 10_000])
def test_what_is_no_row_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"^this is no row of a trail$"):
        row_of_line(line)


def test_a_row_in_another_spelling_is_refused() -> None:
    line = hashed_line(ROW)
    for other in (line + b" ", b" " + line, line.replace(b"inc_1", b"\\u0069nc_1")):
        with pytest.raises(ValueError, match=r"^the line is not written as a row is$"):
            row_of_line(other)


def test_sets_and_keys_have_one_order() -> None:
    assert canonical({"b": 1, "a": frozenset({"y", "x"})}) == b'{"a":["x","y"],"b":1}'


def test_a_stamp_is_utc_with_six_decimals_and_read_back() -> None:
    seoul = timezone(timedelta(hours=9))
    for at in (AT, AT.astimezone(seoul)):
        assert stamp(at) == "2026-11-21T02:10:00.000005Z"
        assert read_stamp(stamp(at)) == AT
    assert stamp(AT.replace(microsecond=0)) == "2026-11-21T02:10:00.000000Z"
    with pytest.raises(Invalid, match=r"^a time without a zone cannot be kept$"):
        stamp(AT.replace(tzinfo=None))


def test_the_machines_own_time_zone_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as there:
        there.setenv("TZ", "Asia/Seoul")
        time.tzset()
        said = stamp(AT)
    time.tzset()
    assert said == "2026-11-21T02:10:00.000005Z"

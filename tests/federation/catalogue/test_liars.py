"""What a centre says of its cameras is taken record by record: the bad ones are refused by name, the rest counts."""

import msgspec
import pytest

from bongsu.federation.catalogue.digest import BUCKETS
from bongsu.federation.catalogue.follow import AnswerUnreadable
from bongsu.federation.catalogue.wire import Ask, BucketsTold, Change, Changes, DigestTold
from bongsu.federation.memory_line import MemoryCity
from tests.federation.catalogue.city import Centre


class Liar:
    """Answers whatever it likes."""

    def __init__(self, city: MemoryCity, *changes: Change) -> None:
        self.line = city.line("GANGBUK")
        self.changes = list(changes)
        self.digest = DigestTold(version=1, scope="all", buckets=b"\0" * 32 * BUCKETS)
        self.line.answer("catalogue", self.answer)

    async def answer(self, _peer: str, body: bytes) -> bytes:
        ask = msgspec.msgpack.decode(body, type=Ask)
        if ask.want == "changes":
            fresh = ask.after == 0
            told = Changes(upto=1, scope="all", fresh=fresh, changes=self.changes if fresh else [])
            return msgspec.msgpack.encode(told)
        if ask.want == "digest":
            return msgspec.msgpack.encode(self.digest)
        return b"\x01"


GOOD = [
    "GB-0001-1", "GB", "삼양로 1", "ptz", "multi", "in_service", 37.62, 127.02,
    None, None, 50.0, None, "1130553000", "live", "2026-11-22T03:00:00Z",
]  # fmt: skip


def said(*values: object, camera_id: str = "GB-0001-1") -> Change:
    return Change(camera_id, msgspec.Raw(msgspec.msgpack.encode(list(values))))


def but(place: int, value: object) -> Change:
    """The good record but for one field."""
    return said(*GOOD[:place], value, *GOOD[place + 1 :])


BAD = [
    but(0, "SB-0001-1"),
    but(0, "GB-0001-1\n"),
    but(0, "G" * 50),
    but(1, "SB"),
    but(2, "가" * 121),
    but(2, "a\0b"),
    but(3, "drone"),
    but(6, 97.0),
    but(6, float("nan")),
    but(7, float("inf")),
    but(8, -1.0),
    but(9, 0.0),
    but(10, 1e9),
    but(11, float("nan")),
    but(12, "12"),
    but(13, "burning"),
    but(14, "2026-11-22T03:00:00"),
    said(*GOOD, "rtsp://admin:secret@10.0.0.1/"),
    said(*GOOD[:5]),
    but(2, "x" * 100_000),
    Change("GB-0001-1", msgspec.Raw(b"\xc3")),
]
NESTED = Change("GB-0001-1", msgspec.Raw(b"\x91" * 2_000 + b"\xc0"))


async def test_bad_records_are_refused_one_by_one_and_the_rest_is_taken(
    city: MemoryCity, hub: Centre
) -> None:
    also = [*GOOD]
    also[0] = "GB-0002-1"
    liar = Liar(city, *BAD[:11], said(*GOOD), *BAD[11:], said(*also))
    with pytest.raises(AnswerUnreadable):
        await hub.follow.catch_up(liar.line._code)
    assert await hub.stored("GANGBUK") == {"GB-0001-1": "live", "GB-0002-1": "live"}
    held = hub.holdings.held("GANGBUK")
    assert held.refused == len(BAD)
    assert held.refused_last


@pytest.mark.parametrize("change", BAD)
async def test_no_bad_record_is_taken(city: MemoryCity, hub: Centre, change: Change) -> None:
    liar = Liar(city, change)
    with pytest.raises(AnswerUnreadable):
        await hub.follow.catch_up(liar.line._code)
    assert await hub.stored("GANGBUK") == {}
    assert hub.holdings.held("GANGBUK").refused == 1
    assert "secret" not in hub.holdings.held("GANGBUK").refused_last


async def test_an_answer_nested_without_end_is_refused_whole(city: MemoryCity, hub: Centre) -> None:
    liar = Liar(city, said(*GOOD), NESTED)
    with pytest.raises(AnswerUnreadable):
        await hub.follow.catch_up(liar.line._code)
    assert await hub.stored("GANGBUK") == {}


async def test_nobody_fills_our_disk(
    city: MemoryCity, hub: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bongsu.federation.catalogue.holdings.MOST_CAMERAS", 3)
    many = [said(f"GB-{number:04d}-1", *GOOD[1:]) for number in range(10)]
    liar = Liar(city, *many)
    with pytest.raises(AnswerUnreadable):
        await hub.follow.catch_up(liar.line._code)
    assert len(await hub.stored("GANGBUK")) == 3
    assert hub.holdings.held("GANGBUK").refused == 7


class Endless(Liar):
    """There is always more of it: the same versions, the same cameras, another place to go on from."""

    def __init__(self, city: MemoryCity, want: str) -> None:
        super().__init__(city, said(*GOOD))
        self.want, self.asked = want, 0

    async def answer(self, peer: str, body: bytes) -> bytes:
        ask = msgspec.msgpack.decode(body, type=Ask)
        self.asked += 1
        assert self.asked < 1000, "it is asked without end"
        if ask.want == "buckets":
            record = msgspec.Raw(bytes(said(*GOOD).record))
            next_id = f"GB-{self.asked:06d}"
            told = BucketsTold(version=1, scope="all", records=[record], after_id=next_id)
            return msgspec.msgpack.encode(told)
        if ask.want == self.want:
            return msgspec.msgpack.encode(
                Changes(upto=1, scope="all", more=True, changes=self.changes)
            )
        return await super().answer(peer, body)


@pytest.mark.parametrize("want", ["changes", "buckets"])
async def test_an_owner_that_never_comes_to_an_end_is_given_up(
    city: MemoryCity, hub: Centre, want: str
) -> None:
    liar = Endless(city, want)
    with pytest.raises(AnswerUnreadable, match="without end"):
        await hub.follow.catch_up(liar.line._code)
    assert liar.asked <= 103


async def test_cameras_that_are_mended_are_bounded_too(
    city: MemoryCity, hub: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bongsu.federation.catalogue.follow.MOST_CAMERAS", 20)
    with pytest.raises(AnswerUnreadable, match="more than 20"):
        await hub.follow.catch_up(Endless(city, "buckets").line._code)

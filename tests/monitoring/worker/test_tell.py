"""What a worker tells goes out under its fence, or not at all."""

import msgspec
import pytest

from bongsu.kernel.bus import BusUnavailable
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.monitoring.rules.raised import Phase, Raised
from bongsu.monitoring.words import Ailment, RuleKind
from bongsu.monitoring.worker.messages import ASK_CLIP, ClipPart, Fence, HealthSeen, RaisedAt
from bongsu.monitoring.worker.tell import PART_BYTES, Teller
from tests.monitoring.worker.fakes import FakeAil

FENCE = Fence(camera_id="c", job=7, delivery=2, worker="w")
RAISED = Raised(
    occasion=3,
    rule_id="r",
    kind=RuleKind.LOITERING,
    phase=Phase.BEGAN,
    at_ms=1_000_000.0,
    since_ms=940_000.0,
    score=0.6,
    boxes=((0.1, 0.2, 0.3, 0.4),),
    count=2,
)


class Cut(MemoryBus):
    """A bus that is away."""

    async def publish(self, subject: str, body: bytes) -> None:
        raise BusUnavailable(subject)


async def test_what_a_rule_said_is_told_whole(bus: MemoryBus) -> None:
    await Teller(bus, lambda _camera: FENCE).raised("c", RAISED, b"\xff\xd8", close=True)
    ((subject, body),) = bus.published
    told = msgspec.json.decode(body, type=RaisedAt)
    assert subject == "bongsu.monitoring.raised"
    assert (told.fence, told.occasion, told.picture, told.escalated) == (
        FENCE,
        3,
        b"\xff\xd8",
        True,
    )
    assert (told.at - told.since).total_seconds() == 60.0
    assert (told.boxes, told.count, told.score) == (RAISED.boxes, 2, 0.6)


async def test_an_ailment_is_told_with_what_was_measured(bus: MemoryBus) -> None:
    teller = Teller(bus, lambda _camera: FENCE)
    await teller.health(
        "c", FakeAil(Ailment.BLURRED, ailing=True, since_ms=0.0, figure=3.0, limit=5.0), 9_000.0
    )
    told = msgspec.json.decode(bus.published[0][1], type=HealthSeen)
    assert (told.ailment, told.ailing, told.figure, told.limit) == (Ailment.BLURRED, True, 3.0, 5.0)


async def test_without_a_lease_nothing_is_told(bus: MemoryBus) -> None:
    teller = Teller(bus, lambda _camera: None)
    await teller.raised("c", RAISED, b"", close=False)
    await teller.health("c", FakeAil(Ailment.BLACK, ailing=True, since_ms=0.0), 0.0)
    assert not await teller.clip("c", 7, 3, b"clip")
    assert bus.published == []
    assert teller.untold == 2


async def test_a_bus_that_is_away_costs_the_word_and_nothing_else() -> None:
    teller = Teller(Cut(), lambda _camera: FENCE)
    await teller.raised("c", RAISED, b"", close=False)
    assert teller.untold == 1


async def test_a_clip_goes_in_order_in_parts_that_the_bus_takes(bus: MemoryBus) -> None:
    parts: list[ClipPart] = []

    async def hear(body: bytes) -> bytes:
        parts.append(msgspec.msgpack.decode(body, type=ClipPart))
        return b""

    await bus.serve(ASK_CLIP, hear)
    clip = bytes(range(256)) * 4_000
    assert await Teller(bus, lambda _camera: FENCE).clip("c", 7, 3, clip)
    assert b"".join(part.data for part in parts) == clip
    assert [part.number for part in parts] == list(range(3))
    assert {part.of for part in parts} == {3}
    assert max(len(msgspec.msgpack.encode(part)) for part in parts) < PART_BYTES + 1_000


async def test_a_clip_of_a_job_that_is_over_is_not_sent_under_the_next_one(
    bus: MemoryBus,
) -> None:
    assert not await Teller(bus, lambda _camera: FENCE).clip("c", 6, 3, b"clip")


async def test_a_clip_that_nobody_takes_is_given_up(bus: MemoryBus) -> None:
    teller = Teller(bus, lambda _camera: FENCE)
    assert not await teller.clip("c", 7, 3, b"clip")
    assert teller.untold == 1


@pytest.fixture
def bus() -> MemoryBus:
    return MemoryBus()

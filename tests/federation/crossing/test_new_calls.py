"""How many calls one other centre may open here: a long outage passes whole, a flood waits at its sender and is named."""

import msgspec
import pytest

from bongsu.federation.crossing import new_calls
from bongsu.federation.crossing.messages import INCIDENT_ASKED, AskedPlace, IncidentAsked
from bongsu.federation.crossing.new_calls import NewCalls, TooManyNewCalls
from bongsu.federation.exchange.held_mail import STANDS_FOR
from bongsu.federation.exchange.wire import Batch, Message
from bongsu.federation.line import PeerRefused
from bongsu.federation.quota import Quota
from bongsu.kernel.ids import new_id
from tests.federation.crossing.city import City, OneCentre
from tests.federation.crossing.city_map import GANGBUK, GURO, NOW, POLICE, SEONGBUK, at

# dossier §12: up to 90 actions a day in one of 25 centres
BUSY_CITY_A_DAY = 25 * 90
DAY_S = 86_400


class Sender:
    """What a centre sends by itself, without a courier that behaves."""

    def __init__(self, owner: OneCentre, code: str) -> None:
        self._owner = owner
        self._code = code
        self._after = 0

    async def sends(self, *said: tuple[str, str]) -> None:
        """A batch of (call, state). What is refused is sent again with the same numbers, as a courier does."""
        messages = [
            Message(self._after + place, new_id("msg"), INCIDENT_ASKED, asked(*one), NOW)
            for place, one in enumerate(said, 1)
        ]
        body = msgspec.msgpack.encode(Batch("box", self._after, messages))
        await self._owner.mailroom.answer(self._code, body)
        self._after += len(said)


def asked(ref: str, state: str) -> bytes:
    if state != "open":
        closed = IncidentAsked(incident_ref=ref, service="P112_DISPATCH", state="closed")
        return msgspec.msgpack.encode(closed)
    place = at(-120)
    where = AskedPlace(lat=place.lat, lon=place.lon, accuracy_m=place.accuracy_m)
    said = IncidentAsked(
        incident_ref=ref,
        service="P112_DISPATCH",
        state="open",
        category="ROBBERY",
        code="C0",
        place=where,
        organisations=(POLICE,),
    )
    return msgspec.msgpack.encode(said)


@pytest.fixture
def seconds() -> list[float]:
    return [0.0]


@pytest.fixture
def owner(whole_city: City, seconds: list[float]) -> OneCentre:
    """Gangbuk, which takes two new calls at once and one more every ten seconds."""
    one = whole_city[GANGBUK]
    one.crossings.new_calls = NewCalls(Quota(2, 0.1, lambda: seconds[0]))
    return one


def refs(many: int) -> list[str]:
    return [new_id("inc") for _ in range(many)]


def test_a_whole_citys_calls_of_two_days_pass_at_once_and_more_than_it_makes_go_on() -> None:
    assert new_calls.MOST_AT_ONCE >= 2 * BUSY_CITY_A_DAY
    assert new_calls.PER_S * DAY_S >= 3 * BUSY_CITY_A_DAY


async def test_beyond_it_nothing_of_a_batch_is_written_and_it_comes_again(
    owner: OneCentre, seconds: list[float]
) -> None:
    flood, calls = Sender(owner, SEONGBUK), refs(3)
    await flood.sends((calls[0], "open"), (calls[1], "open"))
    rows, told = await owner.trail(), await owner.told(SEONGBUK)
    with pytest.raises(TooManyNewCalls, match="opens too many calls"):
        await flood.sends((calls[0], "closed"), (calls[2], "open"))
    assert (await owner.trail(), await owner.told(SEONGBUK)) == (rows, told)
    assert await owner.refusals() == [], "it is not refused for good"
    seconds[0] = 10
    await flood.sends((calls[0], "closed"), (calls[2], "open"))
    states = {one.origin.incident_id: one.is_open for one in await owner.incidents() if one.origin}
    assert states == {calls[0]: False, calls[1]: True, calls[2]: True}


async def test_what_is_open_is_followed_and_ended_without_costing_anything(
    owner: OneCentre,
) -> None:
    flood, calls = Sender(owner, SEONGBUK), refs(2)
    await flood.sends((calls[0], "open"), (calls[1], "open"))
    for _ in range(3):
        await flood.sends((calls[0], "open"), (calls[1], "open"))
    await flood.sends((calls[0], "closed"), (calls[1], "closed"), (calls[1], "closed"))
    assert [one.is_open for one in await owner.incidents()] == [False, False]


async def test_the_same_call_opened_again_and_again_counts_each_time(owner: OneCentre) -> None:
    flood, [call] = Sender(owner, SEONGBUK), refs(1)
    await flood.sends((call, "open"), (call, "closed"))
    await flood.sends((call, "open"), (call, "closed"))
    with pytest.raises(TooManyNewCalls):
        await flood.sends((call, "open"), (call, "closed"))
    [other] = refs(1)
    with pytest.raises(TooManyNewCalls):
        await flood.sends((other, "open"), (other, "closed"), (other, "open"))


async def test_another_centre_is_not_touched(owner: OneCentre) -> None:
    flood = Sender(owner, SEONGBUK)
    with pytest.raises(TooManyNewCalls):
        await flood.sends(*((one, "open") for one in refs(3)))
    await Sender(owner, GURO).sends(*((one, "open") for one in refs(2)))
    assert len(await owner.asked_by(GURO)) == 2
    assert await owner.asked_by(SEONGBUK) == []


async def test_the_reason_stands_until_mail_flows_again_or_nobody_sends_any_more(
    owner: OneCentre, seconds: list[float]
) -> None:
    flood, held = Sender(owner, SEONGBUK), owner.mailroom.held
    some = [(one, "open") for one in refs(2)]
    await flood.sends(*some[:1])
    assert held.why(SEONGBUK) == ""
    for _ in range(2):
        with pytest.raises(TooManyNewCalls):
            await flood.sends(*((one, "open") for one in refs(2)))
    assert (held.why(SEONGBUK), held.why(GURO)) == ("too_many_new_calls", "")
    await flood.sends(*some[1:])
    assert held.why(SEONGBUK) == ""
    with pytest.raises(TooManyNewCalls):
        await flood.sends(*((one, "open") for one in refs(2)))
    owner.clock.advance(STANDS_FOR.total_seconds() + 1)
    assert held.why(SEONGBUK) == ""


async def test_a_centre_that_behaves_loses_nothing_it_said(
    whole_city: City, owner: OneCentre, seconds: list[float]
) -> None:
    """Its courier keeps what was not taken, and the order."""
    asker = whole_city[SEONGBUK]
    calls = [await asker.open(at(-120)) for _ in range(2)]
    await whole_city.calm()
    calls += [await asker.open(at(-120))]
    await asker.close(calls[0])
    with pytest.raises(PeerRefused, match="opens too many calls"):
        await whole_city.calm()
    seconds[0] = 10
    await whole_city.calm()
    found = {
        one.origin.incident_id: one.is_open for one in await owner.asked_by(SEONGBUK) if one.origin
    }
    assert found == {
        calls[0].incident_id: False,
        calls[1].incident_id: True,
        calls[2].incident_id: True,
    }

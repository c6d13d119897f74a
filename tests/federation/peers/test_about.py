"""What centres say of themselves: it reaches everybody by the hub, newer replaces older, and nobody speaks of another."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from bongsu.federation.memory_line import MemoryCity
from bongsu.federation.peers.about import (
    LARGEST,
    TOPIC,
    About,
    AboutHeard,
    AboutTold,
    Stands,
    read_about,
    stage_of,
)
from bongsu.federation.peers.admit import admit
from bongsu.federation.peers.failures import BadAbout, UnknownPeer
from bongsu.federation.peers.hear_about import CHANGES_AT_ONCE, AboutAnswers
from bongsu.federation.peers.peer import PeerKind, RolloutStage, Route
from bongsu.federation.peers.revoke import revoke
from bongsu.federation.peers.token import read_token
from bongsu.sharing.agreement import Stage
from bongsu.sharing.agreements.seongbuk import SEONGBUK_2023_08
from tests.federation.peers.centres import (
    KEY,
    NOW,
    CentreInTest,
    Speaking,
    ask_of,
    speaking,
)

MEDIA = {"media-1": "wss://10.0.0.2:8602/peer"}
PILOT = Stands(RolloutStage.PILOT, date(2026, 3, 1))


def about(code: str = "GANGBUK", **changed: object) -> About:
    letters = {"GANGBUK": ("GB",), "GURO": ("GR",), "SEONGBUK": ("SB",), "SEOUL": ()}
    said = About(
        code=code,
        version=1,
        name_ko="센터",
        name_en="Centre",
        kind=PeerKind.HUB if code == "SEOUL" else PeerKind.DISTRICT,
        districts=letters[code],
        media=dict(MEDIA),
        ticket_key=KEY,
        release="0.3.0",
        stage=RolloutStage.PREPARING,
    )
    return msgspec.structs.replace(said, **changed)


def told(*centres: About) -> bytes:
    return msgspec.msgpack.encode(AboutTold(centres=centres))


@pytest.fixture
async def city(
    seoul: CentreInTest, gangbuk: CentreInTest, guro: CentreInTest
) -> dict[str, Speaking]:
    """Both districts joined; every line is up."""
    for one in (gangbuk, guro):
        await one.joins(seoul, await seoul.invites(one.desk.own.code))
    memory = MemoryCity()
    found = {one.desk.own.code: speaking(one, memory) for one in (seoul, gangbuk, guro)}
    for code in ("GANGBUK", "GURO"):
        found[code].sees("SEOUL")
        found["SEOUL"].sees(code)
    return found


async def said_round(city: dict[str, Speaking]) -> None:
    """The districts speak, then the hub."""
    for code in ("GANGBUK", "GURO", "SEOUL"):
        await city[code].teller.tell_all()


async def test_each_district_learns_of_the_others_by_the_hub(city: dict[str, Speaking]) -> None:
    city["GURO"].media.update(MEDIA)
    city["GURO"].stands[0] = PILOT
    await said_round(city)
    at_hub = await city["SEOUL"].centre.peer("GURO")
    assert (at_hub.stage, at_hub.stage_on) == (RolloutStage.PILOT, date(2026, 3, 1))
    assert (at_hub.media, at_hub.ticket_key, at_hub.route) == (MEDIA, KEY, Route.DIRECT)
    at_gangbuk = await city["GANGBUK"].centre.peer("GURO")
    assert (at_gangbuk.route, at_gangbuk.kind) == (Route.THROUGH_HUB, PeerKind.DISTRICT)
    assert (at_gangbuk.media, at_gangbuk.ticket_key) == (MEDIA, KEY)
    assert (at_gangbuk.stage, at_gangbuk.districts) == (RolloutStage.PILOT, ("GR",))
    assert (at_gangbuk.nkey, at_gangbuk.certificate) == ("", "")
    assert not await city["GANGBUK"].centre.knows("GANGBUK")
    assert (await city["GANGBUK"].centre.peer("SEOUL")).ticket_key == KEY


async def test_how_a_peer_is_linked_is_not_its_to_say(city: dict[str, Speaking]) -> None:
    before = await city["SEOUL"].centre.peer("GANGBUK")
    await said_round(city)
    after = await city["SEOUL"].centre.peer("GANGBUK")
    for name in ("nkey", "certificate", "certificate_ends", "route", "kind", "joined_at"):
        assert getattr(after, name) == getattr(before, name), name
    assert (await city["GANGBUK"].centre.peer("SEOUL")).link == "hub.seoul.example:8603"


async def test_a_change_is_told_on_and_the_same_is_told_once(city: dict[str, Speaking]) -> None:
    await said_round(city)
    first = (await city["SEOUL"].centre.peer("GURO")).about_version
    city["GURO"].centre.clock.advance(5)
    await said_round(city)
    assert (await city["SEOUL"].centre.peer("GURO")).about_version == first
    city["GURO"].stands[0] = PILOT
    await said_round(city)
    assert (await city["SEOUL"].centre.peer("GURO")).about_version > first
    assert (await city["GANGBUK"].centre.peer("GURO")).stage is RolloutStage.PILOT


async def test_an_older_word_that_comes_late_changes_nothing(seoul: CentreInTest) -> None:
    await _joined(seoul, "GANGBUK")
    answers = AboutAnswers(seoul.desk)
    await answers.answer("GANGBUK", told(about(version=7, name_en="New")))
    answer = await answers.answer("GANGBUK", told(about(version=6, name_en="Old")))
    assert (await seoul.peer("GANGBUK")).name_en == "New"
    assert msgspec.msgpack.decode(answer, type=AboutHeard).versions == {"GANGBUK": 6}


async def test_a_district_the_hub_revoked_is_gone_everywhere(city: dict[str, Speaking]) -> None:
    await said_round(city)
    await revoke(city["SEOUL"].centre.desk, "GURO", "stolen", "test")
    await city["SEOUL"].teller.tell_all()
    gone = await city["GANGBUK"].centre.peer("GURO")
    assert not gone.is_linked
    assert gone.revoked_why == "left out by the hub"
    assert (await city["GANGBUK"].centre.peer("SEOUL")).is_linked


async def test_a_district_that_comes_back_is_linked_again(city: dict[str, Speaking]) -> None:
    await said_round(city)
    answers = AboutAnswers(city["GANGBUK"].centre.desk)
    hub = about("SEOUL", version=int(NOW.timestamp() * 1000) + 30_000)
    await answers.answer("SEOUL", told(hub))
    assert not (await city["GANGBUK"].centre.peer("GURO")).is_linked
    city["GANGBUK"].centre.clock.advance(60)
    await answers.answer("SEOUL", told(hub, about("GURO", version=1)))
    back = await city["GANGBUK"].centre.peer("GURO")
    assert back.is_linked
    assert back.joined_at == NOW + timedelta(seconds=60)


async def test_a_district_cannot_speak_of_another(seoul: CentreInTest) -> None:
    for code in ("GANGBUK", "GURO"):
        await _joined(seoul, code)
    answers = AboutAnswers(seoul.desk)
    before = await seoul.peers()
    evil = about("GURO", version=99, media={"m": "wss://evil.example/peer"})
    for body in (told(evil), told(about(), evil), told(about("SEOUL", version=99))):
        with pytest.raises(BadAbout) as refused:
            await answers.answer("GANGBUK", body)
        assert refused.value.field == "code"
    assert await seoul.peers() == before
    [row] = await seoul.trail("refuse_peer")
    assert (row.actor, row.organisation) == ("GANGBUK", "GANGBUK")


async def test_a_flood_of_lies_is_one_row_a_minute(seoul: CentreInTest) -> None:
    await _joined(seoul, "GANGBUK")
    answers = AboutAnswers(seoul.desk)
    for _ in range(20):
        with pytest.raises(BadAbout):
            await answers.answer("GANGBUK", b"x")
    assert len(await seoul.trail("refuse_peer")) == 1
    seoul.clock.advance(61)
    with pytest.raises(BadAbout):
        await answers.answer("GANGBUK", b"x")
    assert len(await seoul.trail("refuse_peer")) == 2


async def test_who_speaks_from_the_future_is_not_believed(seoul: CentreInTest) -> None:
    """No later word could ever follow."""
    await _joined(seoul, "GANGBUK")
    answers = AboutAnswers(seoul.desk)
    now_ms = int(NOW.timestamp() * 1000)
    for version in (2**53, now_ms + 2 * 3600 * 1000):
        with pytest.raises(BadAbout) as refused:
            await answers.answer("GANGBUK", told(about(version=version)))
        assert refused.value.field == "version"
    await answers.answer("GANGBUK", told(about(version=now_ms + 30_000)))
    assert (await seoul.peer("GANGBUK")).about_version == now_ms + 30_000


async def test_who_is_another_all_the_time_is_heard_so_often_and_no_more(
    seoul: CentreInTest,
) -> None:
    """Each change is a word to every other district."""
    for code in ("GANGBUK", "GURO"):
        await _joined(seoul, code)
    answers = AboutAnswers(seoul.desk)
    for version in range(1, CHANGES_AT_ONCE + 1):
        await answers.answer("GANGBUK", told(about(version=version)))
    with pytest.raises(BadAbout, match="too often"):
        await answers.answer("GANGBUK", told(about(version=CHANGES_AT_ONCE + 1)))
    await answers.answer("GANGBUK", told(about(version=CHANGES_AT_ONCE)))
    assert (await seoul.peer("GANGBUK")).about_version == CHANGES_AT_ONCE
    await answers.answer("GURO", told(about("GURO", version=1)))
    assert (await seoul.peer("GURO")).about_version == 1


async def test_whoever_is_not_linked_directly_is_not_heard(city: dict[str, Speaking]) -> None:
    await said_round(city)
    answers = AboutAnswers(city["GANGBUK"].centre.desk)
    for stranger in ("GURO", "SEONGBUK"):
        with pytest.raises(UnknownPeer):
            await answers.answer(stranger, told(about(stranger)))
    await revoke(city["SEOUL"].centre.desk, "GURO", "stolen", "test")
    with pytest.raises(UnknownPeer):
        await AboutAnswers(city["SEOUL"].centre.desk).answer("GURO", told(about("GURO")))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("districts", ("GB", "SB")),
        ("districts", ("XX",)),
        ("kind", PeerKind.HUB),
        ("ticket_key", "AAAA"),
        ("ticket_key", "no base 64 …"),
        ("code", "BUSAN"),
    ],
)
def test_what_cannot_be_is_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(BadAbout) as refused:
        read_about(told(msgspec.structs.replace(about(), **{field: value})))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_ko", "가" * 81),
        ("name_en", ""),
        ("version", 0),
        ("version", -1),
        ("release", "x" * 41),
        ("media", {"m": "http://plain.example/peer"}),
        ("media", {"m": "wss://user:pw@evil.example/peer"}),
        ("media", {"m": "wss://10.0.0.2:8602/peer?x=1"}),
        ("media", {"../m": "wss://10.0.0.2:8602/peer"}),
        ("media", {f"m{number}": "wss://h/peer" for number in range(65)}),
        ("districts", ("GB",) * 26),
        ("stage", "finished"),
    ],
)
def test_what_is_too_long_or_of_no_known_form_names_its_place(field: str, value: object) -> None:
    said = msgspec.to_builtins(about()) | {field: value}
    with pytest.raises(BadAbout, match=rf"\.centres\[0\]\.{field}"):
        read_about(msgspec.msgpack.encode({"centres": [said]}))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff" * 50,
        b"x" * (LARGEST + 1),
        msgspec.msgpack.encode({"centres": []}),
        msgspec.msgpack.encode({"centres": [1] * 41}),
        b"\x91" * 5000 + b"\x00",
        told(about(), about()),
    ],
    ids=["empty", "noise", "enormous", "nobody", "too many", "deep", "twice"],
)
def test_malformed_or_enormous_words_are_refused(body: bytes) -> None:
    with pytest.raises(BadAbout):
        read_about(body)


def test_what_a_later_release_adds_is_passed_over() -> None:
    said = msgspec.to_builtins(about()) | {"added_later": [1, 2]}
    assert read_about(msgspec.msgpack.encode({"centres": [said]})).centres == (about(),)


def test_a_rollout_stage_is_the_furthest_reached_and_since_when() -> None:
    full = SEONGBUK_2023_08
    pilot = replace(
        full,
        agreement_id="SB-2026",
        stage=Stage.PILOT,
        starts=datetime(2026, 2, 28, 15, 0, tzinfo=UTC),
    )
    later = replace(full, agreement_id="SB-LINK", starts=datetime(2026, 4, 1, tzinfo=UTC))
    assert stage_of(()) == Stands(RolloutStage.PREPARING)
    assert stage_of((pilot,)) == Stands(RolloutStage.PILOT, date(2026, 3, 1))
    assert stage_of((later, pilot, full)) == Stands(RolloutStage.FULL, date(2023, 8, 1))


async def test_a_line_that_comes_up_is_told_anew_even_the_same(city: dict[str, Speaking]) -> None:
    """The other side may have come back from a copy of its database."""
    await said_round(city)
    hub = city["SEOUL"].centre
    async with hub.desk.database.work() as work:
        await work.connection.exec_driver_sql("UPDATE peers SET about_version = 0, media = '{}'")
    await city["GURO"].teller.tell_all()
    assert (await hub.peer("GURO")).about_version == 0
    city["GURO"].sees("SEOUL", "down")
    await city["GURO"].teller.tell_all()
    assert (await hub.peer("GURO")).about_version == 0
    city["GURO"].sees("SEOUL", "up")
    await city["GURO"].teller.tell_all()
    assert (await hub.peer("GURO")).about_version > 0


async def test_a_cut_line_is_tried_again(seoul: CentreInTest, guro: CentreInTest) -> None:
    await guro.joins(seoul, await seoul.invites("GURO"))
    memory = MemoryCity()
    there, here = speaking(seoul, memory), speaking(guro, memory)
    here.sees("SEOUL")
    memory.cut.add("GURO")
    await here.teller.tell_all()
    assert (await there.centre.peer("GURO")).about_version == 0
    memory.cut.clear()
    await here.teller.tell_all()
    assert (await there.centre.peer("GURO")).about_version > 0


async def test_the_task_speaks_as_soon_as_the_line_is_up(
    seoul: CentreInTest, guro: CentreInTest
) -> None:
    await guro.joins(seoul, await seoul.invites("GURO"))
    memory = MemoryCity()
    speaking(seoul, memory)
    here, heard = speaking(guro, memory), asyncio.Event()
    hub = memory.ends["SEOUL"]
    answers = AboutAnswers(seoul.desk)

    async def hear(sender: str, body: bytes) -> bytes:
        answer = await answers.answer(sender, body)
        heard.set()
        return answer

    hub.answer(TOPIC, hear)
    await here.teller.start()
    here.sees("SEOUL")
    await asyncio.wait_for(heard.wait(), 10)
    await here.teller.stop()
    assert (await seoul.peer("GURO")).ticket_key == KEY


def test_an_own_version_never_goes_back(guro: CentreInTest) -> None:
    here = speaking(guro, MemoryCity())
    first = here.own.now()
    assert here.own.now() == first
    here.media.update(MEDIA)
    second = here.own.now()
    assert second.version > first.version
    guro.clock.advance(-3600)
    here.media.clear()
    assert here.own.now().version > second.version


async def _joined(seoul: CentreInTest, code: str) -> None:
    """Linked, without a node of its own."""
    await admit(seoul.desk, ask_of(read_token(await seoul.invites(code)), code))

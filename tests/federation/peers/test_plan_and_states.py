"""What the federation process is told to do, and what the node remembers of its words."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from bongsu.federation.exchange.held_mail import HeldMail
from bongsu.federation.link.messages import (
    ASK_PLAN,
    LINK_STATE,
    PEERS_CHANGED,
    LinkPlan,
    LinkState,
    PeerPlan,
)
from bongsu.federation.peers.events import LinkChanged, PeersChanged
from bongsu.federation.peers.link_states import LinkStateHearing, LinkStates, read_state
from bongsu.federation.peers.links import CatalogueView, Links
from bongsu.federation.peers.peer import Peer, PeerKind, Route
from bongsu.federation.peers.plan import PlanAnswers, plan_of
from bongsu.federation.peers.revoke import revoke
from bongsu.federation.peers.store import put_peer
from bongsu.federation.peers.words import reason_words
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.memory_bus import MemoryBus
from tests.federation.peers.centres import LINK, NOW, CentreInTest

UP = LinkState(peer="GANGBUK", state="up", since=NOW, rtt_ms=0.4)


def through_hub(code: str) -> Peer:
    return Peer(
        code=code,
        name_ko="센터",
        name_en="Centre",
        kind=PeerKind.DISTRICT,
        route=Route.THROUGH_HUB,
        joined_at=NOW,
    )


async def asked(centre: CentreInTest) -> LinkPlan:
    bus = MemoryBus()
    answers = PlanAnswers(centre.desk, bus)
    await answers.start()
    plan = msgspec.msgpack.decode(await bus.request(ASK_PLAN, b"", 1.0), type=LinkPlan)
    await answers.stop()
    return plan


async def test_who_is_linked_with_nobody_is_alone(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    assert await asked(gangbuk) == LinkPlan(code="GANGBUK", kind="alone")
    assert await asked(seoul) == LinkPlan(code="SEOUL", kind="alone")


async def test_a_hub_listens_from_its_first_invitation_on(seoul: CentreInTest) -> None:
    await seoul.invites("GANGBUK")
    assert await asked(seoul) == LinkPlan(code="SEOUL", kind="hub")


async def test_both_sides_are_told_whom_to_link_with(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    async with gangbuk.desk.database.work() as work:
        await put_peer(work.connection, through_hub("GURO"))
    nkey = gangbuk.desk.keys.nkey().public
    assert await asked(seoul) == LinkPlan(
        code="SEOUL", kind="hub", peers=(PeerPlan(code="GANGBUK", nkey=nkey),)
    )
    assert await asked(gangbuk) == LinkPlan(
        code="GANGBUK",
        kind="district",
        hub_url=LINK,
        hub_code="SEOUL",
        peers=(PeerPlan(code="GURO", route="through_hub"), PeerPlan(code="SEOUL")),
    )


async def test_a_revoked_peer_is_in_no_plan(seoul: CentreInTest, gangbuk: CentreInTest) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    await revoke(seoul.desk, "GANGBUK", "stolen", "test")
    assert (await asked(seoul)).peers == ()
    await revoke(gangbuk.desk, "SEOUL", "by the hub", "test")
    assert (await asked(gangbuk)).kind == "alone"


async def test_lost_key_files_leave_a_centre_alone_and_working(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    (gangbuk.desk.keys.folder / "link.key").unlink()
    assert plan_of(gangbuk.desk, await gangbuk.peers()).kind == "alone"


async def heard(centre: CentreInTest, *bodies: bytes) -> tuple[LinkStates, list[LinkChanged]]:
    bus, states = MemoryBus(), LinkStates(centre.clock)
    hearing = LinkStateHearing(states, bus)
    await hearing.start()
    for body in bodies:
        await bus.publish(LINK_STATE, body)
    await hearing.stop()
    subject = subject_on_bus(LinkChanged.subject)
    told = [body for name, body in bus.published if name == subject]
    return states, [msgspec.json.decode(body, type=LinkChanged) for body in told]


@pytest.mark.parametrize("encode", [msgspec.json.encode, msgspec.msgpack.encode])
async def test_a_change_is_told_once_and_a_beat_is_not(seoul: CentreInTest, encode: object) -> None:
    assert callable(encode)
    beat = msgspec.structs.replace(UP, rtt_ms=0.9)
    down = LinkState(peer="GANGBUK", state="down", since=NOW, reason="no_answer")
    states, told = await heard(seoul, encode(UP), encode(beat), encode(down))
    assert [one.state for one in told] == ["up", "down"]
    assert states.of("GANGBUK") == down
    assert not states.is_up("GANGBUK")


async def test_a_silent_federation_process_knows_of_no_line(seoul: CentreInTest) -> None:
    states, _ = await heard(seoul, msgspec.json.encode(UP))
    seoul.clock.advance(15)
    assert states.is_up("GANGBUK")
    seoul.clock.advance(1)
    found = states.of("GANGBUK")
    assert found is not None
    assert (found.state, found.reason) == ("down", "process_silent")
    assert states.of("GURO") is None


async def test_what_the_line_of_a_revoked_peer_has_said_counts_no_more(seoul: CentreInTest) -> None:
    bus, states = MemoryBus(), LinkStates(seoul.clock)
    hearing = LinkStateHearing(states, bus)
    await hearing.start()
    await bus.publish(LINK_STATE, msgspec.json.encode(UP))
    for why in ("joined", "about", "revoked"):
        changed = PeersChanged(peer="GANGBUK", why=why)
        await bus.publish(PEERS_CHANGED, msgspec.json.encode(changed))
        assert states.is_up("GANGBUK") is (why != "revoked")
    await hearing.stop()
    told = msgspec.json.decode(bus.published[-1][1], type=LinkChanged)
    assert (told.peer, told.state, told.since) == ("GANGBUK", "revoked", NOW)
    assert states.hear(UP), "a line that comes up again is news"


@pytest.mark.parametrize("noise", [b"", b"{}", b"\xff", b"{" * 100, b"\x80", b"\xc1"])
async def test_noise_for_a_state_changes_nothing(seoul: CentreInTest, noise: bytes) -> None:
    assert read_state(noise) is None
    states, told = await heard(seoul, msgspec.json.encode(UP), noise)
    assert states.is_up("GANGBUK")
    assert len(told) == 1


async def test_states_of_strangers_do_not_fill_the_memory(seoul: CentreInTest) -> None:
    states = LinkStates(seoul.clock)
    news = [states.hear(msgspec.structs.replace(UP, peer=f"P{n}")) for n in range(1200)]
    assert sum(news) == 1000
    assert states.hear(msgspec.structs.replace(UP, peer="P1", state="down"))


async def test_the_page_says_why_mail_of_a_line_that_stands_is_not_taken(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    states, held = LinkStates(seoul.clock), HeldMail(seoul.clock)
    links = Links(seoul.desk, states, held=held)
    held.hold("GANGBUK", "too_many_new_calls")
    assert [one.reason for one in await links.views()] == ["not_heard"]
    states.hear(UP)
    [one] = await links.views()
    assert (one.state, one.reason) == ("up", "too_many_new_calls")
    assert "calls" in one.reason_en
    held.flow("GANGBUK")
    assert [one.reason for one in await links.views()] == [""]


async def test_the_page_joins_state_and_catalogue(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    standing = CatalogueView(cameras=3, version=9, digest="aa", own_digest="ab", agrees=False)

    async def catalogues() -> dict[str, CatalogueView]:
        return {"GANGBUK": standing}

    states = LinkStates(seoul.clock)
    states.hear(replace_since(UP))
    [one] = await Links(seoul.desk, states, catalogues).views()
    assert (one.state, one.catalogue, one.rtt_ms) == ("up", standing, 0.4)
    assert one.since == NOW + timedelta(seconds=1)
    assert (one.waiting, one.applied, one.refused) == (0, 0, 0)


def replace_since(state: LinkState) -> LinkState:
    return msgspec.structs.replace(state, since=NOW + timedelta(seconds=1))


def test_every_reason_is_said_in_both_languages() -> None:
    for word in (
        "not_heard",
        "process_silent",
        "no_answer",
        "not_linked",
        "clock_skew",
        "flood",
        "too_much_mail",
        "too_many_new_calls",
    ):
        ko, en = reason_words(word)
        assert ko != word
        assert en != word
        assert any("가" <= letter <= "힣" for letter in ko)
    assert reason_words("a new one") == ("a new one", "a new one")


def test_a_peer_of_the_hubs_word_is_linked_without_a_line_of_its_own() -> None:
    guro = through_hub("GURO")
    assert guro.is_linked
    assert not guro.is_direct
    assert not replace(guro, revoked_at=NOW).is_linked

"""The hub's answer was lost on the way: the same token leads to the same answer, and to nothing else."""

import msgspec
import pytest

from bongsu.federation.peers.admit import admit
from bongsu.federation.peers.certificates import fingerprint, make_request, new_key
from bongsu.federation.peers.failures import AlreadyLinked, HubUnreachable, JoinRefused
from bongsu.federation.peers.handshake import JoinAsk, proved_ask
from bongsu.federation.peers.link_keys import JOINING
from bongsu.federation.peers.nkey import new_nkey
from bongsu.federation.peers.renew import RenewAnswers, RenewAsk
from bongsu.federation.peers.revoke import revoke
from bongsu.federation.peers.token import read_token
from tests.federation.peers.centres import CentreInTest


def lose(_answer: bytes) -> bytes:
    raise HubUnreachable("nothing came back", field="url")


async def lost(seoul: CentreInTest, gangbuk: CentreInTest) -> str:
    """The hub counts the district as linked, which knows nothing of it."""
    token = await seoul.invites("GANGBUK")
    with pytest.raises(HubUnreachable):
        await gangbuk.joins(seoul, token, answered=lose)
    assert (await seoul.peer("GANGBUK")).is_linked
    assert not gangbuk.desk.keys.are_complete
    return token


async def test_a_district_joins_again_with_the_same_token(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = await lost(seoul, gangbuk)
    for centre in (seoul, gangbuk):
        centre.clock.advance(3600)
    hub = await gangbuk.joins(seoul, token)
    assert hub.code == "SEOUL"
    known, keys = await seoul.peer("GANGBUK"), gangbuk.desk.keys
    assert (known.nkey, known.certificate) == (keys.nkey().public, fingerprint(keys.certificate()))
    assert len(await seoul.trail("join_peer")) == 1, "it was let in once"
    assert not (keys.folder / JOINING).exists()


async def test_a_node_killed_after_the_hubs_answer_joins_again(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = await lost(seoul, gangbuk)
    kept = gangbuk.desk.keys.folder / JOINING
    assert kept.stat().st_mode & 0o777 == 0o600
    first = gangbuk.desk.keys.joining(read_token(token).invitation_id)
    await gangbuk.joins(seoul, token)
    assert gangbuk.desk.keys.nkey().public == first[1].public
    with pytest.raises(AlreadyLinked):
        await gangbuk.joins(seoul, token)


async def test_whoever_holds_the_token_but_other_keys_is_not_answered(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = read_token(await lost(seoul, gangbuk))
    nkey = (await seoul.peer("GANGBUK")).nkey
    before = await seoul.peer("GANGBUK")
    ask = JoinAsk(
        invitation_id=token.invitation_id,
        code="GANGBUK",
        hub="SEOUL",
        release="0.3.0",
        nkey=nkey,
        csr=make_request(new_key(), "GANGBUK"),
        sent_at=seoul.clock.now(),
    )
    for changed in (ask, msgspec.structs.replace(ask, nkey=new_nkey().public)):
        with pytest.raises(JoinRefused, match="used already"):
            await admit(seoul.desk, proved_ask(changed, token.secret))
    assert await seoul.peer("GANGBUK") == before


async def test_a_token_that_has_expired_is_not_answered_again(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = await lost(seoul, gangbuk)
    key, nkey = gangbuk.desk.keys.joining(read_token(token).invitation_id)
    seoul.clock.advance(24 * 3600)
    ask = JoinAsk(
        invitation_id=read_token(token).invitation_id,
        code="GANGBUK",
        hub="SEOUL",
        release="0.3.0",
        nkey=nkey.public,
        csr=make_request(key, "GANGBUK"),
        sent_at=seoul.clock.now(),
    )
    with pytest.raises(JoinRefused, match="expired"):
        await admit(seoul.desk, proved_ask(ask, read_token(token).secret))


async def test_a_revoked_district_gets_nothing_by_its_old_token(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = await lost(seoul, gangbuk)
    await revoke(seoul.desk, "GANGBUK", "another machine", "test")
    with pytest.raises(JoinRefused, match="used already"):
        await gangbuk.joins(seoul, token)
    assert not gangbuk.desk.keys.are_complete


async def test_a_renewed_certificate_ends_what_a_token_may_repeat(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = await lost(seoul, gangbuk)
    key, _ = gangbuk.desk.keys.joining(read_token(token).invitation_id)
    seoul.clock.advance(900)
    ask = RenewAsk(make_request(key, "GANGBUK"))
    await RenewAnswers(seoul.desk).answer("GANGBUK", msgspec.msgpack.encode(ask))
    seoul.clock.advance(-900)
    with pytest.raises(JoinRefused, match="used already"):
        await gangbuk.joins(seoul, token)


async def test_keys_that_were_damaged_while_joining_are_made_anew(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    gangbuk.desk.keys.folder.mkdir(parents=True, exist_ok=True)
    for damaged in (b"", b"\xff", b'["inv","no key","no nkey"]'):
        (gangbuk.desk.keys.folder / JOINING).write_bytes(damaged)
        key, nkey = gangbuk.desk.keys.joining("inv")
        assert gangbuk.desk.keys.joining("inv")[1].public == nkey.public
        assert key.curve.name == "secp256r1"
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    assert gangbuk.desk.keys.are_complete

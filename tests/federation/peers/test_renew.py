"""Link certificates are renewed over the line before they end, for the centre that the line has proved."""

import msgspec
import pytest

from bongsu.federation.line import PeerUnreachable
from bongsu.federation.memory_line import MemoryCity
from bongsu.federation.peers.certificates import (
    certificate_pem,
    code_of,
    fingerprint,
    hosts_of,
    issue,
    make_ca,
    make_request,
    must_fit,
    new_key,
    read_link,
    read_pem,
)
from bongsu.federation.peers.failures import NotTheHub, RenewedLately, UnknownPeer
from bongsu.federation.peers.renew import CertificateRenewal, RenewAnswers, RenewAsk, Renewed
from bongsu.federation.peers.revoke import revoke
from bongsu.kernel.failures import Invalid
from tests.federation.peers.centres import NOW, CentreInTest, speaking

DAY_S = 86_400
LATE = 336


async def linked(seoul: CentreInTest, gangbuk: CentreInTest, city: MemoryCity) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    for centre in (seoul, gangbuk):
        speaking(centre, city)


def pass_days(days: int, *centres: CentreInTest) -> None:
    for centre in centres:
        centre.clock.advance(days * DAY_S)


async def test_a_certificate_is_left_alone_until_thirty_days_before_its_end(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    city = MemoryCity()
    await linked(seoul, gangbuk, city)
    renewal = CertificateRenewal(gangbuk.desk, city.ends["GANGBUK"])
    pass_days(334, seoul, gangbuk)
    assert not await renewal.renew_if_due()
    pass_days(2, seoul, gangbuk)
    assert await renewal.renew_if_due()
    assert not await renewal.renew_if_due()


async def test_a_renewed_certificate_is_for_the_same_key_and_known_on_both_sides(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    city = MemoryCity()
    await linked(seoul, gangbuk, city)
    keys = gangbuk.desk.keys
    key, nkey, old = keys.key().public_key(), keys.nkey().public, keys.certificate()
    pass_days(LATE, seoul, gangbuk)
    await CertificateRenewal(gangbuk.desk, city.ends["GANGBUK"]).renew_if_due()
    new = keys.certificate()
    assert new.not_valid_after_utc > old.not_valid_after_utc
    must_fit(new, keys.ca(), "GANGBUK", key, gangbuk.clock.now())
    peer = await seoul.peer("GANGBUK")
    assert peer.certificate == fingerprint(new)
    assert peer.certificate_ends == new.not_valid_after_utc
    assert (peer.nkey, peer.joined_at) == (nkey, NOW)


async def test_a_renewal_stands_in_the_trail_of_both_sides_with_the_new_certificate(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    city = MemoryCity()
    await linked(seoul, gangbuk, city)
    pass_days(LATE, seoul, gangbuk)
    await CertificateRenewal(gangbuk.desk, city.ends["GANGBUK"]).renew_if_due()
    await CertificateRenewal(seoul.desk, city.ends["SEOUL"]).renew_if_due()
    new, own = gangbuk.desk.keys.certificate(), seoul.desk.keys.certificate()
    issued, of_itself = await seoul.trail("renew_peer")
    [taken] = await gangbuk.trail("renew_peer")
    assert (issued.actor, issued.organisation) == ("GANGBUK", "GANGBUK")
    assert (taken.actor, taken.organisation) == ("system", "SEOUL")
    assert (of_itself.actor, of_itself.organisation) == ("system", "SEOUL")
    for row, certificate in ((issued, new), (taken, new), (of_itself, own)):
        said = msgspec.json.decode(row.body)
        assert said["certificate"] == fingerprint(certificate)
        assert said["ends"] == certificate.not_valid_after_utc.isoformat()


async def test_the_hub_renews_its_own_and_keeps_its_names(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    city = MemoryCity()
    await linked(seoul, gangbuk, city)
    keys = seoul.desk.keys
    before, authority = keys.certificate(), keys.ca()
    pass_days(LATE, seoul)
    assert await CertificateRenewal(seoul.desk, city.ends["SEOUL"]).renew_if_due()
    assert set(hosts_of(keys.certificate())) == set(hosts_of(before))
    assert keys.certificate().not_valid_after_utc > before.not_valid_after_utc
    assert keys.ca() == authority


async def test_a_cut_line_leaves_the_old_certificate_and_is_an_answer(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    city = MemoryCity()
    await linked(seoul, gangbuk, city)
    old = gangbuk.desk.keys.certificate()
    city.cut.add("SEOUL")
    pass_days(LATE, seoul, gangbuk)
    with pytest.raises(PeerUnreachable):
        await CertificateRenewal(gangbuk.desk, city.ends["GANGBUK"]).renew_if_due()
    assert gangbuk.desk.keys.certificate() == old


async def test_a_certificate_of_another_authority_is_not_taken(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    city = MemoryCity()
    await linked(seoul, gangbuk, city)
    old = gangbuk.desk.keys.certificate()

    async def forge(_sender: str, _body: bytes) -> bytes:
        authority_key = new_key()
        authority = make_ca(authority_key, "SEOUL", gangbuk.clock.now())
        public = gangbuk.desk.keys.key().public_key()
        forged = issue(authority, authority_key, "GANGBUK", public, gangbuk.clock.now())
        return msgspec.msgpack.encode(Renewed(certificate_pem(forged)))

    city.ends["SEOUL"].answer("renew", forge)
    pass_days(LATE, gangbuk)
    with pytest.raises(Invalid, match="not the authority's"):
        await CertificateRenewal(gangbuk.desk, city.ends["GANGBUK"]).renew_if_due()
    assert gangbuk.desk.keys.certificate() == old


async def test_a_certificate_says_who_the_line_has_proved_whatever_the_request_says(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    ask = msgspec.msgpack.encode(RenewAsk(make_request(new_key(), "SEOUL")))
    pass_days(1, seoul)
    said = await RenewAnswers(seoul.desk).answer("GANGBUK", ask)
    issued = read_pem(msgspec.msgpack.decode(said, type=Renewed).certificate)
    assert code_of(issued) == "GANGBUK"
    assert hosts_of(issued) == ("gangbuk.bongsu.internal",)


async def test_strangers_revoked_ones_and_districts_issue_and_get_nothing(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    ask = msgspec.msgpack.encode(RenewAsk(make_request(new_key(), "GANGBUK")))
    with pytest.raises(UnknownPeer):
        await RenewAnswers(seoul.desk).answer("GURO", ask)
    with pytest.raises(NotTheHub):
        await RenewAnswers(gangbuk.desk).answer("SEOUL", ask)
    await revoke(seoul.desk, "GANGBUK", "stolen", "test")
    with pytest.raises(UnknownPeer):
        await RenewAnswers(seoul.desk).answer("GANGBUK", ask)
    assert await seoul.trail("renew_peer") == []


async def test_who_asks_all_the_time_gets_one_certificate(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    answers = RenewAnswers(seoul.desk)
    ask = msgspec.msgpack.encode(RenewAsk(make_request(new_key(), "GANGBUK")))
    before = await seoul.peer("GANGBUK")
    with pytest.raises(RenewedLately):
        await answers.answer("GANGBUK", ask)
    assert await seoul.peer("GANGBUK") == before
    seoul.clock.advance(601)
    await answers.answer("GANGBUK", ask)
    with pytest.raises(RenewedLately):
        await answers.answer("GANGBUK", ask)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"\x81\xa3csr\xa1\xff",
        b"\x81\xa5other" + b"\x91" * 100_000 + b"\x00",
        msgspec.msgpack.encode({"csr": 1}),
        msgspec.msgpack.encode({"csr": "x" * 9000}),
    ],
    ids=["empty", "noise", "no text", "nested without end", "a number", "too long"],
)
async def test_nonsense_gets_no_certificate(seoul: CentreInTest, body: bytes) -> None:
    await seoul.invites("GANGBUK")
    with pytest.raises(Invalid):
        await RenewAnswers(seoul.desk).answer("GANGBUK", body)


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("hub.example:8603", "hub.example", 8603),
        ("HUB.example:1", "hub.example", 1),
        ("10.0.0.7:8603", "10.0.0.7", 8603),
        ("[::1]:8603", "::1", 8603),
    ],
)
def test_a_links_address_is_host_and_port(address: str, host: str, port: int) -> None:
    assert read_link(address) == (host, port)


@pytest.mark.parametrize(
    "address", ["", ":8603", "hub", "hub:", "hub:x", "hub:99999", "a b:1", "-hub:1", "hub:٣"]
)
def test_what_is_no_address_of_a_link_is_refused(address: str) -> None:
    with pytest.raises(Invalid):
        read_link(address)

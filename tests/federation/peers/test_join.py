"""A district joins its hub with one token: what both know of each other afterwards, and who can start or stop it."""

import stat
from dataclasses import replace
from datetime import timedelta

import pytest

from bongsu.federation.peers.admit import admit
from bongsu.federation.peers.certificates import (
    code_of,
    fingerprint,
    hosts_of,
    must_fit,
)
from bongsu.federation.peers.failures import (
    AlreadyLinked,
    HubUnreachable,
    JoinRefused,
    NotADistrict,
    NotDirect,
    NotTheHub,
    UnknownPeer,
)
from bongsu.federation.peers.invite import invite
from bongsu.federation.peers.nkey import new_nkey
from bongsu.federation.peers.peer import Peer, PeerKind, Route
from bongsu.federation.peers.revoke import revoke
from bongsu.federation.peers.store import put_peer
from bongsu.federation.peers.token import Token, read_token, write_token
from bongsu.kernel.failures import Invalid
from tests.federation.peers.centres import LINK, NOW, URL, CentreInTest, ask_of, of_release


async def test_a_district_that_joined_and_its_hub_know_each_other(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    hub = await of_release(gangbuk, "0.3.1").joins(seoul, await seoul.invites("GANGBUK"))
    assert (hub.code, hub.kind, hub.route, hub.link) == ("SEOUL", PeerKind.HUB, Route.DIRECT, LINK)
    assert await gangbuk.peer("SEOUL") == hub
    district = await seoul.peer("GANGBUK")
    assert (district.kind, district.route) == (PeerKind.DISTRICT, Route.DIRECT)
    assert (district.name_ko, district.districts) == ("강북구 통합관제센터", ("GB",))
    assert district.release == "0.3.1"
    assert district.nkey == gangbuk.desk.keys.nkey().public
    assert district.certificate == fingerprint(gangbuk.desk.keys.certificate())
    assert district.joined_at == NOW


async def test_certificates_are_the_hubs_and_say_who_holds_them(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    for centre, code in ((seoul, "SEOUL"), (gangbuk, "GANGBUK")):
        keys = centre.desk.keys
        assert keys.ca() == seoul.desk.keys.ca()
        must_fit(keys.certificate(), keys.ca(), code, keys.key().public_key(), NOW)
        assert code_of(keys.certificate()) == code
    assert hosts_of(gangbuk.desk.keys.certificate()) == ("gangbuk.bongsu.internal",)
    assert hosts_of(seoul.desk.keys.certificate()) == (
        "seoul.bongsu.internal",
        "hub.seoul.example",
    )


async def test_the_links_files_are_nobody_elses_and_only_the_hub_has_an_authority(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    common = {"ca.pem", "link.pem", "link.key", "link.nk"}
    for centre, names in ((seoul, common | {"ca.key"}), (gangbuk, common)):
        folder = centre.desk.keys.folder
        assert {file.name for file in folder.iterdir()} == names
        assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.sqlite
async def test_both_trails_say_who_joined_and_neither_holds_a_secret(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = await seoul.invites("GANGBUK")
    await gangbuk.joins(seoul, token)
    [invited], [here] = await seoul.trail("invite_peer"), await seoul.trail("join_peer")
    [there] = await gangbuk.trail("join_peer")
    assert (invited.organisation, here.organisation) == ("GANGBUK", "GANGBUK")
    assert there.organisation == "SEOUL"
    nkey = gangbuk.desk.keys.nkey()
    assert nkey.public in here.body
    assert nkey.public in there.body
    kept = (seoul.folder / "node.db").read_bytes() + (gangbuk.folder / "node.db").read_bytes()
    for wal in (seoul.folder / "node.db-wal", gangbuk.folder / "node.db-wal"):
        kept += wal.read_bytes() if wal.exists() else b""
    secret = read_token(token).secret
    for hidden in (secret, secret.hex().encode(), nkey.seed.encode(), token.encode()):
        assert hidden not in kept


async def test_a_district_joins_one_hub_only(seoul: CentreInTest, gangbuk: CentreInTest) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    other = replace(read_token(await seoul.invites("GURO")), code="GANGBUK")
    with pytest.raises(AlreadyLinked, match="linked with SEOUL"):
        await gangbuk.joins(seoul, write_token(other))


async def test_a_linked_centre_is_not_invited_again(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    with pytest.raises(AlreadyLinked, match="revoke it first"):
        await seoul.invites("GANGBUK")


async def test_hubs_do_not_join_and_districts_do_not_invite(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    with pytest.raises(NotTheHub):
        await gangbuk.invites("GURO")
    token = replace(read_token(await seoul.invites("GURO")), code="SEOUL")
    with pytest.raises(NotADistrict):
        await seoul.joins(seoul, write_token(token))


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("code", {"peer": "BUSAN"}),
        ("code", {"peer": "SEOUL"}),
        ("url", {"url": "ftp://seoul.localhost"}),
        ("url", {"url": "http://user:pass@seoul.localhost"}),
        ("url", {"url": "seoul.localhost:8600"}),
        ("link", {"link": "seoul.localhost"}),
        ("link", {"link": "seoul.localhost:0"}),
        ("link", {"link": "two words:8603"}),
        ("link", {"link": '"; drop":8603'}),
        ("hours", {"hours": 0}),
        ("hours", {"hours": 169}),
    ],
)
async def test_a_wrong_invitation_names_its_field(
    seoul: CentreInTest, field: str, changed: dict[str, object]
) -> None:
    given: dict[str, object] = {"peer": "GANGBUK", "url": URL, "link": LINK, "hours": 24}
    said = given | changed
    with pytest.raises(Invalid) as refused:
        await invite(
            seoul.desk,
            str(said["peer"]),
            url=str(said["url"]),
            link=str(said["link"]),
            by="test",
            hours=int(str(said["hours"])),
        )
    assert refused.value.field == field
    assert await seoul.trail("invite_peer") == []


async def test_a_second_address_is_added_to_the_hubs_certificate(seoul: CentreInTest) -> None:
    await seoul.invites("GANGBUK")
    authority = seoul.desk.keys.ca()
    await invite(seoul.desk, "GURO", url=URL, link="10.0.0.7:8603", by="test")
    assert set(hosts_of(seoul.desk.keys.certificate())) == {
        "seoul.bongsu.internal",
        "hub.seoul.example",
        "10.0.0.7",
    }
    assert seoul.desk.keys.ca() == authority


async def test_a_revoked_district_comes_back_only_by_a_new_token(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    old = await seoul.invites("GANGBUK")
    await gangbuk.joins(seoul, old)
    await revoke(seoul.desk, "GANGBUK", "stolen machine", "test")
    assert not (await seoul.peer("GANGBUK")).is_linked
    with pytest.raises(JoinRefused, match="used already"):
        await admit(seoul.desk, ask_of(read_token(old)))
    new = await seoul.invites("GANGBUK")
    kept = ask_of(read_token(new), nkey=gangbuk.desk.keys.nkey().public)
    with pytest.raises(JoinRefused, match="nkey is known"):
        await admit(seoul.desk, kept)
    await revoke(gangbuk.desk, "SEOUL", "the hub asked for it", "test")
    await gangbuk.joins(seoul, new)
    district = await seoul.peer("GANGBUK")
    assert district.is_linked
    assert district.revoked_why == ""


async def test_an_open_token_of_a_revoked_district_is_worth_nothing(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    await revoke(seoul.desk, "GANGBUK", "moved", "test")
    with pytest.raises(UnknownPeer):
        await revoke(seoul.desk, "GANGBUK", "moved", "test")
    [row] = await seoul.trail("revoke_peer")
    assert '"reason":"moved"' in row.body


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
async def test_revoking_needs_a_reason(
    seoul: CentreInTest, gangbuk: CentreInTest, reason: str
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    with pytest.raises(Invalid) as refused:
        await revoke(seoul.desk, "GANGBUK", reason, "test")
    assert refused.value.field == "reason"
    assert (await seoul.peer("GANGBUK")).is_linked


async def test_without_its_hub_a_district_knows_nobody(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    guro = Peer(
        code="GURO",
        name_ko="구로구 통합관제센터",
        name_en="Guro control centre",
        kind=PeerKind.DISTRICT,
        route=Route.THROUGH_HUB,
        joined_at=NOW,
    )
    async with gangbuk.desk.database.work() as work:
        await put_peer(work.connection, guro)
    with pytest.raises(NotDirect):
        await revoke(gangbuk.desk, "GURO", "not ours to cut", "test")
    await revoke(gangbuk.desk, "SEOUL", "we go alone", "test")
    assert [one.code for one in await gangbuk.peers() if one.is_linked] == []


async def test_a_door_that_is_no_hub_is_unreachable(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    from_no_hub = {"answered": lambda _: b"<html>404</html>"}
    token = await seoul.invites("GANGBUK")
    await seoul.invites("GANGBUK")
    with pytest.raises(HubUnreachable, match="no hub"):
        await gangbuk.joins(seoul, token, **from_no_hub)


def test_a_token_shows_its_secret_to_nobody_who_prints_it() -> None:
    token = Token(URL, "GURO", "SEOUL", "inv_1", b"s" * 32, NOW + timedelta(hours=1))
    assert "sss" not in repr(token)
    assert read_token(write_token(token)) == token
    assert "sss" not in repr(new_nkey())
    assert "SU" not in repr(new_nkey())

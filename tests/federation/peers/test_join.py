"""A district joins its hub with one token: what both know of each other afterwards, and who can start or stop it."""

import stat
from dataclasses import replace
from datetime import timedelta

import msgspec
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
    BadToken,
    HubNotProved,
    HubUnreachable,
    JoinRefused,
    NotADistrict,
    NotDirect,
    NotTheHub,
    TooManyTries,
    UnknownPeer,
)
from bongsu.federation.peers.handshake import JoinAnswer, JoinAsk
from bongsu.federation.peers.invite import invite
from bongsu.federation.peers.nkey import new_nkey
from bongsu.federation.peers.peer import Peer, PeerKind, Route
from bongsu.federation.peers.revoke import revoke
from bongsu.federation.peers.store import put_peer
from bongsu.federation.peers.token import Token, read_token, write_token
from bongsu.kernel.failures import Failure, Invalid
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


async def test_a_token_is_good_once(
    seoul: CentreInTest, gangbuk: CentreInTest, guro: CentreInTest
) -> None:
    token = await seoul.invites("GANGBUK")
    await gangbuk.joins(seoul, token)
    with pytest.raises(JoinRefused, match="used already") as refused:
        await admit(seoul.desk, ask_of(read_token(token)))
    assert refused.value.field == "invitation_id"
    assert (await seoul.peer("GANGBUK")).nkey == gangbuk.desk.keys.nkey().public
    [row] = await seoul.trail("refuse_peer")
    assert '"why":"join_refused"' in row.body
    assert row.organisation == "GANGBUK"


async def test_a_question_heard_on_the_way_and_sent_again_opens_nothing(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    heard: list[bytes] = []

    def listen(said: bytes) -> bytes:
        heard.append(said)
        return said

    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"), asked=listen)
    before = await seoul.peer("GANGBUK")
    with pytest.raises(JoinRefused, match="used already"):
        await admit(seoul.desk, msgspec.json.decode(heard[0], type=JoinAsk))
    assert await seoul.peer("GANGBUK") == before


async def test_a_token_for_another_centre_is_refused_here_and_there(
    seoul: CentreInTest, guro: CentreInTest
) -> None:
    token = await seoul.invites("GANGBUK")
    with pytest.raises(BadToken, match="for GANGBUK, this is GURO") as here:
        await guro.joins(seoul, token)
    assert here.value.field == "code"
    with pytest.raises(JoinRefused, match="for GANGBUK, not GURO") as there:
        await admit(seoul.desk, ask_of(read_token(token), "GURO"))
    assert there.value.field == "code"
    assert await seoul.peers() == ()
    assert len(await guro.trail("refuse_peer")) == 1


@pytest.mark.parametrize("hours", [1, 24])
async def test_a_token_expires(seoul: CentreInTest, gangbuk: CentreInTest, hours: int) -> None:
    token = await seoul.invites("GANGBUK", hours=hours)
    for centre in (seoul, gangbuk):
        centre.clock.advance(hours * 3600)
    with pytest.raises(BadToken, match="expired"):
        await gangbuk.joins(seoul, token)
    late = ask_of(read_token(token), sent_at=seoul.clock.now())
    with pytest.raises(JoinRefused, match="expired") as refused:
        await admit(seoul.desk, late)
    assert refused.value.field == "expires_at"


async def test_who_does_not_know_the_secret_is_told_nothing_but_that(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = read_token(await seoul.invites("GANGBUK"))
    forged = msgspec.structs.replace(ask_of(token), proof="", csr="nonsense", code="GURO")
    for proof in ("", "AAAA", "no base 64 …", ask_of(token).proof):
        with pytest.raises(JoinRefused, match="proof") as refused:
            await admit(seoul.desk, msgspec.structs.replace(forged, proof=proof))
        assert refused.value.field == "proof"


async def test_wrong_requests_lock_the_invitation_as_wrong_passwords_lock_a_name(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = await seoul.invites("GANGBUK")
    forged = msgspec.structs.replace(ask_of(read_token(token)), proof="AAAA")
    for _ in range(5):
        with pytest.raises(JoinRefused):
            await admit(seoul.desk, forged)
    rows = len(await seoul.trail("refuse_peer"))
    with pytest.raises(TooManyTries):
        await admit(seoul.desk, ask_of(read_token(token)))
    assert len(await seoul.trail("refuse_peer")) == rows, "a flood writes no rows"
    seoul.clock.advance(3600)
    gangbuk.clock.advance(3600)
    await gangbuk.joins(seoul, token)


async def test_guessed_invitations_lock_out_no_real_one(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = await seoul.invites("GANGBUK")
    for number in range(5):
        guess = msgspec.structs.replace(ask_of(read_token(token)), invitation_id=f"inv_{number}")
        with pytest.raises(JoinRefused, match="no such invitation"):
            await admit(seoul.desk, guess)
    with pytest.raises(TooManyTries):
        await admit(seoul.desk, guess)
    await gangbuk.joins(seoul, token)


@pytest.mark.parametrize("apart", [-61, 61, 3600])
async def test_clocks_more_than_a_minute_apart_are_named(
    seoul: CentreInTest, gangbuk: CentreInTest, apart: int
) -> None:
    token = await seoul.invites("GANGBUK")
    gangbuk.clock.advance(apart)
    with pytest.raises(JoinRefused, match="clocks are") as refused:
        await gangbuk.joins(seoul, token)
    assert refused.value.field == "sent_at"
    assert await seoul.peers() == ()


async def test_a_minute_between_the_clocks_is_let_pass(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = await seoul.invites("GANGBUK")
    gangbuk.clock.advance(60)
    await gangbuk.joins(seoul, token)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("csr", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"),
        ("csr", ""),
        ("csr", "한글"),
        ("nkey", "U" + "A" * 55),
        ("nkey", "SUAKGEYKRNX35UIW5KVOFYFQF23ITKYCTAD22PSTWC2MAEY4VTAOJP2G74"),
        ("nkey", ""),
        ("nkey", "한글"),
    ],
)
async def test_malformed_keys_are_refused_by_name(
    seoul: CentreInTest, field: str, given: str
) -> None:
    token = read_token(await seoul.invites("GANGBUK"))
    with pytest.raises(Invalid) as refused:
        await admit(seoul.desk, ask_of(token, **{field: given}))
    assert refused.value.field == field
    assert await seoul.peers() == ()


async def test_one_centre_cannot_take_anothers_nkey(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    token = read_token(await seoul.invites("GURO"))
    stolen = ask_of(token, "GURO", nkey=gangbuk.desk.keys.nkey().public)
    with pytest.raises(JoinRefused, match="nkey is known"):
        await admit(seoul.desk, stolen)


async def test_who_answers_without_the_secret_is_not_believed(
    seoul: CentreInTest, gangbuk: CentreInTest, guro: CentreInTest, tmp_path: object
) -> None:
    """A man in the middle with an authority of his own, and every field that he may like to change."""
    token = await seoul.invites("GANGBUK")
    changes: dict[str, object] = {
        "link": "evil.example:8603",
        "hub": "GURO",
        "ca": "x",
        "certificate": "x",
        "release": "9.9",
        "code": "GURO",
        "proof": "AAAA",
    }
    for field, value in changes.items():
        _, token = token, await seoul.invites("GANGBUK") if field != "link" else token

        def forge(said: bytes, field: str = field, value: object = value) -> bytes:
            answer = msgspec.json.decode(said, type=JoinAnswer)
            return msgspec.json.encode(msgspec.structs.replace(answer, **{field: value}))

        with pytest.raises(HubNotProved) as refused:
            await gangbuk.joins(seoul, token, answered=forge)
        assert refused.value.field == "proof"
        assert not gangbuk.desk.keys.are_complete
        assert await gangbuk.peers() == ()
        await revoke(seoul.desk, "GANGBUK", "the answer was forged", "test")
    assert len(await gangbuk.trail("refuse_peer")) == len(changes)


async def test_an_answer_to_another_question_is_not_believed(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    answers: list[bytes] = []

    def keep(said: bytes) -> bytes:
        answers.append(said)
        return b"{}"

    token = await seoul.invites("GANGBUK")
    with pytest.raises(HubNotProved):
        await gangbuk.joins(seoul, token, answered=keep)
    await revoke(seoul.desk, "GANGBUK", "again", "test")
    with pytest.raises(HubNotProved, match="prove"):
        await gangbuk.joins(seoul, await seoul.invites("GANGBUK"), answered=lambda _: answers[0])


@pytest.mark.parametrize("said", [b"", b"<html>", b"[]", b'{"hub": 1}', b"\xff\xfe"])
async def test_nonsense_for_an_answer_is_no_hub(
    seoul: CentreInTest, gangbuk: CentreInTest, said: bytes
) -> None:
    with pytest.raises(HubNotProved) as refused:
        await gangbuk.joins(seoul, await seoul.invites("GANGBUK"), answered=lambda _: said)
    assert refused.value.field == "answer"


async def test_a_refusals_field_reaches_the_district(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = await seoul.invites("GANGBUK")
    await seoul.invites("GANGBUK")
    with pytest.raises(JoinRefused, match="newer one took its place") as refused:
        await gangbuk.joins(seoul, token)
    assert refused.value.field == "invitation_id"


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


@pytest.mark.parametrize(
    "harm",
    ["", "bongsu1-", "bongsu1-AAAA", "hello", "bongsu2-AAAA", "bongsu1-" + "A" * 2000, "봉수1-"],
)
async def test_what_is_no_token_says_so(
    seoul: CentreInTest, gangbuk: CentreInTest, harm: str
) -> None:
    with pytest.raises(BadToken) as refused:
        await gangbuk.joins(seoul, harm)
    assert refused.value.field == "token"


async def test_one_changed_letter_of_a_token_is_noticed_before_anybody_is_asked(
    seoul: CentreInTest, gangbuk: CentreInTest
) -> None:
    token = await seoul.invites("GANGBUK")
    for place in range(len("bongsu1-"), len(token) - 1, 7):
        letter = "A" if token[place] != "A" else "B"
        with pytest.raises(Failure) as refused:
            await gangbuk.joins(seoul, token[:place] + letter + token[place + 1 :])
        assert refused.value.field == "token", place
    assert await seoul.trail("refuse_peer") == []


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

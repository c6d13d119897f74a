"""Who is not let in, and who is not believed: tokens used, expired, for others; forged questions, forged answers."""

import msgspec
import pytest

from bongsu.federation.peers.admit import admit
from bongsu.federation.peers.certificates import certificate_pem
from bongsu.federation.peers.failures import (
    BadToken,
    HubNotProved,
    JoinRefused,
    TooManyTries,
)
from bongsu.federation.peers.handshake import JoinAnswer, JoinAsk
from bongsu.federation.peers.revoke import revoke
from bongsu.federation.peers.token import read_token
from bongsu.kernel.failures import Failure, Invalid
from tests.federation.peers.centres import CentreInTest, ask_of


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
    again = await admit(seoul.desk, msgspec.json.decode(heard[0], type=JoinAsk))
    assert again.certificate == certificate_pem(gangbuk.desk.keys.certificate())
    assert await seoul.peer("GANGBUK") == before, (
        "what was heard on the way is heard again, no more"
    )
    assert len(await seoul.trail("join_peer")) == 1
    seoul.clock.advance(61)
    with pytest.raises(JoinRefused, match="clocks"):
        await admit(seoul.desk, msgspec.json.decode(heard[0], type=JoinAsk))


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

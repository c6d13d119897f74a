"""Tickets: one viewer, one camera, one process, once."""

import base64
import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.keys import load_or_create_key
from bongsu.media.failures import TicketRefused
from bongsu.media.tickets import Ticket, TicketChecker, TicketSigner

NOW = datetime(2026, 11, 3, 21, 0, tzinfo=UTC)
TICKET = Ticket(
    camera="cam_1",
    grant="gr_1",
    incident="inc_1",
    session="se_1",
    viewer="순21",
    person="per_21",
    organisation="jongam",
    process="media-1",
    jti="n1",
    exp=NOW.timestamp() + 30,
    ends=NOW.timestamp() + 600,
)


@pytest.fixture
def key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def checker(key: Ed25519PrivateKey, clock: FixedClock) -> TicketChecker:
    return TicketChecker(key.public_key(), "media-1", clock)


def _reason(checker: TicketChecker, token: str) -> str:
    with pytest.raises(TicketRefused) as refused:
        checker.accept(token)
    return refused.value.reason


def _part(data: object) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_a_minted_ticket_is_accepted_with_its_claims(
    key: Ed25519PrivateKey, checker: TicketChecker
) -> None:
    assert checker.accept(TicketSigner(key).mint(TICKET)) == TICKET


def test_a_ticket_is_a_standard_jws_with_eddsa(key: Ed25519PrivateKey) -> None:
    header, payload, signature = TicketSigner(key).mint(TICKET).split(".")
    assert base64.urlsafe_b64decode(header + "==") == b'{"alg":"EdDSA"}'
    key.public_key().verify(
        base64.urlsafe_b64decode(signature + "=="), f"{header}.{payload}".encode()
    )


def test_rfc_8037_a4_example_verifies_with_our_encoding() -> None:
    # RFC 8037 A.1, A.4: key, signing input and signature of the standard's own example.
    secret = base64.urlsafe_b64decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")
    signing = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
    expected = (
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    )
    assert _part(Ed25519PrivateKey.from_private_bytes(secret).sign(signing)) == expected
    assert (
        signing.split(b".")[0]
        == TicketSigner(Ed25519PrivateKey.generate()).mint(TICKET).encode().split(b".")[0]
    )


def test_a_nonce_is_accepted_once(key: Ed25519PrivateKey, checker: TicketChecker) -> None:
    token = TicketSigner(key).mint(TICKET)
    checker.accept(token)
    assert _reason(checker, token) == "used"


def test_a_nonce_is_forgotten_after_it_expired(
    key: Ed25519PrivateKey, checker: TicketChecker, clock: FixedClock
) -> None:
    signer = TicketSigner(key)
    checker.accept(signer.mint(TICKET))
    clock.advance(31)
    assert _reason(checker, signer.mint(TICKET)) == "expired"
    later = msgspec.structs.replace(TICKET, jti="n2", exp=TICKET.exp + 60)
    checker.accept(signer.mint(later))
    assert set(checker._used) == {"n2"}


def test_an_expired_ticket_is_refused(
    key: Ed25519PrivateKey, checker: TicketChecker, clock: FixedClock
) -> None:
    token = TicketSigner(key).mint(TICKET)
    clock.advance(30)
    assert _reason(checker, token) == "expired"


def test_a_ticket_of_an_ended_grant_is_refused(
    key: Ed25519PrivateKey, checker: TicketChecker
) -> None:
    ended = msgspec.structs.replace(TICKET, ends=NOW.timestamp())
    assert _reason(checker, TicketSigner(key).mint(ended)) == "expired"


def test_a_ticket_for_another_process_is_refused_and_not_used_up(
    key: Ed25519PrivateKey, checker: TicketChecker
) -> None:
    other = msgspec.structs.replace(TICKET, process="media-2")
    assert _reason(checker, TicketSigner(key).mint(other)) == "wrong_process"
    checker.accept(TicketSigner(key).mint(TICKET))


def test_another_key_is_forgery(checker: TicketChecker) -> None:
    assert _reason(checker, TicketSigner(Ed25519PrivateKey.generate()).mint(TICKET)) == "forged"


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": "EdDSA", "typ": "JWT"},
        {"alg": "EdDSA", "jwk": {}},
    ],
)
def test_only_one_header_is_accepted(
    header: dict[str, object], key: Ed25519PrivateKey, checker: TicketChecker
) -> None:
    signed = f"{_part(header)}.{_part(msgspec.to_builtins(TICKET))}"
    signature = key.sign(signed.encode())
    assert _reason(checker, f"{signed}.{_part(signature)}") == "forged"


def test_a_changed_claim_is_forgery(key: Ed25519PrivateKey, checker: TicketChecker) -> None:
    header, _, signature = TicketSigner(key).mint(TICKET).split(".")
    claims = msgspec.to_builtins(TICKET) | {"camera": "cam_2"}
    assert _reason(checker, f"{header}.{_part(claims)}.{signature}") == "forged"


def test_the_public_key_as_a_secret_signs_nothing(
    key: Ed25519PrivateKey, checker: TicketChecker
) -> None:
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    header, payload, _ = TicketSigner(key).mint(TICKET).split(".")
    assert _reason(checker, f"{header}.{payload}.{_part(public * 2)}") == "forged"


@pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", "🎫", "x" * 10_000, "é.é.é"])
def test_rubbish_is_forgery(token: str, checker: TicketChecker) -> None:
    assert _reason(checker, token) == "forged"


def test_a_key_file_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "tickets.pem"
    first, second = load_or_create_key(path), load_or_create_key(path)
    assert first.private_bytes_raw() == second.private_bytes_raw()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["tickets.pem"]

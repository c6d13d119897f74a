"""Keys of one kind only, signatures over one thing only, codes as people type them."""

from base64 import urlsafe_b64encode
from typing import Any  # Any: public keys of unlike kinds

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from bongsu.identity.devices.challenges import AT_ONCE, Challenges
from bongsu.identity.devices.device import Purpose
from bongsu.identity.devices.rules import (
    as_code,
    is_signed,
    new_code,
    public_key,
    signed_text,
)
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.failures import Invalid
from tests.identity.tablets import Tablet, encoded

DER = Encoding.DER
SPKI = PublicFormat.SubjectPublicKeyInfo
TEXT = signed_text(Purpose.SESSION, "https://node.example", "challenge", "ses_1")


def test_a_key_as_the_browser_exports_it_is_taken_and_has_one_thumbprint() -> None:
    tablet = Tablet()
    once = public_key(tablet.spki)
    padded = public_key(tablet.spki + "=" * (-len(tablet.spki) % 4))
    assert once.thumbprint == padded.thumbprint
    assert once.spki == tablet.spki
    assert public_key(Tablet().spki).thumbprint != once.thumbprint


OTHER_KEYS: dict[str, Any] = {
    "another curve": ec.generate_private_key(ec.SECP384R1()).public_key(),
    "an old curve": ec.generate_private_key(ec.SECP256K1()).public_key(),
    "rsa": rsa.generate_private_key(65537, 2048).public_key(),
    "ed25519": ed25519.Ed25519PrivateKey.generate().public_key(),
}


@pytest.mark.parametrize("kind", OTHER_KEYS)
def test_a_key_of_another_kind_is_refused_by_its_field(kind: str) -> None:
    spki = urlsafe_b64encode(OTHER_KEYS[kind].public_bytes(DER, SPKI)).decode()
    with pytest.raises(Invalid) as refused:
        public_key(spki)
    assert refused.value.field == "public_key"


@given(st.text(max_size=200))
def test_nonsense_is_no_key_and_no_crash(typed: str) -> None:
    with pytest.raises(Invalid):
        public_key(typed)


@given(st.text(max_size=120))
def test_nonsense_is_no_signature_and_no_crash(typed: str) -> None:
    assert not is_signed(Tablet().key.public_key(), typed, TEXT)


def test_a_signature_holds_for_exactly_what_was_signed() -> None:
    tablet = Tablet()
    key = tablet.key.public_key()
    signature = tablet.signature(Purpose.SESSION, "challenge", "ses_1")
    assert is_signed(key, signature, TEXT)
    assert not is_signed(Tablet().key.public_key(), signature, TEXT)
    for other in (
        signed_text(Purpose.SIGN_IN, "https://node.example", "challenge", "ses_1"),
        signed_text(Purpose.ENROL, "https://node.example", "challenge", "ses_1"),
        signed_text(Purpose.SESSION, "http://node.example", "challenge", "ses_1"),
        signed_text(Purpose.SESSION, "https://node.example.evil", "challenge", "ses_1"),
        signed_text(Purpose.SESSION, "https://node.example", "challengf", "ses_1"),
        signed_text(Purpose.SESSION, "https://node.example", "challenge", "ses_2"),
    ):
        assert not is_signed(key, signature, other)


@pytest.mark.parametrize("raw", [b"", b"\0" * 64, b"\xff" * 64, b"\1" * 63, b"\1" * 65])
def test_degenerate_signatures_hold_for_nothing(raw: bytes) -> None:
    assert not is_signed(Tablet().key.public_key(), encoded(raw), TEXT)


def test_a_signature_in_der_is_not_taken_for_one_of_a_browser() -> None:
    tablet = Tablet()
    der = tablet.key.sign(TEXT, ec.ECDSA(SHA256()))
    assert not is_signed(tablet.key.public_key(), encoded(der), TEXT)


def test_codes_differ_and_hold_no_letter_that_looks_like_another() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 8 and not set(code) & set("01OIL") for code in codes)


@pytest.mark.parametrize("typed", ["ABCD2345", "abcd-2345", " abcd 2345 ", "AbCd\t2345"])
def test_a_code_is_the_same_however_it_is_typed(typed: str) -> None:
    assert as_code(typed) == "ABCD2345"


def test_a_challenge_is_taken_once_by_whom_it_was_made_for(clock: FixedClock) -> None:
    open_ones, now = Challenges(), clock.now()
    made = open_ones.make(Purpose.SESSION, "ses_1", now)
    assert open_ones.take(made.challenge_id, Purpose.SESSION, "ses_2", now) is None
    assert open_ones.take(made.challenge_id, Purpose.SIGN_IN, "ses_1", now) is None
    assert open_ones.take("chal_x", Purpose.SESSION, "ses_1", now) is None
    assert open_ones.take(made.challenge_id, Purpose.SESSION, "ses_1", now) == made
    assert open_ones.take(made.challenge_id, Purpose.SESSION, "ses_1", now) is None


def test_a_challenge_lives_a_minute(clock: FixedClock) -> None:
    open_ones = Challenges()
    made = open_ones.make(Purpose.SESSION, "ses_1", clock.now())
    clock.advance(60)
    assert open_ones.take(made.challenge_id, Purpose.SESSION, "ses_1", clock.now()) is None


def test_whoever_asks_on_and_on_pushes_out_only_their_own(clock: FixedClock) -> None:
    open_ones, now = Challenges(), clock.now()
    mine = open_ones.make(Purpose.SESSION, "ses_1", now)
    for _ in range(1000):
        last = open_ones.make(Purpose.SESSION, "ses_2", now)
    assert len(open_ones._open["ses_2"]) == AT_ONCE
    assert open_ones.take(mine.challenge_id, Purpose.SESSION, "ses_1", now) == mine
    assert open_ones.take(last.challenge_id, Purpose.SESSION, "ses_2", now) == last


def test_challenges_that_nobody_answers_are_forgotten(clock: FixedClock) -> None:
    open_ones = Challenges()
    for number in range(100):
        open_ones.make(Purpose.SESSION, f"ses_{number}", clock.now())
    clock.advance(61)
    open_ones.make(Purpose.SESSION, "ses_new", clock.now())
    assert set(open_ones._open) == {"ses_new"}

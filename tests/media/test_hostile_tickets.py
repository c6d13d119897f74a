"""Forged tickets: no changed character, header, signature or claim opens a camera, and each refusal has its word."""

import base64
import json
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bongsu.kernel.clock import FixedClock
from bongsu.media.failures import TicketRefused
from bongsu.media.tickets import TicketChecker, TicketSigner
from tests.media.mutations import Change, changes
from tests.media.test_tickets import NOW, TICKET

KEY = Ed25519PrivateKey.generate()
TOKEN = TicketSigner(KEY).mint(TICKET)
HEADER, CLAIMS, SIGNATURE = TOKEN.split(".")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. \n\x00é."


def refusal(token: str) -> str:
    """The word of the refusal; fails when the token is accepted."""
    with pytest.raises(TicketRefused) as refused:
        TicketChecker(KEY.public_key(), "media-1", FixedClock(NOW)).accept(token)
    return refused.value.reason


def part(data: object) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(header: object, claims: object) -> str:
    text = f"{part(header)}.{part(claims)}"
    return f"{text}.{part(KEY.sign(text.encode()))}"


def test_every_single_bit_counts() -> None:
    for at in range(len(TOKEN)):
        for bit in range(7):
            flipped = TOKEN[:at] + chr(ord(TOKEN[at]) ^ 1 << bit) + TOKEN[at + 1 :]
            assert refusal(flipped) == "forged", (at, bit)


def test_every_character_in_place_of_the_last_one_is_forgery() -> None:
    """The last one carries four bits that no byte of the signature needs."""
    for other in set(ALPHABET) - {TOKEN[-1]}:
        assert refusal(TOKEN[:-1] + other) == "forged", repr(other)


@settings(max_examples=300, deadline=None)
@given(changes)
def test_any_mutation_is_forgery(change: Change) -> None:
    token = change(TOKEN.encode()).decode("utf-8", "replace")
    assume(token != TOKEN)
    assert refusal(token) == "forged"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_forgery(text: str) -> None:
    assert refusal(text) == "forged"


@pytest.mark.parametrize(
    "token",
    [
        f" {TOKEN}",
        f"{TOKEN} ",
        f"{TOKEN}\n",
        f"{TOKEN}\x00",
        f"{TOKEN}=",
        f"{TOKEN}==",
        f"{TOKEN}.",
        f"{TOKEN}.{SIGNATURE}",
        f"{HEADER}.{HEADER}.{CLAIMS}.{SIGNATURE}",
        f"{HEADER}.{CLAIMS}.{CLAIMS}.{SIGNATURE}",
        f"{HEADER}.{CLAIMS}.{SIGNATURE}{SIGNATURE}",
        f"{HEADER}.{CLAIMS}.",
        f"{HEADER}.{CLAIMS}",
        f".{CLAIMS}.{SIGNATURE}",
        f"{HEADER}..{SIGNATURE}",
        f"{HEADER}.{CLAIMS}=.{SIGNATURE}",
        f"{HEADER}=.{CLAIMS}.{SIGNATURE}",
        f"Bearer {TOKEN}",
        TOKEN.replace(".", "。"),
        TOKEN.upper(),
        f"{HEADER}.{CLAIMS}.{SIGNATURE[:40]}\n{SIGNATURE[40:]}",
        "\ufeff" + TOKEN,
        "\ud800" + TOKEN,
    ],
)
def test_whatever_is_before_behind_or_between_is_forgery(token: str) -> None:
    assert refusal(token) == "forged"


def test_the_other_alphabet_is_forgery() -> None:
    """One ticket has one spelling; else it could be told apart from itself in a log or a filter."""
    for number in range(200):
        token = TicketSigner(KEY).mint(msgspec.structs.replace(TICKET, jti=f"n{number}"))
        other = token.replace("-", "+").replace("_", "/")
        if other != token:
            assert refusal(other) == "forged"


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none"},
        {"alg": "None"},
        {"alg": ""},
        {"alg": "HS256"},
        {"alg": "ES256"},
        {"alg": "EdDSA", "kid": "../../key"},
        {"alg": "EdDSA", "jku": "http://evil.test/"},
        {"alg": "EdDSA", "crit": ["b64"], "b64": False},
        {"alg": ["EdDSA"]},
        {"Alg": "EdDSA"},
        {},
        [],
        b'{"alg": "EdDSA"}',
        b'{"alg":"EdDSA","alg":"none"}',
        b"",
    ],
)
def test_another_header_is_forgery_even_when_it_is_signed(header: object) -> None:
    claims = msgspec.to_builtins(TICKET)
    assert refusal(signed(header, claims)) == "forged"
    assert refusal(f"{part(header)}.{part(claims)}.") == "forged"


@pytest.mark.parametrize(
    "claims",
    [
        [],
        None,
        "text",
        b"",
        b"\xff\xfe",
        b'{"camera":' + b"[" * 3000,
        {**msgspec.to_builtins(TICKET), "exp": "tomorrow"},
        {**msgspec.to_builtins(TICKET), "exp": None},
        {**msgspec.to_builtins(TICKET), "camera": 7},
        {**msgspec.to_builtins(TICKET), "camera": None},
        {k: v for k, v in msgspec.to_builtins(TICKET).items() if k != "ends"},
        {k: v for k, v in msgspec.to_builtins(TICKET).items() if k != "jti"},
    ],
)
def test_claims_that_are_none_are_forgery_even_when_signed(claims: Any) -> None:  # any JSON
    assert refusal(signed(b'{"alg":"EdDSA"}', claims)) == "forged"


def test_times_without_end_are_still_times() -> None:
    for field, value in {"exp": -1e308, "ends": -1}.items():
        ticket = msgspec.structs.replace(TICKET, **{field: value})
        assert refusal(TicketSigner(KEY).mint(ticket)) == "expired"


def test_a_refused_ticket_uses_nothing_up() -> None:
    checker = TicketChecker(KEY.public_key(), "media-1", FixedClock(NOW))
    for forged in (TOKEN[:-2], f"{TOKEN}=", "", TOKEN + TOKEN):
        with pytest.raises(TicketRefused):
            checker.accept(forged)
    assert checker.accept(TOKEN) == TICKET

"""Codes of an authenticator app are RFC 6238's, and nothing near them."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from bongsu.identity.factors.totp import STEP_S, matching_step, new_totp

# RFC 6238 appendix B, SHA-1, the last six of its eight digits; the secret is "12345678901234567890"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_the_codes_of_the_rfc_match_their_steps(seconds: int, code: str) -> None:
    assert matching_step(SECRET, code, at(seconds)) == seconds // STEP_S


# the first one lies so near 1970 that no step is before it
@pytest.mark.parametrize(("seconds", "code"), VECTORS[1:])
@pytest.mark.parametrize(
    ("late_steps", "is_taken"), [(-2, False), (-1, True), (1, True), (2, False)]
)
def test_one_step_early_or_late_and_no_more(
    seconds: int, code: str, late_steps: int, is_taken: bool
) -> None:
    found = matching_step(SECRET, code, at(seconds) + timedelta(seconds=late_steps * STEP_S))
    assert (found == seconds // STEP_S) == is_taken


@pytest.mark.parametrize("typed", ["287082", " 287082", "287 082", "287082\n", "28 70 82"])
def test_blanks_between_the_digits_are_how_apps_show_them(typed: str) -> None:
    assert matching_step(SECRET, typed, at(59)) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "28708",
        "2870820",
        "94287082",
        "287083",
        "-287082",
        "287082.0",
        "0x4616a",
        "287,082",
        "２８７０８２",
        "٢٨٧٠٨٢",
        "None",
        "287082\x00",
        "*" * 40,
    ],
)
def test_whatever_is_not_the_code_is_not_the_code(typed: str) -> None:
    assert matching_step(SECRET, typed, at(59)) is None


def test_an_app_is_told_the_node_and_the_account() -> None:
    draft = new_totp("성북 상황실", "seongbuk")
    address = urlsplit(draft.uri)
    asked = parse_qs(address.query)
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert asked["secret"] == [draft.secret]
    assert asked["issuer"] == ["Bongsu seongbuk"]


def test_secrets_have_160_bits_and_differ() -> None:
    secrets = {new_totp("a", "b").secret for _ in range(50)}
    assert len(secrets) == 50
    assert {len(one) for one in secrets} == {32}


def test_the_picture_carries_no_script() -> None:
    picture = new_totp('"><script>alert(1)</script>', "b").qr_svg
    assert "<script" not in picture
    assert picture.startswith("<svg")

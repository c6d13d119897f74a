"""Which step follows, by which ways, and at which addresses passkeys live."""

from datetime import UTC, datetime

import pytest

from bongsu.identity.factors.check import Shown
from bongsu.identity.factors.factor import Factor, FactorKind, Step, step_of, ways_of
from bongsu.identity.factors.passkeys import credential_id_in, host_name, relying_party
from bongsu.identity.failures import PasskeyNeedsName

AT = datetime(2026, 11, 21, tzinfo=UTC)
PUBLIC = "https://safe.seongbuk.example"


def factor(kind: FactorKind) -> Factor:
    return Factor(f"fac_{kind}", "per_1", kind, "label", AT, sealed_secret="sealed-secret")


TOTP, PASSKEY = factor(FactorKind.TOTP), factor(FactorKind.PASSKEY)


@pytest.mark.parametrize(
    ("factors", "codes", "step", "ways"),
    [
        ([], 0, Step.ENROL, ()),
        ([TOTP], 0, Step.TOTP, ("totp",)),
        ([TOTP], 3, Step.TOTP, ("totp", "recovery")),
        ([PASSKEY], 0, Step.PASSKEY, ("passkey",)),
        ([TOTP, PASSKEY], 10, Step.PASSKEY, ("passkey", "totp", "recovery")),
        ([PASSKEY, PASSKEY, TOTP, TOTP], 0, Step.PASSKEY, ("passkey", "totp")),
    ],
)
def test_a_passkey_is_asked_before_a_code_and_every_way_is_named_once(
    factors: list[Factor], codes: int, step: Step, ways: tuple[str, ...]
) -> None:
    assert step_of(factors) is step
    assert ways_of(factors, codes) == ways


def test_a_factor_does_not_show_its_secret() -> None:
    assert "sealed-secret" not in repr(TOTP)


@pytest.mark.parametrize(
    ("shown", "way"),
    [
        (Shown(code="1"), "totp"),
        (Shown(recovery="a"), "recovery"),
        (Shown(credential={}), "passkey"),
        # whoever shows several is taken at the strongest word, which then has to hold
        (Shown(code="1", credential={}), "passkey"),
    ],
)
def test_what_was_shown_is_named_in_the_trail(shown: Shown, way: str) -> None:
    assert shown.way == way


@pytest.mark.parametrize(
    ("scheme", "host", "rp_id", "origin"),
    [
        ("http", "localhost:8600", "localhost", "http://localhost:8600"),
        ("https", "node.localhost", "node.localhost", "https://node.localhost"),
        # behind a proxy the scheme inside is not the one that browsers see
        ("http", "safe.seongbuk.example", "safe.seongbuk.example", PUBLIC),
        ("http", "SAFE.Seongbuk.Example:443", "safe.seongbuk.example", PUBLIC),
        ("https", "safe.seongbuk.example.", "safe.seongbuk.example", PUBLIC),
    ],
)
def test_a_passkey_belongs_to_the_public_name_or_to_this_machine(
    scheme: str, host: str, rp_id: str, origin: str
) -> None:
    party = relying_party(scheme, host, f"{PUBLIC}/")
    assert (party.rp_id, party.origin) == (rp_id, origin)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "safe.seongbuk.example.evil.example",
        "evil-safe.seongbuk.example",
        "seongbuk.example",
        "sub.safe.seongbuk.example",
        "10.0.0.7",
        "10.0.0.7:8600",
        "[::1]:8600",
        "127.0.0.1",
        "localhost.evil.example",
        "notlocalhost",
        "",
        ":8600",
        "safe.seongbuk.example@evil.example",
    ],
)
def test_a_host_header_of_somebody_else_makes_no_passkey(host: str) -> None:
    with pytest.raises(PasskeyNeedsName):
        relying_party("https", host, PUBLIC)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("A.B:1", "a.b"),
        ("a.b.", "a.b"),
        ("[2001:db8::1]:8600", "2001:db8::1"),
        ("a", "a"),
        ("", ""),
    ],
)
def test_a_host_has_one_name(host: str, name: str) -> None:
    assert host_name(host) == name


@pytest.mark.parametrize("said", [{}, {"id": None}, {"id": 7}, {"id": ["x"]}, {"id": {"a": 1}}])
def test_an_id_that_is_no_text_is_nobodys(said: dict[str, object]) -> None:
    assert credential_id_in(said) == ""

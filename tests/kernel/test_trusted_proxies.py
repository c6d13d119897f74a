"""Whose word about a request's origin is believed: named addresses and networks, and nobody by accident."""

import pytest

from bongsu.kernel.failures import Invalid
from bongsu.kernel.trusted_proxies import TrustedProxies


@pytest.mark.parametrize("said", ["", " ", ",", " , ,"])
def test_nobody_named_is_nobody_believed(said: str) -> None:
    proxies = TrustedProxies(said)
    assert not proxies
    assert not proxies.holds("127.0.0.1")


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.0/24", "192.0.2.255"),
        ("10.0.0.1, 192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("2001:db8::/32", "2001:db8:ffff::9"),
        ("2001:0db8:0000::1", "2001:db8::1"),
        # a socket for both families says IPv4 like this
        ("192.0.2.1", "::ffff:192.0.2.1"),
        ("0.0.0.0/0", "203.0.113.9"),
    ],
)
def test_a_named_address_or_network_is_believed(said: str, address: str) -> None:
    assert TrustedProxies(said).holds(address)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("192.0.2.1", "192.0.2.2"),
        ("192.0.2.0/25", "192.0.2.200"),
        ("2001:db8::1", "2001:db8::2"),
        ("0.0.0.0/0", "2001:db8::1"),
        ("::/0", "192.0.2.1"),
        ("192.0.2.1", ""),
        ("192.0.2.1", "192.0.2.1:443"),
        ("192.0.2.1", "192.0.2.1, 203.0.113.9"),
        ("192.0.2.1", "unknown"),
        ("192.0.2.1", "192.0.2.1 "),
        ("192.0.2.1", "0300.0.2.1"),
    ],
)
def test_anybody_else_is_not(said: str, address: str) -> None:
    assert not TrustedProxies(said).holds(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_near_without_being_named(address: str) -> None:
    proxies = TrustedProxies("192.0.2.1")
    assert proxies.is_near(address)
    assert not proxies.holds(address)


def test_a_named_proxy_is_near_and_a_stranger_is_not() -> None:
    proxies = TrustedProxies("192.0.2.1")
    assert proxies.is_near("192.0.2.1")
    assert not proxies.is_near("203.0.113.9")
    assert not proxies.is_near("localhost"), "a name is no address"


@pytest.mark.parametrize(
    "said", ["proxy", "192.0.2.1/33", "192.0.2.1/24", "192.0.2", "192.0.2.1;10.0.0.1", "::g", "*"]
)
def test_what_is_no_address_is_refused_by_its_setting(said: str) -> None:
    with pytest.raises(Invalid) as refused:
        TrustedProxies(f"10.0.0.1,{said}")
    assert refused.value.field == "trusted_proxies"
    assert said in refused.value.detail

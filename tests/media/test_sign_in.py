"""Digest and basic, against the examples in the standards."""

import hashlib
import re
import secrets

import pytest

from bongsu.media.sources.sign_in import SignIn, choose


def _field(header: str, name: str) -> str:
    found = re.search(rf'{name}="?([^",]+)', header)
    assert found
    return found[1]


def test_rfc_2069_digest_without_qop() -> None:
    # RFC 2617 3.2.2.1 without qop: response = MD5(MD5(A1):nonce:MD5(A2)).
    challenge = choose(['Digest realm="IP Camera(C2345)", nonce="abc"'])
    assert challenge
    header = SignIn(challenge, "admin", "pass").header("DESCRIBE", "rtsp://10.0.0.1/a")
    secret = hashlib.md5(b"admin:IP Camera(C2345):pass").hexdigest()
    asked = hashlib.md5(b"DESCRIBE:rtsp://10.0.0.1/a").hexdigest()
    assert _field(header, "response") == hashlib.md5(f"{secret}:abc:{asked}".encode()).hexdigest()
    assert "algorithm" not in header
    assert "qop" not in header


def test_rfc_7616_examples_in_both_algorithms(monkeypatch: pytest.MonkeyPatch) -> None:
    cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    given = (
        'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={}, '
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    expected = {
        "MD5": "8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256": "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    }
    monkeypatch.setattr(secrets, "token_hex", lambda _size: cnonce)
    for algorithm, response in expected.items():
        challenge = choose([given.format(algorithm)])
        assert challenge
        header = SignIn(challenge, "Mufasa", "Circle of Life").header("GET", "/dir/index.html")
        assert _field(header, "response") == response
        assert _field(header, "nc") == "00000001"
        assert f"algorithm={algorithm}" in header


def test_the_strongest_offer_is_chosen() -> None:
    basic, md5 = 'Basic realm="a"', 'Digest realm="a", nonce="1"'
    sha = 'Digest realm="a", nonce="1", algorithm=SHA-256'
    for offers, scheme, algorithm in [
        ([basic, md5, sha], "digest", "SHA-256"),
        ([basic, md5], "digest", "MD5"),
        ([basic], "basic", "MD5"),
    ]:
        challenge = choose(offers)
        assert challenge
        assert (challenge.scheme, challenge.algorithm) == (scheme, algorithm)


def test_an_unknown_way_of_signing_in_is_not_chosen() -> None:
    assert choose(["Negotiate", 'Digest realm="a", nonce="1", algorithm=SHA-512', ""]) is None


def test_basic_is_the_pair() -> None:
    challenge = choose(['Basic realm="a"'])
    assert challenge
    # RFC 7617 2.
    header = SignIn(challenge, "Aladdin", "open sesame").header("SETUP", "rtsp://h/")
    assert header == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="

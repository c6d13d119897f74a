"""Digest sign-in: the right password for this challenge, and nothing else."""

import pytest

from bongsu.simulate.digest import REALM, DigestGate, digest_response
from bongsu.simulate.rtsp_message import Request

URL = "rtsp://h/cam/1/main"
GATE = DigestGate("viewer", "right horse", "abc123")


def asked(password: str, nonce: str = "abc123", user: str = "viewer", **more: str) -> Request:
    fields = {"uri": URL, "nonce": nonce, **more}
    answer = digest_response(user, password, "DESCRIBE", fields)
    extra = "".join(f", {name}={value}" for name, value in more.items())
    text = (
        f'Digest username="{user}", realm="{REALM}", nonce="{nonce}", uri="{URL}", '
        f'response="{answer}"{extra}'
    )
    return Request("DESCRIBE", URL, "RTSP/1.0", {"authorization": text})


def test_the_digest_is_that_of_rfc_2617() -> None:
    fields = {
        "uri": "/dir/index.html",
        "nonce": "dcd98b7102dd2f0e8b11d0f600bfb0c093",
        "nc": "00000001",
        "cnonce": "0a4f113b",
        "qop": "auth",
    }
    answer = digest_response("Mufasa", "Circle Of Life", "GET", fields, "testrealm@host.com")
    assert answer == "6629fae49393a05397450978507c4ef1"


def test_the_right_password_is_let_in() -> None:
    assert GATE.admits(asked("right horse"))
    assert GATE.admits(asked("right horse", qop="auth", nc="00000001", cnonce="xyz"))


@pytest.mark.parametrize(
    "request_",
    [
        asked("wrong horse"),
        asked("right horse", nonce="of another camera"),
        asked("right horse", user="somebody"),
        Request("DESCRIBE", URL, "RTSP/1.0"),
        Request("DESCRIBE", URL, "RTSP/1.0", {"authorization": "Basic dmlld2VyOg=="}),
        Request("DESCRIBE", URL, "RTSP/1.0", {"authorization": "Digest"}),
    ],
)
def test_anything_else_is_kept_out(request_: Request) -> None:
    assert not GATE.admits(request_)


def test_each_gate_has_its_own_challenge_and_hides_its_password() -> None:
    first, second = DigestGate("a", "secret"), DigestGate("a", "secret")
    assert first.challenge != second.challenge
    assert "secret" not in repr(first)

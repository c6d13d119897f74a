"""Addresses and answers as they come in the field; credentials stay out of request lines."""

import pytest

from bongsu.media.failures import CameraNonsense
from bongsu.media.sources.rtsp_message import body_size, read_address, read_answer, write_request


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "plain"),
    [
        ("rtsp://10.0.0.1/a", "10.0.0.1", 554, "", "", "rtsp://10.0.0.1/a"),
        ("rtsp://u:p@cam:8554/a?b=1", "cam", 8554, "u", "p", "rtsp://cam:8554/a?b=1"),
        ("rtsp://u:p@ss:w#@cam/a", "cam", 554, "u", "p@ss:w#", "rtsp://cam/a"),
        ("rtsp://u:p%40ss@cam/a", "cam", 554, "u", "p@ss", "rtsp://cam/a"),
        ("rtsp://u@[fe80::1]:554/a", "fe80::1", 554, "u", "", "rtsp://[fe80::1]:554/a"),
        ("rtsp://cam/a@b", "cam", 554, "", "", "rtsp://cam/a@b"),
        ("rtsp://cam", "cam", 554, "", "", "rtsp://cam"),
    ],
)
def test_addresses(url: str, host: str, port: int, user: str, password: str, plain: str) -> None:
    address = read_address(url)
    found = (address.host, address.port, address.user, address.password, address.url)
    assert found == (host, port, user, password, plain)
    assert not password or password not in repr(address)


@pytest.mark.parametrize("url", ["", "http://cam/", "rtsp://", "rtsp://cam:0/", "rtsp://cam:x/a"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(CameraNonsense):
        read_address(url)


def test_a_request_is_plain_rtsp() -> None:
    written = write_request("SETUP", "rtsp://h/a", 3, {"Session": "x"})
    assert written == (
        b"SETUP rtsp://h/a RTSP/1.0\r\nCSeq: 3\r\nUser-Agent: bongsu\r\nSession: x\r\n\r\n"
    )


def test_headers_may_repeat_and_are_found_without_case() -> None:
    head = b"RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\nWWW-Authenticate: Basic\r\nwww-authenticate: Digest x"
    answer = read_answer(head)
    assert answer.status == 401
    assert answer.headers["www-authenticate"] == ("Basic", "Digest x")
    assert answer.header("nothing") == ""


@pytest.mark.parametrize(
    "head", [b"", b"HTTP/1.1 200 OK", b"RTSP/1.0", b"RTSP/1.0 abc OK", b"\xff\xfe"]
)
def test_an_answer_that_is_none(head: bytes) -> None:
    with pytest.raises(CameraNonsense):
        read_answer(head)


@pytest.mark.parametrize("size", ["-1", "x", "99999999"])
def test_a_length_that_cannot_be(size: str) -> None:
    with pytest.raises(CameraNonsense):
        body_size(read_answer(f"RTSP/1.0 200 OK\r\nContent-Length: {size}".encode()))

"""Requests come whole out of any cutting of the bytes; what is no RTSP is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.simulate.rtsp_message import Answer, BadMessage, RequestReader

PLAY = b"PLAY rtsp://h/cam/1/main RTSP/1.0\r\nCSeq: 4\r\nSession:  ab;timeout=60\r\n\r\n"
BODY = b"SET_PARAMETER rtsp://h/control RTSP/1.0\r\nCSeq: 5\r\nContent-Length: 8\r\n\r\nfreeze 3"
REPORT = b"$\x01\x00\x08" + b"PLAY\r\n\r\n"


def test_a_request_is_read_with_its_headers_in_any_case() -> None:
    (request,) = RequestReader().feed(PLAY.replace(b"CSeq", b"cSEQ"))
    assert (request.method, request.url) == ("PLAY", "rtsp://h/cam/1/main")
    assert request.header("CSeq") == "4"
    assert request.header("session") == "ab;timeout=60"
    assert request.header("range") is None


def test_a_body_belongs_to_its_request() -> None:
    first, second = RequestReader().feed(BODY + PLAY)
    assert first.body == "freeze 3"
    assert second.method == "PLAY"


def test_receiver_reports_between_requests_are_passed_over() -> None:
    requests = RequestReader().feed(REPORT + PLAY + REPORT + b"\r\n" + BODY + REPORT)
    assert [request.method for request in requests] == ["PLAY", "SET_PARAMETER"]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=20))
def test_the_cutting_of_the_bytes_makes_no_difference(cuts: list[int]) -> None:
    data, reader, read = REPORT + PLAY + BODY + REPORT + PLAY, RequestReader(), []
    for size in cuts:
        read += reader.feed(data[:size])
        data = data[size:]
    read += reader.feed(data)
    assert [request.method for request in read] == ["PLAY", "SET_PARAMETER", "PLAY"]


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01 hello\r\n\r\n",
        b"PLAY rtsp://h RTSP/1.0\r\nno colon here\r\n\r\n",
        b"PLAY rtsp://h RTSP/1.0\r\nContent-Length: -1\r\n\r\n",
        b"PLAY rtsp://h RTSP/1.0\r\nContent-Length: 99999999\r\n\r\n",
        b"x" * 70_000,
    ],
)
def test_what_is_no_rtsp_is_refused(data: bytes) -> None:
    with pytest.raises(BadMessage):
        RequestReader().feed(data)


def test_an_answer_repeats_the_sequence_and_counts_its_body() -> None:
    data = Answer(200, {"Content-Type": "application/sdp"}, "v=0 봉수").encode("7")
    head, body = data.split(b"\r\n\r\n")
    assert head.startswith(b"RTSP/1.0 200 OK\r\nCSeq: 7\r\n")
    assert f"Content-Length: {len(body)}".encode() in head

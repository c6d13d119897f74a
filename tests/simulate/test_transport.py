"""The first transport that can be done is taken; what cannot be done is refused."""

import pytest

from bongsu.simulate.transport import Wanted, wanted


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("RTP/AVP/TCP;unicast;interleaved=2-3", Wanted(is_tcp=True, first=2, second=3)),
        ("RTP/AVP/TCP;unicast;interleaved=4", Wanted(is_tcp=True, first=4, second=5)),
        ("RTP/AVP/TCP;unicast", Wanted(is_tcp=True, first=0, second=1)),
        ("RTP/AVP;unicast;client_port=5000-5001", Wanted(is_tcp=False, first=5000, second=5001)),
        ("RTP/AVP/UDP;unicast;client_port=5000", Wanted(is_tcp=False, first=5000, second=5001)),
        ("RTP/SAVP;x, RTP/AVP/TCP;interleaved=0-1", Wanted(is_tcp=True, first=0, second=1)),
        ("RTP/AVP;multicast,RTP/AVP;client_port=6-7", Wanted(is_tcp=False, first=6, second=7)),
    ],
)
def test_what_can_be_done_is_understood(header: str, expected: Wanted) -> None:
    assert wanted(header) == expected


@pytest.mark.parametrize(
    "header",
    [
        "",
        "RTP/AVP;multicast",
        "RTP/SAVP;unicast;client_port=5000-5001",
        "RTP/AVP;unicast",
        "RTP/AVP;unicast;client_port=0-1",
        "RTP/AVP;unicast;client_port=65535-65536",
        "RTP/AVP/TCP;interleaved=255-256",
    ],
)
def test_what_cannot_be_done_is_refused(header: str) -> None:
    assert wanted(header) is None

"""Descriptions say what decoders need, in the words of real cameras."""

from base64 import b64decode
from pathlib import Path

import pytest

from bongsu.simulate import nal, sdp
from bongsu.simulate.clips import find_clips, read_loop
from bongsu.simulate.packets import Loop


@pytest.fixture(scope="module")
def loop(clips: Path) -> Loop:
    return read_loop(find_clips(clips)[0])


def test_the_parameter_sets_are_in_the_description(loop: Loop) -> None:
    text = sdp.describe(loop, "x")
    sets = text.split("sprop-parameter-sets=")[1].split("\r\n")[0].split(",")
    assert [nal.kind(b64decode(one)) for one in sets] == [nal.SPS, nal.PPS]
    assert b64decode(sets[0]) == loop.sps


def test_the_description_has_every_line_a_client_asks_for(loop: Loop) -> None:
    lines = sdp.describe(loop, "x").split("\r\n")
    assert lines[0] == "v=0"
    assert "m=video 0 RTP/AVP 96" in lines
    assert "a=rtpmap:96 H264/90000" in lines
    assert "a=control:trackID=1" in lines
    (form,) = [line for line in lines if line.startswith("a=fmtp:96")]
    assert "packetization-mode=1" in form
    assert f"profile-level-id={loop.sps[1:4].hex().upper()}" in form


def test_an_h265_camera_says_nothing_of_h264() -> None:
    text = sdp.describe_h265("x")
    assert "H265/90000" in text
    assert "H264" not in text


def test_it_uses_the_keys_that_a_real_camera_uses(shared: Path, loop: Loop) -> None:
    real = (shared / "data/devices/hikvision_describe.rtsp.txt").read_text()
    for word in ("packetization-mode=1", "sprop-parameter-sets=", "a=x-dimensions:", "a=recvonly"):
        assert word in real
        assert word in sdp.describe(loop, "x")

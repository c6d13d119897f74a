"""Descriptions as real cameras write them."""

from pathlib import Path

import pytest

from bongsu.media.failures import CameraNonsense, UnsupportedCodec
from bongsu.media.sources.rtsp_message import read_answer
from bongsu.media.sources.sdp import base_url, find_video, resolve
from bongsu.media.sps import read_sps

BASE = "rtsp://10.0.0.9/live"
H264 = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"


def _recorded(shared: Path, name: str) -> tuple[str, str]:
    """The description and the base of a recorded answer."""
    head, _, body = (
        (shared / "data/devices" / name).read_bytes().replace(b"\r\n", b"\n").partition(b"\n\n")
    )
    answer = read_answer(head.replace(b"\n", b"\r\n"))
    return body.decode(), base_url(answer.header("content-base"), "", BASE)


@pytest.mark.shared
def test_a_hikvision_description_with_absolute_controls(shared: Path) -> None:
    video = find_video(*_recorded(shared, "hikvision_describe.rtsp.txt"))
    root = "rtsp://192.168.5.106:554/Streaming/Channels/101"
    assert video.setup_url == f"{root}/trackID=1?transportmode=unicast&profile=Profile_1"
    assert video.play_url == f"{root}/?transportmode=unicast&profile=Profile_1"
    assert video.parameters
    assert read_sps(video.parameters.sps).width == 1920


@pytest.mark.shared
def test_a_reolink_description_with_relative_controls_and_sound(shared: Path) -> None:
    video = find_video(*_recorded(shared, "reolink_describe.rtsp.txt"))
    assert video.setup_url == "rtsp://192.168.5.206/h264Preview_01_main/trackID=1"
    assert video.play_url == "rtsp://192.168.5.206/h264Preview_01_main/"
    assert video.parameters
    assert read_sps(video.parameters.sps).codec == "avc1.640033"


@pytest.mark.shared
def test_a_samsung_description_with_a_foreign_absolute_control(shared: Path) -> None:
    text = (shared / "data/devices/one_format_for_each_media_absolute.sdp").read_text()
    video = find_video(text, BASE)
    assert video.setup_url == "rtsp://10.0.100.50/profile5/media.smp/trackID=v"
    assert video.parameters
    assert (sps := read_sps(video.parameters.sps)).width == 1920
    assert sps.height == 1080


@pytest.mark.shared
def test_a_dahua_h265_description_says_what_the_camera_offers(shared: Path) -> None:
    with pytest.raises(UnsupportedCodec, match="H265"):
        find_video(*_recorded(shared, "dahua_describe_h265_pcma.rtsp.txt"))


def test_the_first_h264_video_is_taken_even_after_h265() -> None:
    text = "m=video 0 RTP/AVP 98\na=rtpmap:98 H265/90000\na=control:a\n" + H264 + "a=control:b\n"
    assert find_video(text, BASE).setup_url == f"{BASE}/b"


def test_sound_alone_is_no_video() -> None:
    with pytest.raises(CameraNonsense):
        find_video("m=audio 0 RTP/AVP 8\na=control:trackID=1\n", BASE)


@pytest.mark.parametrize("text", ["", "nonsense", "m=video\n", "\x00\xff", "m=\n"])
def test_nonsense_is_said_to_be_nonsense(text: str) -> None:
    with pytest.raises(CameraNonsense):
        find_video(text, BASE)


@pytest.mark.parametrize("sets", ["", "====", "Z00AKQ", "!!,??", "aO48gA==", "Z00AKQ==,"])
def test_bad_parameter_sets_are_waited_for_in_band(sets: str) -> None:
    text = H264 + f"a=fmtp:96 packetization-mode=1;sprop-parameter-sets={sets}\n"
    assert find_video(text, BASE).parameters is None


@pytest.mark.parametrize(
    ("base", "control", "expected"),
    [
        ("rtsp://h/a/", "trackID=0", "rtsp://h/a/trackID=0"),
        ("rtsp://h/a", "trackID=0", "rtsp://h/a/trackID=0"),
        (
            "rtsp://h/a?channel=1&subtype=2/",
            "trackID=0",
            "rtsp://h/a?channel=1&subtype=2/trackID=0",
        ),
        ("rtsp://h/a", "*", "rtsp://h/a"),
        ("rtsp://h/a", "", "rtsp://h/a"),
        ("rtsp://h/a", "RTSP://other/x", "RTSP://other/x"),
    ],
)
def test_controls_are_appended_as_cameras_expect(base: str, control: str, expected: str) -> None:
    assert resolve(base, control) == expected

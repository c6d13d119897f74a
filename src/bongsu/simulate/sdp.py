"""Stream descriptions as cameras write them."""

from base64 import b64encode

from bongsu.simulate.packets import Loop

TRACK = "trackID=1"
# Parameter sets of a real camera's 4K H.265 stream.
_H265_FORMAT = (
    "profile-id=1;sprop-sps=QgEBAWAAAAMAsAAAAwAAAwBaoAWCAeFja5JFL83BQYFBAAADAAEAAAMADKE=;"
    "sprop-pps=RAHA8saNA7NA;sprop-vps=QAEMAf//AWAAAAMAsAAAAwAAAwBarAwAAAMABAAAAwAyqA=="
)


def describe(loop: Loop, name: str) -> str:
    """The H.264 description of one loop."""
    sets = f"{b64encode(loop.sps).decode()},{b64encode(loop.pps).decode()}"
    media = [
        "a=rtpmap:96 H264/90000",
        f"a=x-dimensions:{loop.width},{loop.height}",
        f"a=framerate:{loop.frames_per_s:.2f}",
        f"a=fmtp:96 packetization-mode=1;profile-level-id={loop.sps[1:4].hex().upper()};"
        f"sprop-parameter-sets={sets}",
    ]
    return _whole(name, 96, media)


def describe_h265(name: str) -> str:
    """What a camera says that speaks only H.265."""
    return _whole(name, 98, ["a=rtpmap:98 H265/90000", f"a=fmtp:98 {_H265_FORMAT}"])


def _whole(name: str, payload_type: int, media: list[str]) -> str:
    lines = [
        "v=0",
        "o=- 1 1 IN IP4 0.0.0.0",
        f"s={name}",
        "c=IN IP4 0.0.0.0",
        "t=0 0",
        "a=control:*",
        "a=range:npt=now-",
        f"m=video 0 RTP/AVP {payload_type}",
        *media,
        f"a=control:{TRACK}",
        "a=recvonly",
    ]
    return "\r\n".join([*lines, ""])

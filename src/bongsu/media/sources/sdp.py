"""Finds the one H.264 video stream in a camera's session description (RFC 8866, RFC 6184 8.2)."""

import base64
import binascii
from dataclasses import dataclass, field

from bongsu.media.failures import CameraNonsense, UnsupportedCodec
from bongsu.media.sources.rtsp_message import read_number
from bongsu.media.sources.source import Parameters


@dataclass(frozen=True, slots=True)
class VideoStream:
    """Where to SETUP and PLAY, and the parameter sets when the description carries them."""

    setup_url: str
    play_url: str
    clock_hz: int
    parameters: Parameters | None


@dataclass(slots=True)
class _Media:
    kind: str
    payload: str
    attributes: list[tuple[str, str]] = field(default_factory=list)

    def attribute(self, name: str) -> str:
        return next((value for key, value in self.attributes if key == name), "")

    def for_payload(self, name: str) -> str:
        """The value of a `name:<payload> value` line for this media's payload type."""
        for key, value in self.attributes:
            number, _, rest = value.partition(" ")
            if key == name and number == self.payload:
                return rest.strip()
        return ""


def find_video(text: str, base: str) -> VideoStream:
    """The first H.264 video; sound and metadata are passed over. `base` as `base_url` finds it.

    Raises `UnsupportedCodec` when there is video of another kind only, else `CameraNonsense`."""
    session, media = _sections(text)
    others: list[str] = []
    for one in media:
        if one.kind != "video":
            continue
        encoding = one.for_payload("rtpmap")
        codec, _, clock = encoding.partition("/")
        if codec.upper() == "H264":
            return _stream(session, one, clock, base)
        others.append(codec.upper() or f"payload {one.payload}")
    if others:
        raise UnsupportedCodec(f"the camera offers {', '.join(others)}, the browser needs H.264")
    raise CameraNonsense("the camera's description holds no video")


def base_url(content_base: str, content_location: str, request_url: str) -> str:
    """RFC 2326 C.1.1."""
    return content_base or content_location or request_url


def _sections(text: str) -> tuple[_Media, list[_Media]]:
    current = session = _Media("session", "")
    media: list[_Media] = []
    for line in text.splitlines():
        key, mark, value = line.strip().partition("=")
        if not mark:
            continue
        if key == "m":
            words = value.split()
            if len(words) < 4:
                raise CameraNonsense("a media line that ends too early")
            current = _Media(words[0], words[3])
            media.append(current)
        elif key == "a":
            name, _, rest = value.partition(":")
            current.attributes.append((name.strip(), rest.strip()))
    return session, media


def _stream(session: _Media, media: _Media, clock: str, base: str) -> VideoStream:
    clock = clock.partition("/")[0]
    return VideoStream(
        setup_url=resolve(base, media.attribute("control")),
        play_url=resolve(base, session.attribute("control")),
        clock_hz=read_number(clock) or 90_000,
        parameters=_parameters(media.for_payload("fmtp")),
    )


def resolve(base: str, control: str) -> str:
    """Cameras put queries into their base, so a relative control is appended, not resolved as RFC 3986 says."""
    if control.lower().startswith("rtsp://"):
        return control
    if control in {"", "*"}:
        return base
    return base + control if base.endswith("/") else f"{base}/{control}"


def _parameters(fmtp: str) -> Parameters | None:
    sps = pps = b""
    for part in fmtp.split(";"):
        name, _, value = part.strip().partition("=")
        if name.lower() != "sprop-parameter-sets":
            continue
        for encoded in value.split(","):
            nal = _decoded(encoded.strip())
            if nal[:1] and nal[0] & 0x1F == 7:
                sps = nal
            elif nal[:1] and nal[0] & 0x1F == 8:
                pps = nal
    return Parameters(sps, pps) if sps and pps else None


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""

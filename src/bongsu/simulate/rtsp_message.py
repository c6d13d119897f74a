"""RTSP 1.0 requests out of a byte stream, and answers into bytes. Knows no camera."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_LARGEST = 65_536

REASONS: Mapping[int, str] = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Stream Not Found",
    454: "Session Not Found",
    455: "Method Not Valid in This State",
    459: "Aggregate Operation Not Allowed",
    461: "Unsupported Transport",
    501: "Not Implemented",
    503: "Service Unavailable",
    505: "RTSP Version Not Supported",
    551: "Option not supported",
}


class BadMessage(Exception):
    """The client's bytes are no RTSP; the connection cannot be read any further."""


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    url: str
    version: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""

    def header(self, name: str) -> str | None:
        return self.headers.get(name.lower())


@dataclass(frozen=True, slots=True)
class Answer:
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""

    def encode(self, cseq: str) -> bytes:
        body = self.body.encode()
        lines = [f"RTSP/1.0 {self.status} {REASONS[self.status]}", f"CSeq: {cseq}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + body


class RequestReader:
    """Collects bytes until requests are whole; passes over interleaved frames (receiver reports)."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Request]:
        """The requests that `data` completes. Raises `BadMessage`."""
        self._buffer += data
        requests: list[Request] = []
        while self._skip_frames():
            request = self._next()
            if request is None:
                break
            requests.append(request)
        return requests

    def _skip_frames(self) -> bool:
        """Drops whole `$` frames and stray line ends; false when nothing is left to read now."""
        while self._buffer:
            if self._buffer[0] in b"\r\n":
                del self._buffer[0]
            elif self._buffer[0] != ord("$"):
                return True
            else:
                end = 4 + int.from_bytes(self._buffer[2:4])
                if len(self._buffer) < max(end, 4):
                    return False
                del self._buffer[:end]
        return False

    def _next(self) -> Request | None:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self._buffer) > _LARGEST:
                raise BadMessage("the header does not end")
            return None
        method, url, version, headers = _head(bytes(self._buffer[:end]))
        size = _content_length(headers)
        whole = end + 4 + size
        if len(self._buffer) < whole:
            return None
        body = bytes(self._buffer[end + 4 : whole]).decode("utf-8", "replace")
        del self._buffer[:whole]
        return Request(method, url, version, headers, body)


def _head(data: bytes) -> tuple[str, str, str, dict[str, str]]:
    first, *lines = data.decode("utf-8", "replace").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("RTSP/"):
        raise BadMessage("no RTSP request line")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise BadMessage("a header without a colon")
        headers[name.strip().lower()] = value.strip()
    return words[0].upper(), words[1], words[2], headers


def _content_length(headers: Mapping[str, str]) -> int:
    size = read_number(headers.get("content-length", "0"))
    if size is None or size > _LARGEST:
        raise BadMessage("a content length that cannot be")
    return size


def read_number(text: str) -> int | None:
    """At most nine ASCII digits: `int` fails at `²`, though that is a digit, and at 5,000 digits."""
    return int(text) if len(text) < 10 and text.isascii() and text.isdigit() else None

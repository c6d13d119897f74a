"""RTSP 1.0 (RFC 2326) as text: requests out, answers in. Knows no socket."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from bongsu.media.failures import CameraNonsense

LARGEST_MESSAGE = 65_536


@dataclass(frozen=True, slots=True)
class Address:
    """An RTSP URL taken apart; the credentials never go into a request line."""

    host: str
    port: int
    url: str
    user: str
    password: str

    def __repr__(self) -> str:
        return f"Address({self.host}:{self.port})"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, tuple[str, ...]]
    body: bytes

    def header(self, name: str) -> str:
        """The first value, or an empty string."""
        values = self.headers.get(name, ("",))
        return values[0]


def read_address(url: str) -> Address:
    """Passwords with `@`, `:` and `#` in them occur, so this is no ordinary URL parser."""
    scheme, mark, rest = url.partition("://")
    if scheme.lower() != "rtsp" or not mark:
        raise CameraNonsense("the camera's address is no rtsp:// address")
    credentials, at, place = rest.rpartition("@")
    if at and "/" in credentials and "@" not in rest.partition("/")[0]:
        credentials, place = "", rest
    authority, slash, path = place.partition("/")
    user, _, password = credentials.partition(":")
    host, port = _host_and_port(authority)
    return Address(host, port, f"rtsp://{authority}{slash}{path}", unquote(user), unquote(password))


def _host_and_port(authority: str) -> tuple[str, int]:
    host, colon, port = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        host, port = authority, "554"
    number = read_number(port)
    if not host or number is None or not 0 < number < 65_536:
        raise CameraNonsense("the camera's address has no usable host and port")
    return host.strip("[]"), number


def write_request(method: str, url: str, number: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"{method} {url} RTSP/1.0", f"CSeq: {number}", "User-Agent: bongsu"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def read_answer(head: bytes) -> Answer:
    """The status line and headers; the body follows by `content-length`. Raises `CameraNonsense`."""
    first, *lines = head.decode("utf-8", "replace").split("\r\n")
    words = first.split(" ", 2)
    status = read_number(words[1]) if len(words) > 1 else None
    if status is None or not words[0].startswith("RTSP/"):
        raise CameraNonsense("the camera's answer is no RTSP")
    headers: dict[str, tuple[str, ...]] = {}
    for line in lines:
        name, _, value = line.partition(":")
        name = name.strip().lower()
        headers[name] = (*headers.get(name, ()), value.strip())
    return Answer(status, headers, b"")


def body_size(answer: Answer) -> int:
    """Raises `CameraNonsense` for a size that cannot be."""
    size = read_number(answer.header("content-length") or "0")
    if size is None or size > LARGEST_MESSAGE:
        raise CameraNonsense("the camera's answer has an impossible length")
    return size


def read_number(text: str) -> int | None:
    """A whole number of at most nine ASCII digits: `int` fails at `²`, though that is a digit, and at 5,000 digits."""
    return int(text) if len(text) < 10 and text.isascii() and text.isdigit() else None

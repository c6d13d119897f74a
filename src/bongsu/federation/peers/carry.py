"""Carries one question to the hub over HTTP, whatever stands between: nothing in it is secret, and the answer is proved."""

from collections.abc import Awaitable, Callable

import aiohttp
import msgspec

from bongsu.federation.peers.failures import HubUnreachable, JoinRefused
from bongsu.kernel.unreadable import UNREADABLE

# the address, and the question as JSON; the answer as JSON
Carry = Callable[[str, bytes], Awaitable[bytes]]
WITHIN_S = 15.0
_LARGEST = 64 * 1024


class _Problem(msgspec.Struct, frozen=True):
    """RFC 9457, as `web/problems.py` writes it."""

    code: str = ""
    detail: str = ""
    field: str | None = None


async def carry_by_http(url: str, question: bytes) -> bytes:
    """Raises `HubUnreachable`, `JoinRefused`."""
    timeout = aiohttp.ClientTimeout(total=WITHIN_S)
    headers = {"Content-Type": "application/json"}
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=False) as http,
            http.post(url, data=question, headers=headers, allow_redirects=False) as answer,
        ):
            return read_answer(answer.status, await _body(answer.content))
    except (aiohttp.ClientError, TimeoutError, ValueError) as cause:
        raise HubUnreachable(f"{url}: no answer: {cause or 'too late'}", field="url") from cause


async def _body(content: aiohttp.StreamReader) -> bytes:
    """No more of it than a byte too many."""
    body = b""
    while len(body) <= _LARGEST and (chunk := await content.read(_LARGEST + 1 - len(body))):
        body += chunk
    return body


def read_answer(status: int, said: bytes) -> bytes:
    """What the hub said, where it let us in. Raises `HubUnreachable`, `JoinRefused`."""
    if len(said) > _LARGEST:
        raise HubUnreachable("the answer is too long to be a hub's", field="url")
    if status in {200, 201}:
        return said
    try:
        problem = msgspec.json.decode(said, type=_Problem)
    except UNREADABLE as cause:
        raise HubUnreachable(f"status {status}: this is no hub", field="url") from cause
    if not problem.code:
        raise HubUnreachable(f"status {status}: this is no hub", field="url")
    # whoever answered has proved nothing: its words are shown, and nothing else follows from them
    raise JoinRefused(f"the hub says: {problem.detail[:300]}", field=problem.field)

"""Strangers at the door for other centres' media processes: whoever says nothing is sent away, and nobody waits for it."""

import asyncio
from urllib.parse import urlsplit

import pytest

from bongsu.media.peers import site
from tests.media.peers.city import HUB, OWNER, City

STRANGERS = 200


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "HANDSHAKE_WITHIN_S", 1.0)


async def test_hundreds_who_begin_no_handshake_are_sent_away(city: City) -> None:
    where = urlsplit(city.centre(OWNER).peer_url)
    opened = await asyncio.gather(
        *(asyncio.open_connection(where.hostname, where.port) for _ in range(STRANGERS))
    )
    try:
        line = await city.knock(OWNER, HUB)
        await line.close()
        async with asyncio.timeout(20):
            said = await asyncio.gather(
                *(reader.read(100) for reader, _ in opened), return_exceptions=True
            )
        assert all(isinstance(one, OSError) or one == b"" for one in said)
    finally:
        for _, writer in opened:
            writer.transport.abort()

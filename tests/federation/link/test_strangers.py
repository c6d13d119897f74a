"""Who is let in at the hub's door: the hub's certificate and the nkey of one of its centres, both."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bongsu.federation.link.messages import LinkPlan, PeerPlan
from bongsu.federation.peers.nkey import new_nkey
from tests.federation.link.centre import HUB, Centre, City
from tests.kernel.authority import Authority

STRANGER = "JUNGNANG"


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[City]:
    """The hub alone, in which SEONGBUK has a place."""
    city = City(tmp_path, "SEONGBUK")
    city.hub.plan = city.hub_plan("SEONGBUK")
    await city.hub.start()
    await city.hub.states.until("SEONGBUK", "down")
    try:
        yield city
    finally:
        await asyncio.gather(*(centre.stop() for centre in [city.hub, *city.extra]))


async def first_word(city: City, files: tuple[Path, Path] | None) -> bytes:
    """What the hub says to somebody who shows this certificate."""
    context = city.authority.trusting()
    if files is not None:
        context.load_cert_chain(*files)
    reader, writer = await asyncio.open_connection("localhost", city.hub.port, ssl=context)
    try:
        return await asyncio.wait_for(reader.read(4), 5)
    finally:
        writer.transport.abort()


async def test_the_hub_speaks_with_those_its_authority_certified(hub: City) -> None:
    assert await first_word(hub, hub.authority.issue("SEONGBUK", file="own")) == b"INFO"


async def test_without_a_certificate_the_hub_says_nothing(hub: City) -> None:
    with pytest.raises((ssl.SSLError, ConnectionError)):
        assert await first_word(hub, None) == b"", "closed without a word"
        raise ConnectionError


async def test_a_certificate_of_another_authority_is_refused(hub: City, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    forged = Authority(elsewhere).issue("SEONGBUK", file="forged")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        assert await first_word(hub, forged) == b""
        raise ConnectionError


async def test_a_certificate_that_has_ended_is_refused(hub: City) -> None:
    ended = hub.authority.issue("SEONGBUK", file="ended", days=-1)
    with pytest.raises((ssl.SSLError, ConnectionError)):
        assert await first_word(hub, ended) == b""
        raise ConnectionError


async def test_plain_text_is_answered_with_nothing(hub: City) -> None:
    """The server's first word, which names its release and its accounts' door, comes after the handshake only."""
    reader, writer = await asyncio.open_connection("127.0.0.1", hub.hub.port)
    writer.write(b"CONNECT {}\r\nPING\r\n")
    said = await asyncio.wait_for(reader.read(1000), 5)
    assert b"INFO" not in said
    writer.transport.abort()


async def enter(
    hub: City, code: str, authority: Authority, nkey_of: Centre | None = None
) -> Centre:
    """A centre that tries to link; it is stopped with the city."""
    centre = hub.centre(code)
    if nkey_of is not None:
        centre.nkey = nkey_of.nkey
    centre.certify(authority)
    centre.plan = LinkPlan(
        code=code,
        kind="district",
        hub_url=f"localhost:{hub.hub.port}",
        hub_code=HUB,
        peers=(PeerPlan(code=HUB),),
    )
    hub.extra.append(centre)
    await centre.start()
    return centre


async def until_said(centre: Centre, *words: str) -> None:
    """Until its link server has written one of the words."""
    log = centre.server._folder / "nats.log"
    async with asyncio.timeout(15):
        while not log.exists() or not any(word in log.read_text() for word in words):
            await asyncio.sleep(0.02)


async def test_an_unknown_nkey_is_refused_even_with_a_certificate(hub: City) -> None:
    stranger = await enter(hub, STRANGER, hub.authority)
    await until_said(hub.hub, "authentication error", "Authorization Violation")
    state = await stranger.states.until(HUB, "down")
    assert state.reason == "not_linked"


async def test_a_stolen_nkey_without_a_certificate_of_the_hub_is_refused(
    hub: City, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    authority = Authority(elsewhere)
    thief = hub.centre("SEONGBUK")
    thief.nkey = hub.districts["SEONGBUK"].nkey
    thief.certify(authority)
    (thief.keys / "ca.pem").write_bytes(hub.authority.file.read_bytes())
    thief.plan = LinkPlan(
        code="SEONGBUK",
        kind="district",
        hub_url=f"localhost:{hub.hub.port}",
        hub_code=HUB,
        peers=(PeerPlan(code=HUB),),
    )
    hub.extra.append(thief)
    await thief.start()
    await until_said(hub.hub, "TLS handshake error", "certificate")
    last = hub.hub.states.last("SEONGBUK")
    assert last is not None
    assert last.state == "down"


async def test_a_district_does_not_speak_to_a_false_hub(hub: City, tmp_path: Path) -> None:
    """Its hub's authority did not sign the certificate of whoever answers there."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    district = await enter(hub, "SEONGBUK", Authority(elsewhere), hub.districts["SEONGBUK"])
    await until_said(district, "unknown authority", "certificate")
    state = await district.states.until(HUB, "down")
    assert state.reason == "not_linked"


async def test_the_right_certificate_and_nkey_are_let_in(hub: City) -> None:
    before = datetime.now(UTC)
    district = await enter(hub, "SEONGBUK", hub.authority, hub.districts["SEONGBUK"])
    up = await district.states.until(HUB, "up")
    assert up.since >= before
    await hub.hub.states.until("SEONGBUK", "up")


async def test_a_new_nkey_of_the_same_centre_is_another_key(hub: City) -> None:
    district = hub.districts["SEONGBUK"]
    district.nkey = new_nkey()
    await enter(hub, "SEONGBUK", hub.authority, district)
    await until_said(hub.hub, "authentication error", "Authorization Violation")

"""What the client asks of a centre over HTTP: typed answers, named failures, and nothing asked twice that counts twice."""

from collections.abc import Callable

import httpx
import msgspec
import pytest

from bongsu.client import Bongsu, Invalid, Refused, Unreachable
from bongsu.federation.catalogue.versions import Versions
from tests.services.letters import letter
from tests.web.house import GILEUM, House

WALL, POLICE = "wall", "seoul-112"


def as_system(house: House, origin: str, name: str) -> Bongsu:
    return Bongsu(origin, house.template.bearers[name])


async def test_the_catalogue_comes_page_by_page_as_cameras(house: House, origin: str) -> None:
    async with as_system(house, origin, "map") as centre:
        cameras = [one async for one in centre.catalogue(limit="50")]
        some = [one async for one in centre.catalogue(bbox="127.018,37.606,127.022,37.61")]
    assert [one.camera_id for one in cameras] == sorted(house.catalogue.rows)
    assert 0 < len(some) < len(cameras)
    row = house.catalogue.rows[cameras[0].camera_id]
    assert (cameras[0].lat, cameras[0].lon, cameras[0].range_m) == (row.lat, row.lon, row.range_m)


async def test_changes_bring_only_what_is_new(house: House, origin: str) -> None:
    versions = Versions(house.database, house.catalogue, house.desk.centre.code)
    await versions.compare()
    async with as_system(house, origin, "map") as centre:
        first = await centre.changes()
        assert (first.is_fresh, len(first.cameras)) == (True, len(house.catalogue.rows))
        again = await centre.changes(first.version)
        assert (again.is_fresh, again.cameras, again.version) == (False, (), first.version)
        whole = await centre.cameras_geojson()
    assert len(whole["features"]) == len(first.cameras)


async def test_a_call_is_sent_looked_up_renewed_and_closed(house: House, origin: str) -> None:
    message = letter(location={**GILEUM, "method": "GPS"})
    async with as_system(house, origin, POLICE) as centre:
        sent = await centre.send_incident(message)
        assert (sent.status, bool(sent.cameras)) == ("GRANTED", True)
        assert await centre.send_incident(message) == sent, "the same message is taken once"
        assert (await centre.incident(sent.incident_id)).status == "GRANTED"
        assert (await centre.renew(sent.incident_id)).expires_at is not None
        assert (await centre.close(sent.incident_id)).status == "CLOSED"


async def test_a_call_of_an_earlier_run_is_closed_by_its_message(house: House, origin: str) -> None:
    message = letter(location={**GILEUM, "method": "GPS"})
    async with as_system(house, origin, POLICE) as centre:
        sent = await centre.send_incident(message)
    async with as_system(house, origin, POLICE) as centre:
        with pytest.raises(Invalid) as missing:
            await centre.close(sent.incident_id)
        assert missing.value.field == "opened"
        assert (await centre.close(sent.incident_id, message)).status == "CLOSED"


async def test_refusals_have_their_word_and_bad_input_its_field(house: House, origin: str) -> None:
    async with as_system(house, origin, "map") as centre:
        with pytest.raises(Refused) as refused:
            await centre.send_incident(letter())
        assert (refused.value.code, refused.value.status) == ("right_not_given", 403)
        with pytest.raises(Invalid) as invalid:
            await anext(centre.catalogue(bbox="x"))
        assert invalid.value.field == "bbox"
    async with Bongsu(origin, "guess") as stranger:
        with pytest.raises(Refused) as unknown:
            await anext(stranger.catalogue())
        assert unknown.value.code == "unknown_partner"


Answering = Callable[[httpx.Request], httpx.Response]


def scripted(*steps: httpx.Response | Exception) -> tuple[list[httpx.Request], Answering]:
    """Answers in turn; what was asked is kept."""
    asked, left = list[httpx.Request](), list(steps)

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        step = left.pop(0)
        if isinstance(step, Exception):
            raise step
        return step

    return asked, answer


LOST = httpx.ReadError("lost")
ANSWER = {"incident_id": "inc_1", "ext_incident_no": "1", "status": "GRANTED"}


async def test_a_message_is_sent_again_under_the_same_number() -> None:
    asked, answer = scripted(LOST, httpx.Response(503), httpx.Response(201, json=ANSWER))
    async with Bongsu("http://x", "t", transport=httpx.MockTransport(answer)) as centre:
        assert (await centre.send_incident({"msg_type": "NEW"})).incident_id == "inc_1"
    numbers = {msgspec.json.decode(one.content)["msg_id"] for one in asked}
    assert (len(asked), len(numbers)) == (3, 1)


async def test_a_renewal_is_asked_once() -> None:
    asked, answer = scripted(LOST)
    async with Bongsu("http://x", "t", transport=httpx.MockTransport(answer)) as centre:
        with pytest.raises(Unreachable):
            await centre.renew("inc_1")
    assert len(asked) == 1


async def test_a_refusal_is_not_asked_again() -> None:
    asked, answer = scripted(httpx.Response(403, json={"code": "service_not_yours"}))
    async with Bongsu("http://x", "t", transport=httpx.MockTransport(answer)) as centre:
        with pytest.raises(Refused):
            await centre.send_incident({})
    assert len(asked) == 1


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"features": 1}'])
async def test_an_answer_that_cannot_be_read_is_unreachable(body: bytes) -> None:
    _, answer = scripted(httpx.Response(200, content=body))
    async with Bongsu("http://x", "t", transport=httpx.MockTransport(answer)) as centre:
        with pytest.raises(Unreachable):
            await anext(centre.catalogue())


async def test_the_token_goes_to_no_address_that_an_answer_names() -> None:
    page = {
        "features": [],
        "links": [{"rel": "next", "href": "http://evil.test/ogc/v1/x?offset=1"}],
    }
    asked, answer = scripted(
        httpx.Response(200, json=page), httpx.Response(200, json={"features": []})
    )
    async with Bongsu("http://centre", "t", transport=httpx.MockTransport(answer)) as centre:
        assert [one async for one in centre.catalogue()] == []
    assert [one.url.host for one in asked] == ["centre", "centre"]
    assert asked[1].url.path == "/ogc/v1/x"


async def test_nobody_there_is_unreachable() -> None:
    async with Bongsu("http://127.0.0.1:9", "t", within_s=2.0) as centre:
        with pytest.raises(Unreachable):
            await centre.incident("inc_1")

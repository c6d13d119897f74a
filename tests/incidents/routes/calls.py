"""Calls as a partner's system sends them over HTTP, and what a test looks up about them."""

from typing import Any  # Any: JSON

from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from tests.services.letters import fire_letter, letter
from tests.web.house import GILEUM, House

POLICE, FIRE = "seoul-112", "seoul-119"
JUNK_BODIES = [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"1e999", b"[" * 5000]


async def call(house: House, **changes: Any) -> dict[str, Any]:
    """A 112 call in 길음1동 with 순31 on its way: the partner's answer."""
    answer = await house.ask(
        POLICE, "/link/v1/incidents", letter(**{"location": {**GILEUM, "method": "GPS"}, **changes})
    )
    assert answer.status_code in {200, 201}, answer.text
    await house.told()
    read: dict[str, Any] = answer.json()
    return read


async def fire(house: House, **changes: Any) -> dict[str, Any]:
    """A fire at the same place: 성북소방서 is competent, the district's disaster room told beside it."""
    body = fire_letter(**{"location": {**GILEUM, "method": "GPS"}, **changes})
    answer = await house.ask(FIRE, "/link/v1/incidents", body)
    assert answer.status_code in {200, 201}, answer.text
    await house.told()
    read: dict[str, Any] = answer.json()
    return read


async def seen(house: House, who: str, incident_id: str) -> dict[str, Any]:
    """The incident as that person sees it."""
    answer = await house.ask(who, f"/api/incidents/{incident_id}")
    assert answer.status_code == 200, answer.text
    read: dict[str, Any] = answer.json()
    return read


async def grant_of(
    house: House, incident_id: str, organisation: str = POLICE_SEONGBUK
) -> dict[str, Any]:
    """The newest lending to an organisation, as the shift lead sees it."""
    view = await seen(house, "SHIFT_LEAD", incident_id)
    held = [one for one in view["lendings"] if one["organisation"] == organisation]
    assert held, f"{organisation} was told nothing"
    last: dict[str, Any] = held[-1]
    return last


async def own_grant_id(house: House, incident_id: str) -> str:
    """The centre's own view of the incident."""
    view = await seen(house, "SHIFT_LEAD", incident_id)
    found: str = view["tiles"][0]["grant_id"]
    return found

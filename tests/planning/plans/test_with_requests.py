"""A resident's wish goes with the site that answers it, from the plan to the camera."""

from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.planning.config import Quotas
from tests.planning.plans.office import CONFIG, PLANNER, Office, spot
from tests.planning.requests.made import id_of, row_of, wished

ASKED = msgspec.structs.replace(CONFIG, quotas=Quotas(complaint=0.5))


@pytest.fixture
async def wish(office: Office) -> str:
    """Its id: a place in the block that no camera sees."""
    lat, lon = spot(150.0, 150.0)
    return await id_of(office.house, await wished(office.house, lat=lat, lon=lon))


async def site_for(office: Office, wish: str) -> Any:
    sites = await office.chosen(ASKED)
    return next(site for site in sites if wish in site["drawn"]["requests"])


async def state_of(office: Office, wish: str) -> str:
    return str((await row_of(office.house, wish))["state"])


async def test_a_chosen_site_takes_its_wish_along_until_the_camera_stands(
    office: Office, wish: str
) -> None:
    site = await site_for(office, wish)
    assert "complaint" in site["drawn"]["origins"]
    assert await state_of(office, wish) == "in_plan"
    await office.step(site, "field_survey")
    assert not (await row_of(office.house, wish))["is_announced"]
    await office.step(site, "hearing")
    assert (await row_of(office.house, wish))["is_announced"]
    await office.wait_days(CONFIG.hearing_days)
    for state in ("budgeted", "design", "installed", "signed"):
        await office.step(site, state)
    await office.ask(PLANNER, f"sites/{site['planned_site_id']}/accept", {})
    assert await state_of(office, wish) == "installed"


async def test_a_rejected_sites_wish_is_under_review_again(office: Office, wish: str) -> None:
    site = await site_for(office, wish)
    await office.step(site, "rejected", on=office.today, reason="지하 매설물")
    assert await state_of(office, wish) == "under_review"


async def test_another_choice_without_it_lets_the_wish_wait(office: Office, wish: str) -> None:
    site = await site_for(office, wish)
    without = msgspec.structs.replace(CONFIG, forbidden=(site["drawn"]["candidate_id"],))
    others = await office.chosen(without)
    if not any(wish in one["drawn"]["requests"] for one in others):
        assert await state_of(office, wish) == "considered"
    else:
        assert await state_of(office, wish) == "in_plan"


async def test_a_planned_day_alone_announces_nothing(office: Office, wish: str) -> None:
    site = await site_for(office, wish)
    await office.step(site, "hearing", planned_on="2027-03-02")
    assert not (await row_of(office.house, wish))["is_announced"]

"""Everybody can use the pages: axe-core finds nothing serious, dark and light, Korean and English."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenScreen
from tests.browser.screen import Screen
from tests.journeys.client import District
from tests.journeys.places import DONGSEON, JONGAM

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
LOOKS = [("ko", "dark"), ("ko", "light"), ("en", "dark"), ("en", "light")]
REFUSED = ("401 (Unauthorized)",)


async def is_accessible(shown: Screen, what: str) -> None:
    found = await shown.accessible()
    assert not found, f"{what}:\n" + "\n".join(found)


@pytest.mark.parametrize(("language", "theme"), LOOKS)
async def test_the_sign_in_page_is_accessible(
    screen: OpenScreen, language: str, theme: str
) -> None:
    shown = await screen(None, language=language, theme=theme)
    shown.tolerated += REFUSED
    await shown.page.locator("form").wait_for()
    await expect(shown.page.locator("html")).to_have_attribute("lang", language)
    await expect(shown.page.locator("html")).to_have_attribute("data-theme", theme)
    await is_accessible(shown, "signing in")
    await shown.page.locator("button[type=submit]").click()
    await is_accessible(shown, "with what is missing")


@pytest.mark.parametrize(("language", "theme"), LOOKS)
async def test_the_rooms_page_is_accessible_in_each_state(
    screen: OpenScreen, district: District, language: str, theme: str
) -> None:
    shown = await screen("seongbuk-room", path="/room", language=language, theme=theme)
    await shown.page.get_by_role("status").first.wait_for()
    await is_accessible(shown, "no incident")
    call, _ = await district.police.call("ROBBERY", "C0", DONGSEON, units=("순31",))
    await shown.playing(3)
    await is_accessible(shown, "five tiles")
    await call.send("CLOSE")
    await shown.nothing_shown()
    await is_accessible(shown, "closed")
    await district.police.call("ASSAULT", "C1", DONGSEON)
    await shown.page.locator(".decision.is-refused").wait_for()
    await is_accessible(shown, "refused")


@pytest.mark.parametrize(("language", "theme"), LOOKS)
async def test_the_vehicles_page_is_accessible_in_each_mode(
    screen: OpenScreen, district: District, language: str, theme: str
) -> None:
    shown = await screen("car31", path="/vehicle", language=language, theme=theme, size=(1024, 768))
    await shown.page.get_by_role("status").first.wait_for()
    await is_accessible(shown, "standing by")
    call, _ = await district.police.call("ROBBERY", "C0", DONGSEON, units=("순31",))
    await shown.page.locator(".cab-driving").wait_for()
    await is_accessible(shown, "driving")
    await shown.page.keyboard.press("KeyP")
    await shown.playing(1)
    await is_accessible(shown, "a passenger watches")
    await call.send("CLOSE")
    await shown.page.locator(".cab-closed").wait_for()
    await is_accessible(shown, "closed")


@pytest.mark.parametrize(("language", "theme"), LOOKS)
async def test_the_operators_page_is_accessible_with_calls_and_questions(
    screen: OpenScreen, district: District, language: str, theme: str
) -> None:
    shown = await screen("operator", path="/watch", language=language, theme=theme)
    await shown.page.locator(".watch").wait_for()
    await is_accessible(shown, "nothing runs")
    await district.police.call("ROBBERY", "C0", DONGSEON, units=("순31",))
    await shown.playing(1)
    await is_accessible(shown, "a running call")
    await district.police.call("THEFT", "C2", JONGAM)
    await shown.page.keyboard.press("KeyQ")
    await is_accessible(shown, "a question")


@pytest.mark.parametrize(("language", "theme"), LOOKS[:1] + LOOKS[3:])
async def test_the_trails_page_is_accessible(screen: OpenScreen, language: str, theme: str) -> None:
    shown = await screen("auditor", path="/trail", language=language, theme=theme)
    await shown.page.get_by_role("row").nth(2).wait_for()
    await is_accessible(shown, "the trail")

"""Everybody can use the pages: axe-core finds nothing serious, dark and light, Korean and English."""

from collections.abc import Sequence

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.conftest import OpenScreen
from tests.browser.screen import TWO_FRAMES, Screen
from tests.journeys.client import District
from tests.journeys.places import DONGSEON, JONGAM

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
LOOKS = [("ko", "dark"), ("ko", "light"), ("en", "dark"), ("en", "light")]
OPPOSITE = [("ko", "dark"), ("en", "light")]
OFFICES = {
    "head": (
        "/monitoring",
        "/monitoring/cameras",
        "/monitoring/load",
        "/monitoring/rules",
        "/monitoring/workers",
        "/agreements",
        "/links",
        "/drills",
        "/services",
        "/city",
        "/people",
        "/ledger",
        "/duties",
        "/my-duties",
        "/names",
        "/policy",
        "/account",
    ),
    "cpo": ("/trail", "/reviews"),
    "planner": ("/planning", "/planning/sites", "/requests", "/budget", "/replacement"),
}
SIZES: tuple[ViewportSize, ...] = (
    {"width": 1920, "height": 1080},
    {"width": 1024, "height": 768},
    {"width": 390, "height": 844},
)
ONE_LINE_PX = 56
MEASURED = """() => {
    const main = document.querySelector('main')
    const clock = document.querySelector('.bar .clock').getBoundingClientRect()
    return [
        Math.max(document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth),
        document.querySelector('.bar').getBoundingClientRect().height,
        clock.width > 0 && clock.left >= 0 && clock.right <= innerWidth,
    ]
}"""
REFUSED = ("401 (Unauthorized)",)


async def is_accessible(shown: Screen, what: str) -> None:
    found = await shown.accessible()
    assert not found, f"{what}:\n" + "\n".join(found)


async def is_accessible_in(shown: Screen, looks: Sequence[tuple[str, str]], what: str) -> None:
    for language, theme in looks:
        await shown.look(language, theme)
        await is_accessible(shown, f"{what}, {language}, {theme}")


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


async def test_the_rooms_page_is_accessible_in_each_state(
    screen: OpenScreen, district: District
) -> None:
    shown = await screen("seongbuk-room", path="/room")
    await shown.page.get_by_role("status").first.wait_for()
    await is_accessible_in(shown, LOOKS, "no incident")
    call, _ = await district.police.call("ROBBERY", "C0", DONGSEON, units=("순31",))
    await shown.playing(3)
    await is_accessible_in(shown, LOOKS, "five tiles")
    await call.send("CLOSE")
    await shown.nothing_shown()
    await is_accessible_in(shown, LOOKS, "closed")
    await district.police.call("ASSAULT", "C1", DONGSEON)
    await shown.page.locator(".decision.is-refused").wait_for()
    await is_accessible_in(shown, LOOKS, "refused")


async def test_the_vehicles_page_is_accessible_in_each_mode(
    screen: OpenScreen, district: District
) -> None:
    shown = await screen("car31", path="/vehicle", size=(1024, 768))
    await shown.page.locator(".cab-notice h1").wait_for()
    await is_accessible_in(shown, LOOKS, "standing by")
    call, _ = await district.police.call("ROBBERY", "C0", DONGSEON, units=("순31",))
    await shown.page.locator(".cab-driving").wait_for()
    await is_accessible_in(shown, LOOKS, "driving")
    await shown.page.keyboard.press("KeyP")
    await shown.playing(1)
    await is_accessible_in(shown, LOOKS, "a passenger watches")
    await call.send("CLOSE")
    await shown.page.locator(".cab-closed").wait_for()
    await is_accessible_in(shown, LOOKS, "closed")


async def test_the_operators_page_is_accessible_with_calls_and_questions(
    screen: OpenScreen, district: District
) -> None:
    shown = await screen("operator", path="/watch")
    await shown.page.locator(".watch").wait_for()
    await is_accessible_in(shown, LOOKS, "nothing runs")
    await district.police.call("ROBBERY", "C0", DONGSEON, units=("순31",))
    await shown.playing(1)
    await is_accessible_in(shown, LOOKS, "a running call")
    await district.police.call("THEFT", "C2", JONGAM)
    await shown.page.keyboard.press("KeyQ")
    await is_accessible_in(shown, LOOKS, "a question")


@pytest.mark.parametrize(("name", "paths"), OFFICES.items())
async def test_every_office_page_is_accessible_in_each_of_its_tabs(
    screen: OpenScreen, name: str, paths: tuple[str, ...]
) -> None:
    shown = await screen(name, path=paths[0])
    for path in paths:
        await shown.shows(path)
        await is_accessible_in(shown, OPPOSITE, path)
        for tab in await shown.page.locator("main [role=tab]").all():
            await tab.click()
            await is_accessible_in(shown, OPPOSITE, f"{path}, {await tab.inner_text()}")


@pytest.mark.parametrize(("name", "paths"), OFFICES.items())
async def test_no_office_page_hides_the_clock_or_goes_beyond_the_edge(
    screen: OpenScreen, name: str, paths: tuple[str, ...]
) -> None:
    shown = await screen(name, path=paths[0], language="en")
    for path in paths:
        await shown.shows(path)
        for size in SIZES:
            await shown.page.set_viewport_size(size)
            await shown.page.evaluate(TWO_FRAMES)
            beyond, bar, clock = await shown.page.evaluate(MEASURED)
            at = f"{path} at {size['width']} px"
            assert beyond <= 0, f"{at} is {beyond} px too wide"
            assert bar <= ONE_LINE_PX, f"{at}: the bar is {bar} px high"
            assert clock, f"{at}: no clock"


async def test_the_pages_behind_the_menu_are_reached_by_keyboard(screen: OpenScreen) -> None:
    shown = await screen("head", path="/ledger", size=(390, 844))
    menu = shown.page.locator(".bar .more")
    await menu.focus()
    await shown.page.keyboard.press("Enter")
    await is_accessible(shown, "the open menu")
    await shown.page.keyboard.press("Tab")
    await expect(shown.page.locator(".bar .pages a").first).to_be_focused()
    await shown.page.keyboard.press("Escape")
    await expect(menu).to_be_focused()
    await expect(shown.page.locator(".bar .pages")).to_be_hidden()

"""One Chromium for all browser tests; every screen must have been healthy at its end."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.screen import ARGUMENTS, Screen, chromium
from tests.journeys.client import District
from tests.journeys.node import Node

OpenScreen = Callable[..., Awaitable[Screen]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("NO BROWSER: chromium is not installed, no page was tested")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def district(node: Node) -> AsyncIterator[District]:
    district = District(node)
    yield district
    await district.leave()


@pytest_asyncio.fixture(loop_scope="session")
async def screen(browser: Browser, district: District) -> AsyncIterator[OpenScreen]:
    """`await screen("seongbuk-room", path="/room")`"""
    opened: list[Screen] = []

    async def open_screen(
        name: str | None, **options: Any
    ) -> Screen:  # as `Screen.open` takes them
        opened.append(await Screen.open(browser, district, name, **options))
        return opened[-1]

    yield open_screen
    for one in opened:
        await one.context.close()
    for one in opened:
        one.healthy()

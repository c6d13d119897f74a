"""Debian's Chromium, driven by Playwright (the optional dependency `bongsu[bench]`): a page with one tile, and the room."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any  # Any: what a page's script answers

import msgspec

from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.settings import load
from bongsu.web.console_files import FOLDER

try:
    from playwright.async_api import Browser, Error, Page, async_playwright
except ImportError:
    HAS_PLAYWRIGHT = False
else:
    HAS_PLAYWRIGHT = True

_TILE_PAGE = FOLDER / "tile.html"
_ARGUMENTS = (
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--autoplay-policy=no-user-gesture-required",
)
_WITHIN_MS = 15_000
_PICTURES = """ids => ids.every(
    id => performance.getEntriesByName(`bongsu:first-picture:${id}`).length > 0)"""
_TIMES = """ids => ids.map(id => {
    const at = name => performance.getEntriesByName(`bongsu:${name}:${id}`)[0].startTime;
    return {
        tookMs: at("first-picture") - at("request"),
        atS: (performance.timeOrigin + at("first-picture")) / 1000,
    };
})"""


class ChromiumSettings(msgspec.Struct, frozen=True):
    """Where the browser is."""

    chromium: str = ""
    """Set it where Debian's browser is not on the path."""


class NoBrowser(Failure):
    """A figure of the browser cannot be taken here."""

    kind = Kind.UNAVAILABLE
    code = "no_browser"


class BrowserFailed(Failure):
    """The browser or its page did not do what it was asked."""

    kind = Kind.UNAVAILABLE
    code = "browser_failed"


def browser_path() -> str:
    """Raises `NoBrowser` when anything that a picture needs is missing."""
    if not HAS_PLAYWRIGHT:
        raise NoBrowser("Playwright is not installed: bongsu[bench] brings it")
    if not _TILE_PAGE.is_file():
        raise NoBrowser("the console is not built: make build")
    path = load(ChromiumSettings, "bench").chromium or shutil.which("chromium")
    if not path:
        raise NoBrowser("no chromium on the path, and BONGSU_BENCH_CHROMIUM names none")
    return path


class TilePage:
    """One tile, no map: the console's own tile and player."""

    def __init__(self, page: "Page") -> None:
        self._page = page

    async def open(self, ticket: dict[str, Any]) -> float:
        """Milliseconds from the request to the first picture. Raises `BrowserFailed`."""
        picture_ms = await self._seen_ms(ticket, "picture")
        if picture_ms is None:
            raise BrowserFailed("no picture came in time")
        return picture_ms

    async def still(self, ticket: dict[str, Any]) -> float | None:
        """Milliseconds to the still; None when a live picture was there before it."""
        return await self._seen_ms(ticket, "still")

    async def _seen_ms(self, ticket: dict[str, Any], what: str) -> float | None:
        script = f"ticket => bongsuTile.open(ticket, 'main', '{what}', {_WITHIN_MS})"
        seen: float | None = await _asked(self._page, script, ticket)
        return seen

    async def ended_at(self) -> float:
        """When the tile said that its picture has ended: seconds since the epoch."""
        return float(await _asked(self._page, "() => bongsuTile.ended()")) / 1000

    async def close(self) -> None:
        await _asked(self._page, "() => bongsuTile.close()")


class RoomPage:
    """The situation room as it is, signed in, with its map."""

    def __init__(self, page: "Page") -> None:
        self._page = page

    async def forget(self) -> None:
        """Marks of earlier incidents."""
        await _asked(self._page, "() => performance.clearMarks()")

    async def pictures(self, camera_ids: list[str]) -> list[dict[str, float]]:
        """`tookMs` from the request and `atS` since the epoch of every tile. Raises `BrowserFailed`."""
        try:
            await self._page.wait_for_function(
                _PICTURES, arg=camera_ids, timeout=_WITHIN_MS, polling=50
            )
        except Error as cause:
            raise BrowserFailed("not every tile of the room showed a picture") from cause
        times: list[dict[str, float]] = await _asked(self._page, _TIMES, camera_ids)
        return times


class Chromium:
    """A running browser. Every page is a window of its own, so that none is hidden behind another."""

    def __init__(self, browser: "Browser") -> None:
        self._browser = browser

    @property
    def version(self) -> str:
        return f"Chromium {self._browser.version}"

    @asynccontextmanager
    async def _page(self, origin: str) -> AsyncIterator["Page"]:
        context = await self._browser.new_context(
            viewport={"width": 1600, "height": 900}, base_url=origin
        )
        try:
            yield await context.new_page()
        finally:
            await context.close()

    @asynccontextmanager
    async def tile(self, origin: str) -> AsyncIterator[TilePage]:
        async with self._page(origin) as page:
            # The node does not serve this page; its scripts are those of the console,
            # and a page from nowhere may speak to this machine only when it is told so.
            await page.context.grant_permissions(["local-network-access"])
            await page.route("**/tile.html", lambda route: route.fulfill(path=_TILE_PAGE))
            await page.goto("/tile.html")
            await page.wait_for_function("() => window.bongsuTile")
            yield TilePage(page)

    @asynccontextmanager
    async def room(self, origin: str, name: str, password: str) -> AsyncIterator[RoomPage]:
        async with self._page(origin) as page:
            form = {"name": name, "password": password}
            await page.request.post("/api/sign-in", data=form, headers={"X-Bongsu": "1"})
            await page.goto("/room")
            await page.wait_for_selector(".maplibregl-canvas", timeout=_WITHIN_MS)
            await page.wait_for_load_state("networkidle")
            yield RoomPage(page)


async def _asked(page: "Page", script: str, argument: object = None) -> Any:  # Any: its answer
    try:
        return await page.evaluate(script, argument)
    except Error as cause:
        raise BrowserFailed("the page could not answer") from cause


@asynccontextmanager
async def chromium() -> AsyncIterator[Chromium]:
    """Runs for as long as the block lasts. Raises `NoBrowser`."""
    path = browser_path()
    # Chromium refuses its sandbox to root.
    arguments = [*_ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path,
            args=arguments,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
        try:
            yield Chromium(browser)
        finally:
            await browser.close()

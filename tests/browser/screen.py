"""One screen in Debian's Chromium: what it asked for, what it complained of, and what its tiles show."""

import asyncio
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Locator, Page, Request

from tests.journeys.client import District
from tests.shared_folder import ROOT

AXE = ROOT / "console" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]
WITHIN_MS = 30_000
# a decision key pressed sooner after its question came is not taken (console/src/watch/decide.ts)
READ_FIRST_MS = 700
SHOWN = """() => [...document.querySelectorAll('.tile video')].filter(one =>
    one.getVideoPlaybackQuality().totalVideoFrames > 0 && one.currentTime > 0).length"""
FRAMES = """() => [...document.querySelectorAll('.tile video')]
    .map(one => one.getVideoPlaybackQuality().totalVideoFrames)"""
# WCAG 2.2 A and AA; experimental rules of the library are no standard
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"label-content-name-mismatch": {"enabled": False}},
}
# by the bar's own switches, wherever a narrow bar hides them; neither moves the focus
SWITCH = """([language, theme]) => {
    const [html, words] = [document.documentElement, document.querySelector('.tools button[lang]')]
    if (html.lang !== language) words.click()
    if (html.dataset.theme !== theme) words.nextElementSibling.click()
    return new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(
        () => drawn([html.lang, html.dataset.theme]))))
}"""
TWO_FRAMES = "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
# two cameras of one pole overlap on a map; the tile of the same number does the same (WCAG 2.5.8, equivalent)
OVERLAP = ("target-size", "map-camera")


def chromium() -> str | None:
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in found if path), None)


class Screen:
    """A signed-in (or signed-out) page; `healthy()` at its end."""

    def __init__(self, district: District, context: BrowserContext, page: Page) -> None:
        self.district = district
        self.context = context
        self.page = page
        self.asked: set[str] = set()
        self.waiting: set[Request] = set()
        self.complaints: list[str] = []
        # the browser's own remark on a tile that was changed while its socket was still opening
        self.tolerated: tuple[str, ...] = ("WebSocket is closed before the connection",)
        context.on("request", self._asks)
        for answered in ("requestfinished", "requestfailed"):
            context.on(answered, self._answered)
        page.on("websocket", lambda socket: self.asked.add(socket.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._said)

    def _asks(self, request: Request) -> None:
        self.asked.add(request.url)
        self.waiting.add(request)

    def _answered(self, request: Request) -> None:
        self.waiting.discard(request)

    def _said(self, message: Any) -> None:  # a console message
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    @classmethod
    async def open(
        cls,
        browser: Browser,
        district: District,
        name: str | None,
        *,
        path: str = "/",
        language: str = "ko",
        theme: str = "dark",
        size: tuple[int, int] = (1600, 900),
    ) -> "Screen":
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="ko-KR"
        )
        context.set_default_timeout(WITHIN_MS)
        node = district.node
        if name is not None:
            cookie = (await district.person(name)).headers["Cookie"]
            key, _, value = cookie.partition("=")
            await context.add_cookies([{"name": key, "value": value, "url": node.origin}])
        # a vehicle's page turns light by day of itself, whenever it comes
        chosen = {
            "bongsu.language": language,
            "bongsu.theme": theme,
            "bongsu.light-by-day": "off",
        }
        for key, value in chosen.items():
            await context.add_init_script(
                f"localStorage.getItem({key!r}) ?? localStorage.setItem({key!r}, {value!r})"
            )
        screen = cls(district, context, await context.new_page())
        await screen.page.goto(f"{node.origin}{path}")
        return screen

    async def says(self, text: str) -> Locator:
        found = self.page.get_by_text(text).first
        await found.wait_for()
        return found

    async def decide(self, key: str) -> None:
        """The key of a decision, once the question has been on the screen long enough to be read."""
        await self.page.evaluate("ms => new Promise(done => setTimeout(done, ms))", READ_FIRST_MS)
        await self.page.keyboard.press(key)

    async def playing(self, tiles: int) -> None:
        """At least so many tiles have shown pictures, and go on showing new ones."""
        await self.until(f"() => ({SHOWN})() >= {tiles}")
        before = await self.page.evaluate(FRAMES)
        grown = f"before => ({FRAMES})().filter((n, at) => n > (before[at] ?? 0)).length >= {tiles}"
        await self.until(grown, before)

    async def until(self, holds: str, argument: object = None) -> None:
        """Playwright's own waiting evaluates strings, which the page's security policy forbids."""
        async with asyncio.timeout(WITHIN_MS / 1000):
            while not await self.page.evaluate(holds, argument):
                await asyncio.sleep(0.05)

    async def within(self, holds: Callable[[], bool]) -> None:
        """The same of what is no page: a file on the node's disk."""
        async with asyncio.timeout(WITHIN_MS / 1000):
            while not holds():
                await asyncio.sleep(0.05)

    async def pictures(self) -> int:
        return int(await self.page.evaluate(SHOWN))

    async def nothing_shown(self) -> None:
        """No video holds a picture any more."""
        await self.until(
            "() => [...document.querySelectorAll('.tile video')].every(one => one.readyState === 0)"
        )

    async def shows(self, path: str) -> None:
        """That page has its heading, and everything that it asks the node for has come."""
        # what the page before had asked for answers nobody any more
        self.waiting.clear()
        await self.page.goto(f"{self.district.node.origin}{path}")
        await self.page.locator("main h1").first.wait_for(state="attached")
        async with asyncio.timeout(WITHIN_MS / 1000):
            while True:
                while self.waiting:
                    await asyncio.sleep(0.02)
                # what came is drawn, and may ask for more
                await self.page.evaluate(TWO_FRAMES)
                if not self.waiting:
                    return

    async def look(self, language: str, theme: str) -> None:
        """The same page in another language and theme, without loading it again."""
        assert await self.page.evaluate(SWITCH, [language, theme]) == [language, theme]

    async def accessible(self) -> list[str]:
        """Serious and critical findings of axe-core, one line each."""
        if not await self.page.evaluate("() => 'axe' in window"):
            await self.page.evaluate(AXE.read_text())
        found = await self.page.evaluate("rules => axe.run(document, rules)", RULES)
        return [
            f"{one['id']} ({one['impact']}): {json.dumps(node['target'])} {node['html'][:160]}"
            f" {node['any'][0]['message'] if node['any'] else ''}"
            for one in found["violations"]
            if one["impact"] in {"serious", "critical"}
            for node in one["nodes"]
            if one["id"] != OVERLAP[0] or OVERLAP[1] not in node["html"]
        ]

    def healthy(self) -> None:
        """No request left the machine, and the page complained of nothing."""
        node = self.district.node
        own = {(name, port) for name in ("localhost",) for port in (node.port, node.media_port)}
        asked = [urlsplit(url) for url in self.asked]
        away = [
            one.geturl()
            for one in asked
            if one.scheme not in {"data", "blob"} and (one.hostname, one.port) not in own
        ]
        assert away == [], away
        bad = [said for said in self.complaints if not any(t in said for t in self.tolerated)]
        assert bad == [], bad
        assert not any("ticket" in one.query or "eyJ" in one.geturl() for one in asked)

    async def picture_of(self, folder: Path, name: str) -> None:
        await self.page.screenshot(path=folder / f"{name}.png")

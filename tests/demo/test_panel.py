"""The demo's own door: known scenes at known places, played as the partner, for its node alone."""

import asyncio
from typing import Any  # Any: JSON

import aiohttp
from aiohttp import web

from bongsu.demo.day import Cast
from bongsu.demo.panel import PanelPart
from bongsu.kernel.clock import SystemClock
from bongsu.services.plugins import find_services

TOKENS = {"moj-anklet": "secret-token"}
WANTED = {"service": "ANKLET", "scene": "named", "place": "성북구청"}


async def asked(
    panel: PanelPart, body: object = None, key: str | None = None
) -> tuple[int, dict[str, Any], str]:
    told = panel.environment
    bearer = told["BONGSU_SCENARIOS_KEY"] if key is None else key
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bearer {bearer}"}) as session,
        session.request(
            "GET" if body is None else "POST",
            f"{told['BONGSU_SCENARIOS_DOOR']}/scenes",
            json=body,
        ) as answer,
    ):
        text = await answer.text()
        found: dict[str, Any] = await answer.json() if answer.status == 200 else {}
        return answer.status, found, text


async def test_scenes_and_places_are_listed_and_no_token_is_among_them() -> None:
    panel = PanelPart(Cast("http://127.0.0.1:1", TOKENS, SystemClock()))
    await panel.start()
    try:
        status, told, text = await asked(panel)
        assert status == 200
        # an alarm becomes an incident by an operator's hand: no scene plays that
        played = set(find_services().linked) - {"SELECT"}
        assert {one["service"] for one in told["scenes"]} == played
        assert "성북구청" in told["places"]
        assert "secret-token" not in text
        assert (await asked(panel, key="guess"))[0] == 403
        assert (await asked(panel, WANTED, key=""))[0] == 403
        assert (await asked(panel, WANTED | {"place": "nowhere"}))[0] == 404
        assert (await asked(panel, WANTED | {"scene": "none"}))[0] == 404
    finally:
        await panel.stop()


async def test_a_scene_is_said_at_the_nodes_door_as_the_partner_and_its_answers_are_kept() -> None:
    came, bearers = asyncio.Event(), list[str]()

    async def take(request: web.Request) -> web.Response:
        bearers.append(request.headers["Authorization"])
        came.set()
        return web.json_response({"status": "REJECTED"}, status=400)

    app = web.Application()
    app.router.add_post("/link/v1/incidents", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    panel = PanelPart(Cast(origin, TOKENS, SystemClock()))
    await panel.start()
    try:
        assert (await asked(panel, WANTED))[0] == 200
        async with asyncio.timeout(10):
            await came.wait()
        assert bearers[0] == "Bearer secret-token"
    finally:
        await panel.stop()
        await runner.cleanup()


async def test_a_partner_without_a_credential_is_said_and_not_played() -> None:
    panel = PanelPart(Cast("http://127.0.0.1:1", {}, SystemClock()))
    await panel.start()
    try:
        await asked(panel, WANTED)
        await asyncio.gather(*panel._playing)
        _, told, _ = await asked(panel)
        [answer] = told["answers"]
        assert (answer["status"], "moj-anklet" in answer["answer"]) == (0, True)
    finally:
        await panel.stop()

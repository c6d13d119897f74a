"""A real node has no scenario panel; a demo's node passes it on to who may play, and holds no credential."""

import pytest
from aiohttp import web

from bongsu.services.scenarios.routes import DemoSilent, Door, UnknownScene, Wanted, scenario_routes
from bongsu.services.scenarios.settings import ScenarioSettings
from tests.web.house import House

WANTED = Wanted("ANKLET", "happy", "성북구청")


@pytest.mark.parametrize("who", ["SHIFT_LEAD", "CENTRE_HEAD", "OPERATOR", "nobody"])
async def test_a_node_that_no_demo_has_started_has_no_such_route(house: House, who: str) -> None:
    assert (await house.ask(who, "/api/scenarios")).status_code == 404
    body = {"service": "ANKLET", "scene": "happy", "place": "성북구청"}
    assert (await house.ask(who, "/api/scenarios", body)).status_code == 404


def test_it_is_mounted_by_its_setting_alone() -> None:
    assert scenario_routes() == []
    assert len(scenario_routes(ScenarioSettings(door="http://127.0.0.1:1"))) == 1


async def at_door(status: int, wanted: Wanted | None) -> tuple[bytes, list[str]]:
    heard: list[str] = []

    async def take(request: web.Request) -> web.Response:
        heard.append(request.headers["Authorization"])
        return web.Response(status=status, body=b"{}")

    app = web.Application()
    app.router.add_route("*", "/scenes", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    try:
        door = Door(ScenarioSettings(door=f"http://127.0.0.1:{port}", key="key"))
        return await door.ask(wanted), heard
    finally:
        await runner.cleanup()


async def test_the_demo_is_asked_with_its_own_key() -> None:
    assert await at_door(200, None) == (b"{}", ["Bearer key"])
    assert await at_door(200, WANTED) == (b"{}", ["Bearer key"])


async def test_an_unknown_scene_and_a_silent_demo_say_so() -> None:
    with pytest.raises(UnknownScene):
        await at_door(404, WANTED)
    with pytest.raises(DemoSilent):
        await at_door(403, None)
    with pytest.raises(DemoSilent):
        await Door(ScenarioSettings(door="http://127.0.0.1:1")).ask()

"""A real node has no scenario panel; a demo's node passes it on to who may play, and holds no credential."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import msgspec
import pytest
from aiohttp import web

from bongsu.services.scenarios.routes import DemoSilent, Door, UnknownScene, Wanted, scenario_routes
from bongsu.services.scenarios.settings import ScenarioSettings
from bongsu.web.app import build_app
from tests.web.house import House

WANTED = Wanted("ANKLET", "happy", "성북구청")
BODY = msgspec.to_builtins(WANTED)
PATH = "/api/scenarios"
NOWHERE = ScenarioSettings(door="http://127.0.0.1:1")


@dataclass
class Demo:
    """The demo's door: what it is asked, by whose key; it answers with `status`."""

    origin: str = ""
    status: int = 200
    heard: list[tuple[str, str, object]] = field(default_factory=list)

    @property
    def settings(self) -> ScenarioSettings:
        return ScenarioSettings(door=self.origin, key="key")

    async def take(self, request: web.Request) -> web.Response:
        said = await request.json() if request.can_read_body else None
        self.heard.append((request.method, request.headers["Authorization"], said))
        return web.Response(status=self.status, body=b'{"places":[]}')


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    made, app = Demo(), web.Application()
    app.router.add_route("*", "/scenes", made.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@pytest.fixture
def panel(house: House, demo: Demo) -> House:
    """A node that the demo has started."""
    return replace(house, app=build_app(scenario_routes(demo.settings), house.state))


@pytest.mark.parametrize("who", ["SHIFT_LEAD", "CENTRE_HEAD", "OPERATOR", "nobody"])
async def test_a_node_that_no_demo_has_started_has_no_such_route(house: House, who: str) -> None:
    assert (await house.ask(who, PATH)).status_code == 404
    assert (await house.ask(who, PATH, BODY)).status_code == 404


def test_it_is_mounted_by_its_setting_alone() -> None:
    assert scenario_routes() == []
    assert scenario_routes(ScenarioSettings(key="key")) == []
    assert len(scenario_routes(NOWHERE)) == 1


@pytest.mark.parametrize("who", ["SHIFT_LEAD", "CENTRE_HEAD"])
async def test_who_leads_reads_the_scenes_and_plays_one(panel: House, demo: Demo, who: str) -> None:
    listed = await panel.ask(who, PATH)
    assert (listed.status_code, listed.json()) == (200, {"places": []})
    assert listed.headers["content-type"] == "application/json"
    played = await panel.ask(who, PATH, BODY)
    assert (played.status_code, played.json()) == (202, {"places": []})
    assert demo.heard == [("GET", "Bearer key", None), ("POST", "Bearer key", BODY)]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("OPERATOR", 403),
        ("POLICE_ROOM", 403),
        ("AUDITOR", 403),
        ("seoul-112", 401),
        ("nobody", 401),
    ],
)
async def test_nobody_else_plays_and_the_demo_is_not_asked(
    panel: House, demo: Demo, who: str, status: int
) -> None:
    assert (await panel.ask(who, PATH)).status_code == status
    assert (await panel.ask(who, PATH, BODY)).status_code == status
    assert demo.heard == []


@pytest.mark.parametrize(
    "changes", [{"scene": ""}, {"scene": "x" * 61}, {"place": None}, {"credential": "x"}]
)
async def test_a_wish_that_is_none_is_refused_here(
    panel: House, demo: Demo, changes: dict[str, object]
) -> None:
    assert (await panel.ask("SHIFT_LEAD", PATH, {**BODY, **changes})).status_code == 400
    assert demo.heard == []


@pytest.mark.parametrize(
    ("status", "told"), [(404, (404, "unknown_scene")), (500, (503, "demo_silent"))]
)
async def test_what_the_demo_does_not_know_or_cannot_is_said(
    panel: House, demo: Demo, status: int, told: tuple[int, str]
) -> None:
    demo.status = status
    answer = await panel.ask("SHIFT_LEAD", PATH, BODY)
    assert (answer.status_code, answer.json()["code"]) == told


async def test_an_unknown_scene_and_a_silent_demo_are_told_apart(demo: Demo) -> None:
    door = Door(demo.settings)
    for status, failure in ((404, UnknownScene), (400, DemoSilent), (403, DemoSilent)):
        demo.status = status
        with pytest.raises(failure):
            await door.ask(WANTED)
    demo.status = 399
    assert await door.ask(WANTED) == b'{"places":[]}'
    with pytest.raises(DemoSilent):
        await Door(NOWHERE).ask()


async def test_a_refusal_names_no_credential(demo: Demo) -> None:
    demo.status = 403
    with pytest.raises(DemoSilent) as silent:
        await Door(demo.settings).ask()
    assert "key" not in silent.value.detail
    with pytest.raises(DemoSilent) as nobody:
        await Door(ScenarioSettings(door="http://127.0.0.1:1", key="key")).ask()
    assert "key" not in nobody.value.detail

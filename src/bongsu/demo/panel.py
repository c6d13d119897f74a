"""The demo's door for the scenario panel: lists scenes and plays one as its partner; the tokens stay in this process."""

import asyncio
import hmac
from collections import deque
from collections.abc import Mapping

import aiohttp
import msgspec
from aiohttp import web

from bongsu.demo.day import PLACES, Cast
from bongsu.kernel.ids import new_secret
from bongsu.services.plugins import find_services
from bongsu.services.scenarios.routes import Wanted
from bongsu.services.shared.scenes import Scene
from bongsu.simulate.partner import NoCredential, NotAnswered

_KEPT = 30


class SceneView(msgspec.Struct, frozen=True):
    """One scene that can be played."""

    service: str
    service_ko: str
    service_en: str
    scene: str
    title_ko: str
    title_en: str
    expects: str
    lasts_s: float


class Said(msgspec.Struct, frozen=True):
    """What the node answered to one message of a scene."""

    at: str
    service: str
    scene: str
    place: str
    status: int
    answer: str


class Panel(msgspec.Struct, frozen=True):
    scenes: list[SceneView]
    places: list[str]
    answers: list[Said]


class PanelPart:
    """A part: started before the node, which is told where it is."""

    name = "scenario panel"

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._key = new_secret()
        self._answers: deque[Said] = deque(maxlen=_KEPT)
        self._playing = set[asyncio.Task[None]]()
        found = find_services()
        self._names = {code: (one.name_ko, one.name_en) for code, one in found.linked.items()}
        self._scenes = {(one.service, one.name): one for one in found.scenes}
        self._runner: web.AppRunner | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        """For the node, once it has started."""
        assert self._runner is not None
        port = self._runner.addresses[0][1]
        return {
            "BONGSU_SCENARIOS_DOOR": f"http://127.0.0.1:{port}",
            "BONGSU_SCENARIOS_KEY": self._key,
        }

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/scenes", self._list)
        app.router.add_post("/scenes", self._begin)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()

    async def stop(self) -> None:
        for task in self._playing:
            task.cancel()
        await asyncio.gather(*self._playing, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()

    def _is_node(self, request: web.Request) -> bool:
        said = request.headers.get("Authorization", "")
        return hmac.compare_digest(said.encode(), f"Bearer {self._key}".encode())

    async def _list(self, request: web.Request) -> web.Response:
        return self._told() if self._is_node(request) else web.Response(status=403)

    def _told(self) -> web.Response:
        views = [self._view(one) for one in self._scenes.values()]
        panel = Panel(views, list(PLACES), list(reversed(self._answers)))
        return web.Response(body=msgspec.json.encode(panel), content_type="application/json")

    def _view(self, one: Scene) -> SceneView:
        return SceneView(
            one.service,
            *self._names[one.service],
            one.name,
            one.title_ko,
            one.title_en,
            one.expects,
            one.lasts_s,
        )

    async def _begin(self, request: web.Request) -> web.Response:
        if not self._is_node(request):
            return web.Response(status=403)
        wanted = msgspec.json.decode(await request.read(), type=Wanted)
        scene = self._scenes.get((wanted.service, wanted.scene))
        if scene is None or wanted.place not in PLACES:
            return web.Response(status=404)
        task = asyncio.create_task(self._play(scene, wanted.place), name="scenario")
        self._playing.add(task)
        task.add_done_callback(self._playing.discard)
        return self._told()

    async def _play(self, scene: Scene, place: str) -> None:
        cast = self._cast
        try:
            async with aiohttp.ClientSession() as session:
                stage = cast.stage(PLACES[place])
                async for heard in cast.line(session).play(scene, stage):
                    self._keep(scene, place, heard.status, heard.body)
        except NoCredential as problem:
            said = f"{problem.detail}; start with a new data folder"
            self._keep(scene, place, 0, said)
        except NotAnswered as problem:
            self._keep(scene, place, 0, problem.detail)

    def _keep(self, scene: Scene, place: str, status: int, answer: str) -> None:
        at = self._cast.clock.now().isoformat(timespec="seconds")
        self._answers.append(Said(at, scene.service, scene.name, place, status, answer[:400]))

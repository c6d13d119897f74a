"""`/api/scenarios`: the scenes that the demo can play, and the key that plays one. Not mounted without a demo."""

from typing import Annotated, Any  # Any: a router of Litestar

import aiohttp
import msgspec
from litestar import Response, Router, get, post
from litestar.params import JSONBody
from msgspec import Meta

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, require
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.settings import load
from bongsu.services.scenarios.settings import ScenarioSettings

PLAYS = (Role.SHIFT_LEAD, Role.CENTRE_HEAD)
_WITHIN = aiohttp.ClientTimeout(total=5)
Word = Annotated[str, Meta(min_length=1, max_length=60)]


class DemoSilent(Failure):
    """The demo that should play it does not answer."""

    kind = Kind.UNAVAILABLE
    code = "demo_silent"


class UnknownScene(Failure):
    """The demo has no such scene or place."""

    kind = Kind.NOT_FOUND
    code = "unknown_scene"


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which scene, and at which of the named places."""

    service: Word
    scene: Word
    place: Word


class Door:
    """The demo's door; the credentials lie behind it."""

    def __init__(self, settings: ScenarioSettings) -> None:
        self._settings = settings

    async def ask(self, wanted: Wanted | None = None) -> bytes:
        """Raises `DemoSilent`, `UnknownScene`."""
        headers = {"Authorization": f"Bearer {self._settings.key}"}
        way = "GET" if wanted is None else "POST"
        body = None if wanted is None else msgspec.json.encode(wanted)
        try:
            async with (
                aiohttp.ClientSession(timeout=_WITHIN) as session,
                session.request(
                    way, f"{self._settings.door}/scenes", data=body, headers=headers
                ) as answer,
            ):
                if answer.status == 404:
                    raise UnknownScene("The demo has no such scene or place", field="scene")
                if answer.status >= 400:
                    raise DemoSilent(f"The demo's door answered {answer.status}")
                return await answer.read()
        except (aiohttp.ClientError, TimeoutError) as cause:
            raise DemoSilent("The demo's door does not answer") from cause


def scenario_routes(settings: ScenarioSettings | None = None) -> list[Any]:
    """None on a node that no demo has started."""
    told = settings or load(ScenarioSettings, "scenarios")
    if not told.door:
        return []
    door = Door(told)

    @get("/", guards=[require(*PLAYS)], include_in_schema=False)
    async def list_scenes() -> Response[bytes]:
        """Scenes, places, and what the last ones were answered."""
        return Response(await door.ask(), media_type="application/json")

    @post("/", guards=[require(*PLAYS)], status_code=202, include_in_schema=False)
    async def play_scene(data: JSONBody[Wanted]) -> Response[bytes]:
        """시작: through the real link door, as the partner."""
        return Response(await door.ask(data), status_code=202, media_type="application/json")

    return [
        Router(
            "/api/scenarios",
            route_handlers=[list_scenes, play_scene],
            dependencies={"signed_in": SIGNED_IN},
        )
    ]

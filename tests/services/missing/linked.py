"""The police's system for missing people beside the house, the search desk and the register of those who may go missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any  # Any: JSON

import av
import httpx
from av.video.frame import VideoFrame

from bongsu.incidents.store import recent_incidents
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.destroy import heard, sweep
from bongsu.services.missing.scenes import DESCRIPTION, PARTNER, SCENES, call, said
from bongsu.services.shared.scenes import Said, Scene
from tests.services.linked_house import LEAD, OPERATOR, OTHER_ROOM, ROOM, LinkedHouse

__all__ = ["LEAD", "OPERATOR", "OTHER_ROOM", "ROOM", "Linked", "ids", "jpeg", "record"]
SECOND, WELFARE, GUARDIAN = "second operator", "WELFARE", "RESIDENT"


@cache
def jpeg(side: int = 64) -> bytes:
    """A grey square."""
    frame = VideoFrame(side, side, "yuvj420p")
    for plane in frame.planes:
        plane.update(bytes([128]) * plane.buffer_size)
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = side, side, "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    frame.pts = 0
    return b"".join(bytes(one) for one in [*encoder.encode(frame), *encoder.encode(None)])


def record(**more: Any) -> dict[str, Any]:
    """What a welfare officer writes."""
    personal = {
        "consent_file": "동의-2026-0142",
        "description": DESCRIPTION,
        "device_id": "TAG-0042",
        "habitual": [{"kind": "market", "lat": 37.6085, "lon": 127.0205}],
    }
    said: dict[str, Any] = {"kind": "DEMENTIA", "consented_on": "2026-11-02", "personal": personal}
    return said | {"guardian": GUARDIAN} | more


@dataclass(frozen=True)
class Linked(LinkedHouse):
    """A house and what the police's system, the operators and the welfare office do. Paths begin below `/api/missing`."""

    partner: str = PARTNER
    service: str = "MISSING"
    scenes: Sequence[Scene] = SCENES

    @property
    def desk(self) -> MissingDesk:
        found: MissingDesk = self.house.state["missing"]
        return found

    async def send(self, one: Said, who: str = "") -> httpx.Response:
        answer = await super().send(one, who)
        await self.hear()
        return answer

    async def do_what_is_due(self) -> None:
        await super().do_what_is_due()
        await self.hear()

    async def hear(self) -> None:
        """What the listener does: of every incident."""
        for row in await self.rows("incidents"):
            await heard(self.desk, row["incident_id"])
        await sweep(self.desk)

    async def opened(self, category: str = "DEMENTIA", **details: Any) -> str:
        """A call with these details beside the usual ones; its incident_id."""
        fields = call(self.stage, category)
        fields["details"] |= details
        answer = await self.send(said(self.stage, "NEW", **fields))
        assert answer.status_code == 201, answer.text
        incident_id: str = answer.json()["incident_id"]
        return incident_id

    async def found(self) -> None:
        """The police close it."""
        assert (await self.send(said(self.stage, "CLOSE"))).status_code == 200

    async def get(self, who: str, path: str) -> Any:
        return await self.read(who, f"/api/missing{path}")

    async def status(self, who: str, path: str, body: object = None) -> tuple[int, str]:
        return await self.refused(who, f"/api/missing{path}", body)

    async def post(self, who: str, path: str, body: object = None) -> httpx.Response:
        return await self.ask(who, f"/api/missing{path}", {} if body is None else body)

    async def picture(self, who: str, path: str, content: bytes) -> httpx.Response:
        return await self.house.send_raw(who, path, content, "image/jpeg")

    async def registered(self, **more: Any) -> str:
        answer = await self.post(WELFARE, "/people", record(**more))
        assert answer.status_code == 201, answer.text
        person_id: str = answer.json()["person_id"]
        return person_id

    async def joined(self, incident_id: str, who: str = "OPERATOR") -> dict[str, Any]:
        answer = await self.post(who, f"/searches/{incident_id}/join")
        assert answer.status_code == 200, answer.text
        view: dict[str, Any] = answer.json()
        return view

    async def watching(self, camera_id: str, who: str = "OPERATOR") -> str:
        """An operator opens the camera, as the console does; the grant."""
        answer = await self.ask(who, f"/api/cameras/{camera_id}/watch", {})
        assert answer.status_code in (200, 201), answer.text
        grant_id: str = answer.json()["grant_id"]
        return grant_id

    async def stands(self) -> tuple[str, str | None]:
        """The newest incident's state and why it ended."""
        async with self.house.database.read() as connection:
            newest = (await recent_incidents(connection))[0]
        return newest.state.value, newest.end_reason


def ids(sector: Sequence[dict[str, Any]]) -> list[str]:
    return [one["camera_id"] for one in sector]

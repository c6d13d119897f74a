"""The police's system for missing people beside the house, a second operator, and the clock moved by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any  # Any: JSON

import av
import httpx
from av.video.frame import VideoFrame
from sqlalchemy import text

from bongsu.identity.people import LinkSystem, Role
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.incidents.expire import do_what_is_due
from bongsu.incidents.store import recent_incidents
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.destroy import heard, sweep
from bongsu.services.missing.scenes import DESCRIPTION, ORG, PARTNER, SCENES, call, said
from bongsu.services.shared.scenes import Said, Spot, Stage
from bongsu.sharing.agreements.seongbuk import CENTRE
from bongsu.sharing.agreements.texts import service_texts
from bongsu.sharing.simulated_signatures import sign_for_everybody
from tests.databases import copied
from tests.web.house import NOW, PASSWORD, House, Template

# 길음1동, where 성북서 is competent
SPOT = Spot(37.608, 127.020)
SECOND = "second operator"
OPERATOR, LEAD, ROOM, OTHER_ROOM = "OPERATOR", "SHIFT_LEAD", "POLICE_ROOM", "jongam room"
WELFARE, GUARDIAN = "WELFARE", "RESIDENT"
CHEAP_SETTINGS = IdentitySettings(
    argon2_time_cost=1,
    argon2_memory_kib=8,
    second_factor_outside=False,
    device_key_vehicles=False,
)


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


@dataclass(frozen=True, slots=True)
class Linked:
    """A house and what the police's system does."""

    house: House
    stage: Stage

    @property
    def desk(self) -> MissingDesk:
        found: MissingDesk = self.house.state["missing"]
        return found

    async def send(self, one: Said, who: str = PARTNER) -> httpx.Response:
        answer = await self.house.ask(who, one.path, one.body, from_console=False)
        await self.hear()
        return answer

    async def hear(self) -> None:
        """What the listener does: of every incident."""
        async with self.house.database.read() as connection:
            rows = await connection.execute(text("SELECT incident_id FROM incidents"))
            ids = [row.incident_id for row in rows]
        for incident_id in ids:
            await heard(self.desk, incident_id)
        await sweep(self.desk)

    async def play(self, name: str) -> list[httpx.Response]:
        scene = next(one for one in SCENES if one.name == name)
        answers, at_s = [], 0.0
        for one in scene.play(self.stage):
            await self.wait(one.after_s - at_s)
            at_s = one.after_s
            answers.append(await self.send(one))
        return answers

    async def wait(self, seconds: float) -> None:
        self.house.clock.advance(seconds)
        await do_what_is_due(self.house.desk)
        await self.hear()

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
        answer = await self.house.ask(who, f"/api/missing{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def status(self, who: str, path: str, body: object = None) -> tuple[int, str]:
        """Status and, of a refusal, its code."""
        answer = await self.house.ask(who, f"/api/missing{path}", body)
        return answer.status_code, answer.json()["code"] if answer.status_code >= 400 else ""

    async def post(self, who: str, path: str, body: object = None) -> httpx.Response:
        return await self.house.ask(
            who, f"/api/missing{path}", {} if body is None else body, method="POST"
        )

    async def picture(self, who: str, path: str, content: bytes) -> httpx.Response:
        headers = self.house.headers_of(who) | {"X-Bongsu": "1", "Content-Type": "image/jpeg"}
        return await self.house._request("POST", path, content, headers)

    async def registered(self, **more: Any) -> str:
        answer = await self.post(WELFARE, "/people", record(**more))
        assert answer.status_code == 201, answer.text
        person_id: str = answer.json()["person_id"]
        return person_id

    async def joined(self, incident_id: str, who: str = OPERATOR) -> dict[str, Any]:
        answer = await self.post(who, f"/searches/{incident_id}/join")
        assert answer.status_code == 200, answer.text
        view: dict[str, Any] = answer.json()
        return view

    async def watching(self, camera_id: str, who: str = OPERATOR) -> str:
        """An operator opens the camera, as the console does; the grant."""
        answer = await self.house.ask(who, f"/api/cameras/{camera_id}/watch", {})
        assert answer.status_code in (200, 201), answer.text
        grant_id: str = answer.json()["grant_id"]
        return grant_id

    async def stands(self) -> tuple[str, str | None]:
        """The newest incident's state and why it ended; sessions are over after a day."""
        async with self.house.database.read() as connection:
            newest = (await recent_incidents(connection))[0]
        return newest.state.value, newest.end_reason

    async def signed_in_again(self, who: str) -> "Linked":
        """After a day the old session is over."""
        _, token = await self.house.identity.sign_in(who, PASSWORD)
        template = self.house.template
        fresh = replace(template, tokens={**template.tokens, who: token})
        return replace(self, house=replace(self.house, template=fresh))

    async def trail(self) -> list[str]:
        async with self.house.database.read() as connection:
            rows = await connection.execute(text("SELECT kind FROM trail ORDER BY sequence"))
            return [row.kind for row in rows]


async def with_police(template: Template, folder: Path) -> Template:
    """Agreement, system and a second operator, as the demo has them."""
    url = copied(template.url, folder)
    database, clock = Database(url), FixedClock(NOW)
    for one in service_texts("SEONGBUK"):
        if any(clause.service == "MISSING" for clause in one.clauses):
            await sign_for_everybody(database, clock, one)
    identity = IdentityService(database, clock, CHEAP_SETTINGS)
    await identity.add_person(
        name=SECOND,
        display_name="관제요원 4번석",
        role=Role.OPERATOR,
        organisation=CENTRE,
        unit_id=None,
        password=PASSWORD,
    )
    _, token = await identity.sign_in(SECOND, PASSWORD)
    made = await identity.add_partner(
        name=PARTNER, organisation=ORG, system=LinkSystem.MISSING, services=("MISSING",)
    )
    await database.close()
    return Template(
        url,
        {**template.tokens, SECOND: token},
        {**template.bearers, PARTNER: made.token},
    )


def ids(sector: Sequence[dict[str, Any]]) -> list[str]:
    return [one["camera_id"] for one in sector]

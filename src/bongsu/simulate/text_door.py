"""112's and 119's text-report doors that are not there: HTTP, a receipt for each report, and the fault that it is told.

What it was sent is not kept: only which reports it knows, so that one that comes twice gets the same receipt."""

import hmac
from dataclasses import dataclass, field
from typing import Literal

import msgspec
from aiohttp import web

from bongsu.services.reports.door import Outgoing, Receipt
from bongsu.services.reports.rules import LARGEST_STILL

Says = Literal["receipt", "refused", "silent", "lost"]
DOORS = ("112", "119")
LARGEST_BYTES = LARGEST_STILL * 4 // 3 + 8192


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it answers from now on. `lost`: it takes the report and its answer never arrives."""

    says: Says


@dataclass
class TextReports:
    """The doors without their wire. `receipts`: report → its number."""

    says: Says = "receipt"
    receipts: dict[str, str] = field(default_factory=dict)
    asked: int = 0

    def take(self, to: str, body: bytes) -> tuple[int, bytes] | None:
        """Status and answer; None: nothing is heard of it."""
        self.asked += 1
        if self.says == "silent":
            return None
        if self.says == "refused":
            return 422, b'{"code":"not_taken"}'
        try:
            report = msgspec.json.decode(body, type=Outgoing)
        except (msgspec.DecodeError, msgspec.ValidationError) as problem:
            return 400, msgspec.json.encode({"code": "invalid", "detail": str(problem)})
        number = f"{to}-{len(self.receipts) + 1:04}"
        receipt = Receipt(self.receipts.setdefault(report.report_id, number))
        return None if self.says == "lost" else (201, msgspec.json.encode(receipt))


class TextDoor:
    """A part. `key`: what a centre shows; `control`: what whoever steers it shows; without one it cannot be steered."""

    name = "text door"

    def __init__(
        self, key: str = "", control: str = "", host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self.reports = TextReports()
        self._key = key
        self._control = control
        self._at = (host, port)
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """Once it has started."""
        assert self._runner is not None
        found: int = self._runner.addresses[0][1]
        return found

    @property
    def origin(self) -> str:
        return f"http://{self._at[0]}:{self.port}"

    async def start(self) -> None:
        app = web.Application(client_max_size=LARGEST_BYTES)
        for to in DOORS:
            app.router.add_post(f"/{to}", self._take)
        if self._control:
            app.router.add_post("/says", self._steer)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, *self._at).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        if self._key and not _shows(request, self._key):
            return web.Response(status=401)
        answer = self.reports.take(request.path.strip("/"), await request.read())
        if answer is None:
            # the line is cut: a door that is silent says not even that it is
            assert request.transport is not None
            request.transport.abort()
            return web.Response(status=503)
        return web.Response(status=answer[0], body=answer[1], content_type="application/json")

    async def _steer(self, request: web.Request) -> web.Response:
        if not _shows(request, self._control):
            return web.Response(status=401)
        try:
            told = msgspec.json.decode(await request.read(), type=Told)
        except (msgspec.DecodeError, msgspec.ValidationError) as problem:
            return web.Response(status=400, text=str(problem))
        self.reports.says = told.says
        return web.json_response({"says": told.says, "receipts": len(self.reports.receipts)})


def _shows(request: web.Request, key: str) -> bool:
    said = request.headers.get("Authorization", "")
    return hmac.compare_digest(said.encode(), f"Bearer {key}".encode())

"""Where a camera's streams are: asked of the registry over the bus, kept a while, used longer when node is silent."""

import asyncio
from dataclasses import dataclass

import msgspec

from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.media.events import ASK_STREAM, StreamAddress, WhichStream
from bongsu.media.failures import CameraUnknown

_MOST = 20_000


@dataclass(frozen=True, slots=True)
class _Known:
    address: StreamAddress
    asked_at_s: float


class Addresses:
    """Addresses carry credentials: they live here and in the source, never in a log."""

    def __init__(self, bus: Bus, keep_s: float, within_s: float) -> None:
        self._bus = bus
        self._keep_s = keep_s
        self._within_s = within_s
        self._known: dict[str, _Known] = {}

    async def address(self, camera_id: str, stream: str) -> StreamAddress:
        """Raises `CameraUnknown`."""
        now_s = asyncio.get_running_loop().time()
        known = self._known.get(camera_id)
        if known and now_s - known.asked_at_s < self._keep_s:
            return known.address
        try:
            answer = await self._ask(camera_id, stream)
        except (BusUnavailable, msgspec.MsgspecError) as cause:
            if known:
                return known.address
            raise CameraUnknown("the registry does not answer") from cause
        if answer.problem or not (answer.main_url or answer.sub_url or answer.owner):
            self._known.pop(camera_id, None)
            raise CameraUnknown(answer.problem or "the registry knows no address")
        if len(self._known) >= _MOST:
            self._known.pop(next(iter(self._known)))
        self._known[camera_id] = _Known(answer, now_s)
        return answer

    def forget(self, camera_id: str) -> None:
        """Ask anew: the address may have changed when the camera does not answer."""
        known = self._known.get(camera_id)
        if known:
            self._known[camera_id] = _Known(known.address, float("-inf"))

    async def _ask(self, camera_id: str, stream: str) -> StreamAddress:
        question = msgspec.json.encode(WhichStream(camera_id, stream))
        answer = await self._bus.request(ASK_STREAM, question, self._within_s)
        return msgspec.json.decode(answer, type=StreamAddress)

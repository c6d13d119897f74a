"""Asks the node for tickets to the cameras held now."""

from collections.abc import Callable, Sequence

import msgspec

from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.monitoring.worker.messages import ASK_TAPS, Fence, Tap, Taps, WhichTaps

_WITHIN_S = 3.0


class TapAsker:
    """`host`: by which name this worker reaches the machine of the bus."""

    def __init__(
        self, bus: Bus, instance: str, host: str, fence_of: Callable[[str], Fence | None]
    ) -> None:
        self._bus = bus
        self._instance = instance
        self._host = host
        self._fence_of = fence_of

    async def __call__(self, camera_ids: Sequence[str]) -> Sequence[Tap]:
        """Raises `BusUnavailable`."""
        fences = tuple(fence for key in camera_ids if (fence := self._fence_of(key)) is not None)
        if not fences:
            return ()
        asked = WhichTaps(worker=self._instance, fences=fences, host=self._host)
        body = await self._bus.request(ASK_TAPS, msgspec.json.encode(asked), _WITHIN_S)
        try:
            return msgspec.json.decode(body, type=Taps).taps
        except msgspec.MsgspecError as cause:
            raise BusUnavailable("the node's answer cannot be read") from cause

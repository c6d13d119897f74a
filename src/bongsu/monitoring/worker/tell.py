"""What a worker tells the node, each word under the fence of the lease by which it was seen; without a lease nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import structlog

from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.kernel.events import Event, subject_on_bus
from bongsu.monitoring.clothing.watch import Dressed
from bongsu.monitoring.rules.raised import Phase, Raised
from bongsu.monitoring.worker.messages import (
    ASK_CLIP,
    CameraJob,
    ClipPart,
    ClothingSeen,
    Fence,
    HealthSeen,
    RaisedAt,
)
from bongsu.monitoring.worker.tools import Ail

log = structlog.get_logger()
PART_BYTES = 450_000
_WITHIN_S = 3.0
_TRIES = 3
FenceOf = Callable[[str], Fence | None]


def moment(at_ms: float) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)


class Teller:
    """`fence_of`: the lease by which a camera is held now."""

    def __init__(self, bus: Bus, fence_of: FenceOf) -> None:
        self._bus = bus
        self._fence_of = fence_of
        self.untold = 0
        """What nobody heard: the bus was away, or the camera is no longer ours."""

    async def raised(self, camera_id: str, raised: Raised, picture: bytes, *, close: bool) -> bool:
        """Whether it was told."""
        fence = self._fence_of(camera_id)
        if fence is None:
            self.untold += 1
            return False
        return await self._raised(fence, raised, picture, close=close)

    async def ended(self, fence: Fence, last: Raised) -> None:
        """Nobody looks any more by that right: what it told last of an occasion was the last."""
        over = replace(last, phase=Phase.ENDED, boxes=())
        await self._raised(fence, over, b"", close=False)

    async def _raised(self, fence: Fence, raised: Raised, picture: bytes, *, close: bool) -> bool:
        return await self._tell(
            RaisedAt(
                fence=fence,
                occasion=raised.occasion,
                rule_id=raised.rule_id,
                kind=raised.kind,
                phase=raised.phase,
                at=moment(raised.at_ms),
                since=moment(raised.since_ms),
                score=raised.score,
                boxes=raised.boxes,
                count=raised.count,
                escalated=close,
                picture=picture,
            )
        )

    async def health(self, camera_id: str, ail: Ail, at_ms: float) -> None:
        fence = self._fence_of(camera_id)
        if fence is None:
            self.untold += 1
            return
        await self._tell(
            HealthSeen(
                fence=fence,
                ailment=ail.ailment,
                # checks compute with NumPy, whose own truths and numbers are none of JSON's
                ailing=bool(ail.ailing),
                at=moment(at_ms),
                since=moment(ail.since_ms),
                figure=float(ail.figure),
                limit=float(ail.limit),
            )
        )

    async def clothes(self, job: CameraJob, dressed: Dressed) -> None:
        """Of the search that runs there; the node takes none after its end."""
        fence = self._fence_of(job.camera_id)
        if fence is None or job.search is None:
            self.untold += 1
            return
        await self._tell(
            ClothingSeen(
                fence=fence,
                search_id=job.search.search_id,
                track=dressed.track,
                first_at=moment(dressed.first_at_ms),
                last_at=moment(dressed.last_at_ms),
                upper=dressed.upper,
                lower=dressed.lower,
                is_infrared=dressed.is_infrared,
                picture=dressed.picture,
            )
        )

    async def clip(self, camera_id: str, job: int, occasion: int, clip: bytes) -> bool:
        """In parts; False where the camera is no longer held under that job, or nobody took it."""
        parts = [clip[at : at + PART_BYTES] for at in range(0, len(clip), PART_BYTES)]
        for number, data in enumerate(parts):
            fence = self._fence_of(camera_id)
            if fence is None or fence.job != job:
                return False
            part = ClipPart(fence=fence, occasion=occasion, number=number, of=len(parts), data=data)
            if not await self._ask(msgspec.msgpack.encode(part)):
                self.untold += 1
                return False
        return bool(parts)

    async def _ask(self, body: bytes) -> bool:
        for _ in range(_TRIES):
            try:
                await self._bus.request(ASK_CLIP, body, _WITHIN_S)
            except BusUnavailable:
                continue
            return True
        return False

    async def _tell(self, event: Event) -> bool:
        try:
            await self._bus.publish(subject_on_bus(event.subject), msgspec.json.encode(event))
        except BusUnavailable:
            self.untold += 1
            log.debug("not told: cut off from the bus", subject=event.subject)
            return False
        return True

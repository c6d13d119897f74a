"""The one clock of all cameras: sends each picture when it is due, in rounds, from one task."""

import asyncio
import heapq
import time
from itertools import count

from bongsu.simulate.camera import Camera, Stream

# Pictures due within one round leave together: fewer wake-ups, jitter as at a real camera.
ROUND_S = 0.01
REPORT_EVERY_S = 5.0
_TOO_LATE_S = 1.0


class Ticker:
    """Owns the schedule. A stream is on it exactly while it has viewers."""

    def __init__(self) -> None:
        self._due: list[tuple[float, int, Camera, Stream]] = []
        self._order = count()
        self._woken = asyncio.Event()

    def watch(self, camera: Camera, stream: Stream) -> None:
        """Called when a stream gets a viewer."""
        if not stream.is_scheduled:
            stream.is_scheduled = True
            stream.seek(asyncio.get_running_loop().time())
            self._push(camera, stream)
            self._woken.set()

    async def run(self) -> None:
        """Until cancelled."""
        loop = asyncio.get_running_loop()
        reported_s = loop.time()
        while True:
            await self._wait(loop.time())
            now_s = loop.time()
            self._send(now_s)
            if now_s - reported_s >= REPORT_EVERY_S:
                reported_s = now_s
                self._report(now_s)

    async def _wait(self, now_s: float) -> None:
        if not self._due:
            self._woken.clear()
            await self._woken.wait()
        else:
            await asyncio.sleep(max(ROUND_S, self._due[0][0] - now_s))

    def _push(self, camera: Camera, stream: Stream) -> None:
        heapq.heappush(self._due, (stream.due_s, next(self._order), camera, stream))

    def _send(self, now_s: float) -> None:
        while self._due and self._due[0][0] <= now_s:
            due_s, _, camera, stream = heapq.heappop(self._due)
            if not stream.viewers:
                stream.is_scheduled = False
                continue
            if now_s - due_s > _TOO_LATE_S:
                stream.seek(now_s)
            picture, ticks = stream.take()
            if not camera.is_silent:
                for viewer in tuple(stream.viewers):
                    viewer.send(picture, ticks)
            self._push(camera, stream)

    def _report(self, now_s: float) -> None:
        wall_s = time.time()
        for _, _, camera, stream in self._due:
            if not camera.is_silent:
                stream.report(now_s, wall_s)

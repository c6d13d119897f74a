"""The odd camera, through FFmpeg's own RTSP client (PyAV) in a thread of its own: about eight times the cost."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import av
from av.error import FFmpegError

from bongsu.media.failures import (
    CameraFailure,
    CameraFrozen,
    CameraNonsense,
    CameraRefused,
    CameraUnreachable,
    UnsupportedCodec,
)
from bongsu.media.sources.rtsp_message import read_address
from bongsu.media.sources.source import Parameters, Patience, Picture, Take

# Measured: with FFmpeg's own defaults a cold open takes 1.4 to 2.7 s, with these 0.08 s.
_OPTIONS = {
    "probesize": "32",
    "analyzeduration": "0",
    "fflags": "nobuffer",
    "max_delay": "0",
    "allowed_media_types": "video",
}
_REFUSED = (
    av.error.HTTPUnauthorizedError,
    av.error.HTTPForbiddenError,
    av.error.HTTPNotFoundError,
    av.error.HTTPBadRequestError,
    av.error.HTTPOtherClientError,
    av.error.HTTPServerError,
)


class FfmpegSource:
    """A `Source`."""

    def __init__(self, url: str, patience: Patience, now_ms: Callable[[], float]) -> None:
        self._url = url
        self._patience = patience
        self._now_ms = now_ms
        self._stopped = threading.Event()
        self._is_open = False
        # A little less than FFmpeg is given, since its clock and ours differ.
        self._open_within_s = 0.95 * (patience.connect_s + patience.answer_s)

    async def run(self, take: Take) -> None:
        read_address(self._url)
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[CameraFailure] = loop.create_future()

        def end(failure: CameraFailure) -> None:
            if not ended.done():
                ended.set_result(failure)

        def hand_over(picture: Picture) -> None:
            if self._stopped.is_set() or ended.done():
                return
            try:
                take(picture)
            except CameraFailure as failure:
                end(failure)

        def take_in_loop(picture: Picture) -> None:
            loop.call_soon_threadsafe(hand_over, picture)

        def pull() -> None:
            # What the binding itself throws must end the pull too: nothing else would ever end it.
            failure: CameraFailure = CameraNonsense("FFmpeg cannot go on with this camera")
            # A loop that has closed meanwhile needs no more pictures.
            with suppress(RuntimeError):
                try:
                    failure = self._pull(take_in_loop)
                finally:
                    loop.call_soon_threadsafe(end, failure)

        threading.Thread(target=pull, name="ffmpeg source", daemon=True).start()
        try:
            raise await ended
        finally:
            # The thread sees this at its next packet or time limit; nothing waits for it.
            self._stopped.set()

    def _pull(self, take: Take) -> CameraFailure:
        self._is_open = False
        give_up_at_s = time.monotonic() + self._open_within_s
        try:
            with self._open() as container:
                self._is_open = True
                for picture in self._pictures(container):
                    take(picture)
                    if self._stopped.is_set():
                        break
        except CameraFailure as failure:
            return failure
        except (FFmpegError, OSError) as cause:
            return self._named(cause, ran_out=time.monotonic() >= give_up_at_s)
        return CameraUnreachable("the camera hung up")

    def _named(self, cause: Exception, *, ran_out: bool) -> CameraFailure:
        """FFmpeg reports a time limit as an exit, or as bad data when it ends the opening."""
        if isinstance(cause, av.error.ExitError) and self._is_open:
            return CameraFrozen("the connection is open, but no packet comes")
        if isinstance(cause, _REFUSED):
            return CameraRefused("the camera refuses")
        if isinstance(cause, av.error.InvalidDataError) and not (ran_out and not self._is_open):
            return CameraNonsense("the camera's bytes are no stream")
        return CameraUnreachable("the camera does not answer")

    def _open(self) -> av.container.InputContainer:
        transport = "udp" if self._patience.transport == "udp" else "tcp"
        return av.open(
            self._url,
            options={**_OPTIONS, "rtsp_transport": transport},
            timeout=(self._patience.connect_s + self._patience.answer_s, self._patience.frozen_s),
        )

    def _pictures(self, container: av.container.InputContainer) -> Iterator[Picture]:
        if not container.streams.video:
            raise CameraNonsense("the camera's description holds no video")
        stream = container.streams.video[0]
        if stream.codec_context.name != "h264":
            raise UnsupportedCodec(
                f"the camera offers {stream.codec_context.name}, the browser needs H.264"
            )
        known = AnnexbReader(bytes(stream.codec_context.extradata or b""))
        time_base = stream.time_base
        for packet in container.demux(stream):
            if not packet.size or packet.is_corrupt:
                continue
            ticks = int((packet.pts or packet.dts or 0) * (time_base or 0) * 90_000) & 0xFFFFFFFF
            picture = known.picture(bytes(packet), ticks, self._now_ms())
            if picture:
                yield picture


class AnnexbReader:
    """Makes pictures of access units; knows the parameter sets so far, and whether a key picture came."""

    def __init__(self, extradata: bytes) -> None:
        self._sps = self._pps = b""
        self._parameters: Parameters | None = None
        self._begun = False
        self._sort(extradata)

    def picture(self, annexb: bytes, ticks: int, now_ms: float) -> Picture | None:
        units = self._sort(annexb)
        is_key = any(unit[0] & 0x1F == 5 for unit in units)
        if is_key and self._sps and self._pps:
            fresh = Parameters(self._sps, self._pps)
            self._parameters = self._parameters if self._parameters == fresh else fresh
            self._begun = True
        if not units or not self._begun or self._parameters is None:
            return None
        data = b"".join(len(unit).to_bytes(4) + unit for unit in units)
        return Picture(data, is_key, ticks, now_ms, self._parameters)

    def _sort(self, annexb: bytes) -> list[bytes]:
        """Keeps the parameter sets, returns the rest."""
        rest: list[bytes] = []
        for unit in split_annexb(annexb):
            kind = unit[0] & 0x1F
            if kind == 7:
                self._sps = unit
            elif kind == 8:
                self._pps = unit
            elif kind not in {9, 10, 11, 12}:
                rest.append(unit)
        return rest


def split_annexb(data: bytes) -> list[bytes]:
    """The NAL units between start codes (ITU-T H.264 annex B)."""
    pieces = data.split(b"\x00\x00\x01")
    return [unit for piece in pieces[1:] if (unit := piece.rstrip(b"\x00"))]

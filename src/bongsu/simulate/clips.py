"""Reads H.264 clips into loops without decoding them, and finds the clips of a folder."""

from dataclasses import dataclass, field
from pathlib import Path

import av
import structlog
from av.container import InputContainer
from av.video.stream import VideoStream

from bongsu.kernel.failures import Failure, Kind
from bongsu.simulate import nal
from bongsu.simulate.packets import CLOCK_HZ, Loop, Picture, payloads_of

log = structlog.get_logger()


class NoClips(Failure):
    """There is nothing that a camera could play."""

    kind = Kind.INVALID
    code = "no_clips"


@dataclass(slots=True)
class _Shot:
    """One picture being put together from the packets that carry its slices."""

    due_s: float
    shown_s: float
    units: list[bytes] = field(default_factory=list)

    @property
    def is_key(self) -> bool:
        return any(nal.kind(unit) == nal.IDR for unit in self.units)


def find_clips(folder: Path) -> list[Path]:
    """The folder's playable clips in the order of their names. Raises `NoClips`."""
    found = [path for path in sorted(folder.glob("*.mp4")) if _is_playable(path)]
    if not found:
        raise NoClips(f"no *.mp4 with H.264 video in {folder}", field="clips")
    return found


def _is_playable(path: Path) -> bool:
    try:
        with av.open(str(path)) as container:
            codecs = [stream.codec_context.name for stream in container.streams.video]
    except (av.FFmpegError, OSError) as cause:
        log.warning("clip skipped", clip=path.name, reason=str(cause))
        return False
    if codecs[:1] != ["h264"]:
        log.info("clip skipped", clip=path.name, reason="not H.264", codecs=codecs)
        return False
    return True


def read_loop(path: Path, longest_s: float | None = None, lasts_s: float | None = None) -> Loop:
    """The clip as it is, from its first key frame; cut at the last key frame before `longest_s`.

    `lasts_s` stretches or shortens the pause before the loop begins again, so that the main and the
    sub-stream of one camera come round together.
    """
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        length_bytes, sets = nal.parameter_sets(stream.codec_context.extradata or b"")
        sps, pps = nal.first_of(sets, nal.SPS), nal.first_of(sets, nal.PPS)
        shots = _shots(container, stream, length_bytes)
        width, height = stream.codec_context.width, stream.codec_context.height
        frames_per_s = float(stream.average_rate or 15)
    if sps is None or pps is None or not shots:
        raise NoClips(f"{path.name} has no parameter sets or no key frame", field="clips")
    duration_s = shots[-1].due_s - shots[0].due_s + 1 / frames_per_s
    if longest_s is not None and duration_s > longest_s:
        shots, duration_s = _cut(shots, longest_s)
    pictures = tuple(_picture(shot, shots[0].due_s, (sps, pps)) for shot in shots)
    whole_s = round((lasts_s or duration_s) * CLOCK_HZ) / CLOCK_HZ
    return Loop(pictures, whole_s, sps, pps, width, height, frames_per_s)


def _shots(container: InputContainer, stream: VideoStream, length_bytes: int) -> list[_Shot]:
    shots: list[_Shot] = []
    for packet in container.demux(stream):
        if packet.dts is None or packet.pts is None or packet.time_base is None:
            continue
        units = nal.split(bytes(packet), length_bytes)
        first_slice = next((unit for unit in units if nal.is_slice(unit)), None)
        # Some files carry one slice per packet: only first_mb_in_slice tells a new picture.
        if not shots or (first_slice is not None and nal.starts_picture(first_slice)):
            scale = float(packet.time_base)
            shots.append(_Shot(packet.dts * scale, packet.pts * scale))
        shots[-1].units += units
    first_key = next((i for i, shot in enumerate(shots) if shot.is_key), len(shots))
    return shots[first_key:]


def _cut(shots: list[_Shot], longest_s: float) -> tuple[list[_Shot], float]:
    begin_s = shots[0].due_s
    ends = [i for i, s in enumerate(shots) if i and s.is_key and s.due_s - begin_s <= longest_s]
    if not ends:
        return shots, shots[-1].due_s - begin_s + (shots[1].due_s - begin_s)
    return shots[: ends[-1]], shots[ends[-1]].due_s - begin_s


def _picture(shot: _Shot, begin_s: float, sets: tuple[bytes, bytes]) -> Picture:
    units = [u for u in shot.units if nal.kind(u) not in (nal.DELIMITER, nal.FILLER)]
    # Real cameras repeat the parameter sets before every key frame.
    if shot.is_key and nal.first_of(units, nal.SPS) is None:
        units = [*sets, *units]
    timestamp = round((shot.shown_s - begin_s) * CLOCK_HZ)
    return Picture(shot.due_s - begin_s, timestamp, payloads_of(units), shot.is_key)

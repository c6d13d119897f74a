"""RTP packets (RFC 3550) of H.264 (RFC 6184) into whole pictures. The hot path of pulling: one call per packet.

After a loss it says nothing until the next key picture, so nobody ever sees a smeared one."""

import struct
from collections.abc import Callable

from bongsu.media.sources.source import Parameters, Picture, Take

Bytes = bytes | bytearray
_RTP = struct.Struct("!BBHI")
_LENGTH = struct.Struct("!I")
_EMPTY = bytes(4)
_SLICE, _KEY_SLICE, _SPS, _PPS = 1, 5, 7, 8
_PASSED_OVER = frozenset({9, 10, 11, 12})
_STAP_A, _FU_A = 24, 28
_LARGEST_PICTURE = 8_000_000
# So many late packets in a row are a camera that has started its numbers anew.
_RESTARTED = 64


class Depacketiser:
    """One stream. Calls `take` with each whole picture, from the first key picture on."""

    def __init__(self, parameters: Parameters | None, now_ms: Callable[[], float], take: Take):
        self._take = take
        self._now_ms = now_ms
        self._parameters = parameters
        self._sps = parameters.sps if parameters else b""
        self._pps = parameters.pps if parameters else b""
        self._collected = bytearray()
        self._nal_at = -1
        self._has_slice = False
        self._is_key = False
        self._waits_for_key = True
        self._trusts_marker = True
        self._time = -1
        self._sent_time = -1
        self._captured_at_ms = 0.0
        self._expected = -1
        self._late = 0
        self.losses = 0

    @property
    def has_sent(self) -> bool:
        """Whether any picture was whole so far."""
        return self._sent_time >= 0

    def push(self, data: Bytes, view: memoryview, at: int, end: int) -> None:
        """The RTP packet in `data[at:end]`; `view` is a view of `data`."""
        first, kind, sequence, time = _RTP.unpack_from(data, at)
        at += 12
        if first != 0x80:
            at, end = _inside(data, at - 12, end, first)
        if sequence != self._expected and not self._follows(sequence):
            return
        self._expected = (sequence + 1) & 0xFFFF
        if time != self._time:
            self._flush()
            self._time = time
            self._captured_at_ms = self._now_ms()
        if end - at < 2:
            return
        unit = data[at] & 0x1F
        if unit == _FU_A:
            self._fragment(data, view, at, end)
        elif unit < _STAP_A:
            self._begin(data[at], data[at + 1])
            self._extend(view[at + 1 : end])
            self._end()
        elif unit == _STAP_A:
            self._aggregate(data, view, at + 1, end)
        else:
            self._lose()
        if kind & 0x80 and self._trusts_marker and self._has_slice:
            self._flush()

    def _fragment(self, data: Bytes, view: memoryview, at: int, end: int) -> None:
        piece = data[at + 1]
        if piece & 0x80:
            if end - at < 3:
                return
            self._begin(data[at] & 0xE0 | piece & 0x1F, data[at + 2])
        if self._nal_at < 0:
            return
        self._extend(view[at + 2 : end])
        if piece & 0x40:
            self._end()

    def _aggregate(self, data: Bytes, view: memoryview, at: int, end: int) -> None:
        while end - at > 3:
            size = data[at] << 8 | data[at + 1]
            at += 2
            if size < 2 or at + size > end:
                self._lose()
                return
            self._begin(data[at], data[at + 1])
            self._extend(view[at + 1 : at + size])
            self._end()
            at += size

    def _begin(self, header: int, following: int) -> None:
        """A NAL unit starts; the top bit of a slice's first byte says that it starts a picture."""
        kind = header & 0x1F
        if self._nal_at >= 0:
            self._lose()
        if kind in {_SLICE, _KEY_SLICE}:
            if following & 0x80:
                if self._has_slice:
                    self._flush()
            elif not self._has_slice:
                # A later slice of a picture that was sent: this camera marks every slice as the last.
                if self._time == self._sent_time:
                    self._trusts_marker = False
                self._lose()
                return
            self._has_slice = True
            self._is_key = self._is_key or kind == _KEY_SLICE
        self._nal_at = len(self._collected)
        self._collected += _EMPTY
        self._collected.append(header)

    def _extend(self, piece: memoryview) -> None:
        if self._nal_at >= 0:
            self._collected += piece
            if len(self._collected) > _LARGEST_PICTURE:
                self._lose()

    def _end(self) -> None:
        at, self._nal_at = self._nal_at, -1
        if at < 0:
            return
        collected = self._collected
        kind = collected[at + 4] & 0x1F
        if kind == _SPS:
            self._sps = bytes(collected[at + 4 :])
        elif kind == _PPS:
            self._pps = bytes(collected[at + 4 :])
        elif kind not in _PASSED_OVER:
            _LENGTH.pack_into(collected, at, len(collected) - at - 4)
            return
        del collected[at:]

    def _flush(self) -> None:
        """The picture collected so far is whole."""
        if self._nal_at >= 0:
            self._lose()
        if self._has_slice and (self._is_key or not self._waits_for_key):
            if self._is_key:
                self._renew_parameters()
            if self._parameters:
                self._waits_for_key = False
                self._sent_time = self._time
                self._take(
                    Picture(
                        bytes(self._collected),
                        self._is_key,
                        self._time,
                        self._captured_at_ms,
                        self._parameters,
                    )
                )
        self._forget()

    def _renew_parameters(self) -> None:
        known = self._parameters
        if known and known.sps == self._sps and known.pps == self._pps:
            return
        self._parameters = Parameters(self._sps, self._pps) if self._sps and self._pps else None

    def _follows(self, sequence: int) -> bool:
        """Whether to use a packet that is not the expected one; a gap is a loss, a late one is passed over."""
        if self._expected < 0:
            return True
        if (sequence - self._expected) & 0xFFFF >= 0x8000:
            self._late += 1
            if self._late < _RESTARTED:
                return False
        self._late = 0
        self._lose()
        return True

    def _lose(self) -> None:
        self.losses += 1
        self._waits_for_key = True
        self._forget()

    def _forget(self) -> None:
        self._collected.clear()
        self._nal_at = -1
        self._has_slice = self._is_key = False


def _inside(data: Bytes, at: int, end: int, first: int) -> tuple[int, int]:
    """Where the payload lies in a packet with sources, an extension or padding; empty when it lies."""
    payload = at + 12 + 4 * (first & 0x0F)
    if first & 0x10 and payload + 4 <= end:
        payload += 4 + 4 * (data[payload + 2] << 8 | data[payload + 3])
    if first & 0x20:
        end -= data[end - 1]
    return (payload, end) if first >> 6 == 2 and payload <= end else (end, end)

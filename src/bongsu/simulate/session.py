"""One viewer of one stream: its transport and its own RTP sequence, source and clock offset."""

import asyncio
import secrets
import struct
from typing import Protocol

from bongsu.simulate.packets import CLOCK_HZ, Picture

PAYLOAD_TYPE = 96
# Beyond this a slow viewer loses pictures, as at a real camera, instead of filling our memory.
LARGEST_BACKLOG = 1_048_576
_NTP_EPOCH_S = 2_208_988_800
_RTP = struct.Struct("!BBHII")
_FRAMED_RTP = struct.Struct("!BBHBBHII")
_SENDER_REPORT = struct.Struct("!BBHIIIIII")
_WRAP_16 = 0xFFFF
_WRAP_32 = 0xFFFFFFFF


class Carrier(Protocol):
    """How packets reach the viewer."""

    @property
    def answer(self) -> str:
        """The `Transport` header that the viewer is told."""
        ...

    def pictures(self, session: "Session", picture: Picture, timestamp: int) -> None: ...

    def report(self, report: bytes) -> None: ...


class Interleaved:
    """Packets between the answers of the RTSP connection; one write per picture."""

    def __init__(self, transport: asyncio.Transport, channel: int, control: int, ssrc: int) -> None:
        self._transport = transport
        self._channel = channel
        self._control = control
        self.answer = f"RTP/AVP/TCP;unicast;interleaved={channel}-{control};ssrc={ssrc:08X}"

    def pictures(self, session: "Session", picture: Picture, timestamp: int) -> None:
        if self._transport.get_write_buffer_size() > LARGEST_BACKLOG:
            session.sequence += len(picture.payloads)
            return
        parts: list[bytes] = []
        pack, channel, ssrc, sequence = (
            _FRAMED_RTP.pack,
            self._channel,
            session.ssrc,
            session.sequence,
        )
        last = len(picture.payloads) - 1
        for i, payload in enumerate(picture.payloads):
            kind = PAYLOAD_TYPE | (0x80 if i == last else 0)
            size = 12 + len(payload)
            parts.append(
                pack(0x24, channel, size, 0x80, kind, sequence & _WRAP_16, timestamp, ssrc)
            )
            parts.append(payload)
            sequence += 1
        session.sequence = sequence
        self._transport.write(b"".join(parts))

    def report(self, report: bytes) -> None:
        self._transport.write(
            bytes((0x24, self._control)) + struct.pack("!H", len(report)) + report
        )


class Datagrams:
    """Packets from the simulator's one pair of UDP ports to the viewer's pair."""

    def __init__(
        self,
        media: asyncio.DatagramTransport,
        control: asyncio.DatagramTransport,
        host: str,
        ports: tuple[int, int],
        ssrc: int,
    ) -> None:
        self._media, self._control = media, control
        self._media_address, self._control_address = (host, ports[0]), (host, ports[1])
        ours = media.get_extra_info("sockname")[1]
        self.answer = (
            f"RTP/AVP;unicast;client_port={ports[0]}-{ports[1]};"
            f"server_port={ours}-{ours + 1};ssrc={ssrc:08X}"
        )

    def pictures(self, session: "Session", picture: Picture, timestamp: int) -> None:
        last = len(picture.payloads) - 1
        for i, payload in enumerate(picture.payloads):
            kind = PAYLOAD_TYPE | (0x80 if i == last else 0)
            head = _RTP.pack(0x80, kind, session.sequence & _WRAP_16, timestamp, session.ssrc)
            self._media.sendto(head + payload, self._media_address)
            session.sequence += 1

    def report(self, report: bytes) -> None:
        self._control.sendto(report, self._control_address)


class Session:
    """Owned by one connection; plays when it stands in its stream's list of viewers."""

    def __init__(self, ssrc: int, carrier: Carrier) -> None:
        self.code = secrets.token_hex(8)
        self.ssrc = ssrc
        self.carrier = carrier
        self.sequence = secrets.randbelow(_WRAP_16)
        self._offset = secrets.randbelow(_WRAP_32)
        self._packets = 0
        self._octets = 0

    def timestamp(self, stream_ticks: int) -> int:
        return (stream_ticks + self._offset) & _WRAP_32

    def send(self, picture: Picture, stream_ticks: int) -> None:
        self.carrier.pictures(self, picture, self.timestamp(stream_ticks))
        self._packets += len(picture.payloads)
        self._octets += sum(map(len, picture.payloads))

    def report(self, stream_s: float, wall_s: float) -> None:
        """A sender report: which wall-clock moment a timestamp means."""
        seconds = wall_s + _NTP_EPOCH_S
        fraction = int((seconds % 1) * 2**32)
        timestamp = self.timestamp(round(stream_s * CLOCK_HZ))
        packets, octets = self._packets & _WRAP_32, self._octets & _WRAP_32
        self.carrier.report(
            _SENDER_REPORT.pack(
                0x80, 200, 6, self.ssrc, int(seconds), fraction, timestamp, packets, octets
            )
            # RTCP is always compound: a report is followed by a source description (CNAME).
            + struct.pack("!BBHIBB6s4x", 0x81, 202, 4, self.ssrc, 1, 6, b"camera")
        )

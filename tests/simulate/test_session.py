"""One viewer's packets: slow viewers lose pictures instead of filling memory; numbers wrap."""

import asyncio
import struct

from bongsu.simulate.packets import Picture
from bongsu.simulate.session import LARGEST_BACKLOG, Interleaved, Session

PICTURE = Picture(0.0, 0, (b"\x67a", b"\x65" + bytes(1000)), is_key=True)


class FakeTransport(asyncio.Transport):
    """Keeps what is written; its backlog is what the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.backlog = 0

    def get_write_buffer_size(self) -> int:
        return self.backlog

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written.append(bytes(data))


def session() -> tuple[Session, FakeTransport]:
    transport = FakeTransport()
    return Session(0xABCD, Interleaved(transport, 2, 3, 0xABCD)), transport


def test_a_picture_leaves_in_one_write_with_the_marker_on_its_last_packet() -> None:
    viewer, transport = session()
    viewer.send(PICTURE, 0)
    (data,) = transport.written
    first = struct.unpack("!BBHBBHII", data[:16])
    second = struct.unpack("!BBHBBHII", data[18:34])
    assert (first[0], first[1], first[2]) == (0x24, 2, 14)
    assert (first[4], second[4]) == (96, 96 | 0x80)
    assert (second[5] - first[5]) & 0xFFFF == 1
    assert first[7] == second[7] == 0xABCD
    assert first[6] == second[6], "one picture, one timestamp"


def test_a_viewer_that_does_not_read_loses_pictures() -> None:
    viewer, transport = session()
    before = viewer.sequence
    transport.backlog = LARGEST_BACKLOG + 1
    viewer.send(PICTURE, 0)
    assert transport.written == []
    assert viewer.sequence - before == 2, "the gap shows in the sequence numbers"


def test_sequence_and_timestamp_wrap() -> None:
    viewer, transport = session()
    viewer.sequence = 0xFFFF
    viewer.send(PICTURE, 2**32 + 5)
    (data,) = transport.written
    assert struct.unpack("!H", data[6:8])[0] == 0xFFFF
    assert struct.unpack("!H", data[24:26])[0] == 0
    assert viewer.timestamp(2**32 + 5) == viewer.timestamp(5)


def test_a_report_is_a_whole_compound_on_the_odd_channel() -> None:
    viewer, transport = session()
    viewer.report(12.5, 1_700_000_000.25)
    (data,) = transport.written
    channel, size = struct.unpack("!xBH", data[:4])
    assert (channel, size) == (3, len(data) - 4)
    words = struct.unpack("!H", data[6:8])[0]
    seconds, fraction = struct.unpack("!II", data[12:20])
    assert seconds == 1_700_000_000 + 2_208_988_800
    assert fraction == 2**30
    second = data[4 + (words + 1) * 4 :]
    assert second[1] == 202
    assert len(second) == (struct.unpack("!H", second[2:4])[0] + 1) * 4

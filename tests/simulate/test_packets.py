"""Payloads can be put together again, fit the path, and loops know their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.simulate import nal
from bongsu.simulate.packets import MTU, Loop, Picture, payloads_of


def put_together(payloads: tuple[bytes, ...]) -> list[bytes]:
    """An independent reading of RFC 6184's single units and FU-A."""
    units: list[bytes] = []
    for payload in payloads:
        if payload[0] & 0x1F != 28:
            units.append(payload)
        elif payload[1] & 0x80:
            units.append(bytes(((payload[0] & 0xE0) | (payload[1] & 0x1F),)) + payload[2:])
        else:
            units[-1] += payload[2:]
    return units


@given(st.lists(st.integers(1, 6000), min_size=1, max_size=4))
def test_units_survive_fragmentation(sizes: list[int]) -> None:
    units = [bytes((0x65,)) + bytes(size) for size in sizes]
    payloads = payloads_of(units)
    assert put_together(payloads) == units
    assert all(len(payload) <= MTU for payload in payloads)


def test_exactly_one_fragment_starts_and_one_ends_a_unit() -> None:
    payloads = payloads_of([b"\x41" + bytes(5000)])
    assert [bool(payload[1] & 0x80) for payload in payloads] == [True, False, False, False]
    assert [bool(payload[1] & 0x40) for payload in payloads] == [False, False, False, True]


def test_a_loop_that_does_not_begin_with_a_key_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="key frame"):
        Loop((Picture(0, 0, (b"\x41",), is_key=False),), 1, b"", b"", 2, 2, 15)


def test_units_are_found_by_length_and_by_start_code() -> None:
    units = [b"\x67ab", b"\x68c", b"\x65\x88defg"]
    assert nal.split(b"".join(len(u).to_bytes(4) + u for u in units), 4) == units
    assert nal.split(b"".join(len(u).to_bytes(2) + u for u in units), 2) == units
    assert nal.split(b"\x00\x00\x00\x01" + b"\x00\x00\x01".join(units), 0) == units


def test_a_broken_packet_gives_what_there_is() -> None:
    assert nal.split(b"\x00\x00\x00\x09\x65\x88", 4) == [b"\x65\x88"]
    assert nal.split(b"", 4) == []
    assert nal.split(b"", 0) == []


def test_parameter_sets_are_read_from_avcc_and_annex_b() -> None:
    sps, pps = b"\x67\x64\x00\x1fxyz", b"\x68\xee"
    avcc = b"\x01\x64\x00\x1f\xff\xe1\x00\x07" + sps + b"\x01\x00\x02" + pps
    assert nal.parameter_sets(avcc) == (4, [sps, pps])
    assert nal.parameter_sets(b"\0\0\0\x01" + sps + b"\0\0\x01" + pps) == (0, [sps, pps])


def test_only_a_slice_with_the_first_macroblock_starts_a_picture() -> None:
    assert nal.starts_picture(b"\x65\x88")
    assert nal.starts_picture(b"\x41\x9a")
    assert not nal.starts_picture(b"\x41\x4a"), "first_mb_in_slice is not zero"
    assert not nal.starts_picture(b"\x67\x88"), "a parameter set is no slice"
    assert not nal.starts_picture(b"\x65")

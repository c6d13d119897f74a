"""Byte mutations as a network, a broken camera or an attacker makes them."""

from collections.abc import Callable

from hypothesis import strategies as st

Change = Callable[[bytes], bytes]


def _apply(data: bytes, cuts: list[tuple[str, float, bytes]]) -> bytes:
    out = bytearray(data)
    for kind, share, piece in cuts:
        at = int(share * len(out))
        if kind == "set":
            out[at : at + len(piece)] = piece
        elif kind == "insert":
            out[at:at] = piece
        elif kind == "delete":
            del out[at : at + len(piece)]
        elif kind == "repeat":
            out[at:at] = bytes(out[at : at + 40]) * max(len(piece), 1)
        else:
            del out[at:]
    return bytes(out)


def _change(cuts: list[tuple[str, float, bytes]]) -> Change:
    return lambda data: _apply(data, cuts)


# Bytes that parsers trip over, beside arbitrary ones.
_pieces = st.one_of(
    st.binary(min_size=1, max_size=6),
    st.sampled_from(
        [
            *(b"\r\n\r\n", b"$\x00\xff\xff", b"\xc2\xb2", b"-1", b"\x00" * 4, b"\xff" * 4),
            *(b"%", b'"', b"=", b",", b";", b":", b" ", b"9" * 30, b"9" * 5000),
            b"RTSP/1.0 200 OK\r\n",
        ]
    ),
)
changes = st.lists(
    st.tuples(
        st.sampled_from(["set", "set", "insert", "delete", "repeat", "cut"]),
        st.floats(0, 1, exclude_max=True),
        _pieces,
    ),
    min_size=1,
    max_size=6,
).map(_change)

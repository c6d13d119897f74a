"""What a trail asks of its witness is read back as it was written; another text is refused by its sentence."""

import pytest

from bongsu.audit.merkle import leaf_hash
from bongsu.audit.note import BadNote, encode64
from bongsu.audit.witnessing.request import AddCheckpoint, read_request, write_request
from tests.audit.nodes import key_of

NOTE = key_of("SEONGBUK", 1).signed(9, leaf_hash(b"root"))
HASHES = tuple(leaf_hash(bytes([number])) for number in range(63))
BEGINS = "the request begins with the old size and up to 63 hashes"
LINE = encode64(HASHES[0])


@pytest.mark.parametrize("old", [0, 5, 10, 10**18 - 1])
@pytest.mark.parametrize("length", [0, 1, 63])
def test_a_request_is_read_as_it_was_written(old: int, length: int) -> None:
    read = read_request(write_request(old, HASHES[:length], NOTE).encode())
    assert read == AddCheckpoint(old, HASHES[:length], NOTE, read.checkpoint)
    assert read.checkpoint.size == 9


def test_the_text_is_that_of_the_specification() -> None:
    lines = "".join(f"{encode64(one)}\n" for one in HASHES[:2])
    assert write_request(5, HASHES[:2], NOTE) == f"old 5\n{lines}\n{NOTE}"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"\xff", "the request is no text"),
        (b"", BEGINS),
        (f"old 5\n{LINE}\n".encode(), BEGINS),
        (f"5\n\n{NOTE}".encode(), BEGINS),
        (f"old 05\n\n{NOTE}".encode(), BEGINS),
        (f"old -5\n\n{NOTE}".encode(), BEGINS),
        (f"old {10**18}\n\n{NOTE}".encode(), BEGINS),
        (f"old 5 \n\n{NOTE}".encode(), BEGINS),
        (write_request(5, (*HASHES, HASHES[0]), NOTE).encode(), BEGINS),
        (f"old 5\n{encode64(b'short')}\n\n{NOTE}".encode(), "a hash has 32 bytes"),
        (f"old 5\n{LINE}\n{encode64(b'short')}\n\n{NOTE}".encode(), "a hash has 32 bytes"),
        (f"old 5\nno hash\n\n{NOTE}".encode(), "this is no base 64"),
        (b"old 5\n\nno note", "a note ends with signature lines"),
    ],
)
def test_another_text_is_refused_by_its_sentence(body: bytes, why: str) -> None:
    with pytest.raises(BadNote) as refused:
        read_request(body)
    assert refused.value.detail == why

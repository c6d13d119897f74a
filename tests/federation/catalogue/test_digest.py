"""Two sides whose digests are equal hold the same, and what differs lies in the buckets that differ."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from bongsu.federation.catalogue.digest import (
    BUCKETS,
    Marks,
    bucket_of,
    differing,
    digest_of,
    line_of,
)

ids = st.from_regex(r"\A[A-Z]{2}-[0-9]{1,4}-[0-9]\Z")
hashes = st.binary(min_size=32, max_size=32)
catalogues = st.dictionaries(ids, hashes, max_size=40)


def by_the_book(held: dict[str, bytes]) -> bytes:
    """As docs/architecture.md says it, written again without any of the code under test."""
    buckets = []
    for number in range(256):
        lines = [
            camera_id.encode() + b"\0" + mark + b"\n"
            for camera_id, mark in held.items()
            if hashlib.sha256(camera_id.encode()).digest()[0] == number
        ]
        buckets.append(hashlib.sha256(b"".join(sorted(lines))).digest())
    return hashlib.sha256(b"".join(buckets)).digest()


@given(catalogues)
def test_the_digest_is_what_the_architecture_says(held: dict[str, bytes]) -> None:
    assert Marks(held.items()).digest() == by_the_book(held)


@given(catalogues, st.randoms())
def test_the_order_of_arrival_does_not_matter(held: dict[str, bytes], random: object) -> None:
    shuffled = list(held.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis types it as object
    assert Marks(shuffled).digest() == Marks(held.items()).digest()


@given(catalogues, catalogues)
def test_different_catalogues_have_different_digests_and_buckets(
    one: dict[str, bytes], other: dict[str, bytes]
) -> None:
    ours, theirs = Marks(one.items()), Marks(other.items())
    assert (ours.digest() == theirs.digest()) == (one == other)
    wrong = {
        camera_id
        for camera_id in one.keys() | other.keys()
        if one.get(camera_id) != other.get(camera_id)
    }
    assert set(differing(ours.buckets(), theirs.buckets())) == {bucket_of(one) for one in wrong}


@given(catalogues, st.lists(st.tuples(ids, st.one_of(st.none(), hashes)), max_size=30))
def test_changed_step_by_step_it_is_as_if_made_at_once(
    held: dict[str, bytes], changes: list[tuple[str, bytes | None]]
) -> None:
    marks, plain = Marks(held.items()), dict(held)
    for camera_id, mark in changes:
        # asked between the changes, so that a hash that was kept too long would show
        assert marks.digest() == by_the_book(plain)
        if mark is None:
            marks.drop(camera_id)
            plain.pop(camera_id, None)
        else:
            marks.put(camera_id, mark)
            plain[camera_id] = mark
    assert marks.digest() == by_the_book(plain)
    assert len(marks) == len(plain)
    assert all(marks.get(camera_id) == mark for camera_id, mark in plain.items())
    assert set().union(*(marks.ids_in(bucket) for bucket in range(BUCKETS))) == plain.keys()


@given(ids, hashes)
def test_a_line_ends_and_begins_where_no_id_can(camera_id: str, mark: bytes) -> None:
    line = line_of(camera_id, mark)
    assert line.partition(b"\0")[0] == camera_id.encode()
    assert line.endswith(mark + b"\n")


def test_nothing_has_a_digest_too() -> None:
    assert Marks().digest() == digest_of([hashlib.sha256(b"").digest()] * BUCKETS)
    assert differing(Marks().buckets(), Marks().buckets()) == []

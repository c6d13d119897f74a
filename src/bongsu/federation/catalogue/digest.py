"""By what both sides prove that they hold the same: SHA-256 over 256 buckets, each over its sorted lines. Pure."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

BUCKETS = 256
HASH_BYTES = 32


def bucket_of(camera_id: str) -> int:
    return sha256(camera_id.encode()).digest()[0]


def line_of(camera_id: str, record_hash: bytes) -> bytes:
    # no id holds a NUL, so no two cameras make the same line
    return camera_id.encode() + b"\0" + record_hash + b"\n"


def digest_of(buckets: Sequence[bytes]) -> bytes:
    return sha256(b"".join(buckets)).digest()


class Marks:
    """The hashes of one owner's records. What has not changed is not hashed again."""

    def __init__(self, marks: Iterable[tuple[str, bytes]] = ()) -> None:
        self._held: list[dict[str, bytes]] = [{} for _ in range(BUCKETS)]
        self._hashes: list[bytes] = [b""] * BUCKETS
        self._stale = set(range(BUCKETS))
        for camera_id, record_hash in marks:
            self.put(camera_id, record_hash)

    def put(self, camera_id: str, record_hash: bytes) -> None:
        bucket = bucket_of(camera_id)
        self._held[bucket][camera_id] = record_hash
        self._stale.add(bucket)

    def drop(self, camera_id: str) -> None:
        bucket = bucket_of(camera_id)
        if self._held[bucket].pop(camera_id, None) is not None:
            self._stale.add(bucket)

    def get(self, camera_id: str) -> bytes | None:
        return self._held[bucket_of(camera_id)].get(camera_id)

    def ids_in(self, bucket: int) -> frozenset[str]:
        return frozenset(self._held[bucket])

    def buckets(self) -> tuple[bytes, ...]:
        for bucket in self._stale:
            lines = sorted(line_of(*one) for one in self._held[bucket].items())
            self._hashes[bucket] = sha256(b"".join(lines)).digest()
        self._stale.clear()
        return tuple(self._hashes)

    def digest(self) -> bytes:
        return digest_of(self.buckets())

    def __len__(self) -> int:
        return sum(len(held) for held in self._held)


def differing(ours: Sequence[bytes], theirs: Sequence[bytes]) -> list[int]:
    """The buckets in which two sides hold something else."""
    return [
        bucket for bucket, (one, other) in enumerate(zip(ours, theirs, strict=True)) if one != other
    ]

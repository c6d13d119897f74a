"""The tree of RFC 6962 section 2.1 over the trail's lines: leaves, nodes, roots, proofs and how they are checked. Pure."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeAlias

# leaves from the first to before the second
Span: TypeAlias = tuple[int, int]
# a perfect subtree: its height, and its place among those of that height
Perfect: TypeAlias = tuple[int, int]

EMPTY_ROOT = sha256(b"").digest()
HASH_BYTES = 32


def leaf_hash(line: bytes) -> bytes:
    return sha256(b"\x00" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def perfect_parts(span: Span) -> list[Perfect]:
    """The perfect subtrees of one subtree, largest first."""
    first, end = span
    parts = []
    while first < end:
        height = (end - first).bit_length() - 1
        parts.append((height, first >> height))
        first += 1 << height
    return parts


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root above neighbouring perfect subtrees, largest first."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The root above 1, 2, 4, 8 … hashes of one height."""
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[place], row[place + 1]) for place in range(0, len(row), 2)]
    return row[0]


def inclusion_spans(index: int, size: int, first: int = 0) -> list[Span]:
    """The subtrees whose roots prove that leaf `index` stands in a tree of `size` (PATH), from the leaf up."""
    if size == 1:
        return []
    left = _split(size)
    if index < left:
        return [*inclusion_spans(index, left, first), (first + left, first + size)]
    beyond = inclusion_spans(index - left, size - left, first + left)
    return [*beyond, (first, first + left)]


def consistency_spans(old: int, new: int) -> list[Span]:
    """The subtrees whose roots prove that the tree of `new` leaves begins with that of `old` (PROOF)."""
    return [] if old in {0, new} else _subproof(old, 0, new, known=True)


def _subproof(old: int, first: int, size: int, *, known: bool) -> list[Span]:
    if old == size:
        return [] if known else [(first, first + size)]
    left = _split(size)
    if old <= left:
        inside = _subproof(old, first, left, known=known)
        return [*inside, (first + left, first + size)]
    beyond = _subproof(old - left, first + left, size - left, known=False)
    return [*beyond, (first, first + left)]


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root to which the proof leads (RFC 9162 section 2.1.3.2); None for one of the wrong length."""
    if not 0 <= index < size:
        return None
    place, last, root = index, size - 1, leaf
    for one in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            root = node_hash(one, root)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, one)
        place, last = place >> 1, last >> 1
    return root if last == 0 else None


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    return root_by_inclusion(leaf, index, size, proof) == root


def is_consistent(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the new tree begins with the old one (RFC 9162 section 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old in {0, new}:
        same = old_root == (new_root if old == new else EMPTY_ROOT)
        return same and not proof
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    return _roots_of(path, old - 1, new - 1) == (old_root, new_root)


def _roots_of(path: list[bytes], place: int, last: int) -> tuple[bytes, bytes] | None:
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for one in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            old, new = node_hash(one, old), node_hash(one, new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, one)
        place, last = place >> 1, last >> 1
    return (old, new) if last == 0 else None


class Frontier:
    """A tree that only grows, remembered by its perfect subtrees: a walk over the whole trail asks it for any root."""

    def __init__(self) -> None:
        self.size = 0
        self._heights: list[bytes | None] = []

    def add(self, leaf: bytes) -> None:
        self.size += 1
        height = 0
        while height < len(self._heights) and (left := self._heights[height]) is not None:
            leaf = node_hash(left, leaf)
            self._heights[height] = None
            height += 1
        if height == len(self._heights):
            self._heights.append(None)
        self._heights[height] = leaf

    def root(self) -> bytes:
        return fold([one for one in reversed(self._heights) if one is not None])

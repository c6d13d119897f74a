"""The tree is RFC 6962's: equal to an independent one at every size, and no false proof passes."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from bongsu.audit.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_spans,
    fold,
    inclusion_spans,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    perfect_parts,
    perfect_root,
    root_by_inclusion,
)

MOST = 70
LINES = [f"row {number}".encode() for number in range(MOST)]
LEAVES = [leaf_hash(line) for line in LINES]


def mth(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word by word."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(mth(leaves[:k]), mth(leaves[k:]))


def root_of(size: int) -> bytes:
    return mth(LEAVES[:size])


def hashes(spans: list[tuple[int, int]]) -> list[bytes]:
    return [mth(LEAVES[first:end]) for first, end in spans]


def inclusion(index: int, size: int) -> list[bytes]:
    return hashes(inclusion_spans(index, size))


def consistency(old: int, new: int) -> list[bytes]:
    return hashes(consistency_spans(old, new))


def test_leaf_node_and_empty_root_are_those_of_the_rfc() -> None:
    """Known answers of Certificate Transparency's own tests."""
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (
        leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert node_hash(b"a", b"b") == sha256(b"\x01ab").digest()


def test_the_reference_tree_of_certificate_transparency_comes_out() -> None:
    leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    leaves.append("606162636465666768696a6b6c6d6e6f")
    frontier = Frontier()
    for one in leaves:
        frontier.add(leaf_hash(bytes.fromhex(one)))
    assert (
        frontier.root().hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    )


@pytest.mark.parametrize("size", range(MOST))
def test_every_way_to_the_root_leads_to_the_same_root(size: int) -> None:
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.add(leaf)
    parts = [
        perfect_root(LEAVES[place << height : (place + 1) << height])
        for height, place in perfect_parts((0, size))
    ]
    assert frontier.root() == fold(parts) == root_of(size)
    assert frontier.size == size


def test_roots_and_proofs_are_those_of_an_independent_tree() -> None:
    tree = InmemoryTree(algorithm="sha256")
    for line in LINES[:33]:
        tree.append_entry(line)
    for size in range(1, 34):
        assert tree.get_root(size) == root_of(size)
        for index in range(size):
            theirs = tree.prove_inclusion(index + 1, size)
            verify_inclusion(LEAVES[index], root_of(size), theirs)
            assert [leaf.hex() for leaf in [LEAVES[index], *inclusion(index, size)]] == [
                one.hex() for one in theirs.path
            ]
        for old in range(1, size + 1):
            verify_consistency(root_of(old), root_of(size), tree.prove_consistency(old, size))


def test_every_row_is_proved_in_every_tree() -> None:
    for size in range(1, MOST):
        for index in range(size):
            assert is_included(LEAVES[index], index, size, inclusion(index, size), root_of(size))


def test_every_tree_is_proved_to_begin_with_every_smaller_one() -> None:
    for new in range(MOST):
        for old in range(new + 1):
            proof = consistency(old, new)
            assert is_consistent(old, new, root_of(old), root_of(new), proof), (old, new)


sizes = st.integers(1, MOST - 1)


@given(sizes, st.data())
def test_no_other_row_place_size_or_proof_is_believed(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof, root = inclusion(index, size), root_of(size)
    other = data.draw(st.integers(0, MOST - 1).filter(lambda one: one != index))
    assert not is_included(LEAVES[other], index, size, proof, root)
    assert not is_included(LEAVES[index], index, size, [*proof, root], root)
    assert not is_included(LEAVES[index], index, size, proof, sha256(root).digest())
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        assert not is_included(LEAVES[index], index, size, proof[:place] + proof[place + 1 :], root)
        spoiled = [*proof]
        spoiled[place] = sha256(proof[place]).digest()
        assert not is_included(LEAVES[index], index, size, spoiled, root)


@given(sizes, st.data())
def test_no_other_past_is_believed(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    proof, old_root, new_root = consistency(old, new), root_of(old), root_of(new)
    forged = sha256(old_root).digest()
    assert not is_consistent(old, new, forged, new_root, proof)
    assert not is_consistent(old, new, old_root, sha256(new_root).digest(), proof)
    assert not is_consistent(old, new, old_root, new_root, [*proof, forged])
    for place in range(len(proof)):
        spoiled = [*proof]
        spoiled[place] = sha256(proof[place]).digest()
        assert not is_consistent(old, new, old_root, new_root, spoiled)
        assert not is_consistent(old, new, old_root, new_root, proof[:place] + proof[place + 1 :])


@given(st.integers(-2, 80), st.integers(-2, 80), st.lists(st.binary(min_size=32, max_size=32)))
def test_nonsense_is_answered_and_not_believed(old: int, new: int, proof: list[bytes]) -> None:
    root = b"\x07" * 32
    assert not is_consistent(old, new, root, b"\x08" * 32, proof)
    assert root_by_inclusion(root, new, old, proof) != b"\x08" * 32


def test_from_nothing_everything_follows_without_a_proof() -> None:
    assert is_consistent(0, 9, EMPTY_ROOT, root_of(9), [])
    assert not is_consistent(0, 9, root_of(1), root_of(9), [])
    assert not is_consistent(0, 9, EMPTY_ROOT, root_of(9), [root_of(1)])
    assert not is_consistent(9, 8, root_of(9), root_of(8), [])
    assert not is_consistent(3, 8, root_of(3), root_of(8), [])
    assert not is_consistent(4, 8, root_of(4), root_of(8), [])


def test_a_proof_at_a_million_rows_is_twenty_hashes() -> None:
    assert len(inclusion_spans(123_456, 1_000_000)) == 20
    assert len(consistency_spans(123_456, 1_000_000)) <= 21

"""Two real nodes: one's checkpoints are cosigned by the other while they continue; forks and roll-backs are refused and
stay in the witness's own trail with both heads."""

import asyncio
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.checkpoint import Checkpoint, read_checkpoint
from bongsu.audit.merkle import leaf_hash
from bongsu.audit.note import BadNote, Note, read_note, read_signatures, sign
from bongsu.audit.witnessing.request import read_request, write_request
from bongsu.audit.witnessing.store import drop_watched
from tests.audit.nodes import Node, kept, key_of, request_of, whats


async def test_a_growing_trail_is_cosigned_again_and_again(log: Node, witness: Node) -> None:
    old = 0
    for more in (1, 3, 300, 1):
        await log.grow(more)
        answer = await witness.shown(await request_of(log, old))
        assert (answer.status_code, answer.headers["content-type"]) == (
            200,
            "text/plain; charset=utf-8",
        )
        (line,) = read_signatures(answer.text)
        note = (await log.kept_note()).with_more([line])
        note.must_be_signed_by(witness.key.as_witness)
        assert line.time_s == int(witness.clock.now().timestamp())
        old += more
    assert await kept(witness) == []


async def test_the_same_checkpoint_again_is_cosigned_again(log: Node, witness: Node) -> None:
    await log.grow(5)
    assert (await witness.shown(await request_of(log, 0))).status_code == 200
    assert (await witness.shown(await request_of(log, 5))).status_code == 200


async def test_another_old_size_is_answered_with_the_known_one(log: Node, witness: Node) -> None:
    await log.grow(5)
    await witness.shown(await request_of(log, 0))
    await log.grow(5)
    for old in (0, 3):
        answer = await witness.shown(await request_of(log, old))
        assert (answer.status_code, answer.text) == (409, "5\n")
        assert answer.headers["content-type"].startswith("text/x.tlog.size")
    assert await kept(witness) == []


async def forked(log: Node, size: int) -> Note:
    """A second past of the same log, signed with its real key."""
    return log.key.signed(size, leaf_hash(b"another past"))


async def test_a_fork_is_refused_and_kept_with_both_heads(log: Node, witness: Node) -> None:
    await log.grow(5)
    await witness.shown(await request_of(log, 0))
    fork = await forked(log, 5)
    for _ in range(3):
        answer = await witness.shown(write_request(5, (), fork))
        assert (answer.status_code, answer.text) == (409, "5\n")
    (row,) = await kept(witness)
    assert row.actor == log.key.origin
    body = msgspec.json.decode(row.body, type=dict[str, str])
    assert body["what"] == "fork"
    heads = [read_note(body["known"]), read_note(body["shown"])]
    for head in heads:  # whoever reads this row can check both signatures
        head.must_be_signed_by(log.key.as_log)
    assert [read_checkpoint(head) for head in heads] == [
        read_checkpoint(await log.kept_note()),
        Checkpoint(log.key.origin, 5, leaf_hash(b"another past")),
    ]


async def test_a_fork_that_has_grown_is_refused_and_kept(log: Node, witness: Node) -> None:
    await log.grow(5)
    await witness.shown(await request_of(log, 0))
    fork = await forked(log, 9)
    answer = await witness.shown(write_request(5, (leaf_hash(b"x"),), fork))
    assert answer.status_code == 422
    assert whats(await kept(witness)) == ["inconsistent"]
    await log.grow(3)
    assert (await witness.shown(await request_of(log, 5))).status_code == 200


async def test_a_roll_back_is_refused_and_kept(log: Node, witness: Node) -> None:
    await log.grow(9)
    await witness.shown(await request_of(log, 0))
    answer = await witness.shown(write_request(0, (), await forked(log, 6)))
    assert (answer.status_code, answer.text) == (409, "9\n")
    assert whats(await kept(witness)) == ["roll_back"]


async def test_a_second_past_at_a_size_of_before_is_a_fork(log: Node, witness: Node) -> None:
    for old in (0, 5):
        await log.grow(5)
        await witness.shown(await request_of(log, old))
    await witness.shown(write_request(5, (), await forked(log, 5)))
    assert whats(await kept(witness)) == ["fork"]


async def test_an_old_checkpoint_shown_again_by_anybody_is_no_evidence(
    log: Node, witness: Node
) -> None:
    await log.grow(5)
    replay = await request_of(log, 0)
    await witness.shown(replay)
    await log.grow(5)
    await witness.shown(await request_of(log, 5))
    for _ in range(3):
        answer = await witness.shown(replay)
        assert (answer.status_code, answer.text) == (409, "10\n")
    assert await kept(witness) == []


async def test_strangers_cannot_fill_the_witnesss_trail(log: Node, witness: Node) -> None:
    """Old heads that it had never seen, and bent proofs, are one row an hour."""
    olds = []
    for _ in range(6):
        await log.grow(5)
        olds.append(write_request(0, (), await log.kept_note()))
    await witness.shown(await request_of(log, 0))
    for old in olds[:-1]:
        assert (await witness.shown(old)).status_code == 409
    await log.grow(5)
    for number in range(5):
        bent = write_request(30, (leaf_hash(bytes([number])),), await log.kept_note())
        assert (await witness.shown(bent)).status_code == 422
    assert whats(await kept(witness)) == ["roll_back", "inconsistent"]
    witness.clock.advance(3601)
    await witness.shown(olds[0])  # known by now
    await witness.shown(olds[1])
    assert whats(await kept(witness)) == ["roll_back", "inconsistent", "roll_back"]


async def test_an_unknown_trail_and_a_wrong_key_are_turned_away(
    tmp_path: Path, log: Node, witness: Node
) -> None:
    stranger = key_of("NOWON", 3)
    note = stranger.signed(5, leaf_hash(b"x"))
    assert (await witness.shown(write_request(0, (), note))).status_code == 404
    forged = Note(note.text.replace("nowon", "seongbuk"), ())
    forged = forged.with_more([sign(forged.text, log.key.origin, stranger.key)])
    assert (await witness.shown(write_request(0, (), forged))).status_code == 403
    await log.grow(5)
    good = await request_of(log, 0)
    bent = good.replace("\n5\n", "\n6\n")
    assert (await witness.shown(bent)).status_code == 403
    assert await kept(witness) == []


@pytest.mark.parametrize(
    "bend",
    [
        lambda text: "",
        lambda text: "\xff",
        lambda text: text.replace("old 0", "old 00"),
        lambda text: text.replace("old 0", "old -1"),
        lambda text: text.replace("old 0", "0"),
        lambda text: text.replace("old 0\n", "old 0\nAAAA\n"),
        lambda text: text.replace("old 0\n", "old 0\n" + f"{'A' * 43}=\n" * 64),
        lambda text: text.replace("old 0", "old 6"),
        lambda text: text.replace("\n\n", "\n"),
        lambda text: text.replace("\n5\n", "\n05\n"),
    ],
)
async def test_what_is_no_request_is_said_to_be_none(log: Node, witness: Node, bend) -> None:  # type: ignore[no-untyped-def] # a lambda per case
    await log.grow(5)
    text = bend(await request_of(log, 0))
    answer = await witness.shown(text.encode("latin-1") if text == "\xff" else text)
    assert answer.status_code == 400, answer.text


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(body: bytes) -> None:
    try:
        read_request(body)
    except BadNote:
        return


async def test_two_requests_at_once_do_not_roll_each_other_back(log: Node, witness: Node) -> None:
    await log.grow(5)
    await witness.shown(await request_of(log, 0))
    await log.grow(5)
    small = await request_of(log, 5)
    await log.grow(5)
    large = await request_of(log, 5)
    answers = await asyncio.gather(*(witness.shown(one) for one in (large, small) * 4))
    assert {one.status_code for one in answers} <= {200, 409}
    # whichever came first; the other speaks of a past that is no longer the newest
    stands_at = 15 if any(one.status_code == 200 for one in answers[::2]) else 10
    await log.grow(1)
    assert (await witness.shown(await request_of(log, stands_at))).status_code == 200


async def test_a_trail_that_is_watched_no_more_is_unknown(log: Node, witness: Node) -> None:
    await log.grow(5)
    async with witness.database.work() as work:
        assert await drop_watched(work.connection, log.key.origin)
        assert not await drop_watched(work.connection, log.key.origin)
    assert (await witness.shown(await request_of(log, 0))).status_code == 404

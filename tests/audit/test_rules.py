"""The walk along the trail in memory: two thousand small harms, each found where it was done."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from bongsu.audit.entry import FIRST_PREVIOUS, Entry, Head, TrailRow, row_hash
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import sealed
from bongsu.audit.rules import TrailCheck

NOW = datetime(2026, 11, 21, 2, 10, tzinfo=UTC)
LENGTH = 30
TRIALS = 2000
TEXTS = ("at", "kind", "actor", "body", "previous", "hash")
MAY_MISS = ("organisation", "incident_id", "grant_id", "camera_id")


def whole() -> list[TrailRow]:
    rows: list[TrailRow] = []
    head = Head(0, FIRST_PREVIOUS)
    for number in range(LENGTH):
        entry = Entry(
            kind=TrailKind.LEND if number % 2 else TrailKind.REFUSE,
            actor=f"per_{number % 3}",
            organisation=("성북", "", None)[number % 3],
            grant_id=f"gr_{number}" if number % 2 else None,
            body={"cameras": [f"SB-{number}"], "이유": 'a"b\\c', "n": number},
        )
        rows.append(sealed(entry, NOW + timedelta(seconds=number), head))
        head = Head(rows[-1].sequence, rows[-1].hash)
    return rows


TRAIL = whole()
Harm = Callable[[list[TrailRow], random.Random], int]


def some_row(chance: random.Random) -> int:
    return chance.randrange(LENGTH - 1)


def with_text(row: TrailRow, column: str, text: str | None) -> TrailRow:
    changes: dict[str, Any] = {column: text}  # a name chosen by chance has no type
    return replace(row, **changes)


def a_letter(rows: list[TrailRow], chance: random.Random) -> int:
    row, column = some_row(chance), chance.choice(TEXTS)
    text = str(getattr(rows[row], column))
    place = chance.randrange(len(text))
    letter = chance.choice([one for one in '0aA ,"{}가\x00' if one != text[place]])
    changed = text[:place] + letter + text[place + 1 :]
    rows[row] = with_text(rows[row], column, changed)
    return row


def a_letter_more_or_less(rows: list[TrailRow], chance: random.Random) -> int:
    row, column = some_row(chance), chance.choice(TEXTS)
    text = str(getattr(rows[row], column))
    place = chance.randrange(len(text))
    changed = text[:place] + chance.choice((text[place] * 2, "")) + text[place + 1 :]
    rows[row] = with_text(rows[row], column, changed)
    return row


def nothing_for_empty(rows: list[TrailRow], chance: random.Random) -> int:
    """None and no letters are two things, and so is the word null."""
    row, column = some_row(chance), chance.choice(MAY_MISS)
    before = getattr(rows[row], column)
    other = chance.choice([one for one in (None, "", "null", "성북") if one != before])
    rows[row] = with_text(rows[row], column, other)
    return row


def the_same_value_written_otherwise(rows: list[TrailRow], chance: random.Random) -> int:
    row = some_row(chance)
    body = msgspec.json.decode(rows[row].body)
    turned = dict(reversed(list(body.items())))
    spaced = msgspec.json.format(rows[row].body, indent=chance.choice((0, 1, 2)))
    written = [msgspec.json.encode(turned).decode(), spaced]
    changed = chance.choice([one for one in written if one != rows[row].body])
    rows[row] = replace(rows[row], body=changed)
    return row


def fields_smuggled_into_the_body(rows: list[TrailRow], chance: random.Random) -> int:
    """The body goes raw into the hashed line: it must not take over a field that follows."""
    row = some_row(chance)
    old = rows[row]
    camera = msgspec.json.encode(old.camera_id).decode()
    rows[row] = replace(old, body=f'{old.body},"camera_id":{camera}', camera_id=None)
    return row


def two_swapped(rows: list[TrailRow], chance: random.Random) -> int:
    one, other = sorted(chance.sample(range(LENGTH), 2))
    rows[one], rows[other] = rows[other], rows[one]
    return one


def two_swapped_with_their_numbers(rows: list[TrailRow], chance: random.Random) -> int:
    one, other = sorted(chance.sample(range(LENGTH), 2))
    first, second = rows[one], rows[other]
    rows[one] = replace(second, sequence=first.sequence)
    rows[other] = replace(first, sequence=second.sequence)
    return one


def one_taken_out(rows: list[TrailRow], chance: random.Random) -> int:
    row = some_row(chance)
    del rows[row]
    return row


def one_twice(rows: list[TrailRow], chance: random.Random) -> int:
    row = some_row(chance)
    rows.insert(row + 1, rows[row])
    return row + 1


def one_resealed(rows: list[TrailRow], chance: random.Random) -> int:
    """The row itself fits again; the one after it does not."""
    row = some_row(chance)
    forged = replace(rows[row], actor="nobody")
    rows[row] = replace(forged, hash=row_hash(forged))
    return row + 1


def a_number(rows: list[TrailRow], chance: random.Random) -> int:
    row = some_row(chance)
    by = chance.choice((-LENGTH, -1, 1, LENGTH))
    rows[row] = replace(rows[row], sequence=rows[row].sequence + by)
    return row


HARMS: tuple[Harm, ...] = (
    a_letter,
    a_letter_more_or_less,
    nothing_for_empty,
    the_same_value_written_otherwise,
    fields_smuggled_into_the_body,
    two_swapped,
    two_swapped_with_their_numbers,
    one_taken_out,
    one_twice,
    one_resealed,
    a_number,
)


def test_a_whole_trail_is_whole_in_one_walk_and_in_many() -> None:
    assert TrailCheck().walk(TRAIL, {}) is None
    for step in (1, 2, 7):
        check = TrailCheck()
        for start in range(0, LENGTH, step):
            assert check.walk(TRAIL[start : start + step], {}) is None
        assert check.last == Head(LENGTH, TRAIL[-1].hash)


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_every_harm_is_found_where_it_was_done(harm: Harm) -> None:
    chance = random.Random(harm.__name__)
    for trial in range(TRIALS // len(HARMS) + 1):
        rows = list(TRAIL)
        place = harm(rows, chance)
        check = TrailCheck()
        flaw = check.walk(rows, {})
        assert flaw is not None, trial
        # a row out of its place is named by the number that it bears
        assert flaw.sequence == min(place + 1, rows[place].sequence), (trial, flaw.why)
        assert check.last.sequence == place, "what stands before it is proved"

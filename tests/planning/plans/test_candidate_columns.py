"""Candidates by columns: every one of them, whole, in a tenth of the room."""

from functools import cache

import msgspec

from bongsu.planning.plans.draw_up import draw_up_with_candidates
from bongsu.planning.plans.drawn import DrawnPlan
from bongsu.planning.plans.drawn_candidates import (
    MOUNT_LETTERS,
    ORIGIN_LETTERS,
    DrawnCandidates,
)
from bongsu.planning.words import Mount, Origin
from tests.planning.plans.made import CONFIG, little_inputs


@cache
def drawn() -> tuple[DrawnPlan, DrawnCandidates]:
    return draw_up_with_candidates(CONFIG, little_inputs())


def test_every_column_has_an_entry_for_every_candidate() -> None:
    plan, told = drawn()
    columns = (told.lat, told.lon, told.origins, told.mounts, told.rank, told.cell, told.score)
    assert {len(one) for one in columns} == {len(told.ids)} == {plan.candidates}
    assert len(set(told.ids)) == len(told.ids)


def test_a_chosen_one_says_what_its_site_says() -> None:
    plan, told = drawn()
    assert told.chosen == tuple(site.candidate_id for site in plan.sites)
    for site in plan.sites:
        row = told.ids.index(site.candidate_id)
        assert (told.lat[row], told.lon[row]) == (round(site.lat, 6), round(site.lon, 6))
        assert told.origins[row] == "".join(ORIGIN_LETTERS[one] for one in site.origins)
        assert MOUNT_LETTERS[site.mount] in told.mounts[row]
        assert (told.cell[row], told.score[row]) == (site.cell, round(site.score, 2))
        assert told.requests.get(site.candidate_id, ()) == site.requests


def test_requests_are_told_of_every_candidate_that_answers_them() -> None:
    _, told = drawn()
    assert {each for asked in told.requests.values() for each in asked} == {"req_1", "req_2"}
    assert told.requests.keys() <= set(told.ids)


def test_ranks_are_one_after_the_other() -> None:
    _, told = drawn()
    assert sorted(one for one in told.rank if one is not None) == list(range(1, len(told.ids) + 1))


def test_every_origin_and_mount_has_a_letter_of_its_own() -> None:
    for letters, words in ((ORIGIN_LETTERS, Origin), (MOUNT_LETTERS, Mount)):
        assert letters.keys() == set(words)
        assert len(set(letters.values())) == len(letters)


def test_as_json_it_is_read_again() -> None:
    _, told = drawn()
    written = msgspec.json.encode(told)
    assert msgspec.json.decode(written, type=DrawnCandidates) == told

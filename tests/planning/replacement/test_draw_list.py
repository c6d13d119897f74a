"""The whole list: rules, reasons, what oldest-first would have bought, and what is said of its doubts."""

from datetime import date

import msgspec
import pytest

from bongsu.planning.config import Replacement
from bongsu.planning.failures import PlanRefused
from bongsu.planning.replacement.camera import FleetCamera
from bongsu.planning.replacement.draw_list import draw_list
from bongsu.planning.replacement.listed import DrawnList, LeftOut
from tests.planning.replacement.little_fleet import TODAY, camera, failed_at, years_ago


def drawn(*cameras: FleetCamera, **said: object) -> DrawnList:
    rule = msgspec.convert({"won": 10_000_000} | said, Replacement)
    return draw_list(rule, cameras, TODAY)


def test_only_cameras_surely_over_age_are_chosen_under_the_rule() -> None:
    found = drawn(
        camera(1, 7.5), camera(2, 6.5), camera(3, installed_on=None), camera(4, 30, weight=0.0)
    )
    assert [row.camera_id for row in found.rows] == ["C1"]
    assert found.left_out == (
        LeftOut("not_needed", 1),
        LeftOut("age_unknown", 1),
        LeftOut("not_over_age", 1),
    )


def test_without_the_rule_a_younger_one_may_go_first() -> None:
    cameras = camera(1, 8.0), camera(2, 6.5, lent=20)
    assert [r.camera_id for r in drawn(*cameras, most=1, over_age_only=False).rows if r.ours] == [
        "C2"
    ]
    assert [r.camera_id for r in drawn(*cameras, most=1).rows if r.ours] == ["C1"]


def test_the_useful_one_goes_before_the_oldest() -> None:
    found = drawn(camera(1, 12), camera(2, 10, lent=9), most=1)
    ours, theirs = found.rows
    assert (ours.camera_id, ours.ours, ours.oldest, ours.batch) == ("C2", True, False, 1)
    assert (theirs.camera_id, theirs.ours, theirs.oldest, theirs.batch) == ("C1", False, True, 0)
    assert found.gain is not None
    assert found.gain == pytest.approx(found.ours.removed / found.oldest.removed - 1)
    assert found.gain > 1


def test_low_pixels_a_missing_certificate_and_no_analytics_go_before_their_equals() -> None:
    plain = [camera(n, 9) for n in range(3)]
    for lacking in ({"pixels_10k": 130}, {"certified": False}, {"analytics": False}):
        found = drawn(*plain, camera(9, 9, **lacking), most=1)
        assert [row.camera_id for row in found.rows if row.ours] == ["C9"]


def test_reasons_are_told_in_order() -> None:
    shabby = camera(1, 9, pixels_10k=41, certified=False, analytics=False, failed_on=years_ago(1))
    found = drawn(shabby, *[camera(n, 8) for n in range(2, 30)], most=1)
    assert found.rows[0].why == (
        "failed",
        "over_age",
        "low_pixels",
        "uncertified",
        "no_analytics",
        "high_risk",
    )


def test_a_camera_of_unknown_age_may_go_when_the_rule_is_off_and_it_is_said() -> None:
    found = drawn(camera(1, installed_on=None), camera(2, 3), over_age_only=False)
    row = next(row for row in found.rows if row.camera_id == "C1")
    assert row.age_years is None
    assert "age_unknown" in row.why


def test_what_is_gone_is_neither_chosen_nor_counted() -> None:
    found = drawn(failed_at(1, 20, 5), camera(2, 9))
    assert [row.camera_id for row in found.rows] == ["C2"]
    assert found.fleet == 1


def test_sums_are_those_of_the_rows() -> None:
    found = drawn(*[camera(n, 7.5 + n, lent=n % 4) for n in range(20)])
    ours = [row for row in found.rows if row.ours]
    assert found.ours.cameras == len(ours)
    assert found.ours.won == sum(row.won for row in ours) <= 10_000_000
    assert found.ours.removed == pytest.approx(sum(row.removed for row in ours), abs=0.01)
    assert found.oldest.won == sum(row.won for row in found.rows if row.oldest) <= 10_000_000
    assert found.bound >= found.objective
    assert found.gap <= 1e-3


def test_the_list_begins_with_the_most_worth_per_won() -> None:
    found = drawn(*[camera(n, 8 + n % 5, lent=n) for n in range(9)])
    worth = [row.per_million for row in found.rows if row.ours]
    assert worth == sorted(worth, reverse=True)


def test_an_assumed_lifetime_is_said_in_both_languages() -> None:
    (told,) = drawn(camera(1, 9)).warnings
    assert "가정" in told.ko
    assert "assumption" in told.en


def test_more_batches_than_asked_are_said() -> None:
    near = [camera(n, 9, metres_north=10.0 * n) for n in range(3)]
    found = drawn(*near, batches=1)
    assert found.batches == 3
    assert any("3 batches" in told.en for told in found.warnings)


def test_a_rule_that_leaves_nobody_is_an_answer() -> None:
    found = drawn(camera(1, 2))
    assert found.rows == ()
    assert found.gain is None
    assert found.ours.mean_age_years is None
    assert any("No camera" in told.en for told in found.warnings)


def test_neither_money_nor_a_count_is_refused_by_name() -> None:
    with pytest.raises(PlanRefused) as refused:
        drawn(camera(1, 9), won=None)
    assert refused.value.field == "replacement.won"


def test_an_empty_fleet_is_refused_by_name() -> None:
    with pytest.raises(PlanRefused) as refused:
        drawn()
    assert refused.value.field == "files.fleet"
    assert refused.value.told[0].ko == "카메라가 한 대도 없습니다."


@pytest.mark.parametrize(
    "said",
    [{"fixed": 0}, {"won": -1}, {"life_years": 0}, {"batches": 0}, {"low_pixels": 2}, {"typo": 1}],
)
def test_a_wrong_setting_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError, match=next(iter(said))):
        msgspec.convert(said, Replacement)


def test_progress_is_told_step_by_step() -> None:
    steps: list[tuple[str, float]] = []
    draw_list(Replacement(most=1), [camera(1, 9)], TODAY, progress=lambda *at: steps.append(at))
    assert [step for step, _ in steps] == ["lifetime", "choose", "batches"]
    assert [share for _, share in steps] == sorted(share for _, share in steps)


def test_the_same_fleet_gives_the_same_list() -> None:
    cameras = [camera(n, 8 + n % 3) for n in range(12)]
    once, again = drawn(*cameras), drawn(*cameras)
    assert msgspec.json.encode(once) == msgspec.json.encode(again)


def test_the_list_survives_its_way_over_the_wire() -> None:
    found = drawn(*[camera(n, 9) for n in range(3)])
    assert msgspec.json.decode(msgspec.json.encode(found), type=DrawnList) == found


def test_it_is_reckoned_to_the_day_given() -> None:
    rule = Replacement(most=1)
    assert draw_list(rule, [camera(1, 5)], date(2027, 1, 1)).ours.cameras == 1

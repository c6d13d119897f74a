"""Every score is told in lines that add up to it, and nothing is called what it is not."""

import msgspec
import numpy as np
import pytest

from bongsu.planning.config import Weights
from bongsu.planning.demand.explain import explain
from bongsu.planning.demand.scores import ScoreReason, Scores
from bongsu.planning.words import Origin
from tests.planning.demand.scored_town import (
    CRIME,
    SOUTH_WEST,
    at,
    camera,
    cell_number,
    peopled,
    scored,
    wish,
)


def full() -> tuple[Scores, int]:
    """Everything at once, a quarter of the cell covered."""
    inputs = msgspec.structs.replace(
        peopled(women_share=(0.6, 0.5), aged_share=(0.1, 0.2), detached_share=(0.9, 0.1)),
        cameras=(camera(90, 50),),
        crime=CRIME,
        places=(
            at("light", 20, 20, 2),
            at("child_zone", 50, 50),
            at("bell", 50, 60),
            at("nightlife", 50, 50, 2),
            at("finance", 50, 50),
        ),
        requests=(wish(Origin.COMPLAINT, 10, 10, 2), wish(Origin.POLICE, 20, 20)),
    )
    cells, scores = scored(inputs, 0.25)
    return scores, cell_number(cells, SOUTH_WEST)


def said(reasons: tuple[ScoreReason, ...], part: str) -> tuple[str, str]:
    told = next(one.told for one in reasons if one.part == part)
    return told.ko, told.en


def test_lines_add_up_to_the_score_of_every_cell() -> None:
    scores, _ = full()
    for cell in range(len(scores.total)):
        assert sum(one.points for one in explain(scores, cell)) == pytest.approx(scores.total[cell])


def test_what_counts_most_comes_first() -> None:
    scores, cell = full()
    points = [one.points for one in explain(scores, cell)]
    assert points == sorted(points, reverse=True)


def test_every_line_says_what_it_counted() -> None:
    scores, cell = full()
    reasons = explain(scores, cell)
    assert said(reasons, "watch") == (
        "카메라가 못 보는 몫 75 %: 3.8",
        "75 % out of cameras' sight: 3.8",
    )
    assert said(reasons, "requests")[0] == "민원 2건 + 경찰 요청: 5"
    assert said(reasons, "requests")[1] == "2 complaints + police request: 5"
    assert said(reasons, "dark") == ("어두움(보안등 2개): 2.2", "dark (security lights: 2): 2.2")
    assert said(reasons, "environment")[0] == "100 m 안 유흥 2곳, 금융 1곳: 2.5"
    assert "어린이보호구역 150 m 안·비상벨 75 m 안, 못 보는 몫 75 %: 1.5" in said(
        reasons, "children"
    )
    assert said(reasons, "women")[0].startswith("여성 비율이 평균보다 높은 동: ")
    assert said(reasons, "detached")[1].startswith("dong with more detached houses than the mean: ")
    assert not [one for one in reasons if one.part == "aged"]


def test_crime_is_called_a_proxy_with_its_station() -> None:
    scores, cell = full()
    ko, en = said(explain(scores, cell), "crime")
    assert "추정: 가서경찰서 관할" in ko
    assert "인구로 나눔" in ko
    assert en.startswith(
        "crime (proxy: five crimes in the area of 가서경찰서, shared out by people)"
    )


def test_crime_shared_by_area_is_said_so() -> None:
    _, scores = scored(msgspec.structs.replace(peopled(people=(None, None)), crime=CRIME))
    assert "면적으로 나눔" in said(explain(scores, 0), "crime")[0]


def test_an_unwatched_cell_says_how_far_cameras_are() -> None:
    cells, alone = scored(peopled())
    here = cell_number(cells, SOUTH_WEST)
    assert said(explain(alone, here), "watch") == (
        "50 m 안 카메라 없음: 5", "no camera within 50 m: 5",
    )  # fmt: skip
    _, beside = scored(msgspec.structs.replace(peopled(), cameras=(camera(80, 50),)))
    assert "보지 못함: 5" in said(explain(beside, here), "watch")[0]


def test_what_is_unknown_is_named_with_no_points() -> None:
    _, scores = scored(peopled(), 1.0)
    reasons = explain(scores, 0)
    assert [one.part for one in reasons] == ["crime", "environment", "dark", "children", "requests"]
    assert {one.points for one in reasons} == {0.0}
    assert said(reasons, "dark") == ("보안등 자료 없음: 0", "security lights, no data: 0")


def test_a_cell_without_points_is_told_without_a_watch() -> None:
    covered = np.full(18, np.nan)
    _, scores = scored(peopled(), covered)
    assert not [one for one in explain(scores, 0) if one.part == "watch"]


@pytest.mark.parametrize(("count", "words"), [(1, "1 complaint:"), (3, "3 complaints:")])
def test_one_complaint_is_no_plural(count: int, words: str) -> None:
    inputs = msgspec.structs.replace(peopled(), requests=(wish(Origin.COMPLAINT, 10, 10, count),))
    cells, scores = scored(inputs)
    assert said(explain(scores, cell_number(cells, SOUTH_WEST)), "requests")[1].startswith(words)


@pytest.mark.parametrize(("share", "points"), [(1.0, 0.0), (0.5, -4.0)])
def test_a_remote_cell_says_so_and_what_is_taken_off(share: float, points: float) -> None:
    inputs = msgspec.structs.replace(peopled(), places=(at("light", 50, 150),))
    cells, scores = scored(inputs, weights=Weights(remote=share))
    far = cell_number(cells, "다사535522")
    reasons = explain(scores, far)
    reason = next(one for one in reasons if one.part == "remote")
    assert reason.points == pytest.approx(points)
    assert (
        reason.told.ko
        == f"150 m 안에 보안등·카메라·도로·업소·요청이 없음(산·하천 여부 확인): {points:g}"
    )
    assert sum(one.points for one in reasons) == pytest.approx(scores.total[far])

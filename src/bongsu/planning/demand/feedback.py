"""What to be careful about: crime figures that feed on themselves, layers that nobody has imported, bands that fit no cell.

Crime is counted where somebody looks: cameras put where it was counted make it be counted there again."""

import numpy as np

from bongsu.planning.demand.bands import bands_of
from bongsu.planning.demand.scores import Scores
from bongsu.planning.grid.points import Floats, Ints
from bongsu.planning.inputs.values import Inputs
from bongsu.planning.words import Told

TOP_SHARE = 0.1
"""Of the cells: those that a plan is likely to choose from."""
MANY = 0.2
"""From this share of the choices on, the warning is given."""
_UNKNOWN = {
    "watch": Told(
        "기존 카메라 자료가 없어 모든 곳을 못 보는 것으로 보았습니다.",
        "No standing cameras are known: everything counts as unseen.",
    ),
    "crime": Told("범죄 자료가 없어 0점으로 두었습니다.", "No crime figures: they count 0."),
    "environment": Told(
        "유흥·숙박·금융 업소 자료가 없어 0점으로 두었습니다.", "No shops are known: they count 0."
    ),
    "dark": Told(
        "보안등 자료가 없어 0점으로 두었습니다.", "No security lights are known: darkness counts 0."
    ),
    "children": Told(
        "어린이보호구역·비상벨 자료가 없어 0점으로 두었습니다.",
        "No child zones or bells are known: they count 0.",
    ),
    "requests": Told(
        "요청·민원 자료가 없어 0점으로 두었습니다.", "No requests are known: they count 0."
    ),
    "women": Told(
        "동별 여성 비율을 몰라 가중하지 않았습니다.",
        "Shares of women by dong are unknown: nothing is added.",
    ),
    "detached": Told(
        "동별 단독주택 비율을 몰라 가중하지 않았습니다.",
        "Shares of detached houses by dong are unknown: nothing is added.",
    ),
    "aged": Told(
        "동별 65세 이상 비율을 몰라 가중하지 않았습니다.",
        "Shares of people of 65 and over by dong are unknown: nothing is added.",
    ),
}


def warnings(scores: Scores, inputs: Inputs, chosen: Ints | None = None) -> tuple[Told, ...]:
    """`chosen`: cells of a plan's sites; without, the tenth of the cells with the highest scores."""
    return (
        *_feeds_on_itself(scores, chosen),
        *_one_station(scores, inputs),
        *(told for part, told in _UNKNOWN.items() if part in scores.facts.unknown),
        *_remote(scores),
        *_bands(scores),
    )


def driven_by_crime(scores: Scores, chosen: Ints | None = None) -> float:
    """Share of the choices that would not be among the as many best cells, if crime counted nothing."""
    without = scores.total - scores.parts.factor * scores.weights.crime * scores.parts.crime
    picked = _top(scores.total, max(1, round(TOP_SHARE * len(without))))
    if chosen is not None:
        picked = np.unique(chosen)
    if len(picked) == 0:
        return 0.0
    # a cell that is as good without crime as the last that is taken is not driven by crime
    least = np.sort(without)[::-1][len(picked) - 1]
    return float((without[picked] < least - 1e-9).mean())


def _top(values: Floats, number: int) -> Ints:
    return np.argsort(-values, kind="stable")[:number]


def _feeds_on_itself(scores: Scores, chosen: Ints | None) -> list[Told]:
    if "crime" in scores.facts.unknown or scores.weights.crime == 0:
        return []
    share = driven_by_crime(scores, chosen)
    if share < MANY:
        return []
    percent = f"{100 * share:.0f} %"
    return [
        Told(
            f"고른 곳의 {percent}는 범죄 추정치가 아니면 뽑히지 않았을 곳입니다. 카메라가 있는 곳에서 범죄가 더 많이"
            " 집계되므로 자료가 스스로를 키울 수 있습니다. 가중치를 낮춘 결과와 견주어 보십시오.",
            f"{percent} of the choices would not be among them without the crime proxy. Crime is counted more where"
            " cameras stand, so these figures may feed on themselves: compare with a lower weight.",
        )
    ]


def _one_station(scores: Scores, inputs: Inputs) -> list[Told]:
    stations = sorted({one for one in scores.facts.crime.station if one})
    if "crime" in scores.facts.unknown or not stations:
        return []
    named = ", ".join(stations)
    by_area = "" if scores.facts.crime.by_people else " 일부는 인구를 몰라 면적으로 나누었습니다."
    by_area_en = (
        "" if scores.facts.crime.by_people else " Some are shared out by area: people are unknown."
    )
    return [
        Told(
            f"범죄는 경찰서 관할({named}) 전체 건수를 동별로 나눈 추정치이며, 한 동 안의 차이는 알 수 없습니다.{by_area}",
            f"Crime is a proxy: cases of whole station areas ({named}) shared out to dongs; within a dong nothing is known."
            + by_area_en,
        )
    ]


def _remote(scores: Scores) -> list[Told]:
    remote, weights = scores.facts.remote, scores.weights
    if not remote.any() or weights.remote < 1.0:
        return []
    count, mean = int(remote.sum()), float(scores.total[remote].mean())
    return [
        Told(
            f"{count}칸은 {weights.remote_m:.0f} m 안에 보안등·카메라·도로·업소·요청이 없어 산이나 하천일 수 있으나 평균"
            f" {mean:.1f}점입니다. weights.remote를 낮추면 감점됩니다.",
            f"{count} cells have no light, camera, street, shop or request within {weights.remote_m:.0f} m and may be hills"
            f" or rivers, yet score {mean:.1f} on average; a lower weights.remote takes them down.",
        )
    ]


def _bands(scores: Scores) -> list[Told]:
    bands = bands_of(scores)
    if bands.fits:
        return []
    return [
        Told(
            f"최우선({bands.first_from:g}점 이상) {bands.first}칸, 우선({bands.second_from:g}점 이상) {bands.second}칸으로"
            f" 등급 기준이 이 자치구에 맞지 않습니다. 상위 1 %는 {bands.top_1_percent:.1f}점, 상위 5 %는"
            f" {bands.top_5_percent:.1f}점부터입니다.",
            f"{bands.first} cells at {bands.first_from:g} or more and {bands.second} at {bands.second_from:g}: these"
            f" bands do not fit the district. Its top 1 % begins at {bands.top_1_percent:.1f}, its top 5 % at"
            f" {bands.top_5_percent:.1f}.",
        )
    ]

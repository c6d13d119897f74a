"""Why a cell has its score, in lines whose points add up to it. Crime is called what it is: an estimate by station area."""

from collections.abc import Iterator

import numpy as np

from bongsu.planning.demand.scores import ScoreReason, Scores
from bongsu.planning.words import Told

NEAR_M = 50.0
"""The usual watch radius (dossier §7.1), for the sentence only."""
_UNKNOWN = {
    "crime": Told("범죄(추정) 자료 없음: 0", "crime (proxy), no data: 0"),
    "environment": Told("주변 업소 자료 없음: 0", "shops around, no data: 0"),
    "dark": Told("보안등 자료 없음: 0", "security lights, no data: 0"),
    "children": Told("어린이보호구역·비상벨 자료 없음: 0", "child zones and bells, no data: 0"),
    "requests": Told("요청·민원 자료 없음: 0", "requests, no data: 0"),
}
_PEOPLE = {
    "women": Told("여성 비율이 평균보다 높은 동", "dong with more women than the mean"),
    "detached": Told(
        "단독주택 비율이 평균보다 높은 동", "dong with more detached houses than the mean"
    ),
    "aged": Told(
        "65세 이상 비율이 평균보다 높은 동", "dong with more people of 65 and over than the mean"
    ),
}


def explain(scores: Scores, cell: int) -> tuple[ScoreReason, ...]:
    """What counts first; then, with 0 points, what nobody knows. Points add up to `scores.total[cell]`."""
    counted = [*_parts(scores, cell)]
    base = sum(one.points for one in counted)
    counted += _added_by_people(scores, cell, base)
    counted += _remote(scores, cell, sum(one.points for one in counted))
    unknown = [
        ScoreReason(part, told, 0.0)
        for part, told in _UNKNOWN.items()
        if part in scores.facts.unknown
    ]
    return (*sorted(counted, key=lambda one: -one.points), *unknown)


def _parts(scores: Scores, cell: int) -> Iterator[ScoreReason]:
    says = {
        "watch": _watch,
        "crime": _crime,
        "environment": _environment,
        "dark": _dark,
        "children": _children,
        "requests": _requests,
    }
    for part, sentence in says.items():
        value: float = getattr(scores.weights, part) * float(getattr(scores.parts, part)[cell])
        if value > 0:
            yield _reason(part, sentence(scores, cell), value)


def _reason(part: str, told: Told, value: float) -> ScoreReason:
    return ScoreReason(
        part, Told(f"{told.ko}: {_short(value)}", f"{told.en}: {_short(value)}"), value
    )


def _added_by_people(scores: Scores, cell: int, base: float) -> list[ScoreReason]:
    return [
        _reason(part, told, value)
        for part, told in _PEOPLE.items()
        if bool(getattr(scores.facts, part)[cell])
        and (value := base * float(getattr(scores.weights, part))) > 0
    ]


def _remote(scores: Scores, cell: int, whole: float) -> list[ScoreReason]:
    """Told with 0 points where the planner takes nothing off for it."""
    if not scores.facts.remote[cell]:
        return []
    off, within = whole * (scores.weights.remote - 1.0), scores.weights.remote_m
    told = Told(
        f"{within:.0f} m 안에 보안등·카메라·도로·업소·요청이 없음(산·하천 여부 확인)",
        f"no light, camera, street, shop or request within {within:.0f} m (a hill or a river?)",
    )
    return [_reason("remote", told, off)]


def _watch(scores: Scores, cell: int) -> Told:
    covered = float(scores.facts.covered[cell])
    if covered > 0:
        unseen = f"{100 * (1 - covered):.0f} %"
        return Told(f"카메라가 못 보는 몫 {unseen}", f"{unseen} out of cameras' sight")
    if scores.facts.nearest_m[cell] > NEAR_M:
        return Told(f"{NEAR_M:.0f} m 안 카메라 없음", f"no camera within {NEAR_M:.0f} m")
    return Told(
        "가까운 카메라가 있으나 이곳을 보지 못함", "a camera is near, but sees nothing here"
    )


def _crime(scores: Scores, cell: int) -> Told:
    station, grade = scores.facts.crime.station[cell], scores.parts.crime[cell]
    by = ("인구로", "people") if scores.facts.crime.by_people else ("면적으로", "area")
    return Told(
        f"범죄(추정: {station} 관할 5대범죄를 {by[0]} 나눔) {grade:.0f}/5등급",
        f"crime (proxy: five crimes in the area of {station}, shared out by {by[1]}), grade {grade:.0f} of 5",
    )


def _environment(scores: Scores, cell: int) -> Told:
    facts, within = scores.facts, scores.weights.environment_within_m
    words = (
        ("유흥", "nightlife", facts.nightlife),
        ("숙박", "lodging", facts.lodging),
        ("금융", "finance", facts.finance),
    )
    there = [(ko, en, int(count[cell])) for ko, en, count in words if count[cell] > 0]
    ko = ", ".join(f"{name} {count}곳" for name, _, count in there)
    en = ", ".join(f"{count} {name}" for _, name, count in there)
    return Told(f"{within:.0f} m 안 {ko}", f"within {within:.0f} m: {en}")


def _dark(scores: Scores, cell: int) -> Told:
    lights = int(scores.facts.lights[cell])
    if not lights:
        return Told("어두움(보안등 없음)", "dark (no security light)")
    return Told(f"어두움(보안등 {lights}개)", f"dark (security lights: {lights})")


def _children(scores: Scores, cell: int) -> Told:
    facts, weights = scores.facts, scores.weights
    unseen = f"{100 * (1 - float(facts.covered[cell])):.0f} %"
    ko, en = [], []
    if facts.child_zones[cell] > 0:
        ko.append(f"어린이보호구역 {weights.child_zone_within_m:.0f} m 안")
        en.append(f"child zone within {weights.child_zone_within_m:.0f} m")
    if facts.bells[cell] > 0:
        ko.append(f"비상벨 {weights.bell_within_m:.0f} m 안")
        en.append(f"emergency bell within {weights.bell_within_m:.0f} m")
    return Told(f"{'·'.join(ko)}, 못 보는 몫 {unseen}", f"{' and '.join(en)}, {unseen} unseen")


def _requests(scores: Scores, cell: int) -> Told:
    complaints, police = int(scores.facts.complaints[cell]), bool(scores.facts.police[cell] > 0)
    ko = [f"민원 {complaints}건"] if complaints else []
    en = [f"{complaints} complaint{'' if complaints == 1 else 's'}"] if complaints else []
    if police:
        ko.append("경찰 요청")
        en.append("police request")
    return Told(" + ".join(ko), " + ".join(en))


def _short(value: float) -> str:
    """`3`, `2.2`, `0.04`."""
    digits = 1 if value == 0 or abs(value) >= 0.1 else 2
    return np.format_float_positional(value, precision=digits, trim="-")

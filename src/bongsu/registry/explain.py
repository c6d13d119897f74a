"""Says in Korean and English why a camera was chosen, and why a nearer one was not: the main reasons
first, in the words of the room."""

from dataclasses import dataclass

from bongsu.registry.seen import Seen

FACES = 0.7
AIMED = 0.4
HALF = 0.5
NOTICEABLE = 0.8
DARK = 0.5
DEAD_STATES = ("dead", "frozen", "unsupported")


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said twice."""

    ko: str
    en: str


KINDS = {
    "ptz": Words("회전형", "PTZ"),
    "fixed": Words("고정형", "fixed"),
    "unknown": Words("형식 미상", "kind unknown"),
}
STATES = {
    "dead": Words("영상 장애", "no picture"),
    "frozen": Words("영상 멈춤", "picture frozen"),
    "unsupported": Words("영상 형식 미지원", "picture format not supported"),
    "unknown": Words("상태 미확인", "state not checked"),
    "connecting": Words("연결 중", "connecting"),
}
HIDDEN = Words("건물에 가림", "hidden by a building")
PARTLY_HIDDEN = Words("건물에 일부 가림", "partly hidden by a building")
UNLIT = Words("야간 조명 없음", "no light at night")
BELOW = Words("기둥 바로 아래", "right below the pole")


def explain(seen: Seen) -> Words:
    """One line for the tile: distance, aim, what hinders, kind, light, state."""
    return _line(
        [_distance(seen), _aim(seen), *_hindrances(seen), KINDS[seen.kind], *_extras(seen)]
    )


def why_not(nearer: Seen, chosen: Seen) -> Words:
    """Why `nearer` gave way to `chosen`: its main reason, then how the chances compare."""
    reason = _main_reason(nearer, chosen)
    compared = Words(
        f"확률 {_percent(nearer.chance)} < {_percent(chosen.chance)}",
        f"chance {_percent(nearer.chance)} < {_percent(chosen.chance)}",
    )
    return _line([_distance(nearer), reason, compared])


def _line(words: list[Words]) -> Words:
    return Words(" · ".join(word.ko for word in words), ", ".join(word.en for word in words))


def _distance(seen: Seen) -> Words:
    metres = f"{seen.distance_m:,.0f} m"
    return Words(metres, metres)


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _aim(seen: Seen) -> Words:
    aim = _percent(seen.factors.aim)
    if not seen.is_bearing_known:
        if seen.kind == "ptz":
            return Words(f"현재 방향 미상(확률 {aim})", f"present direction unknown (chance {aim})")
        return Words(f"방향 미상(확률 {aim})", f"direction unknown (chance {aim})")
    if seen.factors.aim >= FACES:
        if seen.kind == "ptz":
            return Words("원위치에서 현장을 봄", "faces the scene from its home position")
        return Words("현장을 정면으로 봄", "faces the scene")
    if seen.factors.aim >= AIMED:
        return Words("현장이 화면 가장자리", "scene at the edge of its view")
    if seen.kind == "ptz":
        return Words("다른 곳을 봄(회전 가능)", "looks elsewhere (can be turned)")
    return Words("다른 곳을 봄", "looks elsewhere")


def _hindrances(seen: Seen) -> list[Words]:
    said = []
    if seen.are_obstacles_known and seen.factors.sight < NOTICEABLE:
        said.append(HIDDEN if seen.factors.sight < HALF else PARTLY_HIDDEN)
    if seen.factors.near < NOTICEABLE:
        said.append(BELOW)
    if seen.factors.reach < HALF:
        said.append(Words("유효거리 밖", "beyond its range"))
    return said


def _extras(seen: Seen) -> list[Words]:
    said = []
    if seen.darkness >= DARK:
        said.append(_light(seen.lights))
    if seen.state in STATES and seen.state != "unknown":
        said.append(STATES[seen.state])
    return said


def _light(lights: int | None) -> Words:
    if lights is None:
        return Words("보안등 정보 없음", "lights not known")
    if lights == 0:
        return UNLIT
    plural = "" if lights == 1 else "s"
    return Words(f"보안등 {lights}기", f"{lights} security light{plural}")


def _main_reason(nearer: Seen, chosen: Seen) -> Words:
    """The factor by which the nearer camera falls farthest behind."""
    if nearer.state in DEAD_STATES:
        return STATES[nearer.state]
    mine, theirs = nearer.factors, chosen.factors
    behind = {
        "aim": mine.aim / max(theirs.aim, 1e-9),
        "sight": mine.sight / max(theirs.sight, 1e-9),
        "near": mine.near / max(theirs.near, 1e-9),
        "reach": mine.reach * mine.light / max(theirs.reach * theirs.light, 1e-9),
    }
    worst = min(behind, key=lambda name: behind[name])
    if behind[worst] > NOTICEABLE:
        return Words("같은 곳을 보는 다른 카메라를 택함", "another camera adds more")
    if worst == "aim":
        return _aim(nearer)
    if worst == "sight" and nearer.are_obstacles_known:
        return HIDDEN
    return BELOW if worst == "near" else Words("유효거리가 짧음", "shorter range")

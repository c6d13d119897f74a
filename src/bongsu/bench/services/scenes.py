"""Which scenes the bench plays, and on whose screen each must appear."""

from collections.abc import Sequence
from datetime import timedelta

from bongsu.services.plugins import find_services
from bongsu.services.shared.residents.settings import ResidentSettings
from bongsu.services.shared.scenes import Said, Scene, Stage, location, message

_RESIDENTS = ResidentSettings()
# the time to cancel an SOS, and for that cancel's way, is the resident's: what comes after it is ours
SOS_WINDOW_S = _RESIDENTS.cancel_s + _RESIDENTS.cancel_way_s
_LEAST_S = 1.0
_CALLS = (("P112_VIDEO", "ROBBERY"), ("P112_DISPATCH", "ROBBERY"))
# by service; what the centre itself sees is the operator's
_EYES = {
    "F119_DISPATCH": ("fire",),
    "ANKLET": ("moj-room", "OPERATOR"),
    "MILITARY": ("army-room",),
    "DISASTER": ("disaster",),
}


def screens_of(scene: Scene) -> tuple[str, ...]:
    """Sign-in names."""
    if scene.expects == "own":
        return ("OPERATOR",)
    if scene.expects == "asks":
        return ("SHIFT_LEAD",)
    return _EYES.get(scene.service, ("police",))


def window_s(scene: Scene) -> float:
    return SOS_WINDOW_S if scene.service == "SOS_APP" else 0.0


def _call(service: str, category: str, code: str | None, system: str) -> Scene:
    partner, org = f"seoul-{system}", "KNPA.SEOUL" if system == "112" else "NFA.SEOUL"

    def play(stage: Stage) -> Sequence[Said]:
        incident = {"category": category, "code": code}
        told = {name: one for name, one in incident.items() if one}
        new = message(
            stage, service, system, org, "NEW", incident=told, location=location(stage.spot)
        )
        return [Said(0.0, new), Said(30.0, message(stage, service, system, org, "CLOSE"))]

    return Scene("happy", service, partner, "신고", "A call", "granted", play)


CALL = _call("P112_DISPATCH", "ROBBERY", "C0", "112")


def short_order(lasts_s: float) -> Scene:
    """An army's order that is over soon."""

    def play(stage: Stage) -> Sequence[Said]:
        [new, *_] = next(one for one in known() if one.name == "terror").play(stage)
        assert isinstance(new.body, dict)
        ends = (stage.now + timedelta(seconds=lasts_s)).isoformat()
        return [Said(0.0, {**new.body, "window": {**new.body["window"], "ends": ends}})]

    return Scene("short", "MILITARY", "mnd-capital", "짧은 명령", "A short order", "granted", play)


def known() -> tuple[Scene, ...]:
    return find_services().scenes


def happy_scenes() -> list[Scene]:
    """Of every service: what opens or asks at once, or right after its window. An alarm of a trip needs a walk."""
    calls = [_call(service, category, "C0", "112") for service, category in _CALLS]
    calls.append(_call("F119_DISPATCH", "FIRE", None, "119"))
    wanted = [
        one
        for one in known()
        if one.expects in ("granted", "own", "asks")
        and one.name in ("happy", "terror")
        and not one.service.startswith(("P112_", "F119_", "ESCORT", "STALK"))
    ]
    return [*calls, *wanted]


def opening(scene: Scene, stage: Stage) -> tuple[list[Said], list[Said]]:
    """What is said until it opens, and the rest."""
    every = sorted(scene.play(stage), key=lambda one: one.after_s)
    return (
        [one for one in every if one.after_s <= _LEAST_S],
        [one for one in every if one.after_s > _LEAST_S],
    )

"""Which scenes the bench plays, and on whose screen each must appear."""

from collections.abc import Sequence
from datetime import timedelta

from bongsu.services.plugins import find_services
from bongsu.services.shared.residents.settings import ResidentSettings
from bongsu.services.shared.scenes import Said, Scene, Stage

_RESIDENTS = ResidentSettings()
# the time to cancel an SOS, and for that cancel's way, is the resident's: what comes after it is ours
SOS_WINDOW_S = _RESIDENTS.cancel_s + _RESIDENTS.cancel_way_s
# a walk carries the phone's own times, so that all of it may be said at once: so much of it raises the alarm
_OPENS_AFTER_S = {"ESCORT": 70.0}
_LEAST_S = 1.0
# the scene that opens a service, where that is not `happy`
_BEGINS = {"MILITARY": ("happy", "terror"), "ESCORT": ("deviation",)}
_SHOWN = ("granted", "own", "asks")
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


def short_order(lasts_s: float) -> Scene:
    """An army's order that is over soon."""

    def play(stage: Stage) -> Sequence[Said]:
        [new, *_] = named("MILITARY", "terror").play(stage)
        assert isinstance(new.body, dict)
        ends = (stage.now + timedelta(seconds=lasts_s)).isoformat()
        return [Said(0.0, {**new.body, "window": {**new.body["window"], "ends": ends}})]

    return Scene("short", "MILITARY", "mnd-capital", "짧은 명령", "A short order", "granted", play)


def known() -> tuple[Scene, ...]:
    return find_services().scenes


def named(service: str, name: str) -> Scene:
    return next(one for one in known() if (one.service, one.name) == (service, name))


def happy_scenes() -> list[Scene]:
    """Of every service that shows something: what opens or asks at once, or right after its window."""
    return [
        one
        for one in known()
        if one.expects in _SHOWN and one.name in _BEGINS.get(one.service, ("happy",))
    ]


def opening(scene: Scene, stage: Stage) -> tuple[list[Said], list[Said]]:
    """What is said until it opens, and the rest."""
    every = sorted(scene.play(stage), key=lambda one: one.after_s)
    until_s = _OPENS_AFTER_S.get(scene.service, _LEAST_S)
    return (
        [one for one in every if one.after_s <= until_s],
        [one for one in every if one.after_s > until_s],
    )

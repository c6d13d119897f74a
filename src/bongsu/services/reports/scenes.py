"""What the simulated text-report doors are told to do; the report itself is a person's key, which no scene presses. Pure."""

from collections.abc import Sequence

from bongsu.services.reports.rules import CODE
from bongsu.services.shared.scenes import Said, Scene, Stage

PARTNER, PATH = "text-door", "/says"
_LASTS_S = 60.0


def says(word: str, after_s: float = 0.0) -> Said:
    """From then on the door answers so."""
    return Said(after_s, {"says": word}, PATH)


def _happy(_stage: Stage) -> Sequence[Said]:
    return [says("receipt")]


def _refused(_stage: Stage) -> Sequence[Said]:
    return [says("refused"), says("receipt", _LASTS_S)]


def _silent(_stage: Stage) -> Sequence[Said]:
    return [says("silent"), says("receipt", _LASTS_S)]


def _lost(_stage: Stage) -> Sequence[Said]:
    """It has the report, and its answer never arrives: told twice, it is one report."""
    return [says("lost"), says("receipt", _LASTS_S)]


SCENES = (
    Scene("happy", CODE, PARTNER, "신고를 접수함", "Receipts are given", "key", _happy, 5.0),
    Scene("refused", CODE, PARTNER, "신고를 거절함", "Reports are refused", "key", _refused),
    Scene("silent", CODE, PARTNER, "1분간 응답 없음", "Silent for a minute", "key", _silent),
    Scene("lost", CODE, PARTNER, "접수 응답이 사라짐", "Its answers are lost", "key", _lost),
)

"""What WASS and a recogniser say: a car that is looked for passes, another passes, one is withdrawn. Pure; no such plates.

`camera`: the stage names none, so the reads of the demo bear the node's own; an unknown one is refused by its field."""

from collections.abc import Sequence
from datetime import timedelta

from bongsu.services.shared.scenes import Said, Scene, Stage
from bongsu.services.wanted_cars.message import CODE

POLICE, PARTNER, RECOGNISER = "KNPA", "wass", "plate-reader"
LIST, READS = "/link/v1/wanted-cars/list", "/link/v1/wanted-cars/reads"
WANTED, OTHER = "999하9999", "998하9998"


def entry(kind: str, *plates: str, after_s: float = 0.0) -> Said:
    return Said(after_s, {"type": kind, "plates": list(plates)}, LIST)


def read(stage: Stage, camera_id: str, plate: str, after_s: float = 0.0) -> Said:
    at = (stage.now + timedelta(seconds=after_s)).isoformat()
    return Said(after_s, {"camera_id": camera_id, "plate": plate, "at": at}, READS)


def _happy(_stage: Stage) -> Sequence[Said]:
    return [entry("ADD", WANTED, OTHER), entry("WITHDRAW", WANTED, OTHER, after_s=60.0)]


def _refused(_stage: Stage) -> Sequence[Said]:
    return [entry("ADD", "NOT A PLATE")]


def _silent(_stage: Stage) -> Sequence[Said]:
    return [entry("ADD", WANTED)]


def _not_by_a_recogniser(_stage: Stage) -> Sequence[Said]:
    return [entry("WITHDRAW", WANTED)]


SCENES = (
    Scene("happy", CODE, PARTNER, "수배, 해제", "Added, withdrawn", "nothing", _happy),
    Scene("refused", CODE, PARTNER, "번호가 아님", "No plate", "refused", _refused, 5.0),
    Scene("silent", CODE, PARTNER, "해제가 없음", "Never withdrawn", "silent", _silent, 5.0),
    Scene(
        "list-by-reader",
        CODE,
        RECOGNISER,
        "인식기가 명단을",
        "A reader changes the list",
        "refused",
        _not_by_a_recogniser,
        5.0,
    ),
)

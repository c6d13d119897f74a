"""What WASS and a recogniser say: a car that is looked for passes, another passes, one is withdrawn. No plate exists."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from bongsu.services.shared.scenes import Said, Scene, Stage
from bongsu.services.wanted_cars.message import CODE

POLICE, PARTNER, RECOGNISER = "KNPA", "wass", "plate-reader"
LIST, READS = "/link/v1/wanted-cars/list", "/link/v1/wanted-cars/reads"
HITS = "/link/v1/wanted-cars/hits"
WANTED, OTHER, UNLISTED = "999하9999", "998하9998", "997하9997"
Play = Callable[[Stage], Sequence[Said]]


def entry(kind: str, *plates: str, after_s: float = 0.0, by: str = PARTNER) -> Said:
    return Said(after_s, {"type": kind, "plates": list(plates)}, LIST, by=by)


def read(stage: Stage, camera_id: str, plate: str, after_s: float = 0.0) -> Said:
    at = (stage.now + timedelta(seconds=after_s)).isoformat()
    return Said(after_s, {"camera_id": camera_id, "plate": plate, "at": at}, READS, by=RECOGNISER)


def hits(after_s: float = 0.0) -> Said:
    """The police ask what was seen of their list."""
    return Said(after_s, None, HITS, by=PARTNER)


def _happy(stage: Stage) -> Sequence[Said]:
    passes = [
        read(stage, camera_id, WANTED, 5.0 + 15.0 * place)
        for place, camera_id in enumerate(stage.cameras[:2])
    ]
    return [
        entry("ADD", WANTED, OTHER),
        *passes,
        hits(30.0),
        entry("WITHDRAW", WANTED, OTHER, after_s=60.0),
    ]


def _passes(stage: Stage) -> Sequence[Said]:
    """A car that nobody looks for: the reader is answered the same, and nothing is written."""
    return [read(stage, one, UNLISTED) for one in stage.cameras[:1]]


def _nowhere(stage: Stage) -> Sequence[Said]:
    return [read(stage, "NOWHERE-1", WANTED)]


def _refused(_stage: Stage) -> Sequence[Said]:
    return [entry("ADD", "NOT A PLATE")]


def _silent(stage: Stage) -> Sequence[Said]:
    return [entry("ADD", WANTED), *(read(stage, one, WANTED, 3.0) for one in stage.cameras[:1])]


def _list_by_reader(_stage: Stage) -> Sequence[Said]:
    return [entry("WITHDRAW", WANTED, by=RECOGNISER)]


def _scene(
    name: str, korean: str, english: str, expects: str, play: Play, lasts_s: float = 5.0
) -> Scene:
    return Scene(name, CODE, PARTNER, korean, english, expects, play, lasts_s)


SCENES = (
    _scene("happy", "수배, 통과, 해제", "Added, it passes, withdrawn", "told", _happy, 60.0),
    _scene("passes", "수배되지 않은 차", "A car nobody looks for", "nothing", _passes),
    _scene("refused", "번호가 아님", "No plate", "refused", _refused),
    _scene("nowhere", "관내에 없는 카메라", "A camera of nobody here", "refused", _nowhere),
    _scene("silent", "해제가 없음", "Never withdrawn", "silent", _silent),
    _scene(
        "list-by-reader", "인식기가 명단을", "A reader changes the list", "refused", _list_by_reader
    ),
)

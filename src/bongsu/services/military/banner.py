"""What every reader of an order is told above the pictures: exercise or not, its number, its kind, its time. Pure."""

from datetime import datetime

from bongsu.incidents.incident import Incident
from bongsu.incidents.service import Fact, Reader
from bongsu.kernel.clock import SEOUL
from bongsu.services.military.kinds import EXERCISES, KINDS
from bongsu.services.military.rules import ORDER_NO


def facts(incident: Incident, _reader: Reader) -> tuple[Fact, ...]:
    """The same for the army's room and the centre's own people."""
    ko, en = KINDS.get(incident.category, (incident.category, incident.category))
    number = str(incident.details.get(ORDER_NO, ""))
    said = [_what(incident), _fact("명령 번호", "Order no.", number, number)]
    said.append(_fact("유형", "Kind", ko, en))
    if incident.window is not None:
        when = f"{_at(incident.window.starts)} – {_at(incident.window.ends)}"
        said.append(_fact("시간", "Time", when, when))
    return tuple(said)


def _what(incident: Incident) -> Fact:
    if incident.category in EXERCISES:
        return _fact("구분", "This is", "훈련", "Exercise")
    return Fact(
        label_ko="구분", label_en="This is", value_ko="실제 상황", value_en="Real", urgent=True
    )


def _fact(label_ko: str, label_en: str, value_ko: str, value_en: str) -> Fact:
    return Fact(label_ko=label_ko, label_en=label_en, value_ko=value_ko, value_en=value_en)


def _at(at: datetime) -> str:
    return f"{at.astimezone(SEOUL):%m-%d %H:%M}"

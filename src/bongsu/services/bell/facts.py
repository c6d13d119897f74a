"""What an operator is told of a bell: the pole, and that its voice is a note only."""

from bongsu.incidents.incident import Incident
from bongsu.incidents.service import Fact, Reader
from bongsu.services.shared.residents.facts import fact, facts_of


def facts_of_bell(incident: Incident, reader: Reader) -> tuple[Fact, ...]:
    """A pole is no phone: nothing of battery and silence."""
    known = list(facts_of(incident, Reader.LEAD if reader is Reader.CENTRE else reader))
    pole = incident.details.get("pole_id")
    if isinstance(pole, str) and reader is not Reader.VEHICLE:
        known.append(fact(("비상벨", "Bell"), (pole, pole)))
    if reader is Reader.CENTRE:
        known.append(
            fact(
                ("음성 통화", "Voice"),
                (
                    "비상벨 장비로 직접 통화 (녹음하지 않음)",
                    "on the bell's own set, never recorded",
                ),
            )
        )
    return tuple(known)

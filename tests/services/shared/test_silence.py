"""A phone that says nothing is said, then said louder; it never ends anything."""

from datetime import datetime, timedelta

from bongsu.incidents.incident import Incident, IncidentState
from bongsu.services.shared.residents.alarm import Verdict
from bongsu.services.shared.residents.answer import Answer, may_end
from bongsu.services.shared.residents.due import silence
from bongsu.services.shared.residents.settings import ResidentSettings
from tests.incidents.stage import NOW

LIMITS = ResidentSettings()


def incident(**more: object) -> Incident:
    values: dict[str, object] = {
        "incident_id": "inc_1",
        "partner": "ansimi",
        "sender_org": "SEOUL.SAFE",
        "ext_incident_no": "sos-1",
        "service": "SOS_APP",
        "category": "SOS_SHAKE",
        "code": "",
        "exercise": False,
        "state": IncidentState.OPEN,
        "summary": "",
        "reported_at": NOW,
        "received_at": NOW,
        "heard_at": NOW,
        **more,
    }
    return Incident(**values)  # type: ignore[arg-type]  # checked by name


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_phone_heard_of_lately_is_not_silent() -> None:
    assert silence(incident(), after(119.0), LIMITS) is None


def test_two_minutes_are_said_once() -> None:
    assert silence(incident(), after(120.0), LIMITS) == ("silent_since", NOW)
    assert silence(incident(details={"silent_since": "x"}), after(121.0), LIMITS) is None


def test_ten_minutes_ask_for_the_police_once() -> None:
    known: dict[str, object] = {"silent_since": "x"}
    assert silence(incident(details=known), after(600.0), LIMITS) == ("silent_long", NOW)
    known["silent_long"] = True
    assert silence(incident(details=known), after(9_000.0), LIMITS) is None


def test_it_ends_by_a_call_back_or_by_the_police_and_by_nothing_else() -> None:
    alone = Answer(verdict=Verdict.REAL)
    assert not may_end(incident(), alone)
    assert not may_end(incident(details={"silent_since": "x", "silent_long": True}), alone)
    assert not may_end(incident(details={"safe_at": "x"}), alone)
    assert may_end(incident(), Answer(verdict=Verdict.MISTAKE, called_back=True))
    assert may_end(incident(handed_to=("KNPA.SEOUL.SEONGBUK",)), alone)

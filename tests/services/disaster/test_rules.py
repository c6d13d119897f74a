"""The service's own rules without a house: whom an incident is for, what a request must say, what each reader is told."""

from datetime import timedelta
from typing import Any  # Any: fields of an incident

import msgspec
import pytest

from bongsu.incidents.area import Area
from bongsu.incidents.incident import Incident, IncidentState, Window
from bongsu.incidents.message import Call
from bongsu.incidents.service import Reader
from bongsu.kernel.failures import Invalid
from bongsu.services.disaster.cap.alert import Info
from bongsu.services.disaster.categories import CATEGORIES, category_of
from bongsu.services.disaster.message import GROUNDS, HEADS, DisasterRequest
from bongsu.services.disaster.rules import (
    ALERT,
    SENSOR,
    address_from,
    check_request,
    competent_in,
    facts,
    is_heard_here,
)
from bongsu.sharing.jurisdiction import Competent, Outside
from tests.web.house import NOW

ROOM, CITY = "SEONGBUK.DISASTER", "SEOUL.DISASTER"
AREA = Area(((37.605, 127.017), (37.605, 127.023), (37.611, 127.023)))
WHEN = Window(starts=NOW, ends=NOW + timedelta(hours=6))
TOLD = {
    "identifier": "KR.KMA.1",
    "sender": "kma@korea.example",
    "sender_name": "기상청",
    "event": "침수경보",
    "text_ko": "정릉천 침수",
    "text_en": "Streams rise",
    "severe": True,
    "rest": [],
}
GAUGE = {"sensor_id": "JN-01", "name": "정릉천 1교", "level_cm": 260.0, "alarm_cm": 250.0}
ASKED = {"ground": "HEADQUARTERS", "requesting_head": "CITY_MAYOR"}


def incident(**changed: Any) -> Incident:
    whole: dict[str, Any] = {
        "incident_id": "inc_1",
        "partner": "city",
        "sender_org": CITY,
        "ext_incident_no": "D-1",
        "service": "DISASTER",
        "category": "FLOOD",
        "code": "",
        "exercise": False,
        "state": IncidentState.OPEN,
        "summary": "",
        "reported_at": NOW,
        "received_at": NOW,
        "window": WHEN,
    }
    return Incident(**(whole | changed))


def request(**changed: Any) -> Call:
    whole: dict[str, Any] = {
        "partner": "city",
        "sender_org": CITY,
        "ext_incident_no": "D-1",
        "service": "DISASTER",
        "area": AREA,
        "window": WHEN,
        "details": ASKED,
    }
    return Call(**(whole | changed))


def told(one: Incident, reader: Reader = Reader.LEAD) -> dict[str, tuple[str, str, bool]]:
    return {
        fact.label_en: (fact.value_ko, fact.value_en, fact.urgent) for fact in facts(one, reader)
    }


# whom it is for


@pytest.mark.parametrize("details", [{ALERT: TOLD}, {SENSOR: GAUGE}])
def test_what_was_heard_here_is_the_own_rooms_whoever_said_it(details: dict[str, Any]) -> None:
    one = incident(details=details)
    assert is_heard_here(one.details)
    assert address_from(ROOM)(one, Outside()).main == Competent(ROOM)
    assert address_from(ROOM)(one, Outside()).also == ()


def test_what_a_body_asks_for_is_that_bodys_and_nobody_elses() -> None:
    addressed = address_from(ROOM)(incident(details=ASKED), Competent(ROOM))
    assert (addressed.main, addressed.also) == (Competent(CITY), ())


@pytest.mark.parametrize("shares", [None, {"1129066000": 1.0}, {"1129066000": 0.5, "x": 0.5}])
def test_the_own_room_is_competent_for_the_whole_district(shares: dict[str, float] | None) -> None:
    assert competent_in(ROOM)(shares) == Competent(ROOM)


def test_nobody_is_competent_beyond_it() -> None:
    assert competent_in(ROOM)({}) == Outside()


# what a request must say


def test_a_whole_request_passes() -> None:
    check_request(request(), None)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"details": {**ASKED, "ground": None}}, "details.ground"),
        ({"details": {**ASKED, "requesting_head": None}}, "details.requesting_head"),
        ({"details": {}}, "details.ground"),
        ({"details": None}, "details.ground"),
        ({"area": None}, "area"),
        ({"window": None}, "window"),
    ],
)
def test_what_a_request_lacks_is_named(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_request(request(**changed), None)
    assert refused.value.field == field


def test_an_update_says_only_what_changes() -> None:
    check_request(request(details=None, area=None, window=None), incident(details=ASKED))


@pytest.mark.parametrize("before", [{ALERT: TOLD}, {SENSOR: GAUGE}])
def test_no_request_changes_what_a_warning_or_a_level_opened(before: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        check_request(request(), incident(details=before))
    assert refused.value.field == "ext_incident_no"


@pytest.mark.parametrize("key", [ALERT, SENSOR])
def test_no_message_can_say_that_a_warning_was_heard(key: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert({key: TOLD}, DisasterRequest)


@pytest.mark.parametrize("field", ["requester", "name", "contact", "note"])
def test_a_request_carries_no_name_and_no_free_text(field: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert(ASKED | {field: "홍길동"}, DisasterRequest)


@pytest.mark.parametrize("field", ["ground", "requesting_head"])
def test_grounds_and_heads_are_closed_lists(field: str) -> None:
    for word in ("", "MAYOR", "weather_warning", "기상특보"):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(ASKED | {field: word}, DisasterRequest)


# what a reader is told


def test_a_body_beside_is_told_what_kind_it_is_and_no_more() -> None:
    assert told(incident(details={ALERT: TOLD}), Reader.BESIDE) == {}


@pytest.mark.parametrize("reader", [Reader.CENTRE, Reader.LEAD, Reader.VEHICLE])
def test_a_warning_is_told_in_both_languages_with_its_issuer_and_end(reader: Reader) -> None:
    said = told(incident(details={ALERT: TOLD}), reader)
    assert said["Alert"] == ("정릉천 침수", "Streams rise", True)
    assert said["Issued by"][0] == "기상청"
    assert said["Ends at"][0] == "11-21 20:10", "in Seoul"


def test_only_a_grave_one_is_urgent() -> None:
    assert told(incident(details={ALERT: {**TOLD, "severe": False}}))["Alert"][2] is False


def test_an_issuer_without_a_name_is_told_by_its_address() -> None:
    said = told(incident(details={ALERT: {**TOLD, "sender_name": ""}}))
    assert said["Issued by"][0] == "kma@korea.example"


def test_areas_that_are_not_on_the_wall_are_counted_and_named() -> None:
    said = told(incident(details={ALERT: {**TOLD, "rest": ["석관동", "장위1동"]}}))
    assert said["2 areas not on the wall"][0] == "석관동, 장위1동"


def test_a_level_is_told_with_its_alarm() -> None:
    said = told(incident(details={SENSOR: GAUGE}, window=None))
    assert said == {"Water level": ("정릉천 1교 260 cm (≥ 250)", "정릉천 1교 260 cm (≥ 250)", True)}


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("head", HEADS)
def test_a_request_is_told_by_ground_and_head(ground: str, head: str) -> None:
    said = told(incident(details={"ground": ground, "requesting_head": head}))
    assert said["Ground"][:2] == GROUNDS[ground]
    assert said["Requested by"][:2] == HEADS[head]


def test_the_warning_that_a_request_leans_on_is_named() -> None:
    said = told(incident(details={**ASKED, "alert_identifier": "KR.KMA.1"}))
    assert said["Alert leaned on"][0] == "KR.KMA.1"


# kinds


def event(name: str) -> Info:
    return Info(
        categories=("Met",), event=name, urgency="Past", severity="Minor", certainty="Likely"
    )


def test_every_kind_has_both_names() -> None:
    assert all(ko and en and ko != en for ko, en in CATEGORIES.values())


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("FLOOD WARNING", "FLOOD"),
        ("호우로 인한 산사태 경보", "LANDSLIDE"),
        ("산불 화재", "WILDFIRE"),
        ("인파 밀집 화재 우려", "CROWD"),
        ("태풍 강풍경보", "TYPHOON"),
        ("무엇인지 모를 일", "OTHER"),
    ],
)
def test_what_is_more_exact_wins(name: str, category: str) -> None:
    assert category_of(event(name)) == category

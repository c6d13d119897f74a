"""실종아동등, pure: whom the law covers, what makes a person look first, and what each reader is told."""

from datetime import timedelta
from typing import Any  # Any: JSON

import pytest

from bongsu.incidents.service import Reader
from bongsu.kernel.failures import Invalid
from bongsu.services.missing.rules import (
    ADULT,
    CATEGORIES,
    CLASSES,
    NOT_FOR,
    Doubt,
    check,
    doubts_of,
    facts,
    is_doubtful,
)
from bongsu.services.missing.scenes import DESCRIPTION
from bongsu.services.missing.sighted import Sighted, with_sighting
from bongsu.sharing.rules import Reason
from bongsu.sharing.words import sentence
from tests.services.missing.made import CONFIRMED, HERE, call, incident
from tests.web.house import NOW

DAY_AND_MORE = (NOW - timedelta(hours=24, seconds=1)).isoformat()
A_DAY = (NOW - timedelta(hours=24)).isoformat()


def told(one: Any, reader: Reader = Reader.LEAD) -> dict[str, str]:
    return {fact.label_ko: fact.value_ko for fact in facts(one, reader)}


def test_the_law_knows_five_classes_and_no_adult() -> None:
    """실종아동법 제2조제1호."""
    assert set(CLASSES) == {"UNDER_18", "INTELLECTUAL", "AUTISTIC", "MENTAL", "DEMENTIA"}
    assert ADULT not in CLASSES
    assert set(CATEGORIES) - set(CLASSES) == {ADULT} == set(NOT_FOR)


def test_an_adult_is_refused_with_the_words_of_the_dossier() -> None:
    assert NOT_FOR[ADULT] is Reason.NOT_THIS_LAW
    assert sentence(Reason.NOT_THIS_LAW)[0] == "실종아동법 대상 아님 – 112 생명구호 또는 영장"


def test_a_call_with_everything_police_are_to_say_is_certain() -> None:
    assert doubts_of(incident()) == ()
    assert not is_doubtful(incident())


@pytest.mark.parametrize(
    ("details", "more", "doubt"),
    [
        ({"class_confirmed_by": None}, {}, Doubt.CLASS),
        ({}, {"sender_org": "SEONGBUK.WELFARE"}, Doubt.CLASS),
        ({}, {"sender_org": "KNPAX.SEOUL"}, Doubt.CLASS),
        ({"last_seen_at": None}, {}, Doubt.LATE),
        ({"last_seen_at": DAY_AND_MORE}, {}, Doubt.LATE),
    ],
)
def test_what_is_doubtful_is_looked_at_by_a_person(
    details: dict[str, Any], more: dict[str, Any], doubt: Doubt
) -> None:
    assert doubts_of(incident(details, **more)) == (doubt,)


@pytest.mark.parametrize(("accuracy_m", "is_asked"), [(0.0, False), (500.0, False), (500.1, True)])
def test_a_place_is_good_to_five_hundred_metres(accuracy_m: float, is_asked: bool) -> None:
    place = type(HERE)(lat=37.608, lon=127.02, accuracy_m=accuracy_m)
    assert doubts_of(incident(place=place)) == ((Doubt.PLACE,) if is_asked else ())


def test_exactly_a_day_ago_is_not_late_and_no_place_is_no_bad_place() -> None:
    assert not is_doubtful(incident({"last_seen_at": A_DAY}))
    assert not is_doubtful(incident(place=None))


def test_the_national_police_speak_for_the_class_too() -> None:
    assert not is_doubtful(incident(sender_org="KNPA"))


def test_doubts_add_up_and_each_is_said_urgently() -> None:
    one = incident({"class_confirmed_by": None, "last_seen_at": None})
    assert doubts_of(one) == (Doubt.CLASS, Doubt.LATE)
    urgent = [fact.value_en for fact in facts(one, Reader.CENTRE) if fact.urgent]
    assert urgent == ["Class not confirmed by police", "Last seen over a day ago, or unknown"]


# what a message may not say


@pytest.mark.parametrize(
    ("name", "value"),
    [("description", DESCRIPTION), ("photo_ref", "182-77"), ("register_id", "reg_abcd1234")],
)
def test_what_this_law_does_not_cover_is_not_kept_under_it(name: str, value: object) -> None:
    for before in (None, incident(category=ADULT)):
        with pytest.raises(Invalid) as refused:
            check(call(ADULT if before is None else None, **{name: value}), before)
        assert refused.value.field == f"details.{name}"


def test_of_an_adult_the_polices_number_is_kept() -> None:
    check(call(ADULT, police_no="182-2026-0143"), None)


@pytest.mark.parametrize(
    "said", ["2026-11-21T14:00:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_time_needs_its_offset_and_a_year_of_ours(said: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(call("DEMENTIA", last_seen_at=said), None)
    assert refused.value.field == "details.last_seen_at"


def test_a_height_from_above_to_below_is_no_height() -> None:
    upside_down = {"height": {"least_cm": 170, "most_cm": 150}}
    with pytest.raises(Invalid) as refused:
        check(call("DEMENTIA", description=upside_down), None)
    assert refused.value.field == "details.description.height.least_cm"


@pytest.mark.parametrize("before", ["DEMENTIA", "ADULT"])
def test_another_class_needs_its_own_confirmation(before: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(call("MENTAL"), incident(category=before))
    assert refused.value.field == "details.class_confirmed_by"
    check(call("MENTAL", class_confirmed_by=CONFIRMED), incident(category=before))


def test_the_same_class_again_needs_none() -> None:
    check(call("DEMENTIA"), incident())
    check(call(None), incident())
    check(call("DEMENTIA"), None)


# what a reader is told


@pytest.mark.parametrize("reader", [Reader.BESIDE, Reader.VEHICLE])
def test_who_neither_leads_nor_searches_is_told_nothing(reader: Reader) -> None:
    assert facts(incident(), reader) == ()


def test_of_an_adult_and_after_the_end_nothing_is_told() -> None:
    over = incident(state=type(incident().state).CLOSED)
    assert facts(incident(category=ADULT), Reader.LEAD) == facts(over, Reader.LEAD) == ()


def test_the_room_reads_who_confirmed_it_the_number_and_when_somebody_was_seen() -> None:
    assert told(incident()) == {
        "대상 확인": "성북경찰서 여성청소년과 경위",
        "경찰 접수번호": "182-2026-0142",
        "마지막 목격": "11-21 14:00",
    }


def test_the_register_is_named_by_its_number() -> None:
    assert told(incident({"register_id": "reg_abcd1234"}))["구 사전등록"] == "reg_abcd1234"


def test_no_description_is_ever_a_fact() -> None:
    said = str(facts(incident({"description": DESCRIPTION}), Reader.LEAD))
    assert not any(word in said for word in ("navy", "padded", "slippers", "cane"))


def test_the_newest_sighting_is_an_urgent_fact() -> None:
    one = incident()
    for minute, name in ((0, "길음로 1"), (5, "길음로 9")):
        seen = Sighted(
            sighting_id=f"sgt_{minute}",
            camera_id=f"SB-{minute}",
            camera=name,
            lat=37.6,
            lon=127.0,
            at=NOW + timedelta(minutes=minute),
        )
        one = with_sighting(one, seen)
    (fact,) = [fact for fact in facts(one, Reader.LEAD) if fact.urgent]
    assert (fact.label_ko, fact.value_ko, fact.value_en) == (
        "발견 보고",
        "14:15 · 길음로 9",
        "14:15 · 길음로 9",
    )

"""Pure: whom 실종아동법 covers, what makes a call doubtful, and what a reader is told."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.incidents.service import Fact, Reader
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.failures import Invalid
from bongsu.kernel.moments import check_moment
from bongsu.services.missing.description import check_description
from bongsu.services.missing.message import Details, Kept, read_details, read_said
from bongsu.services.missing.sighted import latest_sighting
from bongsu.sharing.rules import Reason

# 실종아동등의 보호 및 지원에 관한 법률 제2조제1호 (dossier §12.4)
CLASSES: Mapping[str, tuple[str, str]] = {
    "UNDER_18": ("18세 미만 아동", "Child under 18"),
    "INTELLECTUAL": ("지적장애", "Intellectual disability"),
    "AUTISTIC": ("자폐성장애", "Autistic disability"),
    "MENTAL": ("정신장애", "Mental disability"),
    "DEMENTIA": ("치매환자", "Dementia"),
}
ADULT = "ADULT"
CATEGORIES = {**CLASSES, ADULT: ("가출인(성인)", "Adult away from home")}
NOT_FOR = {ADULT: Reason.NOT_THIS_LAW}
POLICE = "KNPA."
INACCURATE_M = 500.0
LATE = timedelta(hours=24)


class Doubt(StrEnum):
    """Why a person looks before anything opens."""

    CLASS = "class_not_confirmed"
    PLACE = "place_inaccurate"
    LATE = "late"


_DOUBTS = {
    Doubt.CLASS: ("경찰의 대상 확인 없음", "Class not confirmed by police"),
    Doubt.PLACE: ("위치 오차가 큽니다", "The place is inaccurate"),
    Doubt.LATE: ("마지막 목격이 하루를 넘었거나 모릅니다", "Last seen over a day ago, or unknown"),
}


def doubts_of(incident: Incident) -> tuple[Doubt, ...]:
    """Each of them asks the duty official; none refuses (dossier §12.4)."""
    said = read_details(incident.details)
    found = []
    if said.class_confirmed_by is None or not f"{incident.sender_org}.".startswith(POLICE):
        found.append(Doubt.CLASS)
    if incident.place is not None and incident.place.accuracy_m > INACCURATE_M:
        found.append(Doubt.PLACE)
    if said.last_seen_at is None or incident.received_at - said.last_seen_at > LATE:
        found.append(Doubt.LATE)
    return tuple(found)


def is_doubtful(incident: Incident) -> bool:
    return bool(doubts_of(incident))


def check(call: Call, before: Incident | None) -> None:
    """What the types cannot hold. Raises `Invalid` with the field."""
    said = read_said(call.details or {})
    check_moment(said.last_seen_at, "details.last_seen_at")
    if said.description is not None:
        check_description(said.description, "details.description")
    category = call.category or (before.category if before else None)
    if category == ADULT:
        _check_adult(said)
    elif before is not None and category != before.category and said.class_confirmed_by is None:
        # the earlier word was for another class
        raise Invalid(
            "Another class needs its own confirmation", field="details.class_confirmed_by"
        )


def _check_adult(said: Details) -> None:
    """What this law does not cover is not kept under it either."""
    for name in ("description", "register_id", "photo_ref"):
        if getattr(said, name) is not None:
            raise Invalid("실종아동법 대상 아님: not taken of an adult", field=f"details.{name}")


def facts(incident: Incident, reader: Reader) -> tuple[Fact, ...]:
    """Never 인상착의 or photo: these are read one by one, with a trail row each."""
    is_search = incident.is_open and incident.category != ADULT
    if reader not in (Reader.CENTRE, Reader.LEAD) or not is_search:
        return ()
    said = read_details(incident.details)
    told = [_confirmed(said)]
    if said.police_no is not None:
        told.append(_same("경찰 접수번호", "Police number", said.police_no))
    if said.last_seen_at is not None:
        seen = said.last_seen_at.astimezone(SEOUL).strftime("%m-%d %H:%M")
        told.append(_same("마지막 목격", "Last seen", seen))
    if said.register_id is not None:
        told.append(_same("구 사전등록", "Our register", said.register_id))
    told += [
        Fact(label_ko="확인할 점", label_en="In doubt", value_ko=ko, value_en=en, urgent=True)
        for ko, en in (_DOUBTS[one] for one in doubts_of(incident))
    ]
    return (*told, *_sighted(incident))


def _confirmed(said: Kept) -> Fact:
    by = said.class_confirmed_by
    words = f"{by.office} {by.rank}" if by else "–"
    return _same("대상 확인", "Class confirmed by", words)


def _sighted(incident: Incident) -> tuple[Fact, ...]:
    seen = latest_sighting(incident)
    if seen is None:
        return ()
    at = seen.at.astimezone(SEOUL).strftime("%H:%M")
    words = f"{at} · {seen.camera}"
    return (
        Fact(
            label_ko="발견 보고",
            label_en="Reported found",
            value_ko=words,
            value_en=words,
            urgent=True,
        ),
    )


def _same(label_ko: str, label_en: str, value: str) -> Fact:
    return Fact(label_ko=label_ko, label_en=label_en, value_ko=value, value_en=value)

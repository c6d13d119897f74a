"""What a watch's call must say, whose list it opens, and what the room reads. Pure."""

import re
from datetime import datetime, timedelta

from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.incidents.service import Fact, Reader
from bongsu.kernel.failures import Invalid
from bongsu.services.stalking.message import HomesMessage

CATEGORIES = {"WATCH_SOS": ("안전조치 대상자 긴급 호출", "Protected person's SOS")}
CODES = frozenset({"C0", "C1", "C2", "C3", "C4"})
# 잠정조치 runs three months and is prolonged twice (스토킹처벌법 제9조); 안전조치 is renewed within a year
LONGEST = timedelta(days=365)
# 주민등록번호 and telephone numbers are digits too, and say who somebody is
_PERSONAL = re.compile(r"[0-9]{6}-?[1-8][0-9]{6}|01[0-9]-?[0-9]{3,4}-?[0-9]{4}")


def check(call: Call, before: Incident | None) -> None:
    """Raises `Invalid` with the field."""
    subject = (call.details or {}).get("subject_id")
    if before is None and subject is None:
        raise Invalid("A watch's call says whose it is, by number", field="details.subject_id")
    if isinstance(subject, str):
        check_subject(subject, "details.subject_id")
    if before is not None and subject not in (None, before.details.get("subject_id")):
        raise Invalid("A call stays one person's", field="details.subject_id")


def check_subject(subject: str, field: str) -> None:
    if _PERSONAL.fullmatch(subject):
        raise Invalid("A number that names nobody", field=field)


def check_homes(said: HomesMessage, now: datetime) -> datetime | None:
    """When the list ends; None where it is removed. Raises `Invalid` with the field."""
    check_subject(said.subject_id, "subject_id")
    if said.type == "REMOVE":
        if said.camera_ids:
            raise Invalid("A removal names no cameras", field="camera_ids")
        return None
    if not said.camera_ids:
        raise Invalid("At least one camera", field="camera_ids")
    if len(set(said.camera_ids)) != len(said.camera_ids):
        raise Invalid("Each camera once", field="camera_ids")
    ends = said.measure_ends_at
    if ends is None or ends.tzinfo is None:
        raise Invalid("When the measure ends, with its offset", field="measure_ends_at")
    if not now < ends <= now + LONGEST:
        raise Invalid("In the future, within a year", field="measure_ends_at")
    return ends


def force_of(organisation: str) -> str:
    """`KNPA.SEOUL.SEONGBUK` → `KNPA.SEOUL`: one list for the city's police, whichever station is competent."""
    return ".".join(organisation.split(".")[:2])


def facts(_incident: Incident, reader: Reader) -> tuple[Fact, ...]:
    """For the room alone; nothing of it says who or where."""
    if reader is not Reader.LEAD:
        return ()
    return (
        Fact(
            label_ko="유의",
            label_en="Mind",
            value_ko="안전조치 대상자: 경광등과 방송을 쓰지 않음",
            value_en="Protected person: no lights, no announcements",
            urgent=True,
        ),
    )

"""What an operator is told of a resident's alarm beyond place and tiles. Never a telephone number."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bongsu.incidents.incident import Incident
from bongsu.incidents.service import Fact, Reader
from bongsu.kernel.clock import SEOUL
from bongsu.services.shared.residents.sounding import By, may_sound

LOW_BATTERY_PCT = 15
Lines = Callable[[Incident], Iterator[Fact]]


def fact(label: tuple[str, str], value: tuple[str, str], *, urgent: bool = False) -> Fact:
    return Fact(
        label_ko=label[0],
        label_en=label[1],
        value_ko=value[0],
        value_en=value[1],
        urgent=urgent,
    )


def facts_of(incident: Incident, reader: Reader) -> tuple[Fact, ...]:
    """The room to which it was handed over reads what it needs at the place; a vehicle the warning alone."""
    if not incident.details and not incident.is_open:
        return ()
    lines = [*_warnings(incident)]
    if reader is not Reader.VEHICLE:
        lines += _since(incident)
    if reader is Reader.CENTRE:
        lines += [*_phone(incident), *_resident(incident)]
    return tuple(sorted(lines, key=lambda one: not one.urgent))


def _warnings(incident: Incident) -> Iterator[Fact]:
    silent = incident.details.get("quiet") is True
    if silent:
        yield fact(
            ("무음 신고", "Silent alarm"),
            ("현장에서 소리·불빛 금지", "Nothing may sound or light up at the place"),
            urgent=True,
        )
    elif may_sound(incident.service, incident.category, silent=False, by=By.PRESS):
        yield fact(
            ("방송·경광등", "Announcement, light"),
            ("비상벨 누름으로 작동 가능", "may act on the bell's press"),
        )
    else:
        yield fact(
            ("방송·경광등", "Announcement, light"), ("관제요원 조작만", "by an operator's key only")
        )


def _since(incident: Incident) -> Iterator[Fact]:
    pressed = incident.details.get("pressed_at")
    if isinstance(pressed, str):
        at = _clock(datetime.fromisoformat(pressed))
        yield fact(("신고 시각", "Pressed at"), (at, at))
    if incident.details.get("came_late"):
        yield fact(
            ("늦게 도착", "Came late"),
            ("누른 지 1분이 넘어 도착", "over a minute after the press"),
            urgent=True,
        )
    presses = incident.details.get("presses")
    if isinstance(presses, int) and presses > 1:
        yield fact(("다시 누름", "Pressed again"), (f"{presses}회", f"{presses} times"))
    ended = incident.details.get("partner_ended")
    if isinstance(ended, str):
        yield fact(
            ("연계기관 종료 알림", "The partner says it is over"),
            (f"{ended} · 확인 필요", f"{ended} · make sure"),
        )


def _phone(incident: Incident) -> Iterator[Fact]:
    silent = incident.details.get("silent_since")
    if isinstance(silent, str):
        long = incident.details.get("silent_long") is True
        yield fact(
            ("신고 기기 응답 없음", "Device silent"),
            (
                f"{silent}부터" + (" · 경찰 인계 검토" if long else ""),
                f"since {silent}" + (" · consider the police" if long else ""),
            ),
            urgent=True,
        )
    elif incident.heard_at is not None:
        at = _clock(incident.heard_at)
        yield fact(("마지막 수신", "Last heard"), (at, at))
    battery = incident.details.get("battery_pct")
    if isinstance(battery, int):
        low = battery <= LOW_BATTERY_PCT
        yield fact(("배터리", "Battery"), (f"{battery} %", f"{battery} %"), urgent=low)


def _resident(incident: Incident) -> Iterator[Fact]:
    cancelled = incident.details.get("cancel_came")
    if isinstance(cancelled, str):
        yield fact(
            ("취소 신호", "Cancel"),
            (f"{cancelled} 늦게 도착 · 확인 전화 필요", f"{cancelled}, too late · call back"),
            urgent=True,
        )
    safe = incident.details.get("safe_at")
    if isinstance(safe, str):
        yield fact(
            ("본인 안전 신호", "Says to be safe"),
            (f"{safe} · 확인 전화 필요", f"{safe} · call back"),
        )
    yield fact(
        ("확인 전화", "Call back"),
        ("연계기관을 거친 안심번호 통화", "masked, through the partner"),
    )


def _clock(at: datetime) -> str:
    return at.astimezone(SEOUL).strftime("%H:%M:%S")

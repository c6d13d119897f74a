"""Months of a district's trail, made up: quiet ones of any size, and single deeds to put into them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any  # Any: fields of a deed, spread

import msgspec

from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.row import ReviewRow
from bongsu.kernel.clock import SEOUL

MONTH = "2026-10"
BEGINS = datetime(2026, 10, 1, tzinfo=SEOUL).astimezone(UTC)
CENTRE = "SEONGBUK"
POLICE = "KNPA.SEOUL.SEONGBUK"
DAYS = 31


def at(day: int, hour: int, minute: float = 0) -> datetime:
    """Seoul time in October 2026."""
    return BEGINS + timedelta(days=day - 1, hours=hour, minutes=minute)


@dataclass(frozen=True)
class Deed:
    """One row to be."""

    at: datetime
    kind: TrailKind
    actor: str
    organisation: str | None = CENTRE
    incident_id: str | None = None
    grant_id: str | None = None
    camera_id: str | None = None
    body: dict[str, object] = field(default_factory=dict)


def in_order(deeds: Iterable[Deed]) -> list[Deed]:
    return sorted(deeds, key=lambda deed: deed.at)


def rows_of(deeds: Iterable[Deed], *, first: int = 1) -> list[ReviewRow]:
    """As the trail keeps them, from `first` on."""
    return [
        ReviewRow(
            sequence=sequence,
            at=deed.at.timestamp(),
            kind=deed.kind.value,
            actor=deed.actor,
            organisation=deed.organisation,
            incident_id=deed.incident_id,
            grant_id=deed.grant_id,
            camera_id=deed.camera_id,
            body=msgspec.json.encode(deed.body).decode(),
            counts=deed.at >= BEGINS,
        )
        for sequence, deed in enumerate(in_order(deeds), first)
    ]


def sign_in(who: str, when: datetime, role: str = "OPERATOR", **more: object) -> Deed:
    body = {"role": role, "unit_id": None, "session_id": session_of(who), **more}
    return Deed(when, TrailKind.SIGN_IN, who, body=body)


def sign_out(who: str, when: datetime) -> Deed:
    return Deed(when, TrailKind.SIGN_OUT, who, body={"session_id": session_of(who)})


def session_of(who: str) -> str:
    return f"ses_{who}"


def watch(
    kind: TrailKind,
    who: str,
    when: datetime,
    camera: str,
    grant: str,
    *,
    incident: str | None = None,
    organisation: str = CENTRE,
    session: str | None = None,
    late_s: float = 1.0,
    reason: str = "",
) -> Deed:
    """A journal's row: the trail keeps it a little after it happened."""
    journal = {
        "at": when,
        "session": session or session_of(who),
        "camera": camera,
        "reason": reason,
    }
    return Deed(
        when + timedelta(seconds=late_s),
        kind,
        "성북구 통합관제센터 3번석",
        organisation,
        incident,
        grant,
        camera,
        {"process": "media-1", "journal": journal},
    )


def own_look(who: str, when: datetime, camera: str, minutes: float = 1.0) -> list[Deed]:
    """Own monitoring: the grant, the picture's beginning and end, the grant's end after ten minutes."""
    grant = f"gr_{who}_{camera}_{when.timestamp():.0f}"
    deeds = [
        Deed(
            when, TrailKind.LEND, who, CENTRE, "", grant, None, {"clause": "", "cameras": [camera]}
        ),
        watch(TrailKind.WATCH_STARTED, who, when + timedelta(seconds=1), camera, grant),
    ]
    ended = when + timedelta(minutes=minutes)
    deeds.append(watch(TrailKind.WATCH_ENDED, who, ended, camera, grant))
    over = when + timedelta(minutes=10)
    deeds.append(Deed(over, TrailKind.EXPIRE, "system", CENTRE, "", grant))
    return deeds


def incident(
    name: str,
    when: datetime,
    cameras: list[str],
    *,
    viewer: str = "per_room",
    minutes: float = 12,
    answered_after_s: float | None = None,
    lead: str = "per_lead",
) -> list[Deed]:
    """A call whose cameras the station's room watches, by itself or after the lead's answer."""
    about: dict[str, Any] = {
        "incident_id": f"inc_{name}",
        "grant_id": f"gr_{name}",
        "organisation": POLICE,
    }
    opened = Deed(when, TrailKind.OPEN_INCIDENT, "seoul-112", POLICE, f"inc_{name}")
    deeds = [opened]
    if answered_after_s is not None:
        deeds.append(Deed(when, TrailKind.ASK, "system", **about))
        when += timedelta(seconds=answered_after_s)
        deeds.append(Deed(when, TrailKind.APPROVE, lead, **about, body={"waits": "approval"}))
    closed = when + timedelta(minutes=minutes)
    body: dict[str, object] = {"cameras": cameras, "ends_at": when + timedelta(minutes=30)}
    deeds.append(Deed(when, TrailKind.LEND, "system", **about, body=body))
    for camera in cameras:
        for kind, moment in (
            (TrailKind.WATCH_STARTED, when + timedelta(seconds=1)),
            (TrailKind.WATCH_ENDED, closed + timedelta(seconds=0.5)),
        ):
            deeds.append(
                watch(
                    kind,
                    viewer,
                    moment,
                    camera,
                    f"gr_{name}",
                    incident=f"inc_{name}",
                    organisation=POLICE,
                )
            )
    deeds.append(Deed(when + timedelta(minutes=1), TrailKind.DIRECT, viewer, **about))
    deeds.append(Deed(closed, TrailKind.CLOSE_INCIDENT, "seoul-112", POLICE, f"inc_{name}"))
    deeds.append(Deed(closed, TrailKind.CLOSE, "seoul-112", **about))
    return deeds


def download(who: str, when: datetime, what: str, reason: str, incident_id: str = "") -> Deed:
    body = {"what": what, "form": "pdf", "reason": reason, "rows": 10, "sha256": "0" * 64}
    return Deed(when, TrailKind.DOWNLOAD, who, CENTRE, incident_id or None, body=body)


def failed(who: str, when: datetime) -> Deed:
    return Deed(when, TrailKind.SIGN_IN_FAILED, who)


_CAMERAS = [f"SB-{number:04d}" for number in range(4000)]
_SHIFT_BEGINS = (6, 14, 22)


def quiet_month(seed: int, *, incidents_a_day: int) -> Iterator[Deed]:
    """Twelve operators in three shifts that turn each week, leads, rooms, calls; nothing that needs a word."""
    random = Random(seed)
    yield from _rooms()
    for day in range(1, DAYS + 1):
        for shift in range(3):
            yield from _shift(random, day, shift)
        for number in range(incidents_a_day):
            minute = random.uniform(0, 24 * 60)
            asked = random.uniform(6, 40) if random.random() < 0.1 else None
            cameras = random.sample(_CAMERAS, 5)
            yield from incident(
                f"{day}_{number}", at(day, 0, minute), cameras, answered_after_s=asked
            )
    for number in range(8):
        reason = f"제{number + 1}차 월간 보고 자료 {random.randrange(10_000)}호 제출"
        yield download("per_cpo", at(3 * number + 2, 10), "log_review", reason)


def _rooms() -> Iterator[Deed]:
    for day in range(1, DAYS + 1):
        yield sign_in("per_room", at(day, 8), "POLICE_ROOM")
        yield sign_in("per_cpo", at(day, 9), "CPO")
        yield sign_out("per_cpo", at(day, 17))


def _shift(random: Random, day: int, shift: int) -> Iterator[Deed]:
    begins = _SHIFT_BEGINS[shift]
    for seat in range(4):
        # weeks turn the shifts; people at night look into less
        who = f"per_operator{((shift + day // 7) % 3) * 4 + seat}"
        signed_in = at(day, begins, random.uniform(-12, 8))
        if random.random() < 0.05:
            yield failed(who, signed_in - timedelta(minutes=1))
        yield sign_in(who, signed_in)
        looks = random.randrange(3, 9) if shift == 2 else random.randrange(6, 16)
        for _ in range(looks):
            when = at(day, begins, random.uniform(10, 460))
            yield from own_look(who, when, random.choice(_CAMERAS), random.uniform(0.3, 9))
        yield sign_out(who, at(day, begins, 479))

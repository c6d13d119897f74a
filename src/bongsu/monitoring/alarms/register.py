"""The register of AI use (2025 duties, dossier §12.11): which rule looks where, since when, on whose word, with which
verdicts."""

import csv
import io
from datetime import datetime

import msgspec

from bongsu.audit.downloads import Download, checked_reason, hash_of, keep_download
from bongsu.kernel.clock import SEOUL
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.loads.store import verdict_counts
from bongsu.monitoring.words import AlarmState, RuleKind


class RegisterRow(msgspec.Struct, frozen=True, kw_only=True):
    """One rule on one camera. `since`, `by`: when and by whose id the camera was switched on."""

    camera_id: str
    camera_name: str
    dong: str
    rule_id: str
    rule_name: str
    kind: RuleKind
    is_candidate: bool
    score: float
    since: datetime
    by: str
    alarms: int
    real: int
    false: int
    lapsed: int


_HEAD = {
    "camera_id": "카메라",
    "camera_name": "이름",
    "dong": "동",
    "rule_id": "규칙",
    "rule_name": "규칙 이름",
    "kind": "종류",
    "is_candidate": "의심 (미측정)",
    "score": "기준 점수",
    "since": "사용 시작 (서울)",
    "by": "사용 결정",
    "alarms": "알람",
    "real": "정탐",
    "false": "오탐",
    "lapsed": "미응답",
}
# what a spreadsheet would take for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def register(desk: AlarmDesk) -> list[RegisterRow]:
    """Cameras that may be shown, by camera and rule."""
    async with desk.database.read() as connection:
        counts = await verdict_counts(connection)
    found = []
    for one in desk.watch.in_use():
        row = desk.camera(one.camera_id)
        if row is None:
            continue
        theirs = counts.get((one.camera_id, one.rule.rule_id), {})
        found.append(
            RegisterRow(
                camera_id=one.camera_id,
                camera_name=row.name,
                dong=desk.dong_of(row),
                rule_id=one.rule.rule_id,
                rule_name=one.rule.name,
                kind=one.rule.kind,
                is_candidate=one.rule.kind.is_candidate,
                score=one.rule.score,
                since=one.since,
                by=one.by,
                alarms=sum(theirs.values()),
                real=theirs.get(AlarmState.REAL.value, 0),
                false=theirs.get(AlarmState.FALSE.value, 0),
                lapsed=theirs.get(AlarmState.LAPSED.value, 0),
            )
        )
    return sorted(found, key=lambda one: (one.camera_id, one.rule_id))


def as_csv(rows: list[RegisterRow]) -> bytes:
    """UTF-8 with a mark, as the office's spreadsheet wants it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEAD.values())
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in _HEAD])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


async def register_file(desk: AlarmDesk, reason: str, by: str) -> bytes:
    """The trail has its reason and hash before its first byte leaves. Raises `ReasonMissing`."""
    checked_reason(reason)
    rows = await register(desk)
    content = as_csv(rows)
    download = Download(
        what="ai_register",
        form="csv",
        reason=reason,
        by=by,
        organisation=desk.organisation,
        sha256=hash_of(content),
        rows=len(rows),
    )
    async with desk.database.work() as work:
        await keep_download(work, desk.clock.now(), download)
    return content

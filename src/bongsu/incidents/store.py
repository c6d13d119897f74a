"""Queries on incidents, their timeline and the messages already answered."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.incidents.incident import Incident, IncidentState, TimelineRow
from bongsu.incidents.tables import LONGEST_LINE, incidents, messages, timeline

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Incident).decode


async def incident_by_id(connection: AsyncConnection, incident_id: str) -> Incident | None:
    query = select(incidents.c.body).where(incidents.c.incident_id == incident_id)
    body = (await connection.execute(query)).scalar()
    return _decode(body) if body else None


async def incident_of_call(
    connection: AsyncConnection, partner: str, ext_incident_no: str
) -> Incident | None:
    query = select(incidents.c.body).where(
        incidents.c.partner == partner, incidents.c.ext_incident_no == ext_incident_no
    )
    body = (await connection.execute(query)).scalar()
    return _decode(body) if body else None


async def open_calls_of(connection: AsyncConnection, partner: str) -> int:
    """How many of this partner's run."""
    mine = (incidents.c.partner == partner) & (incidents.c.state == IncidentState.OPEN)
    counted = select(func.count()).select_from(incidents).where(mine)
    return (await connection.execute(counted)).scalar_one()


async def recent_incidents(connection: AsyncConnection, limit: int = 200) -> list[Incident]:
    """Newest first, ended ones too."""
    query = (
        select(incidents.c.body)
        .order_by(incidents.c.received_at.desc(), incidents.c.incident_id)
        .limit(limit)
    )
    return [_decode(row.body) for row in await connection.execute(query)]


async def incidents_received_between(
    connection: AsyncConnection, since: datetime, until: datetime
) -> list[Incident]:
    """Oldest first, ended ones too."""
    span = incidents.c.received_at.between(stamp(since), stamp(until))
    asked = select(incidents.c.body).where(span)
    rows = await connection.execute(
        asked.order_by(incidents.c.received_at, incidents.c.incident_id)
    )
    return [_decode(row.body) for row in rows]


async def incidents_by_id(
    connection: AsyncConnection, incident_ids: Iterable[str]
) -> list[Incident]:
    """In the order in which they were received."""
    asked = list(incident_ids)
    found: list[Incident] = []
    # databases limit how many values one question may name
    for first in range(0, len(asked), 500):
        some = incidents.c.incident_id.in_(asked[first : first + 500])
        rows = await connection.execute(select(incidents.c.body).where(some))
        found.extend(_decode(row.body) for row in rows)
    return sorted(found, key=lambda one: one.received_at)


async def open_incidents(connection: AsyncConnection) -> list[Incident]:
    query = select(incidents.c.body).where(incidents.c.state == IncidentState.OPEN)
    rows = await connection.execute(
        query.order_by(incidents.c.received_at, incidents.c.incident_id)
    )
    return [_decode(row.body) for row in rows]


async def incidents_saying(
    connection: AsyncConnection, service: str, detail: str, word: str
) -> list[Incident]:
    """Of one service, newest first, ended ones too. `detail` is its code's word, never a partner's."""
    said = _encode({detail: word}).decode()[1:-1]
    query = select(incidents.c.body).where(incidents.c.body.contains(said, autoescape=True))
    rows = await connection.execute(query.order_by(incidents.c.received_at.desc()))
    found = [_decode(row.body) for row in rows]
    # the same words may stand elsewhere in the text
    return [one for one in found if one.service == service and one.details.get(detail) == word]


async def save_incident(connection: AsyncConnection, incident: Incident) -> None:
    row = {
        "incident_id": incident.incident_id,
        "partner": incident.partner,
        "ext_incident_no": incident.ext_incident_no,
        "state": incident.state.value,
        "received_at": stamp(incident.received_at),
        "body": _encode(incident).decode(),
    }
    changed = await connection.execute(
        update(incidents).where(incidents.c.incident_id == incident.incident_id).values(row)
    )
    if changed.rowcount == 0:
        await connection.execute(insert(incidents).values(row))


async def note(
    connection: AsyncConnection,
    incident_id: str,
    at: datetime,
    kind: str,
    ko: str,
    en: str,
    *,
    about: str | None = None,
) -> None:
    """One line for the timeline; with `about`, only that organisation and the centre read it.

    What is longer than a line is cut: no word of it is worth the call that it stands in."""
    row = {
        "incident_id": incident_id,
        "at": stamp(at),
        "kind": kind,
        "text_ko": _line(ko),
        "text_en": _line(en),
        "about": about,
    }
    await connection.execute(insert(timeline).values(row))


def _line(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 1] + "…"


async def timelines(
    connection: AsyncConnection, incident_ids: Iterable[str]
) -> dict[str, list[TimelineRow]]:
    query = select(timeline).where(timeline.c.incident_id.in_(list(incident_ids)))
    found: dict[str, list[TimelineRow]] = defaultdict(list)
    for row in await connection.execute(query.order_by(timeline.c.id)):
        found[row.incident_id].append(
            TimelineRow(
                at=read_stamp(row.at),
                kind=row.kind,
                text_ko=row.text_ko,
                text_en=row.text_en,
                about=row.about,
            )
        )
    return found


async def forget_words(connection: AsyncConnection, incident: Incident) -> None:
    """What the room directed in words, and in kept answers the cameras with their places."""
    said = timeline.c.incident_id == incident.incident_id
    await connection.execute(delete(timeline).where(said & (timeline.c.kind == "direct")))
    mine = (messages.c.partner == incident.partner) & (
        messages.c.ext_incident_no == incident.ext_incident_no
    )
    for row in (await connection.execute(select(messages).where(mine))).all():
        kept = msgspec.json.decode(row.answer, type=dict[str, object])
        bare = msgspec.json.encode({**kept, "cameras": []}).decode()
        this = mine & (messages.c.msg_id == row.msg_id)
        await connection.execute(update(messages).where(this).values(answer=bare))


async def answered(
    connection: AsyncConnection, partner: str, ext_incident_no: str, msg_id: str
) -> tuple[int, bytes] | None:
    """Status and body with which this very message was answered before."""
    query = select(messages.c.status, messages.c.answer).where(
        messages.c.partner == partner,
        messages.c.ext_incident_no == ext_incident_no,
        messages.c.msg_id == msg_id,
    )
    row = (await connection.execute(query)).first()
    return (row.status, row.answer.encode()) if row else None


async def keep_answer(
    connection: AsyncConnection,
    partner: str,
    ext_incident_no: str,
    msg_id: str,
    status: int,
    answer: bytes,
    now: datetime,
) -> None:
    row = {
        "partner": partner,
        "ext_incident_no": ext_incident_no,
        "msg_id": msg_id,
        "status": status,
        "answer": answer.decode(),
        "at": stamp(now),
    }
    await connection.execute(insert(messages).values(row))

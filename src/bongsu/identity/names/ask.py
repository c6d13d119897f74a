"""Asking for names, agreeing, and what the asker then sees. Both deeds are rows of the trail, with ids only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec

from bongsu.audit.downloads import checked_reason
from bongsu.audit.entry import Entry, TrailRow
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.audit.store import rows_at
from bongsu.identity.failures import NoSuchPerson
from bongsu.identity.names.opening import (
    MOST_PEOPLE,
    NotTheSecond,
    Opening,
    OpeningState,
    UnknownOpening,
    may_agree,
    settled_since,
    state_of,
    why_not_second,
)
from bongsu.identity.names.sealed import Unsealed, check_sealed, unsealed
from bongsu.identity.names.settings import NamesSettings
from bongsu.identity.names.store import (
    Connection,
    add_opening,
    keep_agreement,
    opening_of,
    openings_since,
    people_of_sessions,
)
from bongsu.identity.people import Person, SignedIn
from bongsu.identity.rights.store import changed_by_others
from bongsu.identity.secret_box import SecretBox
from bongsu.identity.store import person_of
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.kernel.ids import new_id

_PERSON = "per_"
_LISTED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """An opening as one person may see it; `people` and `unsealed` only for the asker, in the asking session, while it
    is open."""

    opening: Opening
    state: OpeningState
    may_agree: bool
    is_mine: bool
    people: tuple[Person, ...] = ()
    unsealed: tuple[Unsealed, ...] = ()


async def ask_names(
    work: Work,
    person_ids: Sequence[str],
    sequences: Sequence[int],
    reason: str,
    by: SignedIn,
    now: datetime,
    sealed: Sequence[int] = (),
) -> Opening:
    """Raises `ReasonMissing`, `NoSuchPerson`, `NothingSealed`, `Invalid`."""
    why = checked_reason(reason)
    wanted = {*person_ids, *await people_in(work.connection, sequences)}
    await check_sealed(work.connection, sealed)
    if not wanted and not sealed:
        raise NoSuchPerson("nobody stands in what was named")
    if len(wanted) > MOST_PEOPLE:
        raise Invalid(f"person_ids: at most {MOST_PEOPLE} at once", field="person_ids")
    for person_id in wanted:
        if await person_of(work.connection, person_id) is None:
            raise NoSuchPerson("no such person")
    opening = Opening(
        opening_id=new_id("nam"),
        asked_by=by.person_id,
        asked_role=by.role,
        session_id=by.session_id,
        asked_at=now,
        reason=why,
        person_ids=tuple(sorted(wanted)),
        sealed_rows=tuple(sorted(set(sealed))),
    )
    await add_opening(work.connection, opening)
    await _tell(work, now, TrailKind.ASK_NAMES, opening, by, reason=why)
    return opening


async def people_in(connection: Connection, sequences: Sequence[int]) -> set[str]:
    """Everybody whose id stands in these rows, and whose session a watch row names."""
    rows = await rows_at(connection, sequences) if sequences else []
    found = {person_id for row in rows for person_id in _ids_in(row)}
    watching = [_session_in(row) for row in rows]
    found.update(await people_of_sessions(connection, [one for one in watching if one]))
    return found


class _Body(msgspec.Struct, frozen=True):
    person_id: str | None = None
    person_ids: list[str] = msgspec.field(default_factory=list)
    asked_by: str | None = None


class _Watched(msgspec.Struct, frozen=True):
    journal: dict[str, object]


def _ids_in(row: TrailRow) -> list[str]:
    try:
        body = msgspec.json.decode(row.body, type=_Body)
    except msgspec.ValidationError:
        body = _Body()
    named = [row.actor, body.person_id or "", body.asked_by or "", *body.person_ids]
    return [one for one in named if one.startswith(_PERSON)]


def _session_in(row: TrailRow) -> str | None:
    if row.kind not in {TrailKind.WATCH_STARTED, TrailKind.WATCH_ENDED}:
        return None
    session = msgspec.json.decode(row.body, type=_Watched).journal.get("session")
    return session if isinstance(session, str) else None


async def agree(
    work: Work, opening_id: str, by: SignedIn, settings: NamesSettings, now: datetime
) -> Opening:
    """Raises `UnknownOpening`, `NotTheSecond`, `OpeningOver`."""
    opening = await opening_of(work.connection, opening_id)
    if opening is None:
        raise UnknownOpening("no such question for names")
    may_agree(opening, by.person, now, settings)
    if await _are_fresh(work.connection, opening, by, settings, now):
        raise NotTheSecond(
            "the account of one of you was made or changed by somebody else within days"
        )
    await keep_agreement(work.connection, opening_id, by.person_id, by.role, now)
    await _tell(
        work,
        now,
        TrailKind.OPEN_NAMES,
        opening,
        by,
        reason=opening.reason,
        asked_by=opening.asked_by,
    )
    return replace(opening, agreed_by=by.person_id, agreed_role=by.role, agreed_at=now)


async def _are_fresh(
    connection: Connection, opening: Opening, by: SignedIn, settings: NamesSettings, now: datetime
) -> bool:
    """Whoever grants rights could else make the other role for themselves."""
    both, since = (opening.asked_by, by.person_id), settled_since(now, settings)
    return bool(await changed_by_others(connection, both, since))


async def _tell(
    work: Work, now: datetime, kind: TrailKind, opening: Opening, by: SignedIn, **more: object
) -> None:
    body = {"opening_id": opening.opening_id, "person_ids": list(opening.person_ids), **more}
    if opening.sealed_rows:
        body["sealed_rows"] = list(opening.sealed_rows)
    entry = Entry(kind=kind, actor=by.person_id, organisation=by.person.organisation, body=body)
    await record(work, now, entry)


async def openings_for(
    connection: Connection, by: SignedIn, settings: NamesSettings, now: datetime, box: SecretBox
) -> list[Shown]:
    """What waits for this person's word, and what this person has asked for since yesterday."""
    openings = await openings_since(connection, now - _LISTED)
    shown = [await _shown(connection, one, by, settings, now, box) for one in openings]
    return [one for one in shown if one.is_mine or one.may_agree]


async def _shown(
    connection: Connection,
    opening: Opening,
    by: SignedIn,
    settings: NamesSettings,
    now: datetime,
    box: SecretBox,
) -> Shown:
    state = state_of(opening, now, settings)
    is_mine = opening.asked_by == by.person_id
    waits = state is OpeningState.WAITING
    may = waits and not why_not_second(opening, by.person)
    may = may and not await _are_fresh(connection, opening, by, settings, now)
    if state is not OpeningState.OPEN or opening.session_id != by.session_id:
        return Shown(opening, state, may, is_mine)
    found = [await person_of(connection, one) for one in opening.person_ids]
    people = tuple(one for one in found if one is not None)
    parts = await unsealed(connection, opening.sealed_rows, box)
    return Shown(opening, state, may, is_mine, people, parts)

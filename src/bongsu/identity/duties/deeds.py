"""What the head of the centre writes into the registers. Nothing is erased; each entry is a `duty` row of the trail."""

from dataclasses import asdict
from datetime import date

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import as_name
from bongsu.identity.duties.failures import NoSuchRecord
from bongsu.identity.duties.records import AiUse, Course, Minutes, Officer, Training
from bongsu.identity.duties.rules import LONGEST_MONTHS, TRAINED, months_after
from bongsu.identity.duties.status import DutyDesk
from bongsu.identity.duties.store import (
    add_ai_use,
    add_minutes,
    add_officer,
    add_training,
    ai_use_started,
    end_ai_use,
    end_officer,
    officer_started,
)
from bongsu.identity.people import Role, SignedIn
from bongsu.identity.store import person_named
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.kernel.ids import new_id


async def appoint(desk: DutyDesk, by: SignedIn, officer: Officer) -> None:
    async with desk.database.work() as work:
        await add_officer(work.connection, officer, desk.clock.now(), by.person_id)
        await _keep(work, desk, by, "officer", officer.officer_id, starts=officer.starts)


async def relieve(desk: DutyDesk, by: SignedIn, officer_id: str, ends: date) -> None:
    """Raises `NoSuchRecord`, `Invalid`."""
    async with desk.database.work() as work:
        starts = await officer_started(work.connection, officer_id)
        _must_follow(starts, ends, "ends")
        await end_officer(work.connection, officer_id, ends)
        await _keep(work, desk, by, "officer_ends", officer_id, ends=ends)


async def write_minutes(desk: DutyDesk, by: SignedIn, minutes: Minutes) -> None:
    """Raises `Invalid` for a meeting that has not been."""
    _must_have_been(desk, minutes.held_on)
    async with desk.database.work() as work:
        await add_minutes(work.connection, minutes, desk.clock.now(), by.person_id)
        facts = {"subjects": list(minutes.subjects), "document_sha256": minutes.document_sha256}
        await _keep(work, desk, by, "minutes", minutes.minutes_id, **facts)


async def write_training(desk: DutyDesk, by: SignedIn, name: str, course: Course) -> None:
    """`name` signs in. Raises `NoSuchRecord`, `Invalid`."""
    _must_have_been(desk, course.held_on)
    if course.valid_until < course.held_on:
        raise Invalid("valid_until: lies before the course", field="valid_until")
    if course.valid_until > months_after(course.held_on, LONGEST_MONTHS):
        raise Invalid("valid_until: more than ten years after the course", field="valid_until")
    async with desk.database.work() as work:
        person = await person_named(work.connection, as_name(name))
        if person is None or Role(person.role) not in TRAINED:
            raise NoSuchRecord("who: nobody whose training is kept", field="who")
        training = Training(new_id("trn"), person.person_id, **asdict(course))
        await add_training(work.connection, training, desk.clock.now(), by.person_id)
        facts = {"person_id": training.person_id, "valid_until": training.valid_until}
        await _keep(work, desk, by, "training", training.training_id, **facts)


def usual_end(desk: DutyDesk, held_on: date) -> date:
    """Until when a course holds if it says nothing itself."""
    return months_after(held_on, desk.settings.training_every_months)


async def register_ai(desk: DutyDesk, by: SignedIn, use: AiUse) -> None:
    async with desk.database.work() as work:
        await add_ai_use(work.connection, use, desk.clock.now(), by.person_id)
        facts = {"name": use.name, "version": use.version, "kind": use.kind}
        await _keep(work, desk, by, "ai_use", use.ai_id, **facts)


async def retire_ai(desk: DutyDesk, by: SignedIn, ai_id: str, ended_on: date) -> None:
    """Raises `NoSuchRecord`, `Invalid`."""
    async with desk.database.work() as work:
        since = await ai_use_started(work.connection, ai_id)
        _must_follow(since, ended_on, "ended_on")
        await end_ai_use(work.connection, ai_id, ended_on)
        await _keep(work, desk, by, "ai_use_ends", ai_id, ended_on=ended_on)


def _must_follow(begins: date | None, ends: date, field: str) -> None:
    if begins is None:
        raise NoSuchRecord("no such entry in the register")
    if ends < begins:
        raise Invalid(f"{field}: lies before {begins}", field=field)


def _must_have_been(desk: DutyDesk, held_on: date) -> None:
    if held_on > desk.today():
        raise Invalid("held_on: lies in the future", field="held_on")


async def _keep(
    work: Work, desk: DutyDesk, by: SignedIn, duty: str, record_id: str, **facts: object
) -> None:
    entry = Entry(
        kind=TrailKind.DUTY,
        actor=by.person_id,
        organisation=by.person.organisation,
        body={"duty": duty, "id": record_id, **facts},
    )
    await record(work, desk.clock.now(), entry)

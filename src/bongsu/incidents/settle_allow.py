"""A lending that is allowed: opened, kept under the text that is agreed by now, or moved with its scene."""

from collections.abc import Sequence
from datetime import timedelta

from bongsu.incidents.choose import Choice, Chooser, purposes_by
from bongsu.incidents.follow import follow, wanted_by
from bongsu.incidents.named_cameras import with_named, write_named
from bongsu.incidents.occasion import occasion_of
from bongsu.incidents.settling import Settling
from bongsu.sharing.agreement import Clause
from bongsu.sharing.carry import carry_over, end_sooner, fits, last_longer
from bongsu.sharing.grants import Grant, LentCamera, State
from bongsu.sharing.lend import open_grant, refuse
from bongsu.sharing.rules import Allow, Reason
from bongsu.sharing.words import allowed_by, sentence


async def allow(settling: Settling, grant: Grant, said: Allow) -> None:
    """Called again it changes nothing that runs, but what the text, the window or the scene changed."""
    kept = await _under(settling, grant, said)
    if kept.state is not State.ACTIVE:
        await _open(settling, kept, said)
    elif settling.follows:
        await follow(settling, kept, said.clause)


async def _under(settling: Settling, grant: Grant, said: Allow) -> Grant:
    """A lending stands on one text: a new version that lets the same be shown carries it over, else it is another."""
    if grant.state is not State.ACTIVE or grant.ends_at is None:
        return grant
    if (grant.agreement_id, grant.agreement_version) == (said.agreement_id, said.version):
        return await _within_what_is_agreed(settling, await _as_long_as_the_window(settling, grant))
    if fits(grant, said, purposes_by(settling.desk.chooser)):
        latest = settling.until(grant.organisation, grant.ends_at)
        return await carry_over(settling.work, grant, said, latest, settling.now)
    return await settling.without_pictures(grant)


async def _within_what_is_agreed(settling: Settling, grant: Grant) -> Grant:
    assert grant.ends_at is not None
    latest = settling.until(grant.organisation, grant.ends_at)
    return await end_sooner(settling.work, grant, latest, settling.now)


async def _as_long_as_the_window(settling: Settling, grant: Grant) -> Grant:
    """Its end was the window's, and the window has come to end later."""
    if settling.incident.window is None:
        return grant
    term = grant.decided_at + timedelta(seconds=grant.ttl_s)
    latest = settling.until(grant.organisation, term)
    return await last_longer(settling.work, grant, latest, settling.now)


async def _open(settling: Settling, grant: Grant, said: Allow) -> None:
    clause, organisation = said.clause, grant.organisation
    named = await settling.desk.named.of(settling.work, settling.incident, organisation)
    wanted = wanted_by(settling.incident, clause, settling.now)
    choice = with_named(settling.desk.chooser, wanted, named)
    if not choice.cameras:
        await _nothing_to_see(settling, grant, said)
        return
    await open_grant(
        settling.work,
        grant,
        clause,
        choice.cameras,
        settling.now,
        actor=settling.actor,
        under=(said.agreement_id, said.version),
        until=settling.until(organisation, settling.now + timedelta(seconds=clause.ttl_s)),
        occasion=occasion_of(settling.incident, settling.desk, organisation),
    )
    await write_named(settling.work, grant, named, settling.now)
    await settling.note("lend", grant, _words(settling, clause, choice))


async def _nothing_to_see(settling: Settling, grant: Grant, said: Allow) -> None:
    no, number = Reason.NO_CAMERA, said.clause.number
    text, under = sentence(no), (said.agreement_id, said.version)
    await refuse(settling.work, grant, no, text, settling.now, clause=number, under=under)
    await settling.note("refuse", grant, ("{0}: " + text[0], "{0}: " + text[1]))


def _words(settling: Settling, clause: Clause, choice: Choice) -> tuple[str, str]:
    """A clause may stand for one kind of call; of a discreet service no line tells it."""
    is_discreet = settling.service.discreet
    korean, english = ("영상 제공", "Lent") if is_discreet else allowed_by(clause)
    number = _told_of(settling.desk.chooser, choice.cameras)
    korean, english = f"{korean} {number}대 · {{0}}", f"{english}: {number} cameras · {{0}}"
    if choice.other_purpose and not is_discreet:
        korean += f" · 제외 {choice.other_purpose}대(목적 외)"
        english += f" · {choice.other_purpose} left out (other purpose)"
    return korean, english


def _told_of(chooser: Chooser, cameras: Sequence[LentCamera]) -> int:
    """What is reserved for a service is counted for nobody but its room, and the centre reads this line too."""
    facts = (chooser.facts(camera.camera_id) for camera in cameras)
    return sum(1 for one in facts if one is None or not one.reserved_for)

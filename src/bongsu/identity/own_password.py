"""Whoever is signed in types the password once more before something grave; wrong ones count as at the sign-in."""

from bongsu.identity.attempts import count_attempt, record_failure, take_back_attempt
from bongsu.identity.desk import Desk
from bongsu.identity.failures import SignInRefused
from bongsu.identity.people import Person
from bongsu.identity.store import password_hash_of


async def must_know_password(desk: Desk, person: Person, password: str) -> str | None:
    """Answers the hash that it matched. Raises `SignInRefused`, `SignInLocked`, `SignInBusy`."""
    with desk.passwords.place():
        async with desk.database.work() as work:
            await count_attempt(work, desk, person.name, desk.clock.now())
            kept = await password_hash_of(work.connection, person.person_id)
        right = await desk.passwords.match(kept, password)
    async with desk.database.work() as work:
        now = desk.clock.now()
        if right:
            await take_back_attempt(work, desk, person.name, now)
        else:
            await record_failure(work, desk, person, "password", now)
    if not right:
        raise SignInRefused("this is not the password")
    return kept

"""Who may sign in, and how hard it is to sign in as somebody else."""

from bongsu.cli.doctor.control import (
    Control,
    Facts,
    Finding,
    fails,
    not_applicable,
    passes,
    warns,
)


def password_hashes(facts: Facts) -> Finding:
    """OWASP's password storage cheat sheet: 19 MiB with two passes, or 46 MiB with one."""
    memory, passes_made = facts.identity.argon2_memory_kib, facts.identity.argon2_time_cost
    said = f"argon2id, {memory // 1024} MiB, {passes_made} passes"
    if (memory >= 19_456 and passes_made >= 2) or memory >= 47_104:
        return passes(said)
    return fails(said, "unset BONGSU_IDENTITY_ARGON2_MEMORY_KIB and …_TIME_COST")


def password_length(facts: Facts) -> Finding:
    least = facts.identity.password_at_least
    if least < 8:
        return fails(f"{least} letters are enough", "BONGSU_IDENTITY_PASSWORD_AT_LEAST=10")
    return passes(f"{least} letters or more")


def second_factor(facts: Facts) -> Finding:
    if not facts.identity.second_factor_outside:
        return fails(
            "people of outside organisations sign in with a password alone",
            "unset BONGSU_IDENTITY_SECOND_FACTOR_OUTSIDE",
        )
    return passes("outside organisations are led to enrol one at their first sign-in")


def device_keys(facts: Facts) -> Finding:
    if not facts.identity.device_key_vehicles:
        return fails(
            "vehicles sign in with a password alone", "unset BONGSU_IDENTITY_DEVICE_KEY_VEHICLES"
        )
    return passes("a vehicle's password is worth nothing without its tablet's key")


def own_people_with_factors(facts: Facts) -> Finding:
    people, without = facts.book("own_people"), facts.book("own_people_without_factor")
    if not people:
        return not_applicable("nobody of the centre has an account yet")
    if without:
        return warns(
            f"{without} of {people} accounts of the centre have a password alone",
            "let them add a passkey or a code under their name",
        )
    return passes(f"all {people} accounts of the centre have a second factor")


def more_than_one(facts: Facts) -> Finding:
    people = facts.book("people")
    if people == 1:
        return warns(
            "the only account is the one that `bongsu people add` made",
            "one person, one account: add the others in the console",
        )
    return passes(f"{people} accounts" if people else "no accounts yet")


def idle_lock(facts: Facts) -> Finding:
    minutes = facts.identity.idle_lock_minutes
    if not 0 < minutes <= 15:
        return fails(
            f"an untouched screen locks after {minutes:g} minutes",
            "unset BONGSU_IDENTITY_IDLE_LOCK_MINUTES",
        )
    return passes(f"an untouched screen locks after {minutes:g} minutes")


def session_length(facts: Facts) -> Finding:
    hours = facts.identity.session_hours
    if hours > 24:
        return fails(f"a session lives {hours:g} hours", "unset BONGSU_IDENTITY_SESSION_HOURS")
    return passes(f"a session lives {hours:g} hours at most")


def lockout(facts: Facts) -> Finding:
    given = facts.identity
    said = f"{given.failures_before_lock} wrong passwords lock for {given.lock_s:g} s, doubling"
    if given.failures_before_lock > 10 or given.lock_s < 10:
        return fails(said, "unset BONGSU_IDENTITY_FAILURES_BEFORE_LOCK and …_LOCK_S")
    if given.lock_at_most_s > 3600:
        return fails(
            f"a lock lasts {given.lock_at_most_s:g} s", "an attacker could keep a room out"
        )
    return passes(said)


CONTROLS = (
    Control(
        "password-hashes",
        "Passwords are kept by argon2id at today's cost",
        "a stolen database would give them away",
        password_hashes,
    ),
    Control(
        "password-length",
        "Passwords have eight letters or more",
        "shorter ones are guessed",
        password_length,
    ),
    Control(
        "second-factor",
        "Outside organisations need a second factor",
        "one password that leaked would open pictures to anybody",
        second_factor,
    ),
    Control(
        "device-keys",
        "Vehicles need their enrolled tablet",
        "a vehicle's password is known to a whole shift",
        device_keys,
    ),
    Control(
        "own-people-with-factors",
        "The centre's own people have second factors",
        "theirs are the widest rights",
        own_people_with_factors,
    ),
    Control(
        "more-than-one-account",
        "People have accounts of their own",
        "a shared account makes the trail say nothing",
        more_than_one,
    ),
    Control(
        "idle-lock",
        "An untouched screen locks within 15 minutes",
        "whoever comes by sees the pictures",
        idle_lock,
    ),
    Control(
        "session-length",
        "A session ends with the day",
        "a forgotten one would stay open",
        session_length,
    ),
    Control(
        "lockout",
        "Wrong passwords lock a name, for a while",
        "they could be tried without end, or a room be kept out for ever",
        lockout,
    ),
)

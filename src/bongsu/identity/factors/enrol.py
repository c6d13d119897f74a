"""A second factor is added: a code generator that has shown its first code, or a passkey; recovery codes come with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Any: credentials and options are the browser's JSON

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk
from bongsu.identity.factors.factor import (
    PENDING_FOR,
    RECOVERY_CODES,
    Factor,
    FactorKind,
    TotpDraft,
)
from bongsu.identity.factors.passkeys import RelyingParty, registration_options, verified_new
from bongsu.identity.factors.store import (
    add_factor_row,
    ceremony_of,
    factors_of,
    forget_ceremony,
    keep_ceremony,
    passkey_with,
    recovery_codes_left,
    replace_recovery_codes,
)
from bongsu.identity.factors.totp import matching_step, new_totp
from bongsu.identity.failures import AlreadyThere, FactorRefused
from bongsu.identity.passwords import new_password
from bongsu.identity.people import Person
from bongsu.identity.tokens import token_hash
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.kernel.ids import new_id

ADD_TOTP, ADD_PASSKEY = "add_totp", "add_passkey"
FACTORS_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Enrolling:
    """Who adds a factor and where: a session, or a sign-in under way (`holder`)."""

    desk: Desk
    work: Work
    holder: str
    person: Person
    now: datetime


async def draft_totp(by: Enrolling) -> TotpDraft:
    """A secret that counts once its first code has come back."""
    draft = new_totp(by.person.name, by.desk.settings.node_code)
    sealed = by.desk.box.seal(draft.secret.encode(), by.holder)
    ends_at = by.now + PENDING_FOR
    await keep_ceremony(by.work.connection, by.holder, ADD_TOTP, sealed, ends_at)
    return draft


async def add_totp(by: Enrolling, code: str, label: str) -> tuple[str, ...]:
    """Answers recovery codes if there were none. Raises `FactorRefused`; the draft then stays for another try."""
    sealed = await ceremony_of(by.work.connection, by.holder, ADD_TOTP, by.now)
    if sealed is None:
        raise FactorRefused("begin again: this took too long")
    secret = by.desk.box.open(sealed, by.holder)
    step = matching_step(secret.decode(), code, by.now)
    if step is None:
        raise FactorRefused("this is not the code that the app shows now")
    await forget_ceremony(by.work.connection, by.holder, ADD_TOTP)
    factor_id = new_id("fac")
    return await _add(
        by,
        Factor(
            factor_id,
            by.person.person_id,
            FactorKind.TOTP,
            label,
            by.now,
            sealed_secret=by.desk.box.seal(secret, factor_id),
            last_step=step,
        ),
    )


async def passkey_draft(by: Enrolling, party: RelyingParty) -> dict[str, Any]:
    """What the browser makes a passkey from."""
    known = await factors_of(by.work.connection, by.person.person_id)
    challenge, options = registration_options(party, by.person, by.desk.settings.node_code, known)
    ends_at = by.now + PENDING_FOR
    await keep_ceremony(by.work.connection, by.holder, ADD_PASSKEY, challenge, ends_at)
    return options


async def add_passkey(
    by: Enrolling, party: RelyingParty, credential: Mapping[str, Any], label: str
) -> tuple[str, ...]:
    """Answers recovery codes if there were none. Raises `FactorRefused`, `AlreadyThere`."""
    challenge = await ceremony_of(by.work.connection, by.holder, ADD_PASSKEY, by.now)
    if challenge is None:
        raise FactorRefused("begin again: this took too long")
    made = verified_new(party, challenge, credential)
    await forget_ceremony(by.work.connection, by.holder, ADD_PASSKEY)
    if await passkey_with(by.work.connection, made.credential_id) is not None:
        raise AlreadyThere("this passkey is in use already", field="credential")
    return await _add(
        by,
        Factor(
            new_id("fac"),
            by.person.person_id,
            FactorKind.PASSKEY,
            label,
            by.now,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            rp_id=party.rp_id,
        ),
    )


async def new_recovery_codes(work: Work, person: Person) -> tuple[str, ...]:
    """Ten codes of 79 random bits in the place of all earlier ones; a plain hash of them is enough."""
    codes = tuple(new_password() for _ in range(RECOVERY_CODES))
    await replace_recovery_codes(work.connection, person.person_id, map(token_hash, codes))
    return codes


async def _add(by: Enrolling, factor: Factor) -> tuple[str, ...]:
    known = await factors_of(by.work.connection, by.person.person_id)
    if len(known) >= FACTORS_AT_MOST:
        raise Invalid(f"at most {FACTORS_AT_MOST} second factors", field="label")
    await add_factor_row(by.work.connection, factor)
    entry = Entry(
        kind=TrailKind.ADD_FACTOR,
        actor=by.person.person_id,
        organisation=by.person.organisation,
        body={"factor_id": factor.factor_id, "factor": factor.kind},
    )
    await record(by.work, by.now, entry)
    if await recovery_codes_left(by.work.connection, by.person.person_id):
        return ()
    return await new_recovery_codes(by.work, by.person)

"""Whether a code, a recovery code or a passkey is this person's and good now. Each is good once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Any: a credential is the browser's JSON

from bongsu.identity.desk import Desk
from bongsu.identity.factors.factor import PENDING_FOR, FactorKind
from bongsu.identity.factors.passkeys import (
    RelyingParty,
    authentication_options,
    credential_id_in,
    verified_count,
)
from bongsu.identity.factors.store import (
    ceremony_of,
    count_signature,
    factors_of,
    forget_ceremony,
    keep_ceremony,
    passkey_with,
    use_recovery_code,
    use_step,
)
from bongsu.identity.factors.totp import matching_step
from bongsu.identity.failures import FactorRefused, NoSuchFactor
from bongsu.identity.people import Person
from bongsu.identity.tokens import token_hash
from bongsu.kernel.database import Work

USE = "use_passkey"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person shows as second factor: exactly one of these."""

    code: str | None = None
    recovery: str | None = None
    credential: Mapping[str, Any] | None = None
    party: RelyingParty | None = None

    @property
    def way(self) -> str:
        if self.credential is not None:
            return "passkey"
        return "totp" if self.code is not None else "recovery"


async def is_good(
    desk: Desk, work: Work, holder: str, person: Person, shown: Shown, now: datetime
) -> bool:
    """`holder` is the sign-in under way or the session to which a passkey's challenge was handed."""
    if shown.credential is not None and shown.party is not None:
        return await _passkey(work, holder, person, shown.party, shown.credential, now)
    if shown.code is not None:
        return await _code(desk, work, person, shown.code, now)
    if shown.recovery is not None:
        spelled = "".join(shown.recovery.split()).lower()
        return await use_recovery_code(work.connection, person.person_id, token_hash(spelled), now)
    return False


async def passkey_options(
    desk: Desk, work: Work, holder: str, person: Person, party: RelyingParty, now: datetime
) -> dict[str, Any]:
    """A fresh challenge for the passkeys of this person at this address. Raises `NoSuchFactor`."""
    known = [
        one
        for one in await factors_of(work.connection, person.person_id)
        if one.kind is FactorKind.PASSKEY and one.rp_id == party.rp_id
    ]
    if not known:
        raise NoSuchFactor("no passkey of this account belongs to this address")
    challenge, options = authentication_options(party, known)
    await keep_ceremony(work.connection, holder, USE, challenge, now + PENDING_FOR)
    return options


async def _code(desk: Desk, work: Work, person: Person, code: str, now: datetime) -> bool:
    for factor in await factors_of(work.connection, person.person_id):
        if factor.kind is not FactorKind.TOTP or factor.sealed_secret is None:
            continue
        secret = desk.box.open(factor.sealed_secret, factor.factor_id).decode()
        step = matching_step(secret, code, now)
        if step is not None and await use_step(work.connection, factor.factor_id, step, now):
            return True
    return False


async def _passkey(
    work: Work,
    holder: str,
    person: Person,
    party: RelyingParty,
    credential: Mapping[str, Any],
    now: datetime,
) -> bool:
    challenge = await ceremony_of(work.connection, holder, USE, now)
    # once, whatever comes of it
    await forget_ceremony(work.connection, holder, USE)
    factor = await passkey_with(work.connection, credential_id_in(credential))
    if challenge is None or factor is None:
        return False
    if (factor.person_id, factor.rp_id) != (person.person_id, party.rp_id):
        return False
    try:
        count = verified_count(party, challenge, factor, credential)
    except FactorRefused:
        return False
    await count_signature(work.connection, factor.factor_id, count, now)
    return True

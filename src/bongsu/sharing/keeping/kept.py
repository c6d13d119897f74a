"""All that is kept of agreements, read in one go, and how each version stands: every signature is checked again."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bongsu.kernel.failures import Invalid
from bongsu.sharing.agreement import Agreement
from bongsu.sharing.document import read_agreement
from bongsu.sharing.keeping.rows import Deed, KeptVersion, PartyKey, Signature, SuspensionDeed
from bongsu.sharing.keeping.signing import is_signed
from bongsu.sharing.keeping.store import (
    Connection,
    keys,
    last_deeds,
    signatures,
    suspension_deeds,
    versions,
)
from bongsu.sharing.policy import Standing, Suspension

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Kept:
    """One consistent view of all tables."""

    versions: Sequence[KeptVersion] = ()
    keys: Sequence[PartyKey] = ()
    signatures: Sequence[Signature] = ()
    deeds: Sequence[SuspensionDeed] = ()
    standings: tuple[Standing, ...] = ()

    def text(self, agreement_id: str, version: int) -> KeptVersion | None:
        wanted = (agreement_id, version)
        return next(
            (one for one in self.versions if (one.agreement_id, one.version) == wanted), None
        )

    def standing(self, agreement_id: str, version: int) -> Standing | None:
        wanted = (agreement_id, version)
        return next((one for one in self.standings if version_of(one) == wanted), None)


def held_up_by(kept: Kept, key: PartyKey) -> tuple[Standing, ...]:
    """The signed versions that lend no more once this key is withdrawn: nothing else of its party holds them up."""
    valid = {one.key_id for one in kept.keys if one.is_valid}
    signers: dict[tuple[str, int], set[str]] = {}
    for one in kept.signatures:
        if one.organisation == key.organisation and one.key_id in valid:
            signers.setdefault((one.agreement_id, one.version), set()).add(one.key_id)
    return tuple(
        one
        for one in kept.standings
        if one.is_signed and signers.get(version_of(one)) == {key.key_id}
    )


def version_of(standing: Standing) -> tuple[str, int]:
    return standing.agreement.agreement_id, standing.agreement.version


async def read_kept(connection: Connection) -> Kept:
    """A text that cannot be read, or a row that says another name than its text, counts as not there."""
    kept = Kept(
        await versions(connection),
        await keys(connection),
        await signatures(connection),
        await suspension_deeds(connection),
    )
    standings = [_standing(one, kept) for one in kept.versions]
    found = tuple(one for one in standings if one is not None)
    return Kept(kept.versions, kept.keys, kept.signatures, kept.deeds, found)


def _standing(version: KeptVersion, kept: Kept) -> Standing | None:
    agreement = _agreement(version)
    if agreement is None:
        return None
    good = [one for one in kept.signatures if _is_good(one, version, kept.keys)]
    valid = {key.key_id for key in kept.keys if key.is_valid}
    signed = frozenset(one.organisation for one in good if one.key_id in valid)
    withdrawn = frozenset(one.organisation for one in good) - signed
    deed = last_deeds(kept.deeds).get(version.agreement_id)
    suspended = deed is not None and deed.deed is Deed.SUSPEND
    suspension = Suspension(deed.at, deed.by, deed.reason) if deed and suspended else None
    return Standing(agreement, signed, suspension, withdrawn)


def _agreement(version: KeptVersion) -> Agreement | None:
    try:
        agreement = read_agreement(version.text.encode())
    except Invalid:
        log.error("agreement unreadable", agreement=version.agreement_id, version=version.version)
        return None
    if (agreement.agreement_id, agreement.version) != (version.agreement_id, version.version):
        log.error("agreement misplaced", agreement=version.agreement_id, version=version.version)
        return None
    return agreement


def _is_good(one: Signature, version: KeptVersion, keys: Sequence[PartyKey]) -> bool:
    if (one.agreement_id, one.version) != (version.agreement_id, version.version):
        return False
    key = next((key for key in keys if key.key_id == one.key_id), None)
    return (
        key is not None
        and key.organisation == one.organisation
        and is_signed(key.public_key, one.signature, version.text.encode())
    )

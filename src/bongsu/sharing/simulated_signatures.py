"""Signs an agreement for every party with keys made for the purpose: for the demo, the benches and tests, never for a node.

Each key says of itself that it is simulated; whoever looks at the agreement sees it."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.keys import load_or_create_key
from bongsu.sharing.agreement import Agreement
from bongsu.sharing.document import canonical_bytes
from bongsu.sharing.keeping.add_signature import add_signature
from bongsu.sharing.keeping.add_version import add_version
from bongsu.sharing.keeping.kept import read_kept
from bongsu.sharing.keeping.keys import add_key
from bongsu.sharing.keeping.signing import key_id_of, public_text, sign

BY = "simulated"
NOTE = "모의 서명 (simulated signature)"


async def sign_for_everybody(
    database: Database, clock: Clock, agreement: Agreement, keys: Path | None = None
) -> None:
    """Adds the text and every party's simulated signature. A second time changes nothing.

    `keys`: where the parties' private keys stay, so that the next version can be signed by the same; else forgotten.
    """
    async with database.work() as work:
        kept = await read_kept(work.connection)
        if kept.text(agreement.agreement_id, agreement.version) is None:
            await add_version(work, agreement, agreement.centre, BY, clock.now())
        for party in agreement.parties:
            key = _key(keys, party.organisation)
            await _sign(work, clock, agreement, party.organisation, key)


def _key(keys: Path | None, organisation: str) -> Ed25519PrivateKey:
    if keys is None:
        return Ed25519PrivateKey.generate()
    return load_or_create_key(keys / f"{organisation}.pem")


async def _sign(
    work: Work, clock: Clock, agreement: Agreement, organisation: str, key: Ed25519PrivateKey
) -> None:
    kept = await read_kept(work.connection)
    standing = kept.standing(agreement.agreement_id, agreement.version)
    if standing is not None and organisation in standing.signed_by:
        return
    public, now = public_text(key), clock.now()
    if all(one.key_id != key_id_of(public) for one in kept.keys):
        await add_key(work, organisation, public, BY, now, note=NOTE)
    await add_signature(
        work,
        agreement.agreement_id,
        agreement.version,
        organisation,
        key_id_of(public),
        sign(key, canonical_bytes(agreement)),
        BY,
        now,
    )

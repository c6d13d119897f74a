"""Whose signatures a node's own trail is believed by: its key, where it has one, and the witnesses that it knows."""

from collections.abc import Sequence

from bongsu.audit.note import COSIGNS, VerifierKey
from bongsu.audit.proofs.check import Trust
from bongsu.audit.proofs.store import has_tree
from bongsu.audit.witnessing.store import all_witnesses
from bongsu.kernel.database import Database
from bongsu.roles.audit_key import audit_key_of
from bongsu.roles.settings import NodeSettings


async def trust_of(
    settings: NodeSettings,
    database: Database,
    log: VerifierKey | None = None,
    believed: Sequence[VerifierKey] = (),
) -> Trust:
    """`log` and `believed` are what somebody has said by hand; no key is made here."""
    if log is None and settings.audit_key.exists():
        log = audit_key_of(settings).as_log
    async with database.read() as connection:
        ours = await all_witnesses(connection) if await has_tree(connection) else []
    keys = {str(key): key for key in believed}
    keys |= {one.vkey: VerifierKey.read(one.vkey, COSIGNS) for one in ours}
    return Trust(log, tuple(keys.values()))

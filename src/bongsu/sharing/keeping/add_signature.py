"""A party's signature is kept only when it is that party's, over exactly this version, by a key that is valid now."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.database import Work
from bongsu.sharing.events import AgreementChanged
from bongsu.sharing.keeping.failures import AlreadyDone, SignatureWrong, UnknownAgreement
from bongsu.sharing.keeping.kept import Kept, read_kept
from bongsu.sharing.keeping.keys import add_key
from bongsu.sharing.keeping.rows import KeptVersion, PartyKey, Signature
from bongsu.sharing.keeping.signing import is_signed, key_id_of, public_text, sign
from bongsu.sharing.keeping.store import add


async def add_signature(
    work: Work,
    agreement_id: str,
    version: int,
    organisation: str,
    key_id: str,
    signature: str,
    actor: str,
    now: datetime,
) -> Signature:
    """Raises `UnknownAgreement`, `SignatureWrong`, or `AlreadyDone`."""
    kept = await read_kept(work.connection)
    text = kept.text(agreement_id, version)
    if text is None:
        raise UnknownAgreement("No such version")
    _must_be_good(kept, text, organisation, key_id, signature)
    made = Signature(agreement_id, version, key_id, organisation, signature, now, actor)
    await add(work.connection, made)
    body = {
        "agreement_id": agreement_id,
        "version": version,
        "sha256": text.sha256,
        "key_id": key_id,
        "signature": signature,
    }
    entry = Entry(kind=TrailKind.SIGN_AGREEMENT, actor=actor, organisation=organisation, body=body)
    await record(work, now, entry)
    work.tell(AgreementChanged(agreement_id=agreement_id, why="signature"))
    return made


def _must_be_good(
    kept: Kept, text: KeptVersion, organisation: str, key_id: str, signature: str
) -> None:
    key = next((one for one in kept.keys if one.key_id == key_id), None)
    standing = kept.standing(text.agreement_id, text.version)
    if standing is None or organisation not in standing.parties:
        raise SignatureWrong("No party of this agreement", field="organisation")
    if key is None or key.organisation != organisation or not key.is_valid:
        raise SignatureWrong("No valid key of this party", field="key_id")
    if not is_signed(key.public_key, signature, text.text.encode()):
        raise SignatureWrong("Not this key's signature over this version", field="signature")
    if organisation in standing.signed_by:
        raise AlreadyDone("This party has signed this version")


async def sign_as_centre(
    work: Work,
    agreement_id: str,
    version: int,
    centre: str,
    key: Ed25519PrivateKey,
    actor: str,
    now: datetime,
) -> Signature:
    """With the node's own key, whose public half is added at first use."""
    kept = await read_kept(work.connection)
    text = kept.text(agreement_id, version)
    if text is None:
        raise UnknownAgreement("No such version")
    own = await centre_key(work, kept, centre, key, actor, now)
    signature = sign(key, text.text.encode())
    return await add_signature(
        work, agreement_id, version, centre, own.key_id, signature, actor, now
    )


async def centre_key(
    work: Work, kept: Kept, centre: str, key: Ed25519PrivateKey, actor: str, now: datetime
) -> PartyKey:
    key_id = key_id_of(public_text(key))
    known = next((one for one in kept.keys if one.key_id == key_id), None)
    return known or await add_key(work, centre, public_text(key), actor, now)

"""A new text becomes a new version: a draft that lends nothing until every party has signed it."""

from datetime import datetime
from hashlib import sha256

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.database import Work
from bongsu.sharing.agreement import Agreement
from bongsu.sharing.document import canonical_bytes
from bongsu.sharing.events import AgreementChanged
from bongsu.sharing.keeping.failures import AgreementWrong, VersionTaken
from bongsu.sharing.keeping.rows import KeptVersion
from bongsu.sharing.keeping.store import add, versions
from bongsu.sharing.problems import problems


async def add_version(
    work: Work, agreement: Agreement, centre: str, actor: str, now: datetime
) -> KeptVersion:
    """Raises `AgreementWrong` with the first problem's field, `VersionTaken` unless it is the next number."""
    _must_be_sound(agreement, centre)
    known = [
        one.version
        for one in await versions(work.connection)
        if one.agreement_id == agreement.agreement_id
    ]
    follows = max(known, default=0) + 1
    if agreement.version != follows:
        raise VersionTaken(f"The next version is {follows}", field="version")
    text = canonical_bytes(agreement)
    kept = KeptVersion(
        agreement.agreement_id,
        agreement.version,
        text.decode(),
        sha256(text).hexdigest(),
        now,
        actor,
    )
    await add(work.connection, kept)
    body = {"agreement_id": kept.agreement_id, "version": kept.version, "sha256": kept.sha256}
    kind = TrailKind.CHANGE_AGREEMENT if known else TrailKind.ADD_AGREEMENT
    await record(work, now, Entry(kind=kind, actor=actor, body=body))
    work.tell(AgreementChanged(agreement_id=kept.agreement_id, why="version"))
    return kept


def _must_be_sound(agreement: Agreement, centre: str) -> None:
    found = problems(agreement)
    if found:
        raise AgreementWrong(f"{found[0].text_ko} / {found[0].text_en}", field=found[0].field)
    if agreement.centre != centre:
        raise AgreementWrong(f"This node is {centre}", field="centre")

"""The one way a file leaves the node: a reason, a row of the trail with the file's own hash, and only then the file.

개인정보의 안전성 확보조치 기준 제8조: whoever downloads personal data says why, and the reason is checked each month."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure, Kind

FEWEST_WORDS = 2
FEWEST_LETTERS = 6
FEWEST_DIFFERENT = 4
# a reason lies in the trail for years under a pseudonymous id: room for what it is for, none for a story about somebody
LONGEST_REASON = 200
_READ_BYTES = 1024 * 1024


class ReasonMissing(Failure):
    """A file is handed out only for a reason that somebody else can check later."""

    kind = Kind.INVALID
    code = "reason_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """What leaves. `what` is one word (`trail`, `log_review`, `ledger`, …), `form` the file's kind (`pdf`, `csv`, …),
    `span` what was asked for (a month, a filter), `rows` how many records are in it."""

    what: str
    form: str
    reason: str
    by: str
    organisation: str | None
    sha256: str
    rows: int
    span: Mapping[str, object] = field(default_factory=dict)
    incident_id: str | None = None


async def keep_download(work: Work, now: datetime, download: Download) -> int:
    """Keeps the row; send the first byte after the commit. Raises `ReasonMissing`. Answers the trail's last sequence.

    async with database.work() as work:
        await keep_download(work, now, Download(what="ledger", form="xlsx", reason=data.reason, by=person_id,
            organisation=organisation, sha256=hash_of(file), rows=len(rows), span={"from": …, "to": …}))
    """
    entry = Entry(
        kind=TrailKind.DOWNLOAD,
        actor=download.by,
        organisation=download.organisation,
        incident_id=download.incident_id,
        body={
            "what": download.what,
            "form": download.form,
            "reason": checked_reason(download.reason),
            "rows": download.rows,
            "sha256": download.sha256,
            "span": dict(download.span),
        },
    )
    return await record(work, now, entry)


def checked_reason(typed: str) -> str:
    """The reason as it is kept, spaces put in order. Raises `ReasonMissing`; ask before the file is made."""
    reason = " ".join(typed.split())
    if not says_something(reason) or len(reason) > LONGEST_REASON:
        raise ReasonMissing(
            f"reason: say in a few words what the file is for ({FEWEST_LETTERS} to {LONGEST_REASON} letters)",
            field="reason",
        )
    return reason


def says_something(reason: str) -> bool:
    """A few words with a few different letters; whether they are true is the monthly review's question."""
    letters = [letter for letter in reason if letter.isalnum()]
    return (
        len(reason.split()) >= FEWEST_WORDS
        and len(letters) >= FEWEST_LETTERS
        and len(set(letters)) >= FEWEST_DIFFERENT
    )


def hash_of(file: bytes | Path) -> str:
    """SHA-256 of a file, read piece by piece when it lies on the disk."""
    if isinstance(file, bytes):
        return sha256(file).hexdigest()
    with file.open("rb") as opened:
        return hash_of_open(opened)


def hash_of_open(file: IO[bytes]) -> str:
    """SHA-256 of an open file, from its beginning; it stands at its beginning again afterwards."""
    file.seek(0)
    sum_of_file = sha256()
    while piece := file.read(_READ_BYTES):
        sum_of_file.update(piece)
    file.seek(0)
    return sum_of_file.hexdigest()

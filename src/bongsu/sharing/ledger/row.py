"""One row of the ledger as values: what 표준 개인정보 보호지침 제42조 asks for, and nothing personal beyond it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

# of `LedgerRow.details`: which cameras they were is told to nobody who reads the ledger
DISCREET = "discreet"
# 개인정보파일의 명칭
FILE_NAME = ("개인영상정보", "Personal video data")


class LedgerKind(StrEnum):
    """What was done with the file."""

    PROVIDE = "provide"
    """제공: to another controller."""
    USE = "use"
    """이용: by another office of the same controller."""
    COPY = "copy"
    """사본 제공 (반출)."""
    DESTROY = "destroy"
    """파기 of a copy."""


class Form(StrEnum):
    """제공의 형태."""

    LIVE = "live"
    LOOKBACK = "lookback"
    """Recordings of the last seconds or minutes, shown and not handed out."""
    COPY = "copy"


FORMS = {
    Form.LIVE: ("실시간 열람", "Live viewing"),
    Form.LOOKBACK: ("지난 영상 열람", "Look-back"),
    Form.COPY: ("사본", "Copy"),
}
KINDS = {
    LedgerKind.PROVIDE: ("제3자 제공", "Provision"),
    LedgerKind.USE: ("이용", "Use"),
    LedgerKind.COPY: ("사본 제공", "Copy provided"),
    LedgerKind.DESTROY: ("파기", "Destruction"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Why something is provided, as the incident says it. `legal_basis` is the request's own; empty = the clause's."""

    incident_no: str
    purpose: tuple[str, str]
    recipient: tuple[str, str]
    legal_basis: str | None = None
    same_controller: bool = False
    exercise: bool = False
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """As it is kept. `until` follows renewals, `planned_until` does not; `camera_ids_added` came by exchange."""

    ledger_id: str
    kind: LedgerKind
    at: datetime
    organisation: str
    recipient_ko: str
    recipient_en: str
    purpose_ko: str
    purpose_en: str
    legal_bases: tuple[str, ...]
    form: Form
    camera_ids: tuple[str, ...]
    grant_id: str | None = None
    incident_id: str | None = None
    incident_no: str = ""
    agreement_id: str | None = None
    agreement_version: int | None = None
    clause: str | None = None
    planned_until: datetime | None = None
    approver: str | None = None
    exercise: bool = False
    details: dict[str, str] = field(default_factory=dict)
    camera_ids_added: tuple[str, ...] = ()
    until: datetime | None = None
    renewals: int = 0
    ended_at: datetime | None = None
    end_reason: str | None = None
    end_reason_ko: str = ""
    end_reason_en: str = ""

    @property
    def owner(self) -> str:
        """The centre whose cameras we only relayed; empty = our own. `federation/crossing` writes it."""
        return self.details.get("owner", "")

    @property
    def all_camera_ids(self) -> tuple[str, ...]:
        return (*self.camera_ids, *self.camera_ids_added)

    @property
    def told_camera_ids(self) -> tuple[str, ...]:
        """What a reader of the ledger is told: of a discreet service how many (표준지침 제42조 asks for no more)."""
        return () if self.details.get(DISCREET) else self.all_camera_ids

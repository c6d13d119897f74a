"""What a linked service (연계서비스) tells this context about itself; each lives in its folder under `services/`.

Values, and pure functions from an incident to a value: nothing here asks which service it is (decision 010)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import msgspec

from bongsu.incidents.area import Area
from bongsu.incidents.choose import Nearest
from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.sharing.jurisdiction import Competent, Jurisdiction
from bongsu.sharing.rules import Reason

Competence = Callable[[Mapping[str, float] | None], Jurisdiction]


class RoomKind(StrEnum):
    """Whose panels a room shows for it."""

    POLICE = "police"
    FIRE = "fire"
    MOJ = "moj"
    ARMY = "army"
    DISASTER = "disaster"
    WELFARE = "welfare"
    CENTRE = "centre"


class Reader(StrEnum):
    """As whom somebody reads an incident."""

    CENTRE = "centre"
    LEAD = "lead"
    """The room whom it is for."""
    BESIDE = "beside"
    VEHICLE = "vehicle"


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One line that the service tells a reader: `작전명령 번호 | 2026-031`. `rings`: where on the map it is true, outer
    rings of (lon, lat); empty: it has no place."""

    label_ko: str
    label_en: str
    value_ko: str
    value_en: str
    urgent: bool = False
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()


Facts = Callable[[Incident, Reader], tuple[Fact, ...]]


class AnswerKey(msgspec.Struct, frozen=True, kw_only=True):
    """One answer that ends it: `body` is posted to `path`."""

    label_ko: str
    label_en: str
    path: str
    body: dict[str, str | bool]


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What a person of the centre may answer now; `asks` is what a press asserts (`확인 전화로 안전을 확인함`)."""

    asks_ko: str
    asks_en: str
    keys: tuple[AnswerKey, ...]


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom an incident is for: `main` None = nobody outside; `also` are told beside, only where something is agreed.

    `wished`: the sender asked for those beside, so it learns which of them is shown nothing, and why; `unsure` are those
    of whom nobody can say which is competent: none of them is shown anything (dossier §12.17)."""

    main: Jurisdiction | None
    also: tuple[str, ...] = ()
    wished: bool = False
    unsure: tuple[str, ...] = ()


Address = Callable[[Incident, Jurisdiction], Addressed]


@dataclass(frozen=True, slots=True)
class OwnView:
    """What the centre's own people are shown with no agreement: its cameras' own purpose (자체 관제). `nearest`: by
    distance, not by what they see best (dossier §0.2)."""

    purposes: frozenset[str]
    radius_m: float = 300.0
    max_cameras: int = 5
    seconds: int = 1800
    nearest: Callable[[Incident], Nearest] | None = None


@dataclass(frozen=True, slots=True)
class Growing:
    """A place that is looked for grows with time: `area` at a moment, no further than so many metres; `next_at`: when
    it is larger than it was at a moment, None = never again."""

    area: Callable[[Incident, datetime, float], Area | None]
    next_at: Callable[[Incident, datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class Twins:
    """A new call is checked against what came before with the same word in `detail` (an order's number), newest first;
    `check` raises a failure with the field."""

    detail: str
    check: Callable[[Call, Sequence[Incident]], None]


def _no_doubt(_incident: Incident) -> bool:
    return False


def _nothing_to_check(_call: Call, _before: Incident | None) -> None:
    """Most services say nothing beyond the canonical message."""


def _no_facts(_incident: Incident, _reader: Reader) -> tuple[Fact, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class LinkedService:
    """One service code.

    `competent` judges from the place's dong shares; `also_told` are asked beside; `address` may say otherwise for one
    incident. `details` is what its messages say beyond the canonical one; `unsaid` are dotted fields that its partner
    may not use; `check` raises `Invalid` with the field. `discreet`: the centre's own people learn that it runs, how
    many tiles and how long, and nothing else. `silent_after_s`: a partner that is quiet for so long has ended it.
    `forgets`: at the end, place, address and details are wiped. `asks_again`: longer than one term needs the
    approver's word anew. `not_for`: categories that its law does not know, each with the reason that is said.
    `never_refuses`: where a clause is missed by its list, ground or hours a person is asked, without an end of the
    waiting, and that person's "no" has a written reason. `doubts`: what is allowed is asked about all the same.
    `crosses`: a neighbour whose cameras its circle reaches is told kind and place, and asked for them.
    `only_for`: bodies (by the beginning of their codes) that alone may be lent anything of it, whatever a clause says; a
    sender that is none of them is told its alarm's state.
    `answers`: it ends by a person's answer alone: neither the plain key nor its partner's CLOSE or CANCEL ends it.
    `over_area`: a message may name an area instead of a place; what is lent around a place refuses one by its field,
    or it would reach as far as the district. `only_here`: an area in none of the centre's dongs is refused by its
    field. `twins`: what may not come twice.
    """

    code: str
    system: str
    name_ko: str
    name_en: str
    categories: Mapping[str, tuple[str, str]]
    urgency_codes: frozenset[str]
    competent: Competence
    also_told: tuple[str, ...] = ()
    room_kind: RoomKind = RoomKind.POLICE
    details: type[msgspec.Struct] | None = None
    unsaid: frozenset[str] = frozenset()
    check: Callable[[Call, Incident | None], None] = _nothing_to_check
    address: Address | None = None
    own: OwnView | None = None
    facts: Facts = _no_facts
    discreet: bool = False
    silent_after_s: int | None = None
    forgets: bool = False
    asks_again: bool = False
    drills: bool = True
    crosses: bool = False
    not_for: Mapping[str, Reason] = field(default_factory=dict)
    never_refuses: bool = False
    doubts: Callable[[Incident], bool] = _no_doubt
    growing: Growing | None = None
    only_for: tuple[str, ...] = ()
    over_area: bool = False
    only_here: bool = False
    twins: Twins | None = None
    answers: Callable[[Incident], Answers | None] | None = None

    @property
    def needs_a_yes_each_term(self) -> bool:
        """What a person let in stays in for one term; where the machine never refuses by itself, that is so as well."""
        return self.asks_again or self.never_refuses

    def category_name(self, category: str) -> tuple[str, str]:
        return self.categories.get(category, (category, category))

    def is_for(self, organisation: str) -> bool:
        """Whether anything of it may be lent to this body at all."""
        return not self.only_for or f"{organisation}.".startswith(self.only_for)

    def tells_beside(self, incident: Incident, organisation: str) -> bool:
        """Told beside the room whom it is for; that room alone directs and closes."""
        if self.address is None:
            return organisation in self.also_told
        return organisation in self.address(incident, Competent(organisation)).also

    def addressed(self, incident: Incident, who: Jurisdiction) -> Addressed:
        """Whom this incident is for, where the evidence of the place says `who`."""
        if self.address is not None:
            return self.address(incident, who)
        return Addressed(who, self.also_told)

"""Which of our cameras a linked system may know of. The catalogue itself is sensitive: silence is no permission."""

from dataclasses import dataclass
from datetime import datetime

from bongsu.federation.catalogue.entitled import ALL, Scope
from bongsu.identity.people import Organisation, OrganisationKind
from bongsu.sharing.agreement import ClauseKind
from bongsu.sharing.policy import Policy, is_living, looked_at

_OWN = ("센터 자체 시스템: 센터의 모든 카메라", "The centre's own system: all of its cameras")
_SOME = (
    "{names} 협약의 실시간 조항이 정한 설치목적의 카메라",
    "Cameras of the purposes that the live clauses of {names} name",
)
_NONE = (
    "이 기관이 제공받는 시행 중인 협약이 없어 카메라가 보이지 않습니다",
    "No agreement in force lends this organisation live pictures, so no camera is shown",
)


@dataclass(frozen=True, slots=True)
class Sight:
    """`scope` None = nothing; the words say why."""

    scope: Scope | None
    why_ko: str
    why_en: str
    agreements: tuple[str, ...] = ()


def sight_of(
    organisation: Organisation | None, code: str, centre: str, policy: Policy, now: datetime
) -> Sight:
    """`code` is the linked system's organisation; `organisation` None = the centre does not know it as a party."""
    is_own = organisation is not None and organisation.kind is OrganisationKind.CENTRE
    if is_own and code == centre:
        return Sight(ALL, *_OWN)
    if policy.clock_set_back:
        return Sight(None, *_NONE)
    purposes, agreements = set[str](), set[str]()
    for one in looked_at(policy, now):
        if not is_living(one, now) or one.suspension is not None:
            continue
        for clause in one.agreement.clauses:
            # of the paragraphs of one agreement only those by which this very organisation is lent something
            if clause.kind is ClauseKind.LIVE and code in clause.recipients:
                purposes |= clause.purposes
                agreements.add(one.agreement.agreement_id)
    if not purposes:
        return Sight(None, *_NONE)
    names = tuple(sorted(agreements))
    said = {"names": ", ".join(names)}
    ko, en = (words.format(**said) for words in _SOME)
    return Sight(Scope(frozenset(purposes)), ko, en, names)

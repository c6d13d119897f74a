"""A lending that somebody or something is waited for: the approver, a better place, the jurisdiction, the ordered time."""

from datetime import timedelta

from bongsu.incidents.settling import Settling
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import ask as ask_for
from bongsu.sharing.rules import Ask, Waits, approve_within_s

_ASKED = {
    Waits.APPROVAL: ("관제팀장 승인 대기", "Waiting for the approver"),
    Waits.PLACE: ("위치 확인 대기: 오차가 큽니다", "Waiting for a better place"),
    Waits.JURISDICTION: ("관할 확인 대기", "Waiting for the jurisdiction"),
    Waits.START: ("시작 시각 대기", "Waiting for the ordered time"),
}


async def ask(settling: Settling, grant: Grant, said: Ask, stations: tuple[str, ...]) -> None:
    """`stations`: whom the approver may pick. The same question is not asked twice."""
    under, within_s = (said.agreement_id, said.version), _answered_within_s(settling, said)
    if _waits_so(settling, grant, said, within_s):
        return
    grant = await settling.without_pictures(grant)
    await ask_for(
        settling.work,
        grant,
        said.clause,
        said.waits,
        settling.now,
        options=stations,
        within_s=within_s,
        under=under,
    )
    korean, english = _ASKED[said.waits]
    await settling.note("ask", grant, (korean + " · {0}", english + " · {0}"))


def _waits_so(settling: Settling, grant: Grant, said: Ask, within_s: float | None) -> bool:
    begins = settling.now + timedelta(seconds=within_s or 0)
    is_same_start = said.waits is not Waits.START or grant.deadline == begins
    stands_on = grant.agreement_id, grant.agreement_version
    is_same = grant.waits == said.waits and stands_on == (said.agreement_id, said.version)
    return grant.state is State.WAITING and is_same and is_same_start


def _answered_within_s(settling: Settling, said: Ask) -> float | None:
    """A place may still come from the caller's telephone: no time limit; a decision has one, a start is one."""
    window = settling.incident.window
    if said.waits is Waits.PLACE:
        return None
    if said.waits is Waits.START and window is not None:
        return (window.starts - settling.now).total_seconds()
    if settling.service.never_refuses and said.waits is not Waits.START:
        # silence would be a refusal by the machine
        return None
    text = settling.centre.agreements.text(said.agreement_id, said.version)
    return approve_within_s(text, said.clause) if text else 0

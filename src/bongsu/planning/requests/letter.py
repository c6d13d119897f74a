"""회신문: what the sender is written, as a Korean PDF. It speaks of the sender's own place by its dong, never of other
places, and of a planned camera only once its hearing has begun."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bongsu.audit.downloads import Download, checked_reason, hash_of, keep_download
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.documents.pdf import make_pdf
from bongsu.planning.requests.answer import check_sent
from bongsu.planning.requests.desk import By, RequestDesk, found
from bongsu.planning.requests.request import CameraRequest
from bongsu.planning.requests.words import CHANNELS, GROUNDS, REASONS, RequestState
from bongsu.registry.districts import BY_CODE

_TEMPLATE = Path(__file__).with_name("letter.typ")

_RESULTS = {
    RequestState.UNDER_REVIEW: "검토 중",
    RequestState.CONSIDERED: "설치 검토 대상에 포함",
    RequestState.IN_PLAN: "설치 대상지로 행정예고",
    RequestState.INSTALLED: "설치 완료",
    RequestState.REJECTED: "미반영",
}
_OPENINGS = {
    RequestState.CONSIDERED: "요청하신 곳을 올해 설치 검토 대상에 포함하였음을 알려 드립니다. "
    "이는 설치를 확정한 것이 아닙니다.",
    RequestState.IN_PLAN: "요청하신 곳 가까이에 방범용 CCTV를 설치하기 위하여 행정예고를 하고 있음을 알려 드립니다.",
    RequestState.INSTALLED: "요청하신 곳 가까이에 방범용 CCTV를 설치하였음을 알려 드립니다.",
    RequestState.REJECTED: "요청하신 사항을 검토하였으나 이번 설치 계획에 반영하지 못하였음을 알려 드립니다.",
}
_STEPS = {
    RequestState.CONSIDERED: (
        "설치 여부는 우선순위 검토, 경찰서와의 현장실사, 행정예고(20일 이상)와 예산 확보를 거쳐 정해집니다.",
        "검토 결과에 따라 설치되지 않을 수 있습니다.",
    ),
    RequestState.IN_PLAN: (
        "행정예고 기간에 누구나 의견을 내실 수 있습니다(행정절차법 제46조, 개인정보 보호법 제25조 제3항).",
        "의견 수렴 결과에 따라 설치 위치가 바뀌거나 설치되지 않을 수 있습니다.",
    ),
    RequestState.INSTALLED: (
        "안내판에 설치 목적, 촬영 범위와 관리책임자가 적혀 있습니다.",
        "본인이 찍힌 영상은 개인정보 보호법 제35조에 따라 열람을 요구하실 수 있습니다.",
    ),
    RequestState.REJECTED: (
        "주변 여건이 달라지면 다시 요청하실 수 있고, 다음 해 설치 계획에서 다시 검토합니다.",
        "이 회신에 이견이 있으시면 국민권익위원회(국번 없이 110)에 고충민원을 내실 수 있습니다.",
    ),
}


@dataclass(frozen=True, slots=True)
class Letter:
    name: str
    content: bytes


async def letter(desk: RequestDesk, request_id: str, reason: str, by: By) -> Letter:
    """Makes the file, keeps its row, answers the file. Raises `UnknownRequest`, `NotNow`, `ReasonMissing`."""
    why, now = checked_reason(reason), desk.clock.now()
    async with desk.database.read() as connection:
        request = await found(connection, request_id)
        head = request
        if request.merged_into is not None:
            head = await found(connection, request.merged_into)
    check_sent(head.decided_at, None)
    content = await make_pdf(_TEMPLATE, document_of(desk, request, head, now), now)
    download = Download(
        what="request_letter",
        form="pdf",
        reason=why,
        by=by.actor,
        organisation=by.organisation or "",
        sha256=hash_of(content),
        rows=1,
        span={"request_id": request_id, "state": head.state.value},
    )
    async with desk.database.work() as work:
        await keep_download(work, now, download)
    return Letter(f"{request.number}.pdf", content)


def document_of(
    desk: RequestDesk, request: CameraRequest, head: CameraRequest, now: datetime
) -> dict[str, object]:
    """What the template shows. A plan that is not announced reads as a wish that is considered."""
    state = head.state
    if state is RequestState.IN_PLAN and not head.is_announced:
        state = RequestState.CONSIDERED
    contact, said = desk.contact(request), desk.said(request)
    place = f"{_district(request)} {request.dong_name}"
    own_words = f" ({said.place})" if said is not None and said.place else ""
    came = CHANNELS[request.channel].ko
    return {
        "title": "방범용 CCTV 설치 요청에 대한 회신",
        "centre": desk.centre_ko,
        "to": f"{contact.name} 귀하" if contact is not None and contact.name else "민원인 귀하",
        "reach": contact.reach if contact is not None else "",
        "number": request.number,
        "day": _day(now),
        "facts": [
            ["접수 번호", request.number],
            ["접수일", _day(request.received_at)],
            ["접수 경로", f"{came} {request.channel_no}".strip()],
            ["요청하신 곳", f"{place}{own_words}"],
            ["요청 사유", REASONS[request.reason].ko],
            ["검토 결과", _RESULTS[state]],
        ],
        "opening": _OPENINGS[state],
        "grounds": _grounds(head, state),
        "steps": list(_STEPS[state]),
        "department": desk.settings.department_ko,
        "telephone": desk.settings.telephone,
        "destroyed": contact is not None,
    }


def _grounds(head: CameraRequest, state: RequestState) -> list[str]:
    # what a person wrote to an earlier answer is no word on a site
    if head.state in {RequestState.IN_PLAN, RequestState.INSTALLED}:
        return []
    own = [line for line in head.note.splitlines() if line]
    if state is RequestState.REJECTED and head.ground is not None:
        return [GROUNDS[head.ground].ko, *own]
    return [] if head.ground is not None else own


def _district(request: CameraRequest) -> str:
    letters = request.number.split("-")[1]
    return BY_CODE[letters].name_ko if letters in BY_CODE else ""


def _day(at: datetime) -> str:
    day = at.astimezone(SEOUL)
    return f"{day.year}. {day.month}. {day.day}."

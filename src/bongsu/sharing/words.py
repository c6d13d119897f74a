"""The sentences that a room reads for each reason, Korean first. No machine word reaches a screen without one."""

from bongsu.sharing.agreement import Clause
from bongsu.sharing.rules import Reason, Refuse

_WORDS: dict[Reason, tuple[str, str]] = {
    Reason.CLOCK_SET_BACK: (
        "시계가 뒤로 바뀌어 모든 제공을 멈췄습니다",
        "The clock was set back: nothing is lent",
    ),
    Reason.NO_AGREEMENT: ("체결된 협약이 없습니다", "There is no agreement"),
    Reason.FORBIDDEN: ("협약이 금지한 제공입니다", "An agreement forbids this"),
    Reason.NOT_SIGNED: (
        "당사자 모두가 서명하지 않은 협약입니다",
        "Not every party has signed the agreement",
    ),
    Reason.KEY_WITHDRAWN: (
        "서명 열쇠가 폐기되어 협약의 효력이 없습니다",
        "A signer's key was withdrawn: the agreement counts no more",
    ),
    Reason.OUTSIDE_HOURS: ("협약한 시간대가 아닙니다", "Outside the agreed hours"),
    Reason.OUTSIDE_PILOT: (
        "시범운영의 범위(시간·행정동·건수) 밖입니다",
        "Outside the pilot's hours, dongs or counts",
    ),
    Reason.LOOKBACK_TOO_LONG: (
        "협약한 지난 영상 시간을 넘습니다",
        "Looks back further than agreed",
    ),
    Reason.NOT_TO_VEHICLES: (
        "차량에는 제공하지 않는 조항입니다",
        "This clause lends to no vehicle",
    ),
    Reason.PURPOSE: (
        "설치목적이 협약과 다른 카메라입니다",
        "The camera's purpose is not an agreed one",
    ),
    Reason.SUSPENDED: ("협약이 정지되었습니다", "The agreement is suspended"),
    Reason.NOT_IN_FORCE: ("협약 기간이 아닙니다", "The agreement is not in force"),
    Reason.OTHER_AGREEMENT: (
        "이 관제센터가 모르는 협약입니다",
        "This centre knows no such agreement",
    ),
    Reason.NO_CLAUSE: (
        "이 서비스와 기관에 대한 협약 조항이 없습니다",
        "No clause covers this service for this body",
    ),
    Reason.NOT_LISTED: ("제공 대상 유형이 아닙니다", "This kind of call is not on the agreed list"),
    Reason.NOT_URGENT: ("코드가 제공 기준에 못 미칩니다", "The code is below the agreed urgency"),
    Reason.BASIS: ("법적 근거가 협약과 다릅니다", "The legal basis is not the agreed one"),
    Reason.OUTSIDE_AREA: ("관할 자치구 밖입니다", "Outside this district"),
    Reason.WRONG_JURISDICTION: ("보낸 기관의 관할이 아닙니다", "Outside the sender's jurisdiction"),
    Reason.JURISDICTION_UNCLEAR: (
        "어느 기관의 관할인지 확실하지 않습니다",
        "It is not clear whose jurisdiction it is",
    ),
    Reason.TEST_MESSAGE: ("시험 신호: 영상 없음", "Test message: no pictures"),
    Reason.NO_CAMERA: ("현장을 볼 수 있는 카메라가 없습니다", "No camera can see the place"),
    Reason.DENIED: ("관제팀장이 승인하지 않았습니다", "The approver said no"),
    Reason.PLACE_UNCONFIRMED: (
        "관제센터가 위치를 확인하지 못했습니다",
        "The centre could not confirm the place",
    ),
    Reason.APPROVAL_TIMED_OUT: ("승인 시간 초과", "No approval in time"),
    Reason.WITHDRAWN: ("관제센터가 제공을 중단했습니다", "Withdrawn by the control centre"),
    Reason.EXPIRED: ("제공 시간이 끝났습니다", "The agreed time is over"),
    Reason.CLOSED: ("현장종결", "The scene is closed"),
    Reason.CANCELLED: ("오인신고로 취소", "Cancelled: false alarm"),
    Reason.SUPERSEDED: ("관할 또는 내용이 바뀌었습니다", "Jurisdiction or content has changed"),
    Reason.PARTNER_SILENT: (
        "요청 기관의 신호가 끊겨 종료했습니다",
        "Ended: the asking body has fallen silent",
    ),
    Reason.WINDOW_OVER: ("정해진 시간이 끝났습니다", "The ordered time is over"),
    Reason.ASKER_NO_PARTY: (
        "요청한 관제센터가 당사자인 협약이 없습니다",
        "The asking centre is a party of no agreement with this centre",
    ),
    Reason.RELEASED: (
        "요청한 관제센터가 제공을 중단했습니다",
        "Withdrawn by the centre that had asked",
    ),
    Reason.NOT_LINKED_YET: (
        "이 지역 자치구는 아직 연계되지 않았습니다",
        "The district of this place is not linked yet",
    ),
    Reason.UNLINKED: (
        "관제센터 사이의 연계가 종료되었습니다",
        "The link between the centres has ended",
    ),
    Reason.SEEN_ENOUGH: ("관제요원이 확인을 마쳤습니다", "The operator has seen enough"),
    Reason.OWNER_REFUSED: (
        "카메라를 가진 관제센터가 제공하지 않습니다",
        "The centre that owns the cameras does not lend them",
    ),
    # dossier §12.4, word for word
    Reason.NOT_THIS_LAW: (
        "실종아동법 대상 아님 – 112 생명구호 또는 영장",
        "Not under the Missing Children Act: 112 life saving, or a warrant",
    ),
    Reason.OWNER_WITHDREW: (
        "카메라를 가진 관제센터가 제공을 중단했습니다",
        "Withdrawn by the centre that owns the cameras",
    ),
}

CUT_REASONS: dict[str, tuple[str, str]] = {
    "privacy": ("사생활 노출", "Private life in view"),
    "wrong_place": ("현장과 무관한 장소", "Not the place of the incident"),
    "wrong_purpose": ("목적 외 이용 의심", "Suspected use beyond purpose"),
    "incident_over": ("상황 종료 확인", "Incident seen to be over"),
    "camera_needed": ("관제센터 긴급 사용", "Needed by the centre"),
    "mistake": ("착오", "By mistake"),
}


def sentence(reason: Reason) -> tuple[str, str]:
    """Korean and English."""
    return _WORDS[reason]


def refusal(refuse: Refuse, category_ko: str, code: str) -> tuple[str, str]:
    """The reason with what was missing: `협약 제3조제1항의 목록에 없는 유형: 폭행`."""
    korean, english = _WORDS[refuse.reason]
    clause = refuse.clause
    if clause is None:
        return korean, english
    if refuse.reason is Reason.NOT_LISTED:
        return (
            f"협약 {clause.article_ko}의 목록에 없는 유형: {category_ko}",
            f"{english} (clause {clause.number} of {refuse.agreement_id})",
        )
    if refuse.reason is Reason.NOT_URGENT:
        level = f"코드{code[1:]}" if code else "코드 없음"
        return (
            f"{level}: 협약 {clause.article_ko}의 제공 기준에 못 미칩니다",
            f"{english}: {code or 'none'} (clause {clause.number})",
        )
    return f"{korean} (협약 {clause.article_ko})", f"{english} (clause {clause.number})"


def allowed_by(clause: Clause) -> tuple[str, str]:
    return f"협약 {clause.article_ko}에 따라 영상 제공", f"Lent under clause {clause.number}"

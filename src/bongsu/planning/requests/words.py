"""Words of a request for a camera: the way it came, why, how it stands, and on what ground it is answered; Korean beside."""

from enum import StrEnum

from bongsu.planning.words import Told


class Channel(StrEnum):
    """Where it came in (dossier §7.2)."""

    EPEOPLE = "epeople"
    """국민신문고."""
    EUNGDAPSO = "eungdapso"
    """응답소 120."""
    SAFETY_REPORT = "safety_report"
    """안전신문고."""
    DONG_COUNCIL = "dong_council"
    """동 협의체."""
    POLICE = "police"
    PUBLIC_FORM = "public_form"


class WishReason(StrEnum):
    """Why a camera is wanted: a closed list, so that two wishes can be compared."""

    CRIME = "crime"
    FEAR = "fear"
    DARK = "dark"
    CHILDREN = "children"
    PARK = "park"
    DUMPING = "dumping"
    TRAFFIC = "traffic"
    OTHER = "other"


class RequestState(StrEnum):
    """How it stands here. Outside it stays as it was (`shown_state`) until the hearing of its site has begun."""

    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    CONSIDERED = "considered"
    """It goes into the year's plan as a wish; that promises no site."""
    IN_PLAN = "in_plan"
    """A site of the chosen plan answers it."""
    INSTALLED = "installed"
    REJECTED = "rejected"


class Ground(StrEnum):
    """Why a wish is not met."""

    COVERED = "covered"
    PURPOSE = "purpose"
    PRIVATE = "private"
    NO_POLE = "no_pole"
    PRIORITY = "priority"
    OTHER_MEANS = "other_means"
    NOT_OURS = "not_ours"


OPEN_STATES = frozenset(
    {
        RequestState.RECEIVED,
        RequestState.UNDER_REVIEW,
        RequestState.CONSIDERED,
        RequestState.IN_PLAN,
    }
)

CHANNELS = {
    Channel.EPEOPLE: Told("국민신문고", "e-People"),
    Channel.EUNGDAPSO: Told("응답소(120)", "Eungdapso (120)"),
    Channel.SAFETY_REPORT: Told("안전신문고", "Safety e-Report"),
    Channel.DONG_COUNCIL: Told("동 협의체", "Dong council"),
    Channel.POLICE: Told("경찰서", "Police station"),
    Channel.PUBLIC_FORM: Told("공개 양식", "Public form"),
}
REASONS = {
    WishReason.CRIME: Told("범죄가 있었던 곳", "A crime happened here"),
    WishReason.FEAR: Told("지나기 불안한 곳", "People feel unsafe here"),
    WishReason.DARK: Told("어두운 골목", "A dark alley"),
    WishReason.CHILDREN: Told("통학로·어린이 다니는 길", "A way to school"),
    WishReason.PARK: Told("공원·놀이터", "A park or playground"),
    WishReason.DUMPING: Told("쓰레기 무단투기", "Illegal dumping"),
    WishReason.TRAFFIC: Told("교통사고 위험", "Danger of accidents"),
    WishReason.OTHER: Told("그 밖의 까닭", "Another reason"),
}
STATES = {
    RequestState.RECEIVED: Told("접수", "Received"),
    RequestState.UNDER_REVIEW: Told("검토 중", "Under review"),
    RequestState.CONSIDERED: Told("설치 검토 대상", "Taken into the year's planning"),
    RequestState.IN_PLAN: Told("설치 계획 반영", "In the installation plan"),
    RequestState.INSTALLED: Told("설치 완료", "Installed"),
    RequestState.REJECTED: Told("미반영", "Not taken up"),
}
GROUNDS = {
    Ground.COVERED: Told(
        "요청하신 곳은 이미 설치된 방범용 CCTV의 감시 범위 안에 있습니다.",
        "The place is already within the view of a standing camera.",
    ),
    Ground.PURPOSE: Told(
        "요청하신 목적은 공개된 장소에 고정형 영상정보처리기기를 설치할 수 있는 목적(개인정보 보호법 제25조 제1항)에 "
        "해당하지 않습니다.",
        "The purpose is none for which a camera may be put up in an open place (PIPA art. 25(1)).",
    ),
    Ground.PRIVATE: Told(
        "요청하신 곳은 사유지이거나 설치에 소유자의 동의가 필요한 곳입니다.",
        "The place is private ground, or its owner has to consent.",
    ),
    Ground.NO_POLE: Told(
        "현장 여건상 지주, 전기 또는 통신을 갖출 수 없습니다.",
        "Pole, power or line cannot be had at this place.",
    ),
    Ground.PRIORITY: Told(
        "한정된 예산에서 설치 순위에 들지 못하였습니다.",
        "Within this year's money other places come first.",
    ),
    Ground.OTHER_MEANS: Told(
        "보안등 보수, 순찰 강화 등 다른 방법으로 해결하는 것이 알맞다고 판단하였습니다.",
        "Other means (a light, patrols) are thought to serve better.",
    ),
    Ground.NOT_OURS: Told(
        "요청하신 내용은 이 부서의 소관이 아니어서 담당 기관으로 안내드립니다.",
        "This is another office's matter.",
    ),
}

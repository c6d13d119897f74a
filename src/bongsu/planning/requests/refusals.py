"""What a request is refused with, as people read it."""

from bongsu.planning.words import Told

NO_REQUEST = Told("그런 요청이 없습니다.", "No such request.")
NO_NUMBER = Told("이 번호의 요청이 없습니다.", "No request has this number.")
IN_A_MINUTE = Told("잠시 뒤 다시 보내 주십시오.", "Too many requests in this minute.")
TODAY = Told("오늘 보낼 수 있는 수를 넘었습니다.", "Too many requests today.")
TOO_OFTEN = Told("잠시 뒤 다시 확인해 주십시오.", "Too many look-ups in this minute.")
NO_CONSENT = Told("동의 없이 연락처를 받지 않습니다.", "A contact is kept with consent only.")
POLICE_ONLY = Told("경찰 상황실은 경찰 요청만 보냅니다.", "A police room sends police requests.")
ONE = Told("경찰 요청은 한 건씩 보냅니다.", "A police request is one request.")

SWAPPED = Told("위도와 경도가 바뀌었습니다.", "Latitude and longitude are swapped.")
ABROAD = Told("우리나라 밖입니다.", "This place is not in Korea.")

NO_GROUND = Told("거절에는 사유를 고르십시오.", "A refusal names its ground.")
NO_WHY = Told("거절하는 까닭을 한 문장으로 적으십시오.", "A refusal says why in a sentence.")
UNDECIDED = Told(
    "아직 검토 결과가 정해지지 않은 요청입니다.", "Nobody has decided upon this request yet."
)
SENT = Told("회신문을 이미 보냈습니다.", "Its letter has already gone.")
NOT_NEW = Told(
    "방금 접수된 요청만 검토를 시작합니다.", "Only a request that was just received is taken up."
)
ANSWER_THE_OTHER = Told(
    "합쳐진 요청입니다. 합친 쪽 요청에 회신하십시오.",
    "This request is merged: answer the one it went into.",
)
A_SITE_ANSWERS = Told(
    "확정된 계획의 개소가 이미 이 요청에 답합니다.",
    "A site of the chosen plan answers this request already.",
)
ANSWERED_SO = Told("이미 그렇게 회신한 요청입니다.", "It is answered so already.")

ITSELF = Told("요청을 자기 자신에 합칠 수 없습니다.", "A request cannot be merged into itself.")
INTO_MERGED = Told(
    "그 요청은 이미 다른 요청에 합쳐졌습니다. 합친 쪽을 고르십시오.",
    "That one is merged itself; take the one it went into.",
)
MERGED = Told(
    "이미 합쳐진 요청입니다. 먼저 떼어 내십시오.",
    "This request is already merged; take it out first.",
)
APART = Told(
    "경찰 요청과 주민 요청은 따로 셉니다.", "A police request and a complaint count apart."
)
CLOSED = Told(
    "둘 가운데 하나는 이미 회신했거나 설치되었습니다.",
    "One of the two is already answered or built.",
)
NOT_MERGED = Told("합쳐진 요청이 아닙니다.", "This request is not merged.")


def too_far(within_m: float) -> Told:
    return Told(
        f"두 곳이 {within_m:.0f} m보다 멀리 떨어져 있습니다.",
        f"More than {within_m:.0f} m apart.",
    )


def too_long(field: str, lines: int) -> Told:
    return Told(f"{lines}줄까지 적을 수 있습니다.", f"At most {lines} lines.")


def not_plain(field: str) -> Told:
    return Told(
        "보이지 않는 문자나 제어 문자는 쓸 수 없습니다.",
        "Plain text only, without control or invisible letters.",
    )

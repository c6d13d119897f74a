"""What became of an alert, in sentences."""

from bongsu.services.disaster.meaning import Outcome

_SENTENCES: dict[Outcome, tuple[str, str]] = {
    Outcome.OPENED: ("상황을 열었습니다.", "An incident was opened."),
    Outcome.EXERCISE: (
        "훈련 특보입니다: 실제 영상은 열리지 않습니다.",
        "An exercise: no real picture opens.",
    ),
    Outcome.UPDATED: ("진행 중인 상황에 반영했습니다.", "The running incident follows it."),
    Outcome.CANCELLED: ("상황을 끝냈습니다.", "The incident was ended."),
    Outcome.ENDED: ("해제 특보로 상황을 끝냈습니다.", "All clear: the incident was ended."),
    Outcome.KEPT: (
        "기록만 했습니다: 시험·시스템·초안 또는 확인 응답입니다.",
        "Kept only: a test, a system message, a draft or an answer.",
    ),
    Outcome.PREPARATORY: (
        "예비특보는 영상을 열지 않습니다.",
        "A preparatory warning opens nothing.",
    ),
    Outcome.EXPIRED: ("이미 만료된 특보입니다.", "The alert had expired when it came."),
    Outcome.ALL_CLEAR: ("해제 특보입니다: 열린 상황이 없습니다.", "All clear: nothing was open."),
    Outcome.NO_INFO: ("내용(info)이 없습니다.", "It has no info."),
    Outcome.NO_AREA: (
        "구역(polygon, circle, 행정코드)이 없습니다.",
        "It names no area: no polygon, no circle, no code of ours.",
    ),
    Outcome.OUTSIDE: ("관할 구역과 겹치지 않습니다.", "It does not touch our district."),
    Outcome.SUPERSEDED: (
        "더 새로운 특보를 이미 받았습니다.",
        "A newer alert of the same came before it.",
    ),
    Outcome.AFTER_CANCEL: (
        "취소된 특보는 다시 열지 않습니다.",
        "What was cancelled is not opened again.",
    ),
    Outcome.AFTER_CLOSE: (
        "사람이 끝낸 상황은 다시 열지 않습니다.",
        "What a person has ended is not opened again.",
    ),
    Outcome.UNKNOWN_REFERENCE: (
        "취소할 특보를 받은 적이 없습니다. 나중에 와도 열지 않습니다.",
        "What it cancels was never heard; should it come later, it opens nothing.",
    ),
}


def sentence(outcome: Outcome) -> tuple[str, str]:
    """Korean and English."""
    return _SENTENCES[outcome]

"""The review's words in Korean, for its document; the console has its own in both languages."""

from collections.abc import Mapping

_KINDS = {
    "outside_grant": "제공 기간·대상 밖의 시청",
    "journal_break": "시청 기록 끊김",
    "clock_set_back": "시계 되돌림",
    "night_looks": "심야 조회(상황 없음)",
    "same_camera": "같은 카메라 반복 조회(상황 없음)",
    "sweep": "짧은 시간 다수 카메라 조회(상황 없음)",
    "long_look": "장시간 시청(상황 없음)",
    "sign_in_series": "로그인 연속 실패",
    "unusual_hour": "평소와 다른 시간의 로그인",
    "two_places": "한 계정 동시 두 곳 사용",
    "download_no_incident": "상황 없는 내려받기",
    "weak_reason": "사유가 부실한 내려받기",
    "same_reason": "같은 사유의 반복 내려받기",
    "quick_approvals": "즉시 승인 반복",
    "cut_for_purpose": "사생활 노출·목적 외 이용 의심으로 중단",
    "names_opened": "성명 열람",
    "agreement_suspended": "협약 정지",
    "key_withdrawn": "서명키 폐기",
}
_SEVERITIES = {"alarm": "중대", "warn": "소명 필요", "note": "확인"}
_OUTCOMES = {"explained": "설명됨", "acted": "조치함", "inquiry": "추가 조사"}
_STATES = {
    "running": "진행 중",
    "making": "작성 중",
    "open": "점검 중",
    "overdue": "기한 지남",
    "signed": "서명 완료",
}
_FACTS = {
    "nights": "해당 밤 {}일",
    "in_a_day": "하루 최다 {}회",
    "in_the_month": "월 {}회",
    "cameras": "카메라 {}대",
    "times": "{}차례",
    "longest_min": "최장 {}분",
    "approvals": "전체 승인 {}건",
    "people": "대상 {}명",
    "what": "자료 {}",
    "grant_id": "제공 {}",
    "hours": "시각 {}시",
    "reason": "사유: {}",
    "agreement_id": "협약 {}",
    "key_id": "서명키 {}",
}
_WHY = {
    "no_grant": "제공 기록 없음",
    "after_end": "제공 종료 후",
    "other_camera": "제공하지 않은 카메라",
    "viewing": "두 접속에서 동시 시청",
    "address": "두 주소에서 접속",
    "privacy": "사생활 노출",
    "wrong_purpose": "목적 외 이용 의심",
}


def kind_words(kind: str) -> str:
    return _KINDS.get(kind, kind)


def severity_words(severity: str) -> str:
    return _SEVERITIES.get(severity, severity)


def outcome_words(outcome: str | None) -> str:
    return "미정" if outcome is None else _OUTCOMES.get(outcome, outcome)


def state_words(state: str) -> str:
    return _STATES[state]


def fact_words(facts: Mapping[str, object]) -> str:
    """`해당 밤 1일 · 하루 최다 7회`."""
    return " · ".join(_fact(name, value) for name, value in facts.items())


def _fact(name: str, value: object) -> str:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    if name in _FACTS:
        return _FACTS[name].format(value)
    return _WHY.get(str(value), str(value))

"""Why a line does not stand, in Korean and English."""

_WORDS = {
    "": ("", ""),
    "revoked": ("연결이 해지되었습니다", "The link was revoked"),
    "to_confirm": (
        "백업에서 복원했습니다. 그 뒤에 해지하지 않은 센터만 bongsu peer confirm 으로 확인하십시오",
        "This node was restored: confirm by bongsu peer confirm who was not revoked since the backup",
    ),
    "not_heard": (
        "연결 프로세스가 아직 알린 것이 없습니다",
        "The link process has not said anything yet",
    ),
    "process_silent": ("연결 프로세스가 응답하지 않습니다", "The link process is silent"),
    "no_answer": ("상대 센터가 응답하지 않습니다", "The other centre does not answer"),
    "not_linked": ("상대 센터가 접속해 있지 않습니다", "The other centre is not connected"),
    "clock_skew": (
        "두 센터의 시각이 30초 넘게 다릅니다. 시각을 맞추십시오",
        "The clocks are more than 30 seconds apart: set them right",
    ),
    "other_protocol": (
        "상대 센터의 프로그램 판이 맞지 않습니다",
        "The other centre runs a release that does not fit",
    ),
    "flood": (
        "메시지가 너무 많아 잠시 받지 않습니다",
        "It sends too many messages and is not heard for a while",
    ),
    "too_much_mail": (
        "상대 센터의 메시지가 너무 많아 나머지는 나중에 받습니다. 상대 센터에 확인하십시오",
        "It sends too many messages: the rest waits there. Ask that centre",
    ),
    "too_many_new_calls": (
        "상대 센터가 상황을 너무 많이 요청해 나머지는 나중에 받습니다. 상대 센터에 확인하십시오",
        "It opens too many calls: the rest waits there. Ask that centre",
    ),
}


def reason_words(reason: str) -> tuple[str, str]:
    """A word that is not known yet is shown as it is."""
    return _WORDS.get(reason, (reason, reason))

"""Columns that no layer may have: names, telephone numbers and numbers of people. Planning knows places and counts only."""

import re

from bongsu.planning.failures import PlanRefused
from bongsu.planning.words import Told

# of an office, not of a person, in every national standard file: dropped, not refused
DROPPED = frozenset({"관리기관전화번호"})
_PERSONAL = re.compile(
    r"주민(등록)?번호|외국인등록번호|여권|성명|성함|이름|신청인|민원인|신고자|대상자|보호자|피해자|작성자|담당자"
    r"|전화|휴대폰|핸드폰|연락처|이메일|메일|생년월일|생일"
    r"|^(full|first|last|given|family|person|resident|applicant|complainant)[ _]?name$"
    r"|phone|mobile|^tel$|telephone|e-?mail|birth|^ssn$|^rrn$|resident[ _]?(no|number|registration)",
    re.IGNORECASE,
)
# 6 digits of a birthday, a hyphen, then a digit that says sex and century
_RESIDENT_NUMBER = re.compile(r"(?<!\d)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])-[1-8]\d{6}(?!\d)")
_MOBILE = re.compile(r"(?<!\d)01[016789][- .]?\d{3,4}[- .]?\d{4}(?!\d)")


def is_personal(column: str) -> bool:
    tidy = "".join(column.split())
    return tidy not in DROPPED and _PERSONAL.search(column.strip()) is not None


def looks_personal(cell: str) -> bool:
    """A resident or mobile number inside free text."""
    return bool(_RESIDENT_NUMBER.search(cell) or _MOBILE.search(cell))


def refuse_personal(file: str, columns: tuple[str, ...]) -> None:
    """Raises `PlanRefused` naming the columns."""
    found = [column.strip()[:40] for column in columns if is_personal(column)]
    if found:
        named = ", ".join(found)
        raise PlanRefused(
            Told(
                f"{file}: 개인정보로 보이는 열({named})이 있어 받지 않습니다. 열을 지우고 다시 올리십시오.",
                f"{file}: columns that look like personal data ({named}); take them out and try again.",
            ),
            field=found[0],
        )

"""The names that people read for an agreement's codes: services and their triggers come from above, the rest is here."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from bongsu.registry.camera import KOREAN_PURPOSES, Purpose
from bongsu.registry.districts import DISTRICTS

Pair = tuple[str, str]
# every dong of Seoul begins with it (행정표준코드 시도)
_CITY = "11"

ROLES: Mapping[str, Pair] = {
    "SHIFT_LEAD": ("관제팀장", "the shift lead"),
    "CENTRE_HEAD": ("운영책임자", "the head of the centre"),
    "CPO": ("개인정보보호책임자", "the privacy officer"),
    "RESIDENT_POLICE": ("상주경찰관", "the resident police officer"),
    "AUDITOR": ("감사담당", "the auditor"),
    "SITE_PLANNER": ("설치담당", "the site planner"),
    "ASSET_MGR": ("유지관리담당", "the asset manager"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """Service → name, and service → trigger → name."""

    services: Mapping[str, Pair] = field(default_factory=dict)
    categories: Mapping[str, Mapping[str, Pair]] = field(default_factory=dict)

    def service(self, code: str) -> Pair:
        return self.services.get(code, (code, code))

    def category(self, service: str, code: str) -> Pair:
        found = self.categories.get(service, {}).get(code)
        if found is None:
            every = (some[code] for some in self.categories.values() if code in some)
            found = next(every, (code, code))
        return found


def code_name(code: str) -> Pair:
    """`C0` → 코드0; a service without codes has one that is empty."""
    if not code:
        return "모든 신고", "any call"
    if len(code) > 1 and code[0] == "C" and code[1:].isdigit():
        return f"코드{code[1:]}", f"code {code[1:]}"
    return code, code


def purpose_name(purpose: str) -> Pair:
    """설치목적."""
    if purpose in set(Purpose):
        return KOREAN_PURPOSES[Purpose(purpose)], purpose.replace("_", " ")
    return purpose, purpose


def role_name(role: str) -> Pair:
    return ROLES.get(role, (role, role))


@cache
def dong_names() -> Mapping[str, str]:
    """행정동 code → name, of every centre that has a table of its own."""
    tables = files("bongsu.sharing").joinpath("data").iterdir()
    texts = [one.read_text("utf-8") for one in tables if one.name.endswith("_police.csv")]
    rows = (row for text in texts for row in csv.DictReader(text.splitlines()))
    return {row["dong_code"]: row["dong"] for row in rows}


def joined(pairs: Iterable[Pair]) -> Pair:
    """살인·강도 / Murder, Robbery."""
    every = list(pairs)
    return "·".join(one[0] for one in every), ", ".join(one[1] for one in every)


# 영 일 이 삼 사 오 육 칠 팔 구: whether the spoken digit ends in a consonant
_CLOSED_DIGITS = frozenset("013678")
_FIRST, _LAST, _FINALS = "가", "힣", 28


def with_topic(korean: str) -> str:
    """`코드1은`, `코드2는`: the particle that the last letter or digit asks for."""
    return f"{korean}{'은' if _ends_in_consonant(korean) else '는'}"


def with_subject(korean: str) -> str:
    """`관제팀장이`, `운영책임자가`."""
    return f"{korean}{'이' if _ends_in_consonant(korean) else '가'}"


def _ends_in_consonant(korean: str) -> bool:
    last = korean[-1:]
    if last.isdigit():
        return last in _CLOSED_DIGITS
    return _FIRST <= last <= _LAST and (ord(last) - ord(_FIRST)) % _FINALS != 0


def area_name(code: str) -> Pair:
    """서울특별시, 성북구, 길음1동; a code that nobody here knows stays a code."""
    if code == _CITY:
        return "서울특별시", "Seoul"
    district = next((one for one in DISTRICTS if one.mois == code), None)
    if district is not None:
        return district.name_ko, district.name_en
    korean = dong_names().get(code, code)
    return korean, korean

"""Seoul's 25 districts (자치구): the letters that camera codes begin with, and the codes that published files use."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class District:
    """`mois` is 행정표준코드 시군구, `organisation` 제공기관코드. KOSTAT codes collide with `mois` and are left out."""

    code: str
    mois: str
    organisation: str
    name_ko: str
    name_en: str


DISTRICTS = (
    District("JN", "11110", "3000000", "종로구", "Jongno-gu"),
    District("JG", "11140", "3010000", "중구", "Jung-gu"),
    District("YS", "11170", "3020000", "용산구", "Yongsan-gu"),
    District("SD", "11200", "3030000", "성동구", "Seongdong-gu"),
    District("GJ", "11215", "3040000", "광진구", "Gwangjin-gu"),
    District("DD", "11230", "3050000", "동대문구", "Dongdaemun-gu"),
    District("JR", "11260", "3060000", "중랑구", "Jungnang-gu"),
    District("SB", "11290", "3070000", "성북구", "Seongbuk-gu"),
    District("GB", "11305", "3080000", "강북구", "Gangbuk-gu"),
    District("DB", "11320", "3090000", "도봉구", "Dobong-gu"),
    District("NW", "11350", "3100000", "노원구", "Nowon-gu"),
    District("EP", "11380", "3110000", "은평구", "Eunpyeong-gu"),
    District("SM", "11410", "3120000", "서대문구", "Seodaemun-gu"),
    District("MP", "11440", "3130000", "마포구", "Mapo-gu"),
    District("YC", "11470", "3140000", "양천구", "Yangcheon-gu"),
    District("GS", "11500", "3150000", "강서구", "Gangseo-gu"),
    District("GR", "11530", "3160000", "구로구", "Guro-gu"),
    District("GC", "11545", "3170000", "금천구", "Geumcheon-gu"),
    District("YD", "11560", "3180000", "영등포구", "Yeongdeungpo-gu"),
    District("DJ", "11590", "3190000", "동작구", "Dongjak-gu"),
    District("GA", "11620", "3200000", "관악구", "Gwanak-gu"),
    District("SC", "11650", "3210000", "서초구", "Seocho-gu"),
    District("GN", "11680", "3220000", "강남구", "Gangnam-gu"),
    District("SP", "11710", "3230000", "송파구", "Songpa-gu"),
    District("GD", "11740", "3240000", "강동구", "Gangdong-gu"),
)

BY_CODE = {district.code: district for district in DISTRICTS}
BY_MOIS = {district.mois: district for district in DISTRICTS}
BY_NAME = {district.name_ko: district for district in DISTRICTS}
BY_ORGANISATION = {district.organisation: district for district in DISTRICTS}

_ELSEWHERE = re.compile(
    r"^\s*(부산|대구|인천|광주|대전|울산|세종|경기|강원|충청|충북|충남|전라|전북|전남|경상|경북|경남|제주)"
)
_NAME = re.compile("|".join(sorted(BY_NAME, key=len, reverse=True)))


def district_in(text: str) -> District | None:
    """The district that an organisation's name or an address speaks of; 중구 and 강서구 of other cities are not ours."""
    if _ELSEWHERE.match(text):
        return None
    found = _NAME.search(text)
    return BY_NAME[found.group()] if found else None

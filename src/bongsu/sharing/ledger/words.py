"""Legal grounds and other centres in words. A code that is not here is shown as it is."""

from bongsu.registry.centres import CENTRES

BASES = {
    "PIPA18-2-1": ("개인정보 보호법 제18조제2항제1호 (동의)", "PIPA art. 18(2)1: consent"),
    "PIPA18-2-2": ("개인정보 보호법 제18조제2항제2호 (다른 법률)", "PIPA art. 18(2)2: another law"),
    "PIPA18-2-3": (
        "개인정보 보호법 제18조제2항제3호 (급박한 생명·신체·재산)",
        "PIPA art. 18(2)3: urgent danger",
    ),
    "PIPA18-2-5": (
        "개인정보 보호법 제18조제2항제5호 (보호위원회 의결)",
        "PIPA art. 18(2)5: decision of the commission",
    ),
    "PIPA18-2-7": (
        "개인정보 보호법 제18조제2항제7호 (범죄 수사)",
        "PIPA art. 18(2)7: criminal investigation",
    ),
    "PIPA18-2-8": ("개인정보 보호법 제18조제2항제8호 (재판)", "PIPA art. 18(2)8: court"),
    "PIPA18-2-9": ("개인정보 보호법 제18조제2항제9호 (형 집행)", "PIPA art. 18(2)9: sentence"),
    "PIPA18-2-10": (
        "개인정보 보호법 제18조제2항제10호 (공공의 안전)",
        "PIPA art. 18(2)10: public safety",
    ),
}


def basis_ko(code: str) -> str:
    return BASES.get(code, (code, code))[0]


def owner_names(code: str) -> tuple[str, str]:
    """`GANGBUK` → 강북구 통합관제센터; nothing for our own cameras."""
    found = CENTRES.get(code)
    return (found.name_ko, found.name_en) if found else (code, code)


def relayed_ko(code: str) -> str:
    """`강북구 카메라를 중계`; the owner's own ledger says 제3자 제공."""
    return f"{owner_names(code)[0].removesuffix(' 통합관제센터')} 카메라를 중계"

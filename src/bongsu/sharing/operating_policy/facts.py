"""What no table knows: the head of the centre says it. Until then a sensible text stands and is marked as not yet set."""

from datetime import date
from typing import Annotated

import msgspec

Words = Annotated[str, msgspec.Meta(max_length=2000)]
Phone = Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[0-9+()\- ]*$")]


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text; where there is no English, the Korean stands."""

    ko: Words
    en: Words = ""


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office that can be rung, as the law wants it published: no person's name."""

    office: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    phone: Phone = ""


class Processor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """수탁자: who works on the centre's behalf, at what."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    task: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    phone: Phone = ""
    since: date | None = None


class CentreFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """None = not yet said. `retention_days`: 표준지침 제41조 says 30 where nothing else can be determined."""

    legal_basis: Said | None = None
    purpose: Said | None = None
    range: Said | None = None
    hours: Said | None = None
    retention_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] | None = None
    retention_place: Said | None = None
    destruction: Said | None = None
    protection_officer: Office | None = None
    viewing_place: Said | None = None
    access: Said | None = None
    refused: Said | None = None
    measures: Said | None = None
    processors: Annotated[tuple[Processor, ...], msgspec.Meta(max_length=30)] | None = None


DEFAULTS = CentreFacts(
    legal_basis=Said(
        "개인정보 보호법 제25조제1항, 같은 법 시행령 제25조, 표준 개인정보 보호지침 제36조",
        "Personal Information Protection Act art. 25(1), its decree art. 25, standard guideline art. 36",
    ),
    purpose=Said(
        "범죄의 예방과 수사, 시설의 안전과 화재 예방, 교통 단속과 교통 정보의 수집·분석, 재난의 예방과 대응",
        "Prevention and investigation of crime, safety of facilities and fire prevention, traffic enforcement and "
        "traffic information, prevention of and response to disasters",
    ),
    range=Said(
        "각 설치 장소 주변의 공개된 장소. 녹음 기능은 사용하지 않으며 설치 목적과 다르게 조작하지 않습니다.",
        "The public place around each camera. No sound is recorded and no camera is turned to another purpose.",
    ),
    hours=Said("24시간 연속", "Around the clock"),
    retention_days=30,
    retention_place=Said("통합관제센터 전산실", "The control centre's server room"),
    destruction=Said(
        "보관기간이 지나면 복원할 수 없는 방법으로 바로 삭제합니다.",
        "Deleted beyond recovery as soon as the retention period is over.",
    ),
    viewing_place=Said("통합관제센터 (방문 전 전화)", "The control centre (please ring first)"),
    access=Said(
        "정보주체는 자신의 개인영상정보에 대하여 열람 또는 존재 확인을 요구할 수 있습니다. "
        "개인영상정보 열람·존재확인 청구서를 운영책임자에게 내면 10일 안에 조치하고 그 결과를 알려 드립니다. "
        "본인 또는 정당한 대리인임을 확인합니다.",
        "You may ask to view personal video data about yourself, or whether it exists. Hand the request form to the "
        "officer in charge; it is answered within 10 days. Your identity or authority is checked.",
    ),
    refused=Said(
        "범죄 수사·재판에 중대한 지장을 주는 경우, 다른 사람의 사생활을 침해할 우려가 큰 경우, "
        "보관기간이 지나 파기한 경우에는 거부할 수 있으며 10일 안에 사유와 불복 방법을 서면으로 알려 드립니다. "
        "다른 사람은 알아볼 수 없게 가린 뒤 보여 드립니다.",
        "A request may be refused where it would seriously hinder an investigation or trial, invade another person's "
        "privacy, or where the data were destroyed after the retention period; reasons and remedies follow in writing "
        "within 10 days. Other persons are made unrecognisable.",
    ),
    measures=Said(
        "1인 1계정과 최소 권한, 외부 기관의 2차 인증, 전송 구간 암호화, 모든 접속·제공 기록의 "
        "위변조 방지(해시 연결과 서명) 보관, 월 1회 이상 접속기록 점검, 출입 통제",
        "One account for one person with least rights, a second factor for outside bodies, encrypted transmission, "
        "tamper-evident records of all access and provision, monthly review of the records, physical access control",
    ),
    processors=(),
)


def unset(facts: CentreFacts) -> tuple[str, ...]:
    """Which facts nobody has said yet."""
    return tuple(name for name in facts.__struct_fields__ if getattr(facts, name) is None)


def with_defaults(facts: CentreFacts) -> CentreFacts:
    said = {name: getattr(facts, name) for name in facts.__struct_fields__}
    return CentreFacts(
        **{
            name: getattr(DEFAULTS, name) if value is None else value
            for name, value in said.items()
        }
    )

"""What an anklet message says beyond the canonical one. Strict: no field could carry a name, a picture or free text."""

from typing import Literal

import msgspec

WornUnder = Literal["electronic_device_act", "stalking_provisional_measure"]


class AnkletDetails(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`police_too`: the competent police room is to see it as well, by its own agreement.

    `worn_under`: 전자장치 부착 등에 관한 법률, or since 2024-01-12 a 잠정조치 of 스토킹처벌법 제9조제1항제3호의2."""

    police_too: bool | None = None
    worn_under: WornUnder | None = None

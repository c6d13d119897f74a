"""What a request of a disaster room says beyond the canonical message. No name, no free text: closed lists."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from bongsu.kernel.plain_text import ONE_LINE

# 재난 및 안전관리 기본법 시행령 (2025-07-08): on what ground pictures may be asked for (dossier §1.2 [L6])
Ground = Literal["WEATHER_WARNING", "CRISIS_ALERT", "MASS_CASUALTY", "HEADQUARTERS"]
# 행정안전부장관, 시·도지사, 시장·군수·구청장 (dossier §5 [L6])
Head = Literal["MOIS_MINISTER", "CITY_MAYOR", "DISTRICT_HEAD"]

GROUNDS: dict[str, tuple[str, str]] = {
    "WEATHER_WARNING": ("기상특보 발령", "Weather warning issued"),
    "CRISIS_ALERT": ("위기경보 발령", "Crisis alert issued"),
    "MASS_CASUALTY": ("재난신고, 대규모 인명피해 우려", "Disaster call, many lives at risk"),
    "HEADQUARTERS": ("중대본·지대본 가동", "Disaster headquarters at work"),
}
HEADS: dict[str, tuple[str, str]] = {
    "MOIS_MINISTER": ("행정안전부장관", "Minister of the Interior and Safety"),
    "CITY_MAYOR": ("시·도지사", "Mayor or governor of the city or province"),
    "DISTRICT_HEAD": ("시장·군수·구청장", "Head of the district"),
}


class DisasterRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`details` of service DISASTER."""

    ground: Ground | None = None
    requesting_head: Head | None = None
    alert_identifier: (
        Annotated[str, Meta(min_length=1, max_length=200, pattern=ONE_LINE)] | None
    ) = None
    """The warning that the request leans on, by its CAP identifier."""

"""안내판: what must stand beside a new camera (개인정보 보호법 제25조제4항, 같은 법 시행령 제24조)."""

from collections.abc import Sequence

from bongsu.planning.plans.views import SignView
from bongsu.registry.camera import Purpose
from bongsu.sharing.names import purpose_name
from bongsu.sharing.operating_policy.facts import DEFAULTS, CentreFacts, Said


def sign_of(
    purpose: Purpose, place: str, ranges_m: Sequence[float], facts: CentreFacts, centre: str
) -> SignView:
    """Purpose, place, range and hours, who answers for it and their telephone. Hours as the operating policy says them."""
    hours = facts.hours or DEFAULTS.hours or Said("24시간 연속", "Around the clock")
    office = facts.protection_officer
    name = office.office if office else centre
    phone = office.phone if office else ""
    reach = max(ranges_m, default=0.0)
    ko, en = purpose_name(purpose.value)
    missing = [
        *(() if office else ("office",)),
        *(() if phone else ("phone",)),
    ]
    lines_ko = (
        "CCTV 설치 안내",
        f"설치 목적: {ko}",
        f"설치 장소: {place}",
        f"촬영 범위: 설치 지점 주변 공개된 장소 약 {reach:.0f} m",
        f"촬영 시간: {hours.ko}",
        f"관리책임자: {name}",
        f"연락처: {phone or '(미정)'}",
    )
    lines_en = (
        "CCTV in operation",
        f"Purpose: {en}",
        f"Place: {place}",
        f"Range: the public place around it, about {reach:.0f} m",
        f"Hours: {hours.en or hours.ko}",
        f"In charge: {name}",
        f"Telephone: {phone or '(not yet said)'}",
    )
    return SignView("\n".join(lines_ko), "\n".join(lines_en), tuple(missing))

"""Planning's own words: origins of a wish, what a camera hangs on, purses."""

from enum import StrEnum

from bongsu.kernel.told import Told

__all__ = ["FundKind", "Mount", "Origin", "SiteState", "Told"]


class Origin(StrEnum):
    """Who wants a site; one site may have several. The share of sites by origin is reported with every plan."""

    CITY_DATA = "city_data"
    """서울시 빅데이터 CCTV 우선 설치지역."""
    POLICE = "police"
    """경찰서 요청."""
    COMPLAINT = "complaint"
    """주민 민원."""
    SCORE = "score"
    """Our own score (dossier §7.2)."""


class Mount(StrEnum):
    """What a new site hangs on, and by that its price."""

    OWN_POLE = "own_pole"
    """전용주, new."""
    UTILITY_POLE = "utility_pole"
    """한전주, reused with the owner's consent."""
    LIGHT_POLE = "light_pole"
    """보안등주, reused."""
    BUILDING = "building"
    SMART_POLE = "smart_pole"
    """스마트폴: carries a security light too, so it also takes darkness away."""


class FundKind(StrEnum):
    """재원 (dossier §7.3)."""

    DISTRICT = "district"
    """구비."""
    CITY = "city"
    """시비."""
    NATIONAL = "national"
    """국비."""
    SPECIAL_GRANT = "special_grant"
    """특별교부세(특교세), earmarked by the Ministry."""
    SPECIAL_ADJUSTMENT = "special_adjustment"
    """특별조정교부금(특조금), city to district."""
    RESIDENTS = "residents"
    """주민참여예산."""
    OTHER = "other"


class SiteState(StrEnum):
    """States of a site on its way into the registry, in order (dossier §7.2); REJECTED may follow any before ACCEPTED."""

    PROPOSED = "proposed"
    SCORED = "scored"
    FIELD_SURVEY = "field_survey"
    """현장실사: police, the pole's owner, sight, power and net."""
    HEARING = "hearing"
    """행정예고, 20 days (PIPA art. 25(3), decree art. 23). Nothing of a site is public before it begins."""
    BUDGETED = "budgeted"
    DESIGN = "design"
    INSTALLED = "installed"
    SIGNED = "signed"
    """안내판 and the operating policy name it."""
    ACCEPTED = "accepted"
    """준공: its cameras are in the registry."""
    REJECTED = "rejected"

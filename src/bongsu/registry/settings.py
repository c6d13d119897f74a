"""What a centre may set about its registry; every default works as it stands."""

import msgspec


class RegistrySettings(msgspec.Struct, frozen=True, kw_only=True):
    """`default_retention_days`: change it when the centre's 운영·관리방침 says other than 30 days.
    `outside_tolerance_m`: raise it where the boundary file is coarse.
    `over_age_years`: 내용연수 of a camera; change it when the procurement rule changes.
    `default_range_m`: how far a camera recognises a person where nobody measured it.
    `most_removed_share`: a newer file that would remove more than this share of its series is refused as cut short.
    """

    default_retention_days: int = 30
    outside_tolerance_m: float = 100.0
    over_age_years: int = 7
    default_range_m: float = 50.0
    most_removed_share: float = 0.5

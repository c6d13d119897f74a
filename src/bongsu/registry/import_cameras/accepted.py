"""Pure: which published row is a site that entered the registry by 준공, before any file knew of it.

A file gives such a site other coordinates, by metres, and an address: by key it would be entered a second time."""

from collections.abc import Sequence
from dataclasses import replace

from bongsu.kernel.geometry import Point, distance_m
from bongsu.registry.camera import Precision, Purpose
from bongsu.registry.import_cameras.dates import PartDate
from bongsu.registry.import_cameras.flags import Flag
from bongsu.registry.import_cameras.registered import Pair, RegisteredSite
from bongsu.registry.import_cameras.sites import FoundSite

SERIES = "준공"
WITHIN_M = 30.0
# 생활방범 of a plan is often published as 다목적, and the other way round
_ALIKE = {Purpose.MULTI: Purpose.CRIME_PREVENTION}
_OF_PAIRING = (Flag.ACCEPTED_COUNT_DIFFERS, Flag.NEAR_ACCEPTED)


def claim(
    registered: Sequence[RegisteredSite], new: Sequence[FoundSite]
) -> tuple[list[Pair], list[FoundSite]]:
    """Pairs, the nearest first, and what stays new: flagged where it may be one of them all the same."""
    near = [
        (metres, site.site_id, number)
        for site in registered
        if is_unclaimed(site)
        for number, found in enumerate(new)
        if (metres := _metres_to(site, found)) is not None
    ]
    sites = {site.site_id: site for site in registered}
    pairs: dict[int, Pair] = {}
    taken = set[str]()
    for _, site_id, number in sorted(near):
        if (
            number not in pairs
            and site_id not in taken
            and _is_as_young(sites[site_id], new[number])
        ):
            pairs[number] = Pair(sites[site_id], _counted(sites[site_id], new[number]))
            taken.add(site_id)
    doubtful = {number for _, site_id, number in near if _may_be(sites[site_id], new[number])}
    left = [
        _flagged(found, Flag.NEAR_ACCEPTED) if number in doubtful else found
        for number, found in enumerate(new)
        if number not in pairs
    ]
    return list(pairs.values()), left


def kept_flags(site: RegisteredSite, found: FoundSite) -> FoundSite:
    """What was said of the pairing stays said as long as the file says the same of the site."""
    if site.removed or site.facts["content_hash"] != found.content_hash:
        return found
    return _flagged(found, *(flag for flag in _OF_PAIRING if flag.value in site.facts["flags"]))


def is_unclaimed(site: RegisteredSite) -> bool:
    """Row 0 is of no file: a published one may be called 준공 too."""
    facts = site.facts
    return facts["series"] == SERIES and facts["source_row"] == 0 and not site.removed


def _metres_to(site: RegisteredSite, found: FoundSite) -> float | None:
    """None where it cannot be it: of another district or purpose, or too far away."""
    facts, row = site.facts, found.first
    purpose = Purpose(facts["purpose"])
    if facts["district"] != row.district.code:
        return None
    if _ALIKE.get(purpose, purpose) is not _ALIKE.get(row.purpose, row.purpose):
        return None
    metres = distance_m(Point(facts["lat"], facts["lon"]), Point(row.lat, row.lon))
    return metres if metres <= WITHIN_M else None


def _is_as_young(site: RegisteredSite, found: FoundSite) -> bool:
    """Put up in the month of acceptance or later; where no date can be read, the file itself has to be as young."""
    accepted = PartDate(site.facts["installed_on"], Precision.MONTH)
    said = _date_of(found)
    return said is None or not accepted.is_after(said)


def _may_be(site: RegisteredSite, found: FoundSite) -> bool:
    """설치년월 may be that of the pole, months before acceptance: near enough to be looked at, not to be paired."""
    said = _date_of(found)
    return said is None or said.day.year >= site.facts["installed_on"].year - 1


def _date_of(found: FoundSite) -> PartDate | None:
    row = found.first
    implausible = Flag.INSTALLED_IMPLAUSIBLE in row.installed.flags
    return row.reference if implausible else row.installed.date or row.reference


def _counted(site: RegisteredSite, found: FoundSite) -> FoundSite:
    if len(found.cameras) == len(site.current_cameras):
        return found
    return _flagged(found, Flag.ACCEPTED_COUNT_DIFFERS)


def _flagged(found: FoundSite, *flags: Flag) -> FoundSite:
    """The first row speaks for the site."""
    first, *others = found.row_flags
    return replace(
        found,
        flags=tuple(dict.fromkeys((*found.flags, *flags))),
        row_flags=(tuple(dict.fromkeys((*first, *flags))), *others),
    )

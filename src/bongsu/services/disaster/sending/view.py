"""How the district's own alerts stand: what holds now, what was updated, cancelled or is over. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from bongsu.services.disaster.cap.alert import Alert, Info

Standing = Literal["holds", "updated", "cancelled", "over"]


class OwnAlertView(msgspec.Struct, frozen=True, kw_only=True):
    """One alert of ours. `standing`: of a chain the last one `holds` until its end; `chain` is its first one's number."""

    alert_id: str
    chain: str
    msg_type: str
    standing: Standing
    exercise: bool
    sent: datetime
    expires: datetime
    severity: str
    category: str
    event_ko: str
    event_en: str
    text_ko: str
    text_en: str
    area_name: str
    ring: list[tuple[float, float]]


def views_of(alerts: Iterable[tuple[str, Alert]], now: datetime) -> list[OwnAlertView]:
    """Chain and alert, the newest first, as they came."""
    every = list(alerts)
    chains: dict[str, list[Alert]] = {}
    for chain, alert in every:
        chains.setdefault(chain, []).append(alert)
    return [_view(chain, alert, _standing(alert, chains[chain], now)) for chain, alert in every]


def _standing(alert: Alert, chain: Sequence[Alert], now: datetime) -> Standing:
    if any(one.msg_type == "Cancel" for one in chain):
        return "cancelled"
    if any(alert.key in one.references for one in chain):
        return "updated"
    return "holds" if _ends(alert) > now else "over"


def _ends(alert: Alert) -> datetime:
    return max((one.expires for one in alert.infos if one.expires), default=alert.sent)


def _view(chain: str, alert: Alert, standing: Standing) -> OwnAlertView:
    korean, english = alert.infos[0], alert.infos[-1]
    (area,) = korean.areas
    return OwnAlertView(
        alert_id=alert.identifier,
        chain=chain,
        msg_type=alert.msg_type,
        standing=standing,
        exercise=alert.status == "Exercise",
        sent=alert.sent,
        expires=_ends(alert),
        severity=korean.severity,
        category=_category(korean),
        event_ko=korean.event,
        event_en=english.event,
        text_ko=korean.headline,
        text_en=english.headline,
        area_name=area.description,
        # GeoJSON's order, as maps take it
        ring=[(lon, lat) for lat, lon in area.polygons[0]],
    )


def _category(info: Info) -> str:
    return info.categories[0]

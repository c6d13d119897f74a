"""Writes one alert as CAP 1.2 (OASIS, schema of July 2010); our own reader takes it back as it was."""

from datetime import datetime
from xml.sax.saxutils import escape

from bongsu.services.disaster.cap.alert import Alert, CapArea, Info
from bongsu.services.disaster.cap.grammar import CAP_12


def write_alert(alert: Alert) -> bytes:
    """In the standard's order; what is empty is left out."""
    references = " ".join(
        f"{one.sender},{one.identifier},{_moment(one.sent)}" for one in alert.references
    )
    said = (
        _tag("identifier", alert.identifier),
        _tag("sender", alert.sender),
        _tag("sent", _moment(alert.sent)),
        _tag("status", alert.status),
        _tag("msgType", alert.msg_type),
        _tag("scope", alert.scope),
        _tag("references", references),
        *(_info(one) for one in alert.infos),
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="{CAP_12}">{"".join(said)}</alert>'
    )
    return text.encode()


def _info(info: Info) -> str:
    said = (
        _tag("language", info.language),
        *(_tag("category", one) for one in info.categories),
        _tag("event", info.event),
        *(_tag("responseType", one) for one in info.response_types),
        _tag("urgency", info.urgency),
        _tag("severity", info.severity),
        _tag("certainty", info.certainty),
        *(
            _tag(name, _moment(at) if at else "")
            for name, at in (
                ("effective", info.effective),
                ("onset", info.onset),
                ("expires", info.expires),
            )
        ),
        _tag("senderName", info.sender_name),
        _tag("headline", info.headline),
        _tag("description", info.description),
        _tag("instruction", info.instruction),
        *(_area(one) for one in info.areas),
    )
    return f"<info>{''.join(said)}</info>"


def _area(area: CapArea) -> str:
    polygons = (" ".join(f"{lat:.7f},{lon:.7f}" for lat, lon in ring) for ring in area.polygons)
    circles = (f"{one.lat:.7f},{one.lon:.7f} {one.radius_km:.3f}" for one in area.circles)
    codes = (_tag("valueName", name) + _tag("value", value) for name, value in area.geocodes)
    said = (
        _tag("areaDesc", area.description),
        *(_tag("polygon", one) for one in polygons),
        *(_tag("circle", one) for one in circles),
        *(f"<geocode>{one}</geocode>" for one in codes),
    )
    return f"<area>{''.join(said)}</area>"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _moment(at: datetime) -> str:
    """Whole seconds with an offset; UTC is `-00:00`, as CAP 1.2 §3.3.2 wants it."""
    text = at.isoformat(timespec="seconds")
    return f"{text.removesuffix('+00:00')}-00:00" if text.endswith("+00:00") else text

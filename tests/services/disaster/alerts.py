"""CAP alerts by hand: each value can be left out, changed or spoiled."""

from datetime import datetime, timedelta

from tests.web.house import NOW

CAP_12 = "urn:oasis:names:tc:emergency:cap:1.2"
# 길음동 and around it, where the synthetic district has its cameras
BOX = "37.605,127.017 37.605,127.023 37.611,127.023 37.611,127.017 37.605,127.017"
KOREA = "33.0,124.0 33.0,132.0 39.0,132.0 39.0,124.0 33.0,124.0"
BUSAN = "35.1,129.0 35.1,129.1 35.2,129.1 35.2,129.0 35.1,129.0"
SENDER = "kma@korea.example"


def moment(minutes: float = 0.0) -> str:
    return (NOW + timedelta(minutes=minutes)).isoformat(timespec="seconds")


def tag(name: str, value: str | None) -> str:
    return "" if value is None else f"<{name}>{value}</{name}>"


def area(
    *polygons: str, circles: tuple[str, ...] = (), more: str = "", desc: str = "정릉천"
) -> str:
    shapes = [tag("polygon", one) for one in polygons] + [tag("circle", one) for one in circles]
    return f"<area><areaDesc>{desc}</areaDesc>{''.join(shapes)}{more}</area>"


def info(
    event: str = "호우경보",
    *,
    language: str | None = "ko-KR",
    category: str | None = "Met",
    response: str | None = None,
    urgency: str | None = "Immediate",
    severity: str | None = "Severe",
    certainty: str | None = "Observed",
    onset: str | None = None,
    expires: str | None = "in six hours",
    headline: str | None = None,
    more: str = "",
    areas: str | None = None,
) -> str:
    until = moment(360) if expires == "in six hours" else expires
    return "".join(
        (
            "<info>",
            tag("language", language),
            tag("category", category),
            tag("event", event),
            tag("responseType", response),
            tag("urgency", urgency),
            tag("severity", severity),
            tag("certainty", certainty),
            tag("onset", onset),
            tag("expires", until),
            tag("senderName", "기상청"),
            tag("headline", headline),
            more,
            area(BOX) if areas is None else areas,
            "</info>",
        )
    )


def alert(
    identifier: str | None = "KR.KMA.1",
    *infos: str,
    sender: str | None = SENDER,
    sent: str | None = None,
    status: str | None = "Actual",
    msg_type: str | None = "Alert",
    scope: str | None = "Public",
    more: str = "",
    references: str | None = None,
    namespace: str = CAP_12,
    end: str = "",
) -> bytes:
    said = (
        tag("identifier", identifier),
        tag("sender", sender),
        tag("sent", moment() if sent is None else sent),
        tag("status", status),
        tag("msgType", msg_type),
        tag("scope", scope),
        more,
        tag("references", references),
        *(infos or (info(),)),
        end,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><alert xmlns="{namespace}">{"".join(said)}</alert>'.encode()


def key(identifier: str = "KR.KMA.1", sent: str | None = None, sender: str = SENDER) -> str:
    return f"{sender},{identifier},{sent or moment()}"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)

"""The canonical message of one cell of the matrix, as its partner would write it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any  # Any: JSON, as a partner writes it

from bongsu.bench.services.oracle import Cell
from bongsu.services.anklet.scenes import around
from bongsu.services.shared.scenes import Spot, Stage, location, message

# service → sender's organisation and system
SENDERS: Mapping[str, tuple[str, str]] = {
    "P112_VIDEO": ("KNPA.SEOUL", "112"),
    "P112_DISPATCH": ("KNPA.SEOUL", "112"),
    "P112_LIFE": ("KNPA.SEOUL", "112"),
    "STALK_VICTIM": ("KNPA.SEOUL", "112"),
    "F119_DISPATCH": ("NFA.SEOUL", "119"),
    "ANKLET": ("MOJ.ANKLET", "MOJ"),
    "MILITARY": ("MND.CAPITAL", "MND"),
    "DISASTER": ("SEOUL.DISASTER", "DISASTER"),
    "MISSING": ("KNPA.SEOUL", "182"),
    "SOS_APP": ("SEOUL.ANSIMI", "SAFE"),
    "ESCORT": ("SEOUL.ANSIMI", "SAFE"),
    "LONE_WOMAN": ("SEONGBUK.WELFARE", "WELFARE"),
    "BELL": ("SEONGBUK", "BELL"),
    "PRIV_SEC": ("SECURITY.ONE", "SECURITY"),
    "WANTED_CAR": ("KNPA", "WASS"),
    "OUT_REPORT": ("SEONGBUK", "CENTRE"),
    "SELECT": ("SEONGBUK", "MONITORING"),
}
SPOTS = {
    "seongbuk": Spot(37.608, 127.020),
    "jongam": Spot(37.597, 127.033),
    "uncertain": Spot(37.6065, 127.0265),
    "elsewhere": Spot(37.639, 127.0255),
}
_AREA_M = 100.0
Fields = dict[str, Any]


def letter(cell: Cell, number: str, system: str) -> Fields:
    """Without `drill` and with nothing that its service may not say, but where the variant is just that."""
    stage = Stage(cell.at, SPOTS[cell.place], number)
    incident = {"category": cell.trigger} | ({"code": cell.code} if cell.code else {})
    fields: Fields = {"incident": incident, **_MADE.get(cell.service, _plain)(cell, stage)}
    return message(stage, cell.service, system, SENDERS[cell.service][0], "NEW", **fields)


def _plain(_cell: Cell, stage: Stage) -> Fields:
    return {"location": location(stage.spot)}


def _anklet(cell: Cell, stage: Stage) -> Fields:
    told: Fields = {
        "location": location(stage.spot),
        "ext_incident_no": f"{stage.now.year}-{int(stage.number):010d}",
        "details": {
            "police_too": cell.variant == "police_too",
            "worn_under": "electronic_device_act",
        },
    }
    if cell.variant == "named":
        told["incident"] = {"category": cell.trigger, "summary_ko": "이름이 든 글"}
    return told


def _order(cell: Cell, stage: Stage) -> Fields:
    starts_h, ends_h = {"later": (2, 4), "over": (-3, -1)}.get(cell.variant, (-1, 3))
    # its agreement's article on relief stands on the personal information act, the others on the defence act
    basis = "PIPA18-2-3" if cell.trigger == "RELIEF" else "CDA"
    told: Fields = {
        "legal": {"basis": basis, "order_no": f"{stage.now.year}-{stage.number}"},
        "area": around(stage.spot, _AREA_M),
        "window": _window(stage, starts_h, ends_h),
    }
    if cell.variant == "no_order":
        told["legal"] = {"basis": basis}
    if cell.variant == "no_area":
        del told["area"]
    return told


def _window(stage: Stage, starts_h: float, ends_h: float) -> Fields:
    starts, ends = (stage.now + timedelta(hours=hours) for hours in (starts_h, ends_h))
    return {"starts": starts.isoformat(), "ends": ends.isoformat()}


def _request(cell: Cell, stage: Stage) -> Fields:
    told: Fields = {
        "area": around(stage.spot, _AREA_M),
        "window": _window(stage, 0, 6),
        "details": {"ground": "HEADQUARTERS", "requesting_head": "CITY_MAYOR"},
    }
    if cell.variant == "no_end":
        del told["window"]
    missing = {"no_ground": "ground", "no_head": "requesting_head"}.get(cell.variant)
    if missing:
        del told["details"][missing]
    return told


def _life(cell: Cell, stage: Stage) -> Fields:
    basis = "PIPA18-2-7" if cell.variant == "crime_ground" else "PIPA18-2-3"
    return {"location": location(stage.spot), "legal": {"basis": basis}}


def _watch(_cell: Cell, stage: Stage) -> Fields:
    return {"location": location(stage.spot), "details": {"subject_id": "S-2026-0142"}}


def _missing(cell: Cell, stage: Stage) -> Fields:
    seen = (stage.now - timedelta(minutes=20)).isoformat()
    said: Fields = {"last_seen_at": seen, "police_no": "182-2026-0142"}
    if cell.variant == "confirmed":
        said["class_confirmed_by"] = {"rank": "경위", "office": "성북경찰서 여성청소년과"}
    return {"location": location(stage.spot, 30.0, "OPERATOR"), "details": said}


def _company(cell: Cell, stage: Stage) -> Fields:
    seen = {} if cell.variant == "unconfirmed" else {"confirmed_by": "COMPANY_CCTV"}
    return {"location": location(stage.spot), "details": {**seen, "site_no": "A-0142"}}


_MADE: Mapping[str, Callable[[Cell, Stage], Fields]] = {
    "P112_LIFE": _life,
    "STALK_VICTIM": _watch,
    "ANKLET": _anklet,
    "MILITARY": _order,
    "DISASTER": _request,
    "MISSING": _missing,
    "PRIV_SEC": _company,
}

"""성북구's agreement of August 2023: the mayor with 성북서, 종암서 and 성북소방서; and the district's own 재난안전상황실.

The text of the real agreement is not public: parties and month are (dossier §2.1), articles and values are ours.
"""

from dataclasses import replace
from datetime import UTC, datetime

from bongsu.registry.camera import Purpose
from bongsu.sharing.agreement import Agreement, Clause, Party

CENTRE = "SEONGBUK"
POLICE_SEONGBUK = "KNPA.SEOUL.SEONGBUK"
POLICE_JONGAM = "KNPA.SEOUL.JONGAM"
FIRE_SEONGBUK = "NFA.SEOUL.SEONGBUK"
DISASTER_ROOM = "SEONGBUK.DISASTER"

_CRIME_CAMERAS = frozenset(
    {Purpose.CRIME_PREVENTION, Purpose.VEHICLE_CRIME_PREVENTION, Purpose.CHILDREN, Purpose.MULTI}
)
_RESCUE_CAMERAS = _CRIME_CAMERAS | {
    Purpose.DISASTER,
    Purpose.TRAFFIC_INFORMATION,
    Purpose.FACILITY,
}

_police_video = Clause(
    number="3.2",
    service="P112_DISPATCH",
    recipients=frozenset({POLICE_SEONGBUK, POLICE_JONGAM}),
    # the seven crimes of the 2015 memorandum between the ministries (dossier §1.2)
    categories=frozenset(
        {
            "MURDER",
            "ROBBERY",
            "PICKPOCKET",
            "THEFT",
            "KIDNAP",
            "SEXUAL_VIOLENCE",
            "DOMESTIC_VIOLENCE",
        }
    ),
    by_itself=frozenset({"C0", "C1"}),
    with_approval=frozenset({"C2"}),
    purposes=_CRIME_CAMERAS,
    legal_bases=frozenset({"PIPA18-2-7", "PIPA18-2-3"}),
    radius_m=300.0,
    max_cameras=9,
    ttl_s=1800,
    renewals=3,
    to_vehicles=True,
)
_fire = Clause(
    number="4.1",
    service="F119_DISPATCH",
    recipients=frozenset({FIRE_SEONGBUK}),
    categories=frozenset({"FIRE", "RESCUE", "DISASTER"}),
    by_itself=frozenset({""}),
    with_approval=frozenset(),
    purposes=_RESCUE_CAMERAS,
    legal_bases=frozenset({"PIPA18-2-3", "PIPA18-2-10"}),
    radius_m=500.0,
    max_cameras=9,
    ttl_s=3600,
    renewals=3,
    to_vehicles=True,
)

SEONGBUK_2023_08 = Agreement(
    agreement_id="SB-2023-08",
    title_ko="2023-08 성북구 CCTV 영상정보 제공 업무협약",
    title_en="Seongbuk agreement on lending CCTV pictures, August 2023",
    centre=CENTRE,
    parties=(
        Party(CENTRE, "성북구 통합관제센터", "Seongbuk control centre", "성북구청장"),
        Party(POLICE_SEONGBUK, "성북경찰서", "Seongbuk police station", "성북경찰서장"),
        Party(POLICE_JONGAM, "종암경찰서", "Jongam police station", "종암경찰서장"),
        Party(FIRE_SEONGBUK, "성북소방서", "Seongbuk fire station", "성북소방서장"),
        Party(DISASTER_ROOM, "성북구 재난안전상황실", "Seongbuk disaster room", "성북구청장"),
    ),
    clauses=(
        replace(_police_video, number="3.1", service="P112_VIDEO", to_vehicles=False),
        _police_video,
        _fire,
        replace(
            _fire,
            number="4.2",
            categories=frozenset({"EMS"}),
            by_itself=frozenset(),
            with_approval=frozenset({""}),
        ),
        # not an outside body: the duty of 재난안전법 toward the district's own room (dossier §12.5)
        replace(
            _fire,
            number="5.1",
            recipients=frozenset({DISASTER_ROOM}),
            categories=frozenset({"FIRE", "DISASTER"}),
            to_vehicles=False,
        ),
    ),
    area=frozenset({"11290"}),
    starts=datetime(2023, 8, 1, tzinfo=UTC),
    ends=datetime(2028, 8, 1, tzinfo=UTC),
    approver_roles=frozenset({"SHIFT_LEAD"}),
    approve_within_s=60,
    centre_phone="02-2241-4562",
)

"""The rights table: every door of the node, who passes it, and what they are answered. A list of data, so it may be long."""

from dataclasses import dataclass

from bongsu.identity.people import OWN_ROLES, VEHICLE_ROLES, WALL_ROLES, Role

EVERYBODY = frozenset(Role)
ROOMS = WALL_ROLES
MONITORING = frozenset({Role.OPERATOR, Role.SHIFT_LEAD, Role.CENTRE_HEAD})
LEADS = frozenset({Role.SHIFT_LEAD, Role.CENTRE_HEAD})
READS_TRAIL = frozenset({Role.CPO, Role.AUDITOR})
READS_LEDGER = READS_TRAIL | {Role.CENTRE_HEAD, Role.SHIFT_LEAD}
HEAD = frozenset({Role.CENTRE_HEAD})
FIRE = frozenset({Role.FIRE_ROOM, Role.FIRE_CAR})
WITH_FACTORS = EVERYBODY - VEHICLE_ROLES
ARMY = frozenset({Role.MIL_ROOM})
OPENS_NAMES = READS_TRAIL | {Role.CENTRE_HEAD}


@dataclass(frozen=True)
class Door:
    """`who` passes and is answered `then` for a thing that does not exist; other roles get 403, nobody 401."""

    method: str
    path: str
    who: frozenset[Role]
    then: int
    asked: str
    body: object = None


WELFARE = frozenset({Role.WELFARE})
GUARDIAN = frozenset({Role.RESIDENT})
SEARCHERS = frozenset({Role.OPERATOR, Role.SHIFT_LEAD})
POLICE_ROOM = frozenset({Role.POLICE_ROOM})
DESCRIBED = SEARCHERS | POLICE_ROOM
_PERSON, _SEARCH = "/api/missing/people/{person_id:str}", "/api/missing/searches/{incident_id:str}"
_DESCRIBED = "/api/missing/incidents/{incident_id:str}"
MISSING = (
    Door("GET", "/api/missing/people", WELFARE, 200, "/api/missing/people"),
    Door("POST", "/api/missing/people", WELFARE, 400, "/api/missing/people", {}),
    Door("GET", _PERSON, WELFARE, 404, "/api/missing/people/x"),
    Door("POST", _PERSON, WELFARE, 400, "/api/missing/people/x", {}),
    Door("POST", f"{_PERSON}/photo", WELFARE, 404, "/api/missing/people/x/photo"),
    Door("GET", f"{_PERSON}/photo", WELFARE, 404, "/api/missing/people/x/photo"),
    Door("POST", f"{_PERSON}/check", WELFARE, 404, "/api/missing/people/x/check"),
    Door("POST", f"{_PERSON}/remove", WELFARE, 404, "/api/missing/people/x/remove"),
    Door("GET", "/api/missing/mine", GUARDIAN, 200, "/api/missing/mine"),
    Door(
        "POST",
        "/api/missing/mine/{person_id:str}/consent",
        GUARDIAN,
        404,
        "/api/missing/mine/x/consent",
        {"adult": True},
    ),
    Door(
        "POST",
        "/api/missing/mine/{person_id:str}/withdraw",
        GUARDIAN,
        404,
        "/api/missing/mine/x/withdraw",
    ),
    Door("GET", "/api/missing/searches", SEARCHERS, 200, "/api/missing/searches"),
    Door("GET", _SEARCH, SEARCHERS, 404, "/api/missing/searches/x"),
    Door("POST", f"{_SEARCH}/join", SEARCHERS, 404, "/api/missing/searches/x/join"),
    Door("POST", f"{_SEARCH}/leave", SEARCHERS, 404, "/api/missing/searches/x/leave"),
    Door(
        "POST",
        f"{_SEARCH}/cameras/{{camera_id:str}}",
        SEARCHERS,
        404,
        "/api/missing/searches/x/cameras/x",
        {"verdict": "none"},
    ),
    Door(
        "POST",
        f"{_SEARCH}/sightings",
        SEARCHERS,
        404,
        "/api/missing/searches/x/sightings?camera_id=x",
    ),
    Door("GET", _DESCRIBED, DESCRIBED, 404, "/api/missing/incidents/x"),
    Door("GET", f"{_DESCRIBED}/photo", DESCRIBED, 404, "/api/missing/incidents/x/photo"),
    Door("GET", f"{_DESCRIBED}/sightings", DESCRIBED, 404, "/api/missing/incidents/x/sightings"),
    Door(
        "GET",
        f"{_DESCRIBED}/stills/{{sighting_id:str}}",
        DESCRIBED,
        404,
        "/api/missing/incidents/x/stills/x",
    ),
    Door(
        "POST",
        f"{_DESCRIBED}/lookback",
        DESCRIBED,
        404,
        "/api/missing/incidents/x/lookback",
        {"seconds": 60},
    ),
    Door("GET", "/api/missing/register", POLICE_ROOM, 200, "/api/missing/register"),
    Door(
        "POST",
        "/api/missing/register/{incident_id:str}/receipt",
        POLICE_ROOM,
        404,
        "/api/missing/register/x/receipt",
        {"receipt_no": "파기-1234"},
    ),
)

PLANNER = frozenset({Role.SITE_PLANNER})
SEES_NEED = PLANNER | HEAD
READS_PLANS = SEES_NEED | READS_TRAIL
_PLAN, _SITE = "/api/planning/plans/{plan_id:str}", "/api/planning/sites/{planned_site_id:str}"
PLANNING = (
    Door("POST", "/api/planning/runs", PLANNER, 400, "/api/planning/runs", {}),
    Door("GET", "/api/planning/runs/{run_id:str}", PLANNER, 404, "/api/planning/runs/x"),
    Door("POST", "/api/planning/runs/{run_id:str}/stop", PLANNER, 404, "/api/planning/runs/x/stop"),
    Door("GET", "/api/planning/score", SEES_NEED, 200, "/api/planning/score"),
    Door("GET", "/api/planning/defaults", SEES_NEED, 200, "/api/planning/defaults"),
    Door("GET", "/api/planning/plans", READS_PLANS, 200, "/api/planning/plans"),
    Door(
        "GET",
        f"{_PLAN}/versions/{{version:int}}",
        READS_PLANS,
        404,
        "/api/planning/plans/x/versions/1",
    ),
    Door(
        "POST",
        f"{_PLAN}/versions/{{version:int}}/choose",
        HEAD,
        404,
        "/api/planning/plans/x/versions/1/choose",
        {"reason": "확정"},
    ),
    Door("GET", "/api/planning/sites", READS_PLANS, 200, "/api/planning/sites"),
    Door(
        "POST",
        f"{_SITE}/step",
        PLANNER,
        404,
        "/api/planning/sites/x/step",
        {"state": "field_survey", "on": "2026-11-20"},
    ),
    Door("POST", f"{_SITE}/accept", PLANNER, 404, "/api/planning/sites/x/accept", {}),
)
REPLACES = PLANNER | HEAD | {Role.ASSET_MGR}
_MONEY, _REPLACE = "/api/planning/money", "/api/planning/replacement"
MONEY = (
    Door("GET", _MONEY, SEES_NEED, 200, _MONEY),
    Door("POST", f"{_MONEY}/purses", SEES_NEED, 400, f"{_MONEY}/purses", {}),
    Door("POST", f"{_MONEY}/lines", SEES_NEED, 400, f"{_MONEY}/lines", {}),
    Door(
        "POST",
        f"{_MONEY}/lines/{{line_id:str}}/take-back",
        SEES_NEED,
        400,
        f"{_MONEY}/lines/x/take-back",
        {"reason": "오기"},
    ),
    Door(
        "POST",
        f"{_MONEY}/carry-over",
        SEES_NEED,
        404,
        f"{_MONEY}/carry-over",
        {"purse_id": "x", "into": "y", "won": 1},
    ),
    Door("GET", _REPLACE, REPLACES, 404, f"{_REPLACE}?list_id=x"),
    Door("POST", f"{_REPLACE}/runs", REPLACES, 400, f"{_REPLACE}/runs", {}),
    Door("GET", f"{_REPLACE}/runs/{{run_id:str}}", REPLACES, 404, f"{_REPLACE}/runs/x"),
    Door("POST", f"{_REPLACE}/runs/{{run_id:str}}/stop", REPLACES, 404, f"{_REPLACE}/runs/x/stop"),
)
PLANS = frozenset({Role.SITE_PLANNER, Role.CENTRE_HEAD})
_REQUEST = "/api/planning/requests/{request_id:str}"
REQUESTS = (
    Door("GET", "/api/planning/requests", PLANS | POLICE_ROOM, 200, "/api/planning/requests"),
    Door(
        "POST",
        "/api/planning/requests",
        POLICE_ROOM | {Role.SITE_PLANNER},
        400,
        "/api/planning/requests",
        {},
    ),
    Door("GET", _REQUEST, PLANS | POLICE_ROOM, 404, "/api/planning/requests/x"),
    Door("POST", f"{_REQUEST}/review", PLANS, 404, "/api/planning/requests/x/review"),
    Door("POST", f"{_REQUEST}/merge", PLANS, 404, "/api/planning/requests/x/merge", {"into": "y"}),
    Door("POST", f"{_REQUEST}/take-out", PLANS, 404, "/api/planning/requests/x/take-out"),
    Door(
        "POST",
        f"{_REQUEST}/answer",
        PLANS,
        404,
        "/api/planning/requests/x/answer",
        {"accept": True},
    ),
    Door(
        "POST",
        f"{_REQUEST}/letter",
        PLANS,
        404,
        "/api/planning/requests/x/letter",
        {"reason": "민원 회신문 발송"},
    ),
    Door("POST", f"{_REQUEST}/sent", PLANS, 404, "/api/planning/requests/x/sent"),
)

CONSOLE = (
    *MISSING,
    *REQUESTS,
    *PLANNING,
    *MONEY,
    Door("POST", "/api/activity", EVERYBODY, 204, "/api/activity"),
    Door("POST", "/api/unlock", EVERYBODY, 400, "/api/unlock", {}),
    Door("POST", "/api/unlock/options", EVERYBODY, 404, "/api/unlock/options"),
    Door("GET", "/api/unlock/ways", EVERYBODY, 200, "/api/unlock/ways"),
    Door("POST", "/api/me/password", WITH_FACTORS, 400, "/api/me/password", {}),
    Door("GET", "/api/me/sessions", WITH_FACTORS, 200, "/api/me/sessions"),
    Door(
        "POST",
        "/api/me/sessions/{session_id:str}/end",
        WITH_FACTORS,
        404,
        "/api/me/sessions/x/end",
    ),
    Door("POST", "/api/me/sessions/end-others", WITH_FACTORS, 200, "/api/me/sessions/end-others"),
    Door("GET", "/api/me/factors", WITH_FACTORS, 200, "/api/me/factors"),
    Door("POST", "/api/me/factors/totp", WITH_FACTORS, 400, "/api/me/factors/totp", {}),
    Door(
        "POST",
        "/api/me/factors/totp/confirm",
        WITH_FACTORS,
        400,
        "/api/me/factors/totp/confirm",
        {},
    ),
    Door(
        "POST",
        "/api/me/factors/passkey/options",
        WITH_FACTORS,
        400,
        "/api/me/factors/passkey/options",
        {},
    ),
    Door("POST", "/api/me/factors/passkey", WITH_FACTORS, 400, "/api/me/factors/passkey", {}),
    Door(
        "POST",
        "/api/me/factors/recovery-codes",
        WITH_FACTORS,
        400,
        "/api/me/factors/recovery-codes",
        {},
    ),
    Door(
        "POST",
        "/api/me/factors/{factor_id:str}/remove",
        WITH_FACTORS,
        400,
        "/api/me/factors/x/remove",
        {},
    ),
    Door("GET", "/api/people", HEAD, 200, "/api/people"),
    Door("GET", "/api/organisations", HEAD, 200, "/api/organisations"),
    Door("GET", "/api/partners", HEAD, 200, "/api/partners"),
    Door("GET", "/api/people/history", HEAD | READS_TRAIL, 200, "/api/people/history"),
    Door("POST", "/api/people", HEAD, 400, "/api/people", {}),
    Door("POST", "/api/people/role", HEAD, 400, "/api/people/role", {}),
    Door("POST", "/api/people/disable", HEAD, 400, "/api/people/disable", {}),
    Door("POST", "/api/people/enable", HEAD, 400, "/api/people/enable", {}),
    Door("POST", "/api/people/reset-factors", HEAD, 400, "/api/people/reset-factors", {}),
    Door("POST", "/api/people/reset-password", HEAD, 400, "/api/people/reset-password", {}),
    Door("POST", "/api/people/link", HEAD, 400, "/api/people/link", {}),
    Door("POST", "/api/people/unlink", HEAD, 400, "/api/people/unlink", {}),
    Door("POST", "/api/organisations", HEAD, 400, "/api/organisations", {}),
    Door("POST", "/api/partners", HEAD, 400, "/api/partners", {}),
    Door("POST", "/api/partners/disable", HEAD, 400, "/api/partners/disable", {}),
    Door("POST", "/api/sign-out", EVERYBODY, 204, "/api/sign-out"),
    Door("GET", "/api/me", EVERYBODY, 200, "/api/me"),
    Door("GET", "/api/devices", LEADS, 200, "/api/devices"),
    Door("POST", "/api/devices/codes", LEADS, 404, "/api/devices/codes", {"name": "nobody"}),
    Door(
        "POST",
        "/api/devices/{device_id:str}/remove",
        LEADS,
        404,
        "/api/devices/x/remove",
        {"reason": "lost"},
    ),
    Door("POST", "/api/device/challenge", EVERYBODY, 409, "/api/device/challenge"),
    Door(
        "POST",
        "/api/device/prove",
        EVERYBODY,
        409,
        "/api/device/prove",
        {"challenge_id": "x", "signature": "x"},
    ),
    Door("GET", "/api/agreements", OWN_ROLES, 200, "/api/agreements"),
    Door("GET", "/api/agreements/conflicts", OWN_ROLES, 200, "/api/agreements/conflicts"),
    Door("POST", "/api/agreements/check", OWN_ROLES, 400, "/api/agreements/check", {}),
    Door("POST", "/api/agreements", HEAD, 400, "/api/agreements", {}),
    Door(
        "GET",
        "/api/agreements/{agreement_id:str}/versions/{version:int}",
        OWN_ROLES,
        404,
        "/api/agreements/x/versions/1",
    ),
    Door(
        "GET",
        "/api/agreements/{agreement_id:str}/versions/{version:int}/text",
        OWN_ROLES,
        404,
        "/api/agreements/x/versions/1/text",
    ),
    Door(
        "POST",
        "/api/agreements/{agreement_id:str}/versions/{version:int}/sign",
        HEAD,
        404,
        "/api/agreements/x/versions/1/sign",
    ),
    Door(
        "POST",
        "/api/agreements/{agreement_id:str}/versions/{version:int}/signatures",
        HEAD,
        400,
        "/api/agreements/x/versions/1/signatures",
        {},
    ),
    Door(
        "POST",
        "/api/agreements/{agreement_id:str}/suspend",
        LEADS | {Role.CPO},
        404,
        "/api/agreements/x/suspend",
        {"reason": "점검"},
    ),
    Door(
        "POST",
        "/api/agreements/{agreement_id:str}/resume",
        HEAD | {Role.CPO},
        404,
        "/api/agreements/x/resume",
        {"reason": "점검"},
    ),
    Door("GET", "/api/party-keys", OWN_ROLES, 200, "/api/party-keys"),
    Door("POST", "/api/party-keys", HEAD, 400, "/api/party-keys", {}),
    Door(
        "POST",
        "/api/party-keys/{key_id:str}/withdraw",
        HEAD,
        404,
        "/api/party-keys/x/withdraw",
        {"reason": "분실"},
    ),
    Door("GET", "/api/audit", READS_TRAIL, 200, "/api/audit"),
    Door("GET", "/api/audit/witnesses", READS_TRAIL, 200, "/api/audit/witnesses"),
    Door(
        "GET",
        "/api/audit/proof/inclusion",
        READS_TRAIL,
        404,
        "/api/audit/proof/inclusion?sequence=1",
    ),
    Door(
        "GET",
        "/api/audit/proof/consistency",
        READS_TRAIL,
        404,
        "/api/audit/proof/consistency?old=1",
    ),
    Door("POST", "/api/audit/export", READS_TRAIL, 400, "/api/audit/export", {"reason": ""}),
    Door("GET", "/api/log-reviews", READS_TRAIL, 200, "/api/log-reviews"),
    Door("GET", "/api/log-reviews/{month:str}", READS_TRAIL, 404, "/api/log-reviews/2020-01"),
    Door(
        "GET",
        "/api/log-reviews/{month:str}/findings/{number:int}/rows",
        READS_TRAIL,
        404,
        "/api/log-reviews/2020-01/findings/1/rows",
    ),
    Door(
        "POST",
        "/api/log-reviews/{month:str}/findings/{number:int}",
        READS_TRAIL,
        404,
        "/api/log-reviews/2020-01/findings/1",
        {"outcome": "explained", "explanation": "확인함"},
    ),
    Door(
        "POST",
        "/api/log-reviews/{month:str}/remark",
        READS_TRAIL,
        404,
        "/api/log-reviews/2020-01/remark",
        {"remark": ""},
    ),
    Door(
        "POST",
        "/api/log-reviews/{month:str}/sign",
        READS_TRAIL,
        404,
        "/api/log-reviews/2020-01/sign",
        {"sha256": "0" * 64},
    ),
    Door(
        "POST",
        "/api/log-reviews/{month:str}/pdf",
        READS_TRAIL,
        404,
        "/api/log-reviews/2020-01/pdf",
        {"reason": "감사원 정기감사 제출"},
    ),
    Door("GET", "/api/names", OPENS_NAMES, 200, "/api/names"),
    Door(
        "POST",
        "/api/names",
        READS_TRAIL,
        404,
        "/api/names",
        {"person_ids": ["per_x"], "reason": "심야 조회 경위 확인"},
    ),
    Door(
        "POST",
        "/api/names/{opening_id:str}/agree",
        OPENS_NAMES,
        404,
        "/api/names/nam_x/agree",
    ),
    Door("GET", "/api/ledger", READS_LEDGER, 200, "/api/ledger"),
    Door(
        "POST",
        "/api/ledger/export",
        READS_LEDGER,
        400,
        "/api/ledger/export",
        {"format": "xlsx", "reason": ""},
    ),
    Door("GET", "/api/policy/facts", HEAD, 200, "/api/policy/facts"),
    Door("POST", "/api/policy/facts", HEAD, 204, "/api/policy/facts", {}),
    Door("POST", "/api/policy/publish", HEAD, 400, "/api/policy/publish", {"note": ""}),
    Door("GET", "/api/duties", READS_LEDGER, 200, "/api/duties"),
    Door("POST", "/api/duties/officers", HEAD, 400, "/api/duties/officers", {}),
    Door(
        "POST",
        "/api/duties/officers/{officer_id:str}/end",
        HEAD,
        404,
        "/api/duties/officers/x/end",
        {"on": "2026-11-21"},
    ),
    Door("POST", "/api/duties/minutes", HEAD, 400, "/api/duties/minutes", {}),
    Door("POST", "/api/duties/training", HEAD, 400, "/api/duties/training", {}),
    Door("POST", "/api/duties/ai", HEAD, 400, "/api/duties/ai", {}),
    Door(
        "POST",
        "/api/duties/ai/{ai_id:str}/end",
        HEAD,
        404,
        "/api/duties/ai/x/end",
        {"on": "2026-11-21"},
    ),
    Door("GET", "/api/me/duties", EVERYBODY, 200, "/api/me/duties"),
    Door("POST", "/api/me/pledge", EVERYBODY, 409, "/api/me/pledge", {"version": "x"}),
    Door("GET", "/api/incidents", EVERYBODY, 200, "/api/incidents"),
    Door("GET", "/api/incidents/{incident_id:str}", EVERYBODY, 404, "/api/incidents/inc_x"),
    Door(
        "POST", "/api/incidents/{incident_id:str}/direct", ROOMS, 404, "/api/incidents/x/direct", {}
    ),
    Door(
        "POST",
        "/api/incidents/{incident_id:str}/move",
        ROOMS,
        404,
        "/api/incidents/x/move",
        {"lat": 37.6, "lon": 127.0},
    ),
    Door(
        "POST",
        "/api/incidents/{incident_id:str}/hand-over",
        MONITORING,
        404,
        "/api/incidents/x/hand-over",
        {"organisation": "KNPA.SEOUL.SEONGBUK", "reason": "SOS"},
    ),
    Door(
        "POST",
        "/api/incidents/{incident_id:str}/close",
        ROOMS | MONITORING,
        404,
        "/api/incidents/x/close",
    ),
    Door(
        "POST",
        "/api/incidents/{incident_id:str}/remark",
        ROOMS | VEHICLE_ROLES,
        404,
        "/api/incidents/x/remark",
        {"rating": 3},
    ),
    Door(
        "GET",
        "/api/agreements/{agreement_id:str}/versions/{version:int}/pilot-report",
        OWN_ROLES,
        404,
        "/api/agreements/x/versions/1/pilot-report",
    ),
    Door(
        "POST",
        "/api/agreements/{agreement_id:str}/versions/{version:int}/pilot-report/pdf",
        OWN_ROLES,
        404,
        "/api/agreements/x/versions/1/pilot-report/pdf",
        {"reason": "운영위원회 제출 자료"},
    ),
    Door(
        "POST",
        "/api/grants/{grant_id:str}/decide",
        MONITORING,
        404,
        "/api/grants/x/decide",
        {"approve": True},
    ),
    Door(
        "POST",
        "/api/grants/{grant_id:str}/recommend",
        MONITORING,
        404,
        "/api/grants/x/recommend",
        {"approve": True},
    ),
    Door("POST", "/api/grants/{grant_id:str}/withdraw", MONITORING, 404, "/api/grants/x/withdraw"),
    Door("POST", "/api/grants/{grant_id:str}/undo", MONITORING, 404, "/api/grants/x/undo"),
    Door(
        "POST",
        "/api/grants/{grant_id:str}/reason",
        MONITORING,
        404,
        "/api/grants/x/reason",
        {"reason": "privacy"},
    ),
    Door(
        "POST", "/api/grants/{grant_id:str}/renew", ROOMS | MONITORING, 404, "/api/grants/x/renew"
    ),
    Door("POST", "/api/grants/{grant_id:str}/end-view", MONITORING, 404, "/api/grants/x/end-view"),
    Door("POST", "/api/cameras/{camera_id:str}/watch", MONITORING, 404, "/api/cameras/x/watch"),
    Door("GET", "/api/links", OWN_ROLES, 200, "/api/links"),
    Door("GET", "/api/wanted-cars/counts", MONITORING, 200, "/api/wanted-cars/counts"),
    Door("POST", "/api/reports", MONITORING - HEAD, 400, "/api/reports", {}),
    Door("GET", "/api/reports", MONITORING - HEAD, 200, "/api/reports"),
    Door("GET", "/api/services", OWN_ROLES, 200, "/api/services"),
    Door("GET", "/api/reserved-cameras", HEAD, 200, "/api/reserved-cameras"),
    Door("POST", "/api/reserved-cameras", HEAD, 400, "/api/reserved-cameras", {}),
    Door("POST", "/api/reserved-cameras/release", HEAD, 400, "/api/reserved-cameras/release", {}),
    Door("POST", "/api/military/orders", ARMY, 400, "/api/military/orders", {}),
    Door(
        "POST",
        "/api/military/orders/{incident_id:str}/end",
        ARMY,
        404,
        "/api/military/orders/x/end",
    ),
    Door("GET", "/api/drills", EVERYBODY, 200, "/api/drills"),
    Door("POST", "/api/drills", LEADS, 400, "/api/drills", {}),
    Door("POST", "/api/drills/{drill_id:str}/join", EVERYBODY, 404, "/api/drills/x/join"),
    Door(
        "POST",
        "/api/drills/{drill_id:str}/seen",
        EVERYBODY,
        404,
        "/api/drills/x/seen",
        {"incident_id": "inc_x"},
    ),
    Door("POST", "/api/drills/{drill_id:str}/end", LEADS, 404, "/api/drills/x/end"),
    Door("GET", "/api/safe-return/alarms", MONITORING, 200, "/api/safe-return/alarms"),
    Door("GET", "/api/bell/alarms", MONITORING, 200, "/api/bell/alarms"),
    Door("GET", "/api/lone/alarms", MONITORING, 200, "/api/lone/alarms"),
    *(
        Door(
            "POST",
            f"/api/{service}/alarms/{{incident_id:str}}/answer",
            MONITORING,
            404,
            f"/api/{service}/alarms/x/answer",
            {"verdict": "fault", "called_back": True},
        )
        for service in ("safe-return", "bell", "lone")
    ),
    Door(
        "GET",
        "/api/disaster/sensors",
        MONITORING | {Role.DISASTER_ROOM},
        200,
        "/api/disaster/sensors",
    ),
    Door(
        "POST",
        "/api/disaster/sensors/{sensor_id:str}/confirm",
        frozenset({Role.DISASTER_ROOM}),
        404,
        "/api/disaster/sensors/x/confirm",
    ),
    Door(
        "POST",
        "/api/disaster/alerts",
        frozenset({Role.DISASTER_ROOM, Role.SHIFT_LEAD}),
        400,
        "/api/disaster/alerts",
        {},
    ),
    *(
        Door("GET", path, LEADS | {Role.DISASTER_ROOM}, 200, path)
        for path in ("/api/disaster/alerts", "/api/disaster/heard")
    ),
    Door("GET", "/api/hydrants", FIRE, 200, "/api/hydrants?near=37.6,127.02"),
    Door("GET", "/api/city", OWN_ROLES, 200, "/api/city"),
    Door("GET", "/api/city/outlines", OWN_ROLES, 200, "/api/city/outlines"),
    Door("POST", "/api/peers/invite", HEAD, 400, "/api/peers/invite", {}),
    Door(
        "POST",
        "/api/peers/{code:str}/revoke",
        HEAD,
        404,
        "/api/peers/GURO/revoke",
        {"reason": "x"},
    ),
    Door("GET", "/api/map/areas", EVERYBODY, 200, "/api/map/areas"),
    Door("GET", "/api/map/tiles/{z:int}/{x:int}/{y:int}", EVERYBODY, 400, "/api/map/tiles/99/0/0"),
    Door("GET", "/api/registry/counts", OWN_ROLES, 200, "/api/registry/counts"),
    Door("GET", "/api/registry/cameras", OWN_ROLES, 200, "/api/registry/cameras"),
    Door("GET", "/api/registry/cameras/{camera_id:str}", OWN_ROLES, 404, "/api/registry/cameras/x"),
)
LINK = (
    Door("POST", "/link/v1/incidents", frozenset(), 400, "/link/v1/incidents", {}),
    Door(
        "GET", "/link/v1/incidents/{incident_id:str}", frozenset(), 404, "/link/v1/incidents/inc_x"
    ),
    Door(
        "POST",
        "/link/v1/incidents/{incident_id:str}/renew",
        frozenset(),
        404,
        "/link/v1/incidents/inc_x/renew",
    ),
    Door(
        "POST",
        "/link/v1/missing/{incident_id:str}/photo",
        frozenset(),
        404,
        "/link/v1/missing/inc_x/photo",
    ),
    Door("POST", "/link/v1/safe/ansimi", frozenset(), 400, "/link/v1/safe/ansimi", {}),
    Door("POST", "/link/v1/safe/helpme", frozenset(), 400, "/link/v1/safe/helpme", {}),
    Door("POST", "/link/v1/bell/messages", frozenset(), 400, "/link/v1/bell/messages", {}),
    Door("POST", "/link/v1/lone/messages", frozenset(), 400, "/link/v1/lone/messages", {}),
    Door("GET", "/link/v1/lone/calls", frozenset(), 200, "/link/v1/lone/calls"),
    Door("POST", "/link/v1/stalking/homes", frozenset(), 400, "/link/v1/stalking/homes", {}),
    Door("POST", "/link/v1/wanted-cars/list", frozenset(), 400, "/link/v1/wanted-cars/list", {}),
    Door("POST", "/link/v1/wanted-cars/reads", frozenset(), 400, "/link/v1/wanted-cars/reads", {}),
    Door("GET", "/link/v1/wanted-cars/hits", frozenset(), 403, "/link/v1/wanted-cars/hits"),
    Door("POST", "/link/v1/disaster/cap", frozenset(), 400, "/link/v1/disaster/cap", {}),
    Door("POST", "/link/v1/disaster/sensors", frozenset(), 400, "/link/v1/disaster/sensors", {}),
)
# of linked systems that were given the right `catalogue`; Basic opens them too
READING = tuple(
    Door("GET", path, frozenset(), then, asked)
    for path, then, asked in (
        ("/ogc/v1", 200, "/ogc/v1"),
        ("/link/v1/disaster/alerts.cap", 200, "/link/v1/disaster/alerts.cap"),
        ("/link/v1/disaster/alerts/{alert_id:str}", 404, "/link/v1/disaster/alerts/x.cap"),
        ("/ogc/v1/api", 200, "/ogc/v1/api"),
        ("/ogc/v1/conformance", 200, "/ogc/v1/conformance"),
        ("/ogc/v1/collections", 200, "/ogc/v1/collections"),
        ("/ogc/v1/collections/{collection_id:str}", 404, "/ogc/v1/collections/x"),
        ("/ogc/v1/collections/{collection_id:str}/items", 404, "/ogc/v1/collections/x/items"),
        (
            "/ogc/v1/collections/{collection_id:str}/items/{feature_id:str}",
            404,
            "/ogc/v1/collections/cameras/items/x",
        ),
        ("/link/v1/cameras", 200, "/link/v1/cameras"),
    )
)
UNKNOWN = {"pending": "no such sign-in"}
UNKNOWN_CODE = UNKNOWN | {"code": "123456"}
# without a credential: liveness, the schema, the console's own files, and the way in
OPEN = (
    Door("GET", "/health", EVERYBODY, 200, "/health"),
    Door("GET", "/schema", EVERYBODY, 200, "/schema/openapi.json"),
    Door("GET", "/schema/openapi.json", EVERYBODY, 200, "/schema/openapi.json"),
    Door("GET", "/schema/{path:str}", EVERYBODY, 404, "/schema/nothing"),
    Door("GET", "/api/audit/checkpoint", EVERYBODY, 404, "/api/audit/checkpoint"),
    Door("GET", "/api/policy", EVERYBODY, 200, "/api/policy"),
    Door("GET", "/api/policy.pdf", EVERYBODY, 200, "/api/policy.pdf"),
    Door("GET", "/api/policy/versions/{number:int}", EVERYBODY, 404, "/api/policy/versions/9"),
    Door("GET", "/assets/{path:path}", EVERYBODY, 404, "/assets/nothing.js"),
    Door("GET", "/{name:str}", EVERYBODY, 404, "/nothing.png"),
    Door("GET", "/camera-requests", EVERYBODY, 200, "/camera-requests"),
    Door("POST", "/camera-requests", EVERYBODY, 400, "/camera-requests", {}),
    Door("GET", "/camera-requests/{number:str}", EVERYBODY, 404, "/camera-requests/x"),
    Door(
        "POST",
        "/api/sign-in",
        EVERYBODY,
        401,
        "/api/sign-in",
        {"name": "no such person", "password": "x"},
    ),
    Door("GET", "/api/sign-in/ways", EVERYBODY, 200, "/api/sign-in/ways"),
    Door("GET", "/api/oidc/start", EVERYBODY, 303, "/api/oidc/start"),
    Door("GET", "/api/oidc/callback", EVERYBODY, 303, "/api/oidc/callback"),
    Door("POST", "/api/sign-in/totp", EVERYBODY, 401, "/api/sign-in/totp", UNKNOWN_CODE),
    Door("POST", "/api/sign-in/recovery", EVERYBODY, 401, "/api/sign-in/recovery", UNKNOWN_CODE),
    Door(
        "POST",
        "/api/sign-in/passkey/options",
        EVERYBODY,
        401,
        "/api/sign-in/passkey/options",
        UNKNOWN,
    ),
    Door(
        "POST",
        "/api/sign-in/passkey",
        EVERYBODY,
        401,
        "/api/sign-in/passkey",
        UNKNOWN | {"credential": {}},
    ),
    Door("POST", "/api/sign-in/enrol/totp", EVERYBODY, 401, "/api/sign-in/enrol/totp", UNKNOWN),
    Door(
        "POST",
        "/api/sign-in/enrol/totp/confirm",
        EVERYBODY,
        401,
        "/api/sign-in/enrol/totp/confirm",
        UNKNOWN_CODE,
    ),
    Door(
        "POST",
        "/api/sign-in/enrol/passkey/options",
        EVERYBODY,
        401,
        "/api/sign-in/enrol/passkey/options",
        UNKNOWN,
    ),
    Door(
        "POST",
        "/api/sign-in/enrol/passkey",
        EVERYBODY,
        401,
        "/api/sign-in/enrol/passkey",
        UNKNOWN | {"credential": {}},
    ),
    Door(
        "POST",
        "/api/sign-in/device/challenge",
        EVERYBODY,
        401,
        "/api/sign-in/device/challenge",
        {"pending": "guessed"},
    ),
    Door(
        "POST",
        "/api/sign-in/device",
        EVERYBODY,
        401,
        "/api/sign-in/device",
        {"pending": "guessed", "device_id": "x", "challenge_id": "x", "signature": "x"},
    ),
    Door(
        "POST",
        "/api/device/enrol",
        EVERYBODY,
        400,
        "/api/device/enrol",
        {"name": "nobody", "code": "x", "public_key": "x", "proof": "x"},
    ),
)
# other nodes: what they send is signed, and believed for nothing else
MACHINES = (
    Door("POST", "/witness/add-checkpoint", frozenset(), 400, "/witness/add-checkpoint"),
    Door("POST", "/link/v1/peers/join", frozenset(), 400, "/link/v1/peers/join"),
)
# 200 when the console was built, 503 with a hint when not
PAGES = ("/", "/incidents/{incident_id:str}")
SOCKETS = {"/api/feed", "/link/v1/feed"}

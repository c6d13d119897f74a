"""The rights table: every door of the node, who passes it, and what they are answered. A list of data, so it may be long."""

from dataclasses import dataclass

from bongsu.identity.people import OWN_ROLES, VEHICLE_ROLES, Role

EVERYBODY = frozenset(Role)
ROOMS = frozenset({Role.POLICE_ROOM, Role.FIRE_ROOM, Role.DISASTER_ROOM})
MONITORING = frozenset({Role.OPERATOR, Role.SHIFT_LEAD, Role.CENTRE_HEAD})
LEADS = frozenset({Role.SHIFT_LEAD, Role.CENTRE_HEAD})
READS_TRAIL = frozenset({Role.CPO, Role.AUDITOR})
READS_LEDGER = READS_TRAIL | {Role.CENTRE_HEAD, Role.SHIFT_LEAD}
HEAD = frozenset({Role.CENTRE_HEAD})
WITH_FACTORS = EVERYBODY - VEHICLE_ROLES
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


CONSOLE = (
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
    Door("POST", "/api/incidents/{incident_id:str}/close", ROOMS, 404, "/api/incidents/x/close"),
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
    Door("POST", "/api/grants/{grant_id:str}/renew", ROOMS, 404, "/api/grants/x/renew"),
    Door("POST", "/api/cameras/{camera_id:str}/watch", MONITORING, 404, "/api/cameras/x/watch"),
    Door("GET", "/api/links", OWN_ROLES, 200, "/api/links"),
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
)
# of linked systems that were given the right `catalogue`; Basic opens them too
READING = tuple(
    Door("GET", path, frozenset(), then, asked)
    for path, then, asked in (
        ("/ogc/v1", 200, "/ogc/v1"),
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

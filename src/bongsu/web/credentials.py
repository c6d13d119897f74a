"""Which credential each operation of the API asks for, and what its description promises to whoever builds on it."""

PROMISE = """One node: a control centre's incidents, grants, feed and catalogue.

**Stability.** `/link/v1` and `/ogc/v1` are for systems of others: within v1 fields are added and never taken away or given
another meaning; read past what you do not know. A change that breaks is a `/v2` beside it, and `/v1` stays for at least two
years after that is announced in CHANGELOG.md. `/api` is the console's own: it changes with it, from release to release.

**Credentials.** A linked system has a token with rights that the head of the centre gives one by one (`incidents`,
`catalogue`, `feed`, `tickets`). People have a session cookie; what changes something also carries `X-Bongsu: 1`.

**Problems** are RFC 9457; `code` is stable, `detail` is for people."""

SCHEMES = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "bongsu_<centre>",
        "description": "Signed in at POST /api/sign-in; by TLS the cookie is called __Host-bongsu_<centre>.",
    },
    "partnerBearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A linked system's token.",
    },
    "partnerBasic": {
        "type": "http",
        "scheme": "basic",
        "description": "The system's name and its token, for reading the catalogue: QGIS and GDAL know nothing else.",
    },
}
_BEARER: list[dict[str, list[str]]] = [{"partnerBearer": []}]
_READS: list[dict[str, list[str]]] = [*_BEARER, {"partnerBasic": []}]
_SESSION: list[dict[str, list[str]]] = [{"session": []}]
# without any: the ways in, and what everybody may read or check
_OPEN = (
    "/api/sign-in",
    "/api/oidc/",
    "/api/policy",
    "/api/audit/checkpoint",
    "/api/device/enrol",
    "/link/v1/peers/join",
    "/witness/",
)
_NOT_OPEN = ("/api/policy/facts", "/api/policy/publish")


def credentials_of(path: str) -> list[dict[str, list[str]]]:
    """Any one of them; none where the door is open."""
    if path.startswith(_OPEN) and not path.startswith(_NOT_OPEN):
        return []
    if path.startswith(("/ogc/", "/link/v1/cameras")) or path == "/ogc/v1":
        return _READS
    return _BEARER if path.startswith("/link/") else _SESSION

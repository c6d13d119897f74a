"""What a picture takes from the page that asked for it: whose screen it is, and the host that its browser reaches."""

from typing import Any  # Any: Litestar's connection is generic in what nobody here uses

from litestar.connection import ASGIConnection

from bongsu.identity.people import SignedIn


def watermark_of(signed_in: SignedIn) -> str:
    """Whose screen this is, over each picture: `성북서 상황실-02`, `순31`."""
    person = signed_in.person
    own = person.unit_id or person.display_name
    return f"{signed_in.organisation.name_ko} {own}"


def host_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Without the port; an IPv6 address keeps its brackets."""
    host = connection.headers.get("host", "localhost")
    return host if host.endswith("]") else host.rsplit(":", 1)[0]

"""A linked system that reads the catalogue, and what the trail says of it."""

from base64 import b64encode
from typing import Any  # Any: JSON
from urllib.parse import urlsplit

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from tests.web.house import House

MAP, WALL = "map", "wall"
CAMERAS = "/ogc/v1/collections/cameras/items"
SITES = "/ogc/v1/collections/sites/items"


async def items(house: House, query: str = "", who: str = MAP, path: str = CAMERAS) -> Any:
    answer = await house.ask(who, f"{path}?{query}" if query else path, from_console=False)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def every_page(house: House, query: str, who: str = MAP, path: str = CAMERAS) -> list[Any]:
    """Follows `next` to the end."""
    pages, at = [], f"{path}?{query}"
    while at:
        answer = await house.ask(who, at, from_console=False)
        pages.append(answer.json())
        following = [one["href"] for one in pages[-1]["links"] if one["rel"] == "next"]
        at = "{0.path}?{0.query}".format(urlsplit(following[0])) if following else ""
    return pages


def basic(house: House, name: str, token: str | None = None) -> str:
    said = f"{name}:{house.template.bearers[name] if token is None else token}"
    return f"Basic {b64encode(said.encode()).decode()}"


async def readings(house: House) -> list[str]:
    """The bodies of the rows about readings, oldest first."""
    rows = await list_trail(house.database, limit=500)
    return [row.body for row in rows if row.kind == TrailKind.READ_CATALOGUE]

"""The built console as files: hashed assets for ever, pages never; an unknown path is a page of the console."""

import asyncio
from pathlib import Path

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

FOLDER = Path(__file__).parent / "console"
_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_NOT_BUILT = b"<!doctype html><meta charset=utf-8><title>Bongsu</title><p>Not built: run <code>make build</code>."


def _file(folder: Path, path: str) -> Response[bytes]:
    if "\0" in path:
        raise NotFoundException(detail="No such file")
    wanted = (folder / path).resolve()
    if not wanted.is_relative_to(folder.resolve()) or not wanted.is_file():
        raise NotFoundException(detail="No such file")
    # hashed names never change; index.html does
    lasting = wanted.parent.name == "assets"
    return Response(
        wanted.read_bytes(),
        media_type=_TYPES.get(wanted.suffix, "application/octet-stream"),
        headers={"Cache-Control": "public, max-age=31536000, immutable" if lasting else "no-cache"},
    )


PAGES = frozenset(
    {
        "room",
        "agreements",
        "watch",
        "vehicle",
        "trail",
        "sign-in",
        "enrol",
        "account",
        "people",
        "ledger",
        "policy",
        "duties",
        "my-duties",
        "reviews",
        "names",
        "links",
        "city",
        "scenarios",
        "drills",
        "services",
        "search",
        "missing",
        "alerts",
        "planning",
        "requests",
        "request-camera",
        "budget",
        "replacement",
        "monitoring",
        "maintenance",
    }
)

# pages beside a page; each by its whole path: a parameter here would hide the page above it
PARTS = (
    "/planning/sites",
    "/monitoring/cameras",
    "/monitoring/load",
    "/monitoring/rules",
    "/monitoring/workers",
)


def _page(folder: Path) -> Response[bytes]:
    if not (folder / "index.html").is_file():
        return Response(_NOT_BUILT, media_type="text/html", status_code=503)
    return _file(folder, "index.html")


def _named(folder: Path, name: str) -> Response[bytes]:
    return _page(folder) if name in PAGES else _file(folder, name)


def console_routes(folder: Path = FOLDER) -> list[HTTPRouteHandler]:
    """Files are read off the loop; the console's own router shows the page that the path names."""

    @get("/assets/{path:path}", include_in_schema=False)
    async def asset(path: FromPath[str]) -> Response[bytes]:
        return await asyncio.to_thread(_file, folder, f"assets/{path.lstrip('/')}")

    @get("/", include_in_schema=False)
    async def front() -> Response[bytes]:
        return await asyncio.to_thread(_page, folder)

    @get("/{name:str}", include_in_schema=False)
    async def named(name: FromPath[str]) -> Response[bytes]:
        return await asyncio.to_thread(_named, folder, name)

    @get("/incidents/{incident_id:str}", include_in_schema=False)
    async def incident(incident_id: FromPath[str]) -> Response[bytes]:
        return await asyncio.to_thread(_page, folder)

    @get(list(PARTS), include_in_schema=False)
    async def part() -> Response[bytes]:
        return await asyncio.to_thread(_page, folder)

    return [asset, front, named, incident, part]

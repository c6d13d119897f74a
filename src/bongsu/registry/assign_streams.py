"""Gives every camera in service its stream addresses from a template: for demos, and where one pattern holds."""

from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Kind
from bongsu.registry.camera import Streams
from bongsu.registry.store import in_service_ids, set_streams


class BadTemplate(Failure):
    """A template whose addresses would not differ from camera to camera."""

    kind = Kind.INVALID
    code = "bad_template"


async def assign_streams(
    database: Database, main: str, sub: str | None = None, first: int = 1
) -> int:
    """A template holds `{camera_id}`, `{index}` (from 0, by code) or `{number}` (from `first`). Answers how many."""
    async with database.work() as work:
        ids = await in_service_ids(work.connection)
        rows = [
            Streams(
                camera_id,
                _filled(main, camera_id, index, first),
                None if sub is None else _filled(sub, camera_id, index, first),
            )
            for index, camera_id in enumerate(ids)
        ]
        await set_streams(work, rows)
    return len(rows)


def _filled(template: str, camera_id: str, index: int, first: int) -> str:
    values = {"{camera_id}": camera_id, "{index}": str(index), "{number}": str(first + index)}
    if not any(place in template for place in values):
        raise BadTemplate(f"the template needs one of {', '.join(values)}", field="template")
    for place, value in values.items():
        template = template.replace(place, value)
    return template

"""Conditions for every query that tells somebody of cameras: what is reserved does not exist for them."""

from typing import Any  # Any: a column of SQLAlchemy

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from bongsu.registry.reserved.tables import camera_reserved
from bongsu.registry.tables import cameras, sites

_OF_THE_SITE = and_(cameras.c.site_id == sites.c.site_id, cameras.c.removed_on.is_(None))


def is_shown() -> ColumnElement[bool]:
    """Of a query over `cameras`."""
    return cameras.c.camera_id.not_in(select(camera_reserved.c.camera_id))


def is_site_shown() -> ColumnElement[bool]:
    """Of a query over `sites`: not where every camera of it is reserved; one without cameras is what it was."""
    touched = select(cameras.c.site_id).join(
        camera_reserved, camera_reserved.c.camera_id == cameras.c.camera_id
    )
    left = exists().where(_OF_THE_SITE, is_shown()).correlate(sites)
    return or_(sites.c.site_id.not_in(touched), left)


def shown_of_site() -> ColumnElement[Any]:
    """The published number of cameras of a site, less those that are reserved."""
    reserved = (
        select(func.count())
        .select_from(
            cameras.join(camera_reserved, camera_reserved.c.camera_id == cameras.c.camera_id)
        )
        .where(_OF_THE_SITE)
        .correlate(sites)
        .scalar_subquery()
    )
    return sites.c.camera_count - reserved

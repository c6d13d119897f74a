"""Queries on remarks, and on which lendings one version of an agreement answered."""

from dataclasses import asdict

from sqlalchemy import exists, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.sharing.pilot.rows import Remark
from bongsu.sharing.pilot.tables import remarks
from bongsu.sharing.tables import grants


async def has_remarked(connection: AsyncConnection, incident_id: str, person_id: str) -> bool:
    said = exists().where(remarks.c.incident_id == incident_id, remarks.c.person_id == person_id)
    return bool((await connection.execute(select(said))).scalar())


async def add_remark(connection: AsyncConnection, remark: Remark) -> None:
    await connection.execute(insert(remarks), {**asdict(remark), "at": stamp(remark.at)})


async def remarks_on(connection: AsyncConnection, agreement_id: str, version: int) -> list[Remark]:
    """Oldest first."""
    asked = select(remarks).where(
        remarks.c.agreement_id == agreement_id, remarks.c.agreement_version == version
    )
    rows = await connection.execute(asked.order_by(remarks.c.at, remarks.c.remark_id))
    return [Remark(**{**row._mapping, "at": read_stamp(row.at)}) for row in rows]  # noqa: SLF001 (SQLAlchemy's public name)


async def lendings_under(
    connection: AsyncConnection, agreement_id: str, version: int, centre: str
) -> dict[str, str]:
    """Grant → incident, of every lending that this version answered, refused ones too; the centre's own view is none."""
    asked = select(grants.c.grant_id, grants.c.incident_id).where(
        grants.c.agreement_id == agreement_id,
        grants.c.agreement_version == version,
        grants.c.organisation != centre,
    )
    rows = await connection.execute(asked)
    return {row.grant_id: row.incident_id for row in rows}

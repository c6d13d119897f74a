"""Questions and writes about second factors and sign-ins under way."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeAlias  # Any: a row's columns are of several types

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.identity.factors.factor import Factor, FactorKind, Pending, Step
from bongsu.identity.factors.tables import ceremonies, factors, pending_sign_ins, recovery_codes

Connection: TypeAlias = AsyncConnection

_FACTOR = (
    factors.c.factor_id,
    factors.c.person_id,
    factors.c.kind,
    factors.c.label,
    factors.c.added_at,
    factors.c.used_at,
    factors.c.sealed_secret,
    factors.c.last_step,
    factors.c.credential_id,
    factors.c.public_key,
    factors.c.sign_count,
    factors.c.rp_id,
)


def _factor(columns: Sequence[Any]) -> Factor:
    factor_id, person_id, kind, label, added_at, used_at, *rest = columns
    used = None if used_at is None else read_stamp(used_at)
    return Factor(factor_id, person_id, FactorKind(kind), label, read_stamp(added_at), used, *rest)


async def factors_of(connection: Connection, person_id: str) -> list[Factor]:
    asked = select(*_FACTOR).where(factors.c.person_id == person_id)
    rows = await connection.execute(asked.order_by(factors.c.added_at, factors.c.factor_id))
    return [_factor(row) for row in rows]


async def factors_of_all(connection: Connection) -> dict[str, list[str]]:
    """Kinds of second factors by person."""
    rows = await connection.execute(select(factors.c.person_id, factors.c.kind))
    found: dict[str, list[str]] = {}
    for person_id, kind in rows:
        found.setdefault(person_id, []).append(kind)
    return found


async def passkey_with(connection: Connection, credential_id: str) -> Factor | None:
    asked = select(*_FACTOR).where(factors.c.credential_id == credential_id)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else _factor(row)


async def add_factor_row(connection: Connection, factor: Factor) -> None:
    used = None if factor.used_at is None else stamp(factor.used_at)
    values = asdict(factor) | {"added_at": stamp(factor.added_at), "used_at": used}
    await connection.execute(insert(factors), values)


async def use_step(connection: Connection, factor_id: str, step: int, now: datetime) -> bool:
    """Answers False when that time step or a later one was used before: a code is good once (RFC 6238 §5.2)."""
    row = update(factors).where(
        factors.c.factor_id == factor_id,
        (factors.c.last_step.is_(None)) | (factors.c.last_step < step),
    )
    done = await connection.execute(row.values(last_step=step, used_at=stamp(now)))
    return done.rowcount == 1


async def count_signature(
    connection: Connection, factor_id: str, sign_count: int, now: datetime
) -> None:
    row = update(factors).where(factors.c.factor_id == factor_id)
    await connection.execute(row.values(sign_count=sign_count, used_at=stamp(now)))


async def remove_factor_row(connection: Connection, factor_id: str, person_id: str) -> bool:
    row = delete(factors).where(factors.c.factor_id == factor_id, factors.c.person_id == person_id)
    return (await connection.execute(row)).rowcount == 1


async def remove_all_factors(connection: Connection, person_id: str) -> int:
    await connection.execute(delete(recovery_codes).where(recovery_codes.c.person_id == person_id))
    gone = await connection.execute(delete(factors).where(factors.c.person_id == person_id))
    return gone.rowcount


async def replace_recovery_codes(
    connection: Connection, person_id: str, code_hashes: Iterable[str]
) -> None:
    await connection.execute(delete(recovery_codes).where(recovery_codes.c.person_id == person_id))
    rows = [{"code_hash": one, "person_id": person_id, "used_at": None} for one in code_hashes]
    if rows:
        await connection.execute(insert(recovery_codes), rows)


async def use_recovery_code(
    connection: Connection, person_id: str, code_hash: str, now: datetime
) -> bool:
    row = update(recovery_codes).where(
        recovery_codes.c.code_hash == code_hash,
        recovery_codes.c.person_id == person_id,
        recovery_codes.c.used_at.is_(None),
    )
    return (await connection.execute(row.values(used_at=stamp(now)))).rowcount == 1


async def recovery_codes_left(connection: Connection, person_id: str) -> int:
    asked = select(func.count()).select_from(recovery_codes)
    asked = asked.where(recovery_codes.c.person_id == person_id, recovery_codes.c.used_at.is_(None))
    return (await connection.execute(asked)).scalar_one()


async def add_pending(connection: Connection, pending: Pending, now: datetime) -> None:
    """What is over is swept up at the same time."""
    over = pending_sign_ins.c.ends_at <= stamp(now)
    await connection.execute(delete(pending_sign_ins).where(over))
    await connection.execute(delete(ceremonies).where(ceremonies.c.ends_at <= stamp(now)))
    values = asdict(pending) | {"ends_at": stamp(pending.ends_at)}
    await connection.execute(insert(pending_sign_ins), values)


async def pending_of(connection: Connection, pending_hash: str) -> Pending | None:
    asked = select(pending_sign_ins).where(pending_sign_ins.c.pending_hash == pending_hash)
    row = (await connection.execute(asked)).one_or_none()
    if row is None:
        return None
    ends_at = read_stamp(row.ends_at)
    return Pending(row.pending_hash, row.person_id, Step(row.step), row.way, ends_at, row.wrong)


async def keep_wrong_answer(connection: Connection, pending_hash: str, wrong: int) -> None:
    row = update(pending_sign_ins).where(pending_sign_ins.c.pending_hash == pending_hash)
    await connection.execute(row.values(wrong=wrong))


async def forget_pending(connection: Connection, pending_hash: str) -> None:
    row = delete(pending_sign_ins).where(pending_sign_ins.c.pending_hash == pending_hash)
    await connection.execute(row)
    await connection.execute(delete(ceremonies).where(ceremonies.c.holder == pending_hash))


async def forget_pending_of(connection: Connection, person_id: str) -> None:
    """The account changed: whatever was begun under it begins anew."""
    row = delete(pending_sign_ins).where(pending_sign_ins.c.person_id == person_id)
    await connection.execute(row)


async def keep_ceremony(
    connection: Connection, holder: str, kind: str, value: str, ends_at: datetime
) -> None:
    await forget_ceremony(connection, holder, kind)
    values = {"holder": holder, "kind": kind, "value": value, "ends_at": stamp(ends_at)}
    await connection.execute(insert(ceremonies), values)


async def ceremony_of(connection: Connection, holder: str, kind: str, now: datetime) -> str | None:
    asked = select(ceremonies.c.value).where(
        ceremonies.c.holder == holder,
        ceremonies.c.kind == kind,
        ceremonies.c.ends_at > stamp(now),
    )
    return (await connection.execute(asked)).scalar_one_or_none()


async def forget_ceremony(connection: Connection, holder: str, kind: str) -> None:
    row = delete(ceremonies).where(ceremonies.c.holder == holder, ceremonies.c.kind == kind)
    await connection.execute(row)

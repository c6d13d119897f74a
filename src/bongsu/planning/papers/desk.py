"""Makes a paper of one version of a plan, keeps its row in the trail, and only then hands it out."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from bongsu.audit.downloads import Download, checked_reason, hash_of, keep_download
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.documents.pdf import make_pdf
from bongsu.kernel.documents.sheet import book_of
from bongsu.planning.inputs.dongs import outer_rings
from bongsu.planning.inputs.values import Dong
from bongsu.planning.layers.layer import DongFigures, LayerKind
from bongsu.planning.layers.store import layers_in_use, rows_in_use
from bongsu.planning.papers import internal, public
from bongsu.planning.papers.facts import PaperFacts
from bongsu.planning.papers.geojson import internal_geojson, public_geojson
from bongsu.planning.papers.internal_sheets import internal_sheets
from bongsu.planning.papers.public_sheets import public_sheets
from bongsu.planning.papers.published import published
from bongsu.planning.plans import store
from bongsu.planning.plans.desk import PlanDesk
from bongsu.planning.plans.site_desk import SiteDesk
from bongsu.planning.plans.views import SitesView
from bongsu.planning.requests.desk import By
from bongsu.registry.store import Connection, areas

TEMPLATE = Path(__file__).with_name("report.typ")


class Edition(StrEnum):
    """내부용, 공개용."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Form(StrEnum):
    PDF = "pdf"
    XLSX = "xlsx"
    GEOJSON = "geojson"


MEDIA = {
    Form.PDF: "application/pdf",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.GEOJSON: "application/geo+json",
}


@dataclass(frozen=True, slots=True)
class Paper:
    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """One for a node. `centre`, `department`: as they stand on the cover."""

    database: Database
    clock: Clock
    plans: PlanDesk
    sites: SiteDesk
    centre: str
    department: str

    async def paper(
        self, plan_id: str, version: int, edition: Edition, form: Form, reason: str, by: By
    ) -> Paper:
        """Raises `UnknownPlan`, `ReasonMissing`. The public edition is a download too: who made it known stays known."""
        why, now = checked_reason(reason), self.clock.now()
        facts = await self._facts(plan_id, version, now)
        content = await made(facts, edition, form)
        config = facts.version.config
        download = Download(
            what="plan_paper" if edition is Edition.INTERNAL else "plan_published",
            form=form.value,
            reason=why,
            by=by.actor,
            organisation=by.organisation,
            sha256=hash_of(content),
            rows=len(facts.sites),
            span={"plan": plan_id, "version": version},
        )
        async with self.database.work() as work:
            await keep_download(work, now, download)
        name = f"plan-{config.district}-{config.year}-v{version}-{edition}.{form}"
        return Paper(name, MEDIA[form], content)

    async def _facts(self, plan_id: str, version: int, now: datetime) -> PaperFacts:
        found = await self.plans.version(plan_id, version)
        async with self.database.read() as connection:
            dongs = await _dongs(connection, found.config.district)
            people = await _people(connection)
        return PaperFacts(
            version=found,
            centre=self.centre,
            department=self.department,
            made_at=now,
            dongs=dongs,
            people={one.code: people[one.code] for one in dongs if one.code in people},
            way=await self._way(plan_id, version),
        )

    async def _way(self, plan_id: str, version: int) -> SitesView | None:
        async with self.database.read() as connection:
            plan = await store.plan_by_id(connection, plan_id)
        if plan is None or plan.chosen_version != version:
            return None
        return await self.sites.sites(plan_id)


async def _dongs(connection: Connection, district: str) -> tuple[Dong, ...]:
    stored = [one for one in await areas(connection) if one.district == district]
    drawn = [(one, outer_rings(msgspec.json.decode(one.geojson))) for one in stored]
    return tuple(Dong(one.code, one.name, rings) for one, rings in drawn if rings)


async def _people(connection: Connection) -> dict[str, int]:
    """Population by dong out of the imported layer."""
    rows = [
        row
        for layer in await layers_in_use(connection)
        if layer.kind is LayerKind.POPULATION
        for row in await rows_in_use(connection, layer.code, layer.kind)
        if isinstance(row, DongFigures)
    ]
    return {row.code: row.population for row in rows if row.population is not None}


async def made(facts: PaperFacts, edition: Edition, form: Form) -> bytes:
    """The same bytes for the same facts. A public form is made of `Published` alone."""
    is_public = edition is Edition.PUBLIC
    if form is Form.PDF:
        making = _public_document if is_public else internal.document_of
        return await make_pdf(TEMPLATE, await asyncio.to_thread(making, facts), facts.made_at)
    if form is Form.XLSX:
        return await asyncio.to_thread(_book, facts, is_public=is_public)
    shape = public_geojson(published(facts)) if is_public else internal_geojson(facts)
    return msgspec.json.encode(shape)


def _public_document(facts: PaperFacts) -> dict[str, object]:
    return public.document_of(published(facts))


def _book(facts: PaperFacts, *, is_public: bool) -> bytes:
    sheets = public_sheets(published(facts)) if is_public else internal_sheets(facts)
    return book_of(facts.title, sheets, facts.made_at)

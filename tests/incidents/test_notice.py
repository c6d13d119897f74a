"""What a service finds out by itself: laid over the details, said in a line, shown at once, and no word of the partner."""

from bongsu.incidents.close import close_incident
from bongsu.incidents.incident import Incident
from bongsu.incidents.notice import notice
from bongsu.kernel.database import Database
from tests.incidents.of_a_service import call, stage_with
from tests.incidents.stage import NOW, OPERATOR, Stage

SILENT: dict[str, object] = {"silent_since": "05:12"}
WORDS = ("응답 없음", "Silent")


async def noticed(stage: Stage, incident: Incident, *words: tuple[str, str]) -> Incident:
    stage.clock.advance(60)
    async with stage.work() as work:
        return await notice(work, incident, SILENT, stage.clock.now(), *words)


async def test_it_is_laid_over_what_the_partner_said(database: Database) -> None:
    stage = stage_with(database)
    incident = await stage.open(call(stage, details={"bees": 9, "silent_since": ""}))
    after = await noticed(stage, incident)
    assert after.details == {"bees": 9, **SILENT}
    assert await stage.fresh(incident) == after
    assert after.heard_at == NOW, "the partner has said nothing"


async def test_every_screen_is_told_and_reads_a_line_where_there_is_one(
    database: Database,
) -> None:
    stage = stage_with(database)
    incident = await stage.open(call(stage))
    before = len(await stage.told("incidents.changed"))
    await noticed(stage, incident)
    await noticed(stage, await stage.fresh(incident), WORDS)
    told = await stage.told("incidents.changed")
    assert [one["incident_id"] for one in told[before:]] == [incident.incident_id] * 2
    view = await stage.view(incident, OPERATOR)
    assert view is not None
    lines = [(one.text_ko, one.text_en) for one in view.timeline if one.kind == "notice"]
    assert lines == [WORDS]


async def test_what_is_over_stays_as_it_is(database: Database) -> None:
    stage = stage_with(database)
    incident = await stage.open(call(stage))
    async with stage.work() as work:
        over = await close_incident(work, stage.desk, incident, "bees", stage.clock.now())
    before = await stage.told("incidents.changed")
    assert await noticed(stage, over, WORDS) == over
    assert await stage.fresh(incident) == over
    assert await stage.told("incidents.changed") == before

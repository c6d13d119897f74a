"""The part of the node that keeps searches in step: by what it hears, and each minute by looking."""

from collections.abc import AsyncIterator
from typing import Any  # Any: JSON

import msgspec
import pytest
from sqlalchemy import text

from bongsu.identity.events import EndReason, SessionEnded
from bongsu.incidents.events import IncidentChanged
from bongsu.kernel.events import Event, subject_on_bus
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.services.missing.listen import MissingListener
from bongsu.services.missing.scenes import PARTNER, call, said
from tests.services.missing.linked import OPERATOR, SECOND, Linked


async def quiet(linked: Linked, msg_type: str, **more: Any) -> str:
    """A message of the police's system that no listener is told of."""
    one = said(linked.stage, msg_type, **more)
    answer = await linked.ask(PARTNER, one.path, one.body)
    assert answer.is_success, answer.text
    incident_id: str = answer.json()["incident_id"]
    return incident_id


@pytest.fixture
async def bus(linked: Linked) -> AsyncIterator[MemoryBus]:
    bus = MemoryBus()
    listener = MissingListener(linked.desk, bus, linked.house.state["clothing_cameras"])
    await listener.start()
    yield bus
    await listener.stop()


async def tell(bus: MemoryBus, fact: Event) -> None:
    await bus.publish(subject_on_bus(fact.subject), msgspec.json.encode(fact))


async def searches(linked: Linked) -> list[str]:
    async with linked.house.database.read() as connection:
        rows = await connection.execute(
            text("SELECT incident_id FROM missing_searches WHERE destroyed_at IS NULL")
        )
        return [row.incident_id for row in rows]


async def test_a_call_that_is_told_of_becomes_a_search(linked: Linked, bus: MemoryBus) -> None:
    incident_id = await quiet(linked, "NEW", **call(linked.stage))
    assert await searches(linked) == []
    await tell(bus, IncidentChanged(incident_id=incident_id, service="MISSING"))
    assert await searches(linked) == [incident_id]


async def test_a_word_of_another_service_is_not_looked_up(linked: Linked, bus: MemoryBus) -> None:
    incident_id = await quiet(linked, "NEW", **call(linked.stage))
    await tell(bus, IncidentChanged(incident_id=incident_id, service="P112_DISPATCH"))
    assert await searches(linked) == []
    await tell(bus, IncidentChanged(incident_id=incident_id))
    assert await searches(linked) == [incident_id]


async def test_the_end_that_is_told_of_destroys_at_once(linked: Linked, bus: MemoryBus) -> None:
    incident_id = await quiet(linked, "NEW", **call(linked.stage))
    await tell(bus, IncidentChanged(incident_id=incident_id))
    await quiet(linked, "CLOSE")
    await tell(bus, IncidentChanged(incident_id=incident_id))
    assert await searches(linked) == []
    assert (await linked.trail()).count("destroy") == 1


async def test_an_incident_that_is_unknown_is_no_fault(linked: Linked, bus: MemoryBus) -> None:
    await tell(bus, IncidentChanged(incident_id="inc_unknown"))
    assert await searches(linked) == []


async def test_a_session_that_is_over_leaves_its_seat(linked: Linked, bus: MemoryBus) -> None:
    incident_id = await linked.opened()
    await linked.joined(incident_id)
    await linked.joined(incident_id, SECOND)
    session = await linked.house.identity.session_of(linked.house.template.tokens[SECOND])
    assert session is not None
    ended = SessionEnded(
        session_id=session.session_id, reason=EndReason.SIGNED_OUT, at=linked.clock.now()
    )
    await tell(bus, ended)
    view = await linked.get(OPERATOR, f"/searches/{incident_id}")
    assert (view["search"]["seats"], len(view["sector"])) == (1, view["search"]["cameras"])


async def test_the_minutes_look_finds_what_nobody_told_of(linked: Linked) -> None:
    listener = MissingListener(linked.desk, MemoryBus(), linked.house.state["clothing_cameras"])
    await linked.opened()
    await quiet(linked, "CLOSE")
    await listener.look()
    assert await searches(linked) == []
    await listener.look()
    assert (await linked.trail()).count("destroy") == 1


async def test_once_stopped_it_hears_nothing_more(linked: Linked) -> None:
    bus = MemoryBus()
    listener = MissingListener(linked.desk, bus, linked.house.state["clothing_cameras"])
    await listener.start()
    await listener.stop()
    incident_id = await quiet(linked, "NEW", **call(linked.stage))
    await tell(bus, IncidentChanged(incident_id=incident_id))
    assert await searches(linked) == []

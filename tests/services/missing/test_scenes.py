"""What the simulated police system says: every scene is a message that the door takes, and ends as it promises."""

import pytest

from bongsu.kernel.clock import SEOUL
from bongsu.services.missing.message import Details, read_said
from bongsu.services.missing.rules import check
from bongsu.services.missing.scenes import DESCRIPTION, PARTNER, SCENES, SERVICE, call
from bongsu.services.shared.scenes import Spot, Stage
from tests.services.missing.linked import LEAD, Linked
from tests.services.missing.made import call as made_call
from tests.web.house import NOW

STAGE = Stage(NOW, Spot(37.608, 127.020), "scene-1")


def test_happy_refused_doubtful_and_silent_are_there() -> None:
    assert [one.name for one in SCENES] == ["happy", "refused", "doubtful", "silent"]
    assert {(one.service, one.partner) for one in SCENES} == {(SERVICE, PARTNER)}


@pytest.mark.parametrize("name", [one.name for one in SCENES])
def test_a_scene_is_the_same_twice_and_in_order(name: str) -> None:
    scene = next(one for one in SCENES if one.name == name)
    first, again = list(scene.play(STAGE)), list(scene.play(STAGE))
    assert [one.after_s for one in first] == sorted(one.after_s for one in first)
    assert [one.path for one in first] == [one.path for one in again]


@pytest.mark.parametrize("category", ["UNDER_18", "INTELLECTUAL", "AUTISTIC", "MENTAL", "DEMENTIA"])
def test_a_call_says_everything_that_police_are_to_say(category: str) -> None:
    said = call(STAGE, category)
    check(made_call(category, **said["details"]), None)
    details = read_said(said["details"])
    assert isinstance(details, Details)
    assert details.class_confirmed_by is not None
    assert details.last_seen_at is not None
    assert details.last_seen_at.astimezone(SEOUL) < NOW


def test_its_description_names_nobody() -> None:
    assert not {"name", "age", "gender", "address", "phone"} & DESCRIPTION.keys()


@pytest.mark.parametrize(("name", "status"), [("happy", "CLOSED"), ("doubtful", "CLOSED")])
async def test_a_scene_that_police_close_leaves_nothing_open(
    linked: Linked, name: str, status: str
) -> None:
    answers = await linked.play(name)
    assert answers[-1].json()["status"] == status
    assert await linked.get(LEAD, "/searches") == []
    assert await linked.stands() == ("closed", "incident_closed")

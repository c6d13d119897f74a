"""Who plays in the scenes: every speaker has one credential, for what it says, at a body that exists."""

from collections import Counter

import pytest

from bongsu.identity.people import OrganisationKind, Role, serves_at
from bongsu.services.plugins import find_services
from bongsu.services.reports.scenes import PARTNER as TEXT_DOOR
from bongsu.services.shared.scenes import Scene, Spot, Stage
from bongsu.simulate.cast import ORGANISATIONS, PEOPLE, SYSTEMS
from tests.web.house import NOW

STAGE = Stage(NOW, Spot(37.608, 127.02), "1", cameras=("SB-1", "SB-2"))
SERVICES = {name: services for name, _, _, services in SYSTEMS}
# systems of the whole city, beside the cast
CITY = {"seoul-112", "seoul-119"}
SCENES = find_services().scenes


def test_every_system_has_a_name_of_its_own_and_serves_something() -> None:
    assert [
        name for name, count in Counter(name for name, *_ in SYSTEMS).items() if count > 1
    ] == []
    known = set(find_services().linked)
    for name, organisation, _, services in SYSTEMS:
        assert services, name
        assert set(services) <= known, name
        assert organisation


@pytest.mark.parametrize("scene", SCENES, ids=lambda one: f"{one.service} {one.name}")
def test_each_speaker_of_a_scene_has_a_credential_for_it(scene: Scene) -> None:
    for said in scene.play(STAGE):
        speaker = said.by or scene.partner
        if speaker not in CITY | {TEXT_DOOR}:
            assert scene.service in SERVICES[speaker], speaker


@pytest.mark.parametrize("scene", SCENES, ids=lambda one: f"{one.service} {one.name}")
def test_a_scene_fits_its_time_and_says_what_it_expects(scene: Scene) -> None:
    said = scene.play(STAGE)
    assert said, "a scene says something"
    assert max(one.after_s for one in said) <= scene.lasts_s
    assert scene.expects in {
        "granted",
        "refused",
        "asks",
        "own",
        "silent",
        "nothing",
        "told",
        "key",
    }
    assert scene.title_ko != scene.title_en
    assert all(one.path.startswith(("/link/v1/", "/says")) for one in said)


@pytest.mark.parametrize("scene", SCENES, ids=lambda one: f"{one.service} {one.name}")
def test_two_plays_of_a_scene_are_two_calls(scene: Scene) -> None:
    """Each message has a number of its own, or a second play would be taken for an echo of the first."""
    numbers = [
        one.body["msg_id"]
        for _ in range(2)
        for one in scene.play(STAGE)
        if isinstance(one.body, dict) and "msg_id" in one.body
    ]
    assert len(numbers) == len(set(numbers))


def test_everybody_works_where_their_role_does() -> None:
    kinds = {one.code: one.kind for one in ORGANISATIONS}
    for name, _, role, organisation, unit in PEOPLE:
        assert kinds[organisation] is serves_at(role), name
        assert unit is None
    assert {role for _, _, role, _, _ in PEOPLE} >= {Role.MOJ_CENTRE, Role.MIL_ROOM, Role.WELFARE}


def test_no_company_is_a_body_that_can_sign_in() -> None:
    assert OrganisationKind.VENDOR not in {one.kind for one in ORGANISATIONS}

"""Which searches run: what was refused, or lost its ground, is searched for by nobody; what merely waits is."""

from typing import Any  # Any: JSON

import pytest

from bongsu.services.missing.running import is_asked, is_search
from bongsu.services.missing.scenes import PARTNER, call, said
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import new_grant
from bongsu.sharing.rules import Reason
from tests.services.missing.linked import (
    GUARDIAN,
    LEAD,
    OPERATOR,
    ROOM,
    WELFARE,
    Linked,
    ids,
    jpeg,
)
from tests.services.missing.made import CONFIRMED, incident
from tests.web.house import NOW


def grant(state: State, reason: str | None = None) -> Grant:
    made = new_grant("inc_1", "KNPA.SEOUL.SEONGBUK", NOW)
    object.__setattr__(made, "state", state)
    object.__setattr__(made, "reason", reason)
    return made


async def grant_of(linked: Linked) -> str:
    (one,) = (await linked.ask(LEAD, "/api/incidents/")).json()
    found: str = one["lendings"][0]["grant_id"]
    return found


async def decide(linked: Linked, *, approve: bool) -> None:
    path = f"/api/grants/{await grant_of(linked)}/decide"
    body = {"approve": approve, "reason": "" if approve else "성북서가 귀가를 확인함"}
    answer = await linked.ask(LEAD, path, body)
    assert answer.status_code == 204, answer.text
    await linked.hear()


# pure


@pytest.mark.parametrize(
    ("more", "runs"),
    [
        ({}, True),
        ({"category": "UNDER_18"}, True),
        ({"category": "ADULT"}, False),
        ({"service": "P112_LIFE"}, False),
        ({"exercise": True}, False),
    ],
)
def test_whom_this_law_is_for_is_searched_for(more: dict[str, Any], runs: bool) -> None:
    assert is_search(incident(**more)) is runs


@pytest.mark.parametrize(
    ("state", "reason", "is_so"),
    [
        (State.WAITING, None, True),
        (State.ACTIVE, None, True),
        (State.WITHDRAWN, Reason.WITHDRAWN, True),
        (State.EXPIRED, Reason.EXPIRED, True),
        (State.REFUSED, Reason.NO_CAMERA, True),
        (State.REFUSED, Reason.DENIED, False),
        (State.REFUSED, Reason.OUTSIDE_AREA, False),
        (State.REFUSED, Reason.NOT_THIS_LAW, False),
        (State.REFUSED, Reason.SUSPENDED, False),
        (State.CLOSED, Reason.SUSPENDED, False),
        (State.CLOSED, Reason.SUPERSEDED, False),
    ],
)
def test_a_room_that_may_see_or_is_asked_about_has_it_searched(
    state: State, reason: str | None, is_so: bool
) -> None:
    assert is_asked(grant(state, reason)) is is_so


# what a person's word does


async def test_what_waits_for_the_duty_official_is_searched_for_meanwhile(linked: Linked) -> None:
    """A child does not wait for a form; the centre's own people look at their own cameras."""
    incident_id = await linked.opened(class_confirmed_by=None)
    view = await linked.joined(incident_id)
    assert len(view["sector"]) > 20


async def test_the_officials_no_ends_the_search_at_every_seat(linked: Linked) -> None:
    incident_id = await linked.opened(class_confirmed_by=None)
    await linked.joined(incident_id)
    assert len(await linked.get(OPERATOR, "/searches")) == 1
    await decide(linked, approve=False)
    assert await linked.get(OPERATOR, "/searches") == []
    for path in (f"/searches/{incident_id}", f"/incidents/{incident_id}"):
        assert await linked.status(OPERATOR, path) == (409, "search_refused")
    for path, body in (
        (f"/searches/{incident_id}/join", {}),
        (f"/incidents/{incident_id}/lookback", {"seconds": 60}),
    ):
        assert await linked.status(OPERATOR, path, body) == (409, "search_refused")


async def test_the_officials_yes_lets_it_run(linked: Linked) -> None:
    incident_id = await linked.opened(class_confirmed_by=None)
    await decide(linked, approve=True)
    assert (await linked.joined(incident_id))["search"]["joined"]


async def test_a_refused_call_takes_no_photo(linked: Linked) -> None:
    incident_id = await linked.opened(class_confirmed_by=None)
    await decide(linked, approve=False)
    path = f"/link/v1/missing/{incident_id}/photo"
    answer = await linked.picture(PARTNER, path, jpeg())
    assert (answer.status_code, answer.json()["code"]) == (409, "search_over")


async def test_a_call_outside_the_district_opens_no_desk_and_no_line(linked: Linked) -> None:
    far = call(linked.stage) | {"location": {"lat": 37.64, "lon": 127.08, "accuracy_m": 10.0}}
    incident_id = (await linked.send(said(linked.stage, "NEW", **far))).json()["incident_id"]
    assert await linked.get(OPERATOR, "/searches") == []
    assert await linked.get(ROOM, "/register") == []
    assert await linked.status(OPERATOR, f"/searches/{incident_id}") == (404, "unknown_search")


async def test_a_test_message_looks_for_nobody(linked: Linked) -> None:
    answer = await linked.send(said(linked.stage, "TEST", **call(linked.stage)))
    assert answer.status_code in {200, 201}, answer.text
    assert await linked.get(OPERATOR, "/searches") == []


async def test_two_calls_are_two_searches_each_with_its_own_people_and_cameras(
    linked: Linked,
) -> None:
    first = await linked.opened()
    more = call(linked.stage, "UNDER_18")
    second = said(linked.stage, "NEW", **more)
    first_said: Any = second.body
    body = {**first_said, "ext_incident_no": "182-other", "msg_id": "other"}
    answer = await linked.ask(PARTNER, second.path, body)
    assert answer.status_code == 201, answer.text
    await linked.hear()
    other = answer.json()["incident_id"]
    listed = await linked.get(OPERATOR, "/searches")
    assert {one["incident_id"] for one in listed} == {first, other}
    await linked.joined(first)
    assert await linked.status(OPERATOR, f"/incidents/{other}") == (403, "not_at_this_desk")
    assert ids((await linked.get(OPERATOR, f"/searches/{other}"))["sector"]) == []


# what a room is lent, and what the register adds


async def test_our_register_is_read_by_a_room_only_while_something_is_lent_to_it(
    linked: Linked,
) -> None:
    person_id = await linked.registered()
    await linked.picture(WELFARE, f"/api/missing/people/{person_id}/photo", jpeg())
    incident_id = await linked.opened(
        register_id=person_id, description=None, class_confirmed_by=None
    )
    waits = await linked.get(ROOM, f"/incidents/{incident_id}")
    assert (waits["description"], waits["has_photo"], waits["from_register"]) == (
        None,
        False,
        False,
    )
    assert await linked.status(ROOM, f"/incidents/{incident_id}/photo") == (404, "no_picture")
    await decide(linked, approve=True)
    lent = await linked.get(ROOM, f"/incidents/{incident_id}")
    assert (lent["from_register"], lent["has_photo"]) == (True, True)
    assert (await linked.status(ROOM, f"/incidents/{incident_id}/photo"))[0] == 200


async def test_the_desk_reads_the_register_while_the_official_is_asked(linked: Linked) -> None:
    person_id = await linked.registered()
    incident_id = await linked.opened(
        register_id=person_id, description=None, class_confirmed_by=None
    )
    await linked.joined(incident_id)
    assert (await linked.get(OPERATOR, f"/incidents/{incident_id}"))["from_register"]


async def test_a_still_is_no_rooms_before_the_yes_and_after_the_cut(linked: Linked) -> None:
    incident_id = await linked.opened(class_confirmed_by=None)
    camera_id = ids((await linked.joined(incident_id))["sector"])[0]
    grant_id = await linked.watching(camera_id)
    path = f"/api/missing/searches/{incident_id}/sightings?camera_id={camera_id}"
    reported = await linked.picture(OPERATOR, f"{path}&grant_id={grant_id}", jpeg())
    still = f"/incidents/{incident_id}/stills/{reported.json()['sighting_id']}"
    # place and time are told at once: somebody may be about to be lost again
    (seen,) = await linked.get(ROOM, f"/incidents/{incident_id}/sightings")
    assert (seen["camera_id"], seen["still"]) == (camera_id, True)
    assert await linked.status(ROOM, still) == (404, "no_picture")
    await decide(linked, approve=True)
    assert (await linked.status(ROOM, still))[0] == 200
    (shown,) = (await linked.ask(LEAD, "/api/incidents/")).json()
    lent = next(one for one in shown["lendings"] if one["state"] == "active" and not one["is_own"])
    cut = await linked.ask(LEAD, f"/api/grants/{lent['grant_id']}/withdraw", {})
    assert cut.status_code == 204
    assert await linked.status(ROOM, still) == (404, "no_picture")
    assert (await linked.status(OPERATOR, still))[0] == 200


async def test_the_guardian_reads_nothing_of_a_refused_call(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": True})
    far = call(linked.stage) | {"location": {"lat": 37.64, "lon": 127.08, "accuracy_m": 10.0}}
    far["details"] |= {"register_id": person_id}
    await linked.send(said(linked.stage, "NEW", **far))
    assert (await linked.get(GUARDIAN, "/mine"))[0]["status"] == "registered"


async def test_a_class_that_changes_without_its_own_confirmation_is_refused_by_field(
    linked: Linked,
) -> None:
    await linked.opened()
    changed: dict[str, Any] = {"incident": {"category": "MENTAL"}}
    answer = await linked.send(said(linked.stage, "UPDATE", **changed))
    assert (answer.status_code, answer.json()["field"]) == (400, "details.class_confirmed_by")
    changed["details"] = {"class_confirmed_by": CONFIRMED}
    answer = await linked.send(said(linked.stage, "UPDATE", **changed))
    assert (answer.status_code, answer.json()["status"]) == (200, "GRANTED")

"""What is said, compared and taken over, as pure rules."""

from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest

from bongsu.federation.crossing.answer import answer_to, is_news
from bongsu.federation.crossing.ask import message, to_say
from bongsu.federation.crossing.messages import AnsweredCamera, AnsweredGrant, GrantsAnswered
from bongsu.federation.crossing.neighbours import LinkedCentres
from bongsu.federation.crossing.store import Crossing
from bongsu.federation.crossing.take import fitting, is_camera_of, reason_of, says_anything
from bongsu.incidents.centre import Centre
from bongsu.incidents.choose import ListedChooser
from bongsu.incidents.incident import Incident, IncidentState, Origin, Place
from bongsu.incidents.neighbours import NoNeighbours
from bongsu.incidents.peer_grants import asked_of, newest
from bongsu.incidents.rules import Judged
from bongsu.kernel.ids import new_id
from bongsu.registry.areas import AreaIndex
from bongsu.registry.catalogue import Catalogue
from bongsu.services.plugins import load_services
from bongsu.sharing.agreements.seongbuk import CENTRE, SEONGBUK_2023_08
from bongsu.sharing.agreements.texts import texts_of
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.policy import Policy, Standing, between
from bongsu.sharing.rules import Allow, Reason, Refuse
from tests.federation.crossing.city_map import (
    AREAS,
    GANGBUK,
    GURO,
    NOW,
    POLICE,
    SEONGBUK,
    SEOUL,
    at,
)
from tests.incidents.stage import CAMERAS, AskedChooser, StripDongs, signed_book

CLAUSE = SEONGBUK_2023_08.clause("3.2")
assert CLAUSE is not None
ALLOW = Allow(CLAUSE, "SB-2023-08", 1)
DISPATCH = load_services()["P112_DISPATCH"]
_encode = msgspec.msgpack.encode


def incident(**more: object) -> Incident:
    values: dict[str, object] = {
        "incident_id": "inc_00000000000000000000000000",
        "partner": "seoul-112",
        "sender_org": "KNPA.SEOUL",
        "ext_incident_no": "112-1",
        "service": "P112_DISPATCH",
        "category": "ROBBERY",
        "code": "C0",
        "exercise": False,
        "state": IncidentState.OPEN,
        "summary": "비밀",
        "reported_at": NOW,
        "received_at": NOW,
        "place": at(-120),
        **more,
    }
    return Incident(**values)  # type: ignore[arg-type]  # checked by name


class Reaches(NoNeighbours):
    """By radius: 강북 within 200 m, 구로 within 1000."""

    def reached(self, place: Place, radius_m: float) -> frozenset[str]:
        found = {GANGBUK: 200.0, GURO: 1000.0}
        return frozenset(code for code, metres in found.items() if radius_m >= metres)


def test_only_what_we_allow_is_asked_and_as_far_as_each_circle_reaches() -> None:
    assert CLAUSE is not None
    far = Allow(replace(CLAUSE, radius_m=1000.0), "SB-2023-08", 1)
    judged = [
        Judged("A", ALLOW),
        Judged("B", far),
        Judged("C", Refuse(Reason.NOT_LISTED)),
    ]
    assert set(asked_of(incident(), judged, Reaches(), DISPATCH)) == {
        (GANGBUK, "A"),
        (GANGBUK, "B"),
        (GURO, "B"),
    }


@pytest.mark.parametrize(
    "more",
    [
        {"state": IncidentState.CLOSED},
        {"place": None},
        {"origin": Origin(centre=GURO, name_ko="", name_en="", incident_id="x", organisations=())},
    ],
)
def test_an_ended_an_unplaced_and_an_asked_call_are_asked_of_nobody(
    more: dict[str, object],
) -> None:
    assert asked_of(incident(**more), [Judged("A", ALLOW)], Reaches(), DISPATCH) == {}


def test_what_was_said_already_is_not_said_again() -> None:
    call, wanted = incident(), {(GANGBUK, "A"): ALLOW}
    [first] = to_say(call, wanted, {})
    assert (first.peer, first.asked.organisations, first.is_over) == (GANGBUK, ("A",), False)
    known = {GANGBUK: Crossing(call.incident_id, GANGBUK, said=_encode(first.asked))}
    assert to_say(call, wanted, known) == []
    [more] = to_say(call, {**wanted, (GANGBUK, "B"): ALLOW}, known)
    assert more.asked.organisations == ("A", "B")
    [moved] = to_say(incident(place=at(-60)), wanted, known)
    assert moved.asked.place is not None


def test_whoever_is_asked_no_more_hears_of_the_end_once() -> None:
    call = incident()
    known = {GANGBUK: Crossing(call.incident_id, GANGBUK, said=b"open")}
    [over] = to_say(call, {}, known)
    assert (over.is_over, over.asked.state, over.asked.place) == (True, "closed", None)
    told = {GANGBUK: replace(known[GANGBUK], said=_encode(over.asked), is_over=True)}
    assert to_say(call, {}, told) == []
    assert to_say(incident(state=IncidentState.CLOSED), {}, told) == []


def test_a_false_alarm_is_told_as_one() -> None:
    assert message(incident(state=IncidentState.CANCELLED), ("A",)).state == "cancelled"
    assert "비밀".encode() not in _encode(message(incident(), ("A",)))


def camera(camera_id: str, rank: int, **more: object) -> AnsweredCamera:
    values: dict[str, object] = {
        "chance": 0.5,
        "distance_m": 100.0,
        "direction_deg": 0.0,
        "purpose": "crime_prevention",
        **more,
    }
    return AnsweredCamera(camera_id=camera_id, rank=rank, **values)  # type: ignore[arg-type]  # by name


def answered(
    state: State = State.ACTIVE, *cameras: AnsweredCamera, **more: object
) -> AnsweredGrant:
    values: dict[str, object] = {"ends_at": datetime(2026, 11, 22, tzinfo=UTC), **more}
    return AnsweredGrant(
        organisation=POLICE,
        grant_id=new_id("gr"),
        state=state,
        cameras=cameras,
        **values,  # type: ignore[arg-type]  # by name
    )


def test_of_what_they_lend_only_what_our_clause_lets_be_shown() -> None:
    assert CLAUSE is not None
    lent = answered(
        State.ACTIVE,
        camera("GB-0003", 3),
        camera("GB-0001", 1, purpose="dumping"),
        camera("GB-0002", 2, distance_m=301.0),
        camera("SB-0001", 4),
        camera("GB-0004", 5),
    )
    shown = fitting(GANGBUK, lent, CLAUSE)
    assert [(one.rank, one.camera_id) for one in shown] == [(1, "GB-0003"), (2, "GB-0004")]
    assert len(fitting(GANGBUK, lent, replace(CLAUSE, max_cameras=1))) == 1


def test_nobody_lends_us_our_own_camera_or_a_neighbours() -> None:
    """An answer that named one would have media pull it here, under the owner's word alone."""
    assert is_camera_of(GANGBUK, "GB-0001")
    assert not is_camera_of(GANGBUK, "SB-0001")
    assert not is_camera_of("NOWHERE", "GB-0001")


@pytest.mark.parametrize(
    ("state", "said", "ours"),
    [
        (State.REFUSED, "category_not_listed", Reason.NOT_LISTED),
        (State.REFUSED, "something_new", Reason.OWNER_REFUSED),
        (State.REFUSED, "", Reason.OWNER_REFUSED),
        (State.WITHDRAWN, "withdrawn_by_centre", Reason.OWNER_WITHDREW),
        (State.EXPIRED, "time_over", Reason.EXPIRED),
        (State.CLOSED, "agreement_suspended", Reason.SUSPENDED),
        (State.CLOSED, "something_new", Reason.SUPERSEDED),
    ],
)
def test_their_word_in_ours(state: State, said: str, ours: Reason) -> None:
    assert reason_of(answered(state, reason=said)) is ours


def grant(**more: object) -> Grant:
    plain = Grant(
        new_id("gr"), "inc_1", POLICE, State.WAITING, None, None, "", "", NOW, owner=GANGBUK
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # by name


def test_of_several_lendings_of_one_owner_the_newest_counts() -> None:
    old = grant(grant_id="gr_1", state=State.CLOSED)
    new = grant(grant_id="gr_2")
    assert newest([new, old, grant(owner=None)]) == {(GANGBUK, POLICE): new}


@pytest.mark.parametrize(
    ("held", "state", "expected"),
    [
        (grant(), State.ACTIVE, True),
        (grant(), State.REFUSED, False),
        (grant(owner_state="waiting"), State.ACTIVE, False),
        (grant(state=State.ACTIVE), State.ACTIVE, False),
    ],
)
def test_words_heard_before_are_taken_again_where_a_lending_waits_for_them(
    held: Grant, state: State, expected: bool
) -> None:
    said = GrantsAnswered(incident_ref="inc_1", grants=(answered(state),))
    assert says_anything(said, {(GANGBUK, POLICE): held}, GANGBUK) is expected


def test_an_answer_names_neither_our_own_view_nor_lendings_of_others_cameras() -> None:
    centre = Centre(CENTRE, "", "", signed_book(SEONGBUK_2023_08), {}, StripDongs())
    origin = Origin(
        centre=GURO, name_ko="", name_en="", incident_id="inc_9", organisations=(POLICE,)
    )
    grants = [grant(owner=None), grant(owner=None, organisation=CENTRE), grant(organisation="X")]
    told = answer_to(origin, grants, centre, AskedChooser(ListedChooser(CAMERAS)))
    assert [one.organisation for one in told.grants] == [POLICE]
    asked = incident(origin=origin)
    assert is_news(told, asked, None)
    known = Crossing("inc_1", GURO, said=_encode(told))
    assert not is_news(told, asked, known)
    assert is_news(told, incident(origin=origin, state=IncidentState.CLOSED), known)


def test_between_two_centres_only_their_common_agreements_permit() -> None:
    own, link = texts_of(GANGBUK)
    policy = Policy(
        tuple(Standing(one, frozenset(p.organisation for p in one.parties)) for one in (own, link))
    )
    bound = between(policy, SEONGBUK)
    by_id = {one.agreement.agreement_id: one.agreement for one in bound.standings}
    assert by_id[link.agreement_id] == link
    assert {one.kind for one in by_id[own.agreement_id].clauses} <= {"forbid"}


@pytest.mark.parametrize(
    ("east_m", "radius_m", "reached"),
    [
        (-120, 300, {SEONGBUK, GANGBUK}),
        (-301, 300, {SEONGBUK}),
        (881, 1000, {SEONGBUK, GANGBUK, GURO}),
        (600, 300, {GANGBUK}),
    ],
)
def test_whose_area_a_circle_touches(east_m: float, radius_m: float, reached: set[str]) -> None:
    catalogue = Catalogue()
    catalogue.dongs = AreaIndex(AREAS)
    linked = LinkedCentres(catalogue)
    assert linked.reached(at(east_m), radius_m) == frozenset()
    assert linked.link_with([SEONGBUK, GANGBUK, GURO, SEOUL])
    assert not linked.link_with([SEOUL, GURO, GANGBUK, SEONGBUK])
    assert linked.reached(at(east_m), radius_m) == reached
    assert linked.is_linked(SEOUL)
    linked.link_with([SEOUL])
    assert linked.reached(at(east_m), radius_m) == frozenset()


def test_what_does_not_cross_is_told_to_no_neighbour() -> None:
    """A neighbour hears kind and place of what it is asked for: of an anklet alarm nothing."""
    for code, service in load_services().items():
        asked = asked_of(incident(), [Judged("A", ALLOW)], Reaches(), service)
        assert bool(asked) == service.crosses
        assert service.crosses == code.startswith(("P112_VIDEO", "P112_DISPATCH", "F119"))

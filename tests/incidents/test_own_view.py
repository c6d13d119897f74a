"""What the centre's own people are shown: a service's own limits, else what the first body is lent; never of a secret."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec.structs import replace as changed

from bongsu.incidents.centre import Centre
from bongsu.incidents.choose import Nearest
from bongsu.incidents.incident import Incident, IncidentState, Origin, Place, Window
from bongsu.incidents.own_view import OWN_CLAUSE, View, own_view
from bongsu.incidents.rules import Judged
from bongsu.incidents.service import LinkedService, OwnView
from bongsu.registry.camera import Purpose
from bongsu.sharing.agreements.seongbuk import CENTRE
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.rules import Allow, Ask, Reason, Refuse, Waits
from tests.incidents.of_a_service import CODE, MADE_UP, clause, competent
from tests.incidents.stage import BY_CELL, IN_SEONGBUK, NOW, StripDongs

SERVICE = LinkedService(CODE, "BEES", "벌집", "Bees", MADE_UP, frozenset(), competent)
LENT = replace(clause(), radius_m=200.0, ttl_s=600, renewals=3, to_vehicles=True)
LIMITS = OwnView(frozenset({Purpose.CHILDREN}), radius_m=120.0, max_cameras=4, seconds=900)
REFUSED = Judged("A", Refuse(Reason.NO_CLAUSE))
ALLOWED = Judged("B", Allow(LENT, "SB-1", 2))
ASKED = Judged("C", Ask(replace(LENT, radius_m=90.0), Waits.APPROVAL, "SB-9", 7))
BEGINS_LATER = Window(starts=NOW + timedelta(seconds=1), ends=NOW + timedelta(hours=1))
ASKER = Origin(centre="GANGBUK", name_ko="", name_en="", incident_id="inc_9", organisations=())


def incident(place: Place | None = IN_SEONGBUK, **more: object) -> Incident:
    made = Incident(
        incident_id="inc_1",
        partner="bees",
        sender_org="BEES",
        ext_incident_no="1",
        service=CODE,
        category="SWARM",
        code="",
        exercise=False,
        state=IncidentState.OPEN,
        summary="",
        reported_at=NOW,
        received_at=NOW,
        place=place,
    )
    return changed(made, **more)


def seen(one: Incident, *judged: Judged, **of_service: object) -> View | None:
    service = replace(SERVICE, **of_service)  # type: ignore[arg-type]  # checked by name
    centre = Centre(CENTRE, "", "", AgreementBook(), {CODE: service}, StripDongs())
    return own_view(centre, one, judged, NOW)


def test_as_the_first_body_is_lent_or_may_be() -> None:
    for judged, radius_m, under in (
        ((REFUSED, ALLOWED, ASKED), 200.0, ("SB-1", 2)),
        ((ASKED, ALLOWED), 90.0, ("SB-9", 7)),
    ):
        view = seen(incident(), *judged)
        assert view is not None
        assert (view.clause.radius_m, view.under, view.nearest) == (radius_m, under, None)


def test_nobody_else_is_lent_anything_so_nothing_is_to_be_seen() -> None:
    assert seen(incident(), REFUSED) is None
    assert seen(incident()) is None


def test_it_lasts_a_shift_is_not_renewed_and_goes_to_no_vehicle() -> None:
    view = seen(incident(), ALLOWED)
    assert view is not None
    assert (view.clause.ttl_s, view.clause.renewals, view.clause.to_vehicles) == (43_200, 0, False)
    longer = seen(incident(), Judged("B", Allow(replace(LENT, ttl_s=90_000), "SB-1", 2)))
    assert longer is not None
    assert longer.clause.ttl_s == 90_000


def test_a_services_own_limits_stand_on_no_agreement() -> None:
    for judged in ((), (REFUSED,), (ALLOWED,)):
        view = seen(incident(), *judged, own=LIMITS)
        assert view is not None
        assert view.under is None
        told = view.clause
        assert (told.number, told.service, told.purposes) == (OWN_CLAUSE, CODE, LIMITS.purposes)
        assert (told.radius_m, told.max_cameras, told.ttl_s) == (120.0, 4, 900)
        assert (told.renewals, told.to_vehicles, told.recipients) == (0, False, frozenset())


def test_a_service_says_which_pole_it_is_about() -> None:
    view = seen(incident(), own=replace(LIMITS, nearest=lambda one: Nearest(one.partner, 2)))
    assert view is not None
    assert view.nearest == Nearest("bees", 2)


def test_of_what_another_centre_asks_about_we_see_what_we_lend() -> None:
    asked = incident(origin=ASKER)
    assert seen(asked, own=LIMITS) is None
    view = seen(asked, ALLOWED, own=LIMITS)
    assert view is not None
    assert view.under == ("SB-1", 2)


@pytest.mark.parametrize("own", [None, LIMITS])
def test_nothing_is_seen_of_a_secret_before_its_time_or_nowhere(own: OwnView | None) -> None:
    assert seen(incident(), ALLOWED, own=own, discreet=True) is None
    assert seen(incident(window=BEGINS_LATER), ALLOWED, own=own) is None
    assert seen(incident(None), ALLOWED, own=own) is None
    assert seen(incident(BY_CELL), ALLOWED, own=own) is None


@pytest.mark.parametrize(("own", "radius_m"), [(None, 200.0), (LIMITS, 120.0)])
def test_a_place_may_be_as_far_off_as_the_circle_is_wide(
    own: OwnView | None, radius_m: float
) -> None:
    for more, is_seen in ((0.0, True), (0.1, False)):
        place = changed(IN_SEONGBUK, accuracy_m=radius_m + more)
        assert (seen(incident(place), ALLOWED, own=own) is not None) is is_seen

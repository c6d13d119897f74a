"""Own people read the same of a discreet service whatever is known of it: also in fields that do not exist yet."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from msgspec.structs import replace

from bongsu.incidents.discreet import discreetly
from bongsu.incidents.views import IncidentView, LendingView, WaitingView
from bongsu.sharing.rules import Reason, Waits
from tests.incidents.stage import NOW

# what may be told; whoever adds a field to the view decides about it here
TOLD = frozenset(
    {
        "incident_id",
        "service",
        "service_name_ko",
        "service_name_en",
        "system",
        "room_kind",
        "exercise",
        "state",
        "received_at",
        "lendings",
        "tile_count",
        "drill_id",
        "ended",
        "origin",
    }
)
# of a lending: what would tell the kind of call or, as a police station does, where it is
KEPT = frozenset(
    {
        "organisation",
        "organisation_name_ko",
        "organisation_name_en",
        "agreement_id",
        "agreement_version",
        "clause",
        "clause_text_ko",
        "clause_text_en",
        "reason",
        "reason_text_ko",
        "reason_text_en",
        "owner_clause_text_ko",
        "owner_clause_text_en",
    }
)
Shown = TypeVar("Shown")


def _full(kind: Callable[..., Shown], names: tuple[str, ...], **more: object) -> Shown:
    """Every field says something; the type of it is no matter here."""
    return kind(**{name: f"some {name}" for name in names} | more)


LENDING = _full(LendingView, LendingView.__struct_fields__, waiting=None)
VIEW = _full(IncidentView, IncidentView.__struct_fields__, lendings=[LENDING], received_at=NOW)


@pytest.mark.parametrize("field", sorted(set(IncidentView.__struct_fields__) - TOLD))
def test_of_every_other_field_nothing_gets_through(field: str) -> None:
    assert discreetly(replace(VIEW, **{field: "출입금지구역 37.608"})) == discreetly(VIEW)


@pytest.mark.parametrize("field", sorted(TOLD - {"lendings"}))
def test_what_is_told_is_told_as_it_is(field: str) -> None:
    assert getattr(discreetly(VIEW), field) == getattr(VIEW, field)


def test_it_is_named_by_its_service_and_dated_by_its_coming() -> None:
    view = discreetly(VIEW)
    assert (view.category_ko, view.category_en) == (view.service_name_ko, view.service_name_en)
    assert view.reported_at == VIEW.received_at
    assert view.discreet is True
    assert (view.may_direct, view.may_close) == (False, False)


@pytest.mark.parametrize("field", sorted(KEPT))
def test_a_lending_does_not_tell_by_which_clause(field: str) -> None:
    told = replace(VIEW, lendings=[replace(LENDING, **{field: "제3조"})])
    assert discreetly(told) == discreetly(VIEW)


@pytest.mark.parametrize("field", sorted(set(LendingView.__struct_fields__) - KEPT - {"waiting"}))
def test_how_it_stands_and_how_long_it_runs_is_told(field: str) -> None:
    (lending,) = discreetly(VIEW).lendings
    assert getattr(lending, field) == getattr(LENDING, field)


def test_whom_it_goes_to_is_said_by_the_services_name() -> None:
    (lending,) = discreetly(VIEW).lendings
    assert (lending.organisation, lending.organisation_name_ko) == ("", VIEW.service_name_ko)


def test_that_the_centre_has_cut_it_is_its_own_to_know_and_to_take_back() -> None:
    cut = replace(VIEW, lendings=[replace(LENDING, reason=Reason.WITHDRAWN.value)])
    (lending,) = discreetly(cut).lendings
    assert lending.reason == "withdrawn_by_centre"


@pytest.mark.parametrize(("kind", "decides"), [(Waits.PLACE, False), (Waits.APPROVAL, True)])
def test_a_place_that_is_waited_for_is_not_theirs_to_say(kind: Waits, decides: bool) -> None:
    waits = WaitingView(
        kind=kind.value, deadline=None, options=[], may_decide=True, may_recommend=True
    )
    (lending,) = discreetly(replace(VIEW, lendings=[replace(LENDING, waiting=waits)])).lendings
    assert lending.waiting == replace(waits, may_decide=decides)

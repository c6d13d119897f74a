"""What is shown of a request: merged ones by their head, and outside nothing of a plan that is not announced."""

from datetime import timedelta

from bongsu.planning.requests.form import DistrictShape, form_of
from bongsu.planning.requests.number import read_receipt
from bongsu.planning.requests.settings import RequestSettings
from bongsu.planning.requests.views import list_of, outside_view, status_of, taken_of, view_of
from bongsu.planning.requests.words import Ground, RequestState
from bongsu.registry.catalogue import Catalogue
from tests.planning.requests.made import AT, ONE, one

LATER = AT + timedelta(days=3)
PLANNED = one(1, state=RequestState.IN_PLAN, changed_at=LATER, decided_at=LATER, sent_at=LATER)


def test_a_merged_one_is_counted_with_its_head_and_shows_its_state() -> None:
    head = one(1, count=2, state=RequestState.CONSIDERED)
    part = one(2, merged_into="req_1", count=3)
    listed = list_of([head, part], [head, part])
    rows = {row.request_id: row for row in listed.requests}
    assert (rows["req_1"].count, rows["req_2"].count) == (5, 3)
    assert (rows["req_2"].state, rows["req_2"].merged_into_number) == ("considered", head.number)


def test_a_list_is_newest_first_and_proposes_only_what_it_shows() -> None:
    first, second, far = one(1), one(2), one(3, lat=37.62)
    listed = list_of([first, second, far], [far])
    assert [row.request_id for row in listed.requests] == ["req_3"]
    assert listed.proposals == []
    both = list_of([first, second, far], [first, second])
    assert [row.request_id for row in both.requests] == ["req_2", "req_1"]
    assert [(pair.one, pair.other) for pair in both.proposals] == [("req_1", "req_2")]


def test_the_desk_sees_the_plan_and_outside_does_not() -> None:
    assert view_of(PLANNED, {}).state is RequestState.IN_PLAN
    outside = outside_view(PLANNED, PLANNED)
    assert outside == outside_view(one(1), one(1)), "as if nothing had happened"


def test_an_announced_plan_is_seen_outside_with_its_day() -> None:
    known = one(
        1,
        state=RequestState.IN_PLAN,
        is_announced=True,
        shown_state=RequestState.IN_PLAN,
        shown_at=LATER,
    )
    outside = outside_view(known, known)
    assert (outside.state, outside.is_announced) == (RequestState.IN_PLAN, True)
    assert outside.decided_at == outside.changed_at


def test_outside_nothing_is_told_of_others_requests_that_were_merged() -> None:
    head = one(1, count=9, shown_state=RequestState.REJECTED, ground=Ground.COVERED, note="왜")
    outside = outside_view(one(2, merged_into="req_1"), head)
    assert (outside.count, outside.merged_into, outside.merged_into_number) == (1, None, "")
    assert (outside.parts, outside.note) == ([], "왜")


def test_a_status_is_number_state_and_day_of_seoul() -> None:
    evening = one(1, shown_at=AT.replace(hour=20))
    assert status_of(evening, evening).on == "2026-11-22", "five in the morning of the next day"
    assert set(status_of(evening, evening).__struct_fields__) == {"number", "state", "on"}


def test_a_part_that_came_after_its_heads_answer_is_not_older_than_itself() -> None:
    late = one(2, received_at=LATER, merged_into="req_1")
    assert status_of(late, one(1)).on == "2026-11-24"


def test_what_is_given_to_the_sender_can_be_looked_up() -> None:
    assert read_receipt(taken_of(ONE).receipt) == (ONE.number, ONE.letters)


def test_a_form_prints_the_very_terms_that_are_kept() -> None:
    settings = RequestSettings(contact_days=90, said_days=365, telephone="02-0000-0000")
    shape = DistrictShape(Catalogue(), ("SB",))
    form = form_of(shape, ("SB",), ("성북구 통합관제센터", "Seongbuk control centre"), settings)
    assert (form.contact_days, form.said_days, form.telephone) == (90, 365, "02-0000-0000")
    assert (form.district_en, form.dongs) == ("Seongbuk-gu", [])


def test_outlines_are_made_once_for_what_is_loaded() -> None:
    shape = DistrictShape(Catalogue(), ("SB",))
    assert shape.dongs() is shape.dongs()

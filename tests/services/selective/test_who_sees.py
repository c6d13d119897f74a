"""The matrix of SELECT: every category × every body, plain and handed over, as the agreement's text says."""

import pytest

from bongsu.services.plugins import find_services
from bongsu.services.selective.rules import CATEGORIES, CODE
from bongsu.sharing.agreements.texts import service_texts

POLICE, FIRE, DISASTER = "KNPA.SEOUL.SEONGBUK", "NFA.SEOUL.SEONGBUK", "SEONGBUK.DISASTER"
LENT: dict[str, set[str]] = {
    POLICE: {"VIOLENCE", "FALL", "FIRE", "CROWD", "TRAFFIC"},
    FIRE: {"FALL", "FIRE", "CROWD"},
    DISASTER: set(),
}
TEXT = next(one for one in service_texts("SEONGBUK") if one.agreement_id == "SB-SVC-SELECT")


@pytest.mark.parametrize("category", list(CATEGORIES))
@pytest.mark.parametrize("organisation", list(LENT))
def test_the_text_lends_what_the_matrix_says(organisation: str, category: str) -> None:
    clauses = [
        one for one in TEXT.clauses if organisation in one.recipients and category in one.categories
    ]
    assert bool(clauses) is (category in LENT[organisation])
    assert all(one.legal_bases == frozenset({"PIPA18-2-3"}) for one in clauses)


def test_it_is_for_112_and_119_alone() -> None:
    service = find_services().linked[CODE]
    assert service.is_for(POLICE)
    assert service.is_for(FIRE)
    assert not service.is_for(DISASTER)
    assert not service.is_for("SEONGBUK")
    assert not service.is_for("SECURITY.ONE")


def test_it_crosses_no_border_and_is_no_exercise() -> None:
    service = find_services().linked[CODE]
    assert not service.crosses
    assert not service.drills
    assert not service.discreet
    assert not service.over_area

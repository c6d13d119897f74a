"""How long a consent holds, without a database."""

from datetime import timedelta

import pytest

from bongsu.services.missing.guardian import CONSENT_DAYS
from bongsu.services.missing.registered.store import Consent
from tests.web.house import NOW


def consent(withdrawn_after_days: int | None = None) -> Consent:
    return Consent(
        consent_id="con_1",
        person_id="reg_1",
        guardian_id="per_1",
        given_at=NOW,
        until=NOW + timedelta(days=CONSENT_DAYS),
        withdrawn_at=None
        if withdrawn_after_days is None
        else NOW + timedelta(days=withdrawn_after_days),
    )


@pytest.mark.parametrize(("days", "holds"), [(0, True), (89, True), (90, False), (400, False)])
def test_a_consent_holds_ninety_days(days: int, holds: bool) -> None:
    assert consent().holds(NOW + timedelta(days=days)) is holds


def test_a_withdrawn_one_holds_no_more() -> None:
    assert not consent(1).holds(NOW + timedelta(days=2))

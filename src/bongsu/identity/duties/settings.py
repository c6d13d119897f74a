"""What a centre sets about its duties."""

import msgspec


class DutySettings(msgspec.Struct, frozen=True, kw_only=True):
    """Environment: `BONGSU_DUTIES_<FIELD>`."""

    training_every_months: int = 12
    """How long 관제요원 교육 holds; shorten it where the centre's own rules ask for more."""
    training_grace_days: int = 30
    """Days after the due date during which a seat still opens; 0 closes it the day after."""
    pledge_required: bool = False
    """Set it once everybody has signed: an operator without 보안서약서 then opens no seat."""

"""From when on the monthly review calls something a finding. Each centre sets its own; the defaults are for a district."""

import msgspec


class ReviewSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Environment: `BONGSU_REVIEW_<FIELD>`."""

    night_from_hour: int = 22
    """Night begins (Seoul); change it where shifts are cut differently."""
    night_until_hour: int = 6
    """Night ends (Seoul)."""
    night_looks: int = 12
    """Own look-ups without an incident in one night; raise it where patrols by camera are ordered at night."""
    same_camera_in_a_day: int = 6
    """Look-ups of one camera by one person in a day, without an incident; lower it where misuse was found."""
    same_camera_in_a_month: int = 25
    """The same, over a month."""
    sweep_cameras: int = 30
    """So many different cameras in a short time, without an incident; raise it to the length of a patrol by camera."""
    sweep_within_min: float = 10.0
    """The short time of a sweep."""
    look_gap_min: float = 12.0
    """A camera asked for again within this time is still the same look-up; a little more than an own monitoring lasts."""
    long_look_min: float = 240.0
    """One look-up without an incident longer than this; raise it where a camera stays on the wall by order."""
    cut_grace_s: float = 5.0
    """A viewing that ended later than this after its grant was outside of it; raise it when machines' clocks differ."""
    failures_in_series: int = 5
    """Wrong passwords for one account within `failures_within_min`; the count at which a name is locked."""
    failures_within_min: float = 30.0
    """The time in which wrong passwords make a series."""
    hours_known_from: int = 20
    """Sign-ins of an account before its usual hours count as known."""
    two_places_within_min: float = 10.0
    """Sign-ins of one account from two addresses within this time, with no sign-out between, are two places at once."""
    shared_roles: str = "POLICE_ROOM,FIRE_ROOM,DISASTER_ROOM"
    """Roles whose one account stands on several screens by agreement, so that two places at once mean nothing."""
    documents: str = (
        "trail,log_review,ledger,ledger_published,agreement,pilot_report,policy,duties,minutes,training,pledges,"
        "ai_register,hardening,plan_paper,plan_published,"
        "replacement_list,budget"
    )
    """Downloads that belong to no incident; every other one without an incident is a finding."""
    same_reason_times: int = 5
    """One person's downloads in a month with the very same reason."""
    quick_approval_s: float = 3.0
    """An approval sooner than this after the question was hardly read."""
    quick_approvals: int = 5
    """So many of them by one person in a month, and at least a third of that person's approvals."""
    due_days: int = 10
    """Days after the month's end until the review must be signed; as your internal plan says."""
    make_at_hour: int = 3
    """Hour of the first day (Seoul) at which the past month's review is made; late enough for journals to have come in."""

    @property
    def night(self) -> tuple[int, int]:
        return self.night_from_hour, self.night_until_hour

    def is_shared(self, role: str) -> bool:
        return role in self.shared_roles.split(",")

    def is_document(self, what: str) -> bool:
        return what in self.documents.split(",")

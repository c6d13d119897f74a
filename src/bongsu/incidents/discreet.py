"""What the centre's own people see of a discreet service (법무부 대응 건): that it runs, how many tiles, how long.

Made by naming what may be said, never by leaving out what may not: a new field of the view is blank here until somebody
decides about it (dossier §1.4, §12.3)."""

from msgspec.structs import replace

from bongsu.incidents.incident import Directing
from bongsu.incidents.views import IncidentView, LendingView
from bongsu.sharing.rules import Reason, Waits


def discreetly(view: IncidentView) -> IncidentView:
    """Only for a reader of the centre itself."""
    name = view.service_name_ko, view.service_name_en
    return IncidentView(
        **_named(*name),
        incident_id=view.incident_id,
        ext_incident_no="",
        service=view.service,
        system=view.system,
        room_kind=view.room_kind,
        category="",
        code="",
        exercise=view.exercise,
        state=view.state,
        summary="",
        reported_at=view.received_at,
        received_at=view.received_at,
        # a device speaks about once a minute while its wearer moves
        heard_at=None,
        place=None,
        address="",
        responders=[],
        lendings=[_lending(one, name) for one in view.lendings],
        tiles=[],
        tile_count=view.tile_count,
        discreet=True,
        area=None,
        window=None,
        facts=[],
        drill_id=view.drill_id,
        directing=Directing(),
        timeline=[],
        may_direct=False,
        may_close=False,
        answers=None,
        answered=None,
        own_view=None,
        ended=view.ended,
        origin=view.origin,
    )


def _named(korean: str, english: str) -> dict[str, str]:
    """The kind of call is the service's own name."""
    return {
        "service_name_ko": korean,
        "service_name_en": english,
        "category_ko": korean,
        "category_en": english,
    }


def _lending(one: LendingView, name: tuple[str, str]) -> LendingView:
    """Whether it runs and until when; clause, reason and recipient would tell the kind of call and where it is. A place
    that is waited for is said by who asks: nobody here could know it."""
    waiting = one.waiting
    if waiting is not None and waiting.kind == Waits.PLACE:
        waiting = replace(waiting, may_decide=False)
    return replace(
        one,
        waiting=waiting,
        # a police station stands for a part of the district
        organisation="",
        organisation_name_ko=name[0],
        organisation_name_en=name[1],
        agreement_id=None,
        agreement_version=None,
        clause=None,
        clause_text_ko="",
        clause_text_en="",
        # that the centre itself has cut it is its own people's to know, and to take back
        reason=one.reason if one.reason == Reason.WITHDRAWN else None,
        reason_text_ko="",
        reason_text_en="",
        owner_clause_text_ko="",
        owner_clause_text_en="",
    )

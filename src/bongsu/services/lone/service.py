"""1인가구 보호: the operators see an alarm at a home, the five nearest cameras first; the police by a hand-over."""

from collections.abc import Sequence

from bongsu.incidents.service import LinkedService, RoomKind
from bongsu.kernel.bus import Bus
from bongsu.kernel.parts import Part
from bongsu.registry.centres import CentreProfile
from bongsu.services.folder import ServiceFolder, State
from bongsu.services.lone.check import CODE, check_beats
from bongsu.services.lone.message import HomeDetails
from bongsu.services.lone.routes import link_router, own_router
from bongsu.services.lone.scenes import SCENES
from bongsu.services.shared.residents.answer import answers_at
from bongsu.services.shared.residents.desk import ResidentDesk
from bongsu.services.shared.residents.due import look_after
from bongsu.services.shared.residents.facts import facts_of
from bongsu.services.shared.residents.own import five_nearest, nobody_outside
from bongsu.services.shared.residents.timer import ResidentTimer
from bongsu.sharing.rooms import rooms_of

CATEGORIES = {
    "DOOR": ("현관 비상 버튼", "Button at the door"),
    "BELL": ("실내 비상벨", "Bell at home"),
    "NO_RESPONSE": ("응답 없음", "No response"),
}


def _parts(state: State, _bus: Bus) -> Sequence[Part]:
    at: ResidentDesk = state["residents"]
    dues = (check_beats, lambda desk: look_after(desk, [CODE], [CODE]))
    return (ResidentTimer("living alone", at, CODE, dues),)


def folder(centre: CentreProfile) -> ServiceFolder:
    lone = LinkedService(
        CODE,
        "WELFARE",
        "1인가구 안심",
        "Living alone",
        CATEGORIES,
        frozenset(),
        rooms_of(centre).police,
        room_kind=RoomKind.CENTRE,
        details=HomeDetails,
        unsaid=frozenset({"incident.summary_ko"}),
        address=nobody_outside,
        own=five_nearest(),
        facts=facts_of,
        answers=answers_at("lone"),
        forgets=True,
    )
    return ServiceFolder(
        (lone,), (link_router, own_router), extend=ResidentDesk.extend, parts=_parts, scenes=SCENES
    )

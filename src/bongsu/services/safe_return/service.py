"""안심귀가 and SOS: the centre's own people see an alarm, the nearest cameras first; the police by a hand-over."""

from collections.abc import Sequence

from bongsu.incidents.service import LinkedService, RoomKind
from bongsu.kernel.bus import Bus
from bongsu.kernel.parts import Part
from bongsu.registry.centres import CentreProfile
from bongsu.services.folder import ServiceFolder, State
from bongsu.services.safe_return.message import PhoneDetails
from bongsu.services.safe_return.routes import CODES, link_router, own_router
from bongsu.services.safe_return.scenes import SCENES
from bongsu.services.safe_return.watch import watch_trips
from bongsu.services.shared.residents.answer import answers_at
from bongsu.services.shared.residents.desk import ResidentDesk
from bongsu.services.shared.residents.due import look_after, raise_due
from bongsu.services.shared.residents.facts import facts_of
from bongsu.services.shared.residents.own import five_nearest, nobody_outside
from bongsu.services.shared.residents.timer import ResidentTimer
from bongsu.sharing.rooms import rooms_of

NAMES = {
    "SOS_APP": ("안심이 SOS", "Safe-return SOS"),
    "ESCORT": ("안심귀가", "Safe return"),
}
CATEGORIES = {
    "SOS_APP": {
        "SOS_BUTTON": ("SOS 버튼", "SOS button"),
        "SOS_SHAKE": ("흔들어 신고", "Shaken"),
        "SOS_VOLUME": ("음량 키 신고", "Volume key"),
    },
    "ESCORT": {
        "DEVIATION": ("경로 이탈", "Off the way"),
        "STOPPED": ("장시간 정지", "Standing still"),
        "LATE": ("도착 지연", "Too late"),
        "SILENT": ("휴대전화 응답 없음", "Phone silent"),
    },
}


def _parts(state: State, _bus: Bus) -> Sequence[Part]:
    at: ResidentDesk = state["residents"]
    dues = (
        lambda desk: raise_due(desk, CODES),
        lambda desk: look_after(desk, CODES, CODES),
        watch_trips,
    )
    return (ResidentTimer("safe return", at, "SOS_APP", dues),)


def folder(centre: CentreProfile) -> ServiceFolder:
    competent = rooms_of(centre).police
    return ServiceFolder(
        linked=tuple(
            LinkedService(
                code,
                "SAFE",
                *NAMES[code],
                CATEGORIES[code],
                frozenset(),
                competent,
                room_kind=RoomKind.CENTRE,
                details=PhoneDetails,
                unsaid=frozenset({"incident.summary_ko"}),
                address=nobody_outside,
                own=five_nearest(),
                facts=facts_of,
                answers=answers_at("safe-return"),
                forgets=True,
            )
            for code in CODES
        ),
        routers=(link_router, own_router),
        extend=ResidentDesk.extend,
        parts=_parts,
        scenes=SCENES,
    )

"""실종아동등: what the pipeline is told of it, and what the folder adds to the node."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any  # Any: what the application's routes stand on

from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.service import LinkedService, RoomKind
from bongsu.kernel.bus import Bus
from bongsu.kernel.parts import Part
from bongsu.registry.centres import CentreProfile
from bongsu.services.folder import ServiceFolder
from bongsu.services.missing.clothing.cameras import ClothingCameras
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.listen import MissingListener
from bongsu.services.missing.message import Details, keeping
from bongsu.services.missing.reach import GROWING
from bongsu.services.missing.routes import routers
from bongsu.services.missing.rules import CATEGORIES, NOT_FOR, check, facts, is_doubtful
from bongsu.services.missing.running import SERVICE
from bongsu.services.missing.scenes import SCENES
from bongsu.services.missing.search_keys import SearchKeys
from bongsu.sharing.rooms import rooms_of

SILENT_AFTER_S = 24 * 3600


def folder(centre: CentreProfile) -> ServiceFolder:
    missing = LinkedService(
        SERVICE,
        "182",
        "실종아동등 찾기",
        "Missing people",
        CATEGORIES,
        frozenset(),
        rooms_of(centre).police,
        room_kind=RoomKind.POLICE,
        details=Details,
        unsaid=frozenset({"incident.summary_ko", "legal.requester.name_hash"}),
        check=check,
        facts=facts,
        silent_after_s=SILENT_AFTER_S,
        forgets=True,
        not_for=NOT_FOR,
        never_refuses=True,
        doubts=is_doubtful,
        growing=GROWING,
    )
    return ServiceFolder(
        linked=(missing,), routers=(routers,), extend=_state, parts=_parts, scenes=SCENES
    )


def _state(state: Mapping[str, Any]) -> Mapping[str, Any]:
    box = SecretBox(state["identity"].settings.key_file)
    keys = SearchKeys(Path(state["identity"].settings.key_file).parent / "missing")
    state["desk"].kept.by_service[SERVICE] = keeping(keys)
    desk = MissingDesk(state["desk"], box, state["catalogue"], keys)
    return {"missing": desk, "clothing_cameras": ClothingCameras(desk, state["watch"])}


def _parts(state: Mapping[str, Any], bus: Bus) -> list[Part]:
    return [MissingListener(state["missing"], bus, state["clothing_cameras"])]

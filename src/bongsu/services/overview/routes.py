"""`/api/services`: every linked service with its manifest and how far its quality list is; what was left out, and why."""

import msgspec
from litestar import Router, get
from litestar.datastructures import State

from bongsu.identity.people import OWN_ROLES
from bongsu.identity.routes import SIGNED_IN, require
from bongsu.services.folder import Loaded, Services
from bongsu.services.manifest import LegalBasis, PersonalData, Quality, Rule


class CodeView(msgspec.Struct, frozen=True):
    """One service code."""

    code: str
    name_ko: str
    name_en: str
    room_kind: str
    discreet: bool
    drills: bool


class ServiceView(msgspec.Struct, frozen=True):
    """One folder."""

    name_ko: str
    name_en: str
    partner_ko: str
    partner_en: str
    codes: list[CodeView]
    purposes: list[str]
    legal_basis: list[LegalBasis]
    personal_data: list[PersonalData]
    quality: dict[Rule, Quality]


class LeftOut(msgspec.Struct, frozen=True):
    """A folder that could not be loaded."""

    name: str
    why: str


class ServicesView(msgspec.Struct, frozen=True):
    """All of this node."""

    services: list[ServiceView]
    left_out: list[LeftOut]


def _view(one: Loaded) -> ServiceView:
    told = one.manifest
    return ServiceView(
        name_ko=told.name_ko,
        name_en=told.name_en,
        partner_ko=told.partner_ko,
        partner_en=told.partner_en,
        codes=[
            CodeView(
                each.code,
                each.name_ko,
                each.name_en,
                each.room_kind.value,
                each.discreet,
                each.drills,
            )
            for each in one.folder.linked
        ],
        purposes=told.purposes,
        legal_basis=told.legal_basis,
        personal_data=told.personal_data,
        quality=told.standing(),
    )


@get("/services", guards=[require(*OWN_ROLES)], operation_id="ListServices", sync_to_thread=False)
def list_services(state: State) -> ServicesView:
    """What is linked with this centre."""
    services: Services = state.services
    return ServicesView(
        [_view(one) for one in services.loaded],
        [LeftOut(name, why) for name, why in sorted(services.left_out.items())],
    )


def services_router() -> Router:
    return Router(
        "/api",
        route_handlers=[list_services],
        dependencies={"signed_in": SIGNED_IN},
        tags=["services"],
    )

"""People, organisations and partners over HTTP, for the head of the centre; and the history of rights.

Accounts are named by their sign-in name: the ids of the pseudonymous trail are no business of whoever grants rights."""

from typing import Annotated

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.params import JSONBody, QueryParameter

from bongsu.identity.people import (
    LinkRight,
    LinkSystem,
    Organisation,
    OrganisationKind,
    Role,
    SignedIn,
)
from bongsu.identity.rights.change import Administering
from bongsu.identity.rights.views import (
    AccountView,
    OrganisationView,
    PartnerView,
    RightsView,
    list_history,
    list_partners,
    list_people,
)
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.identity.service import IdentityService
from bongsu.kernel.failures import Invalid

_NOT_KEPT = {"Cache-Control": "no-store"}
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose right changes, and why."""

    name: Name
    reason: Reason


class AddPersonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Name
    display_name: Text
    role: Role
    organisation: Name
    reason: Reason
    unit_id: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class ChangeRoleForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Name
    role: Role
    organisation: Name
    reason: Reason
    unit_id: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class LinkForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Name
    subject: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    reason: Reason


class AddOrganisationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9][A-Z0-9._-]{0,79}$")]
    name_ko: Text
    name_en: Text
    kind: OrganisationKind
    reason: Reason


class AddPartnerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Name
    organisation: Name
    system: LinkSystem
    services: Annotated[list[Name], msgspec.Meta(max_length=20)]
    reason: Reason
    rights: Annotated[list[LinkRight], msgspec.Meta(min_length=1, max_length=4)] = msgspec.field(
        default_factory=lambda: [LinkRight.INCIDENTS]
    )


class NewSecret(msgspec.Struct, frozen=True):
    """Shown once: a password or a partner's token."""

    name: str
    secret: str


def _about(data: About | ChangeRoleForm | LinkForm, who: SignedIn) -> Administering:
    return Administering(data.name, who.person_id, data.reason)


@get("/", operation_id="ListPeople")
async def people_here(state: State) -> list[AccountView]:
    """Every account, closed ones too."""
    return await list_people(state.database)


@post("/", status_code=201, operation_id="AddPerson")
async def add_person_here(
    data: JSONBody[AddPersonForm], signed_in: Who, state: State
) -> Response[NewSecret]:
    """A new account; the password is answered once."""
    identity: IdentityService = state.identity
    made = await identity.add_person(
        name=data.name,
        display_name=data.display_name,
        role=data.role,
        organisation=data.organisation,
        unit_id=data.unit_id,
        by=signed_in.person_id,
        reason=data.reason,
    )
    return Response(NewSecret(made.person.name, made.password), headers=_NOT_KEPT)


@post("/role", status_code=204, operation_id="ChangeRole")
async def change_role_here(data: JSONBody[ChangeRoleForm], signed_in: Who, state: State) -> None:
    """Role, organisation and unit; what was open ends."""
    identity: IdentityService = state.identity
    about = _about(data, signed_in)
    await identity.rights.change_role(about, data.role, data.organisation, data.unit_id)


@post("/disable", status_code=204, operation_id="DisablePerson")
async def disable_here(data: JSONBody[About], signed_in: Who, state: State) -> None:
    """The account can sign in no more; what was open ends."""
    identity: IdentityService = state.identity
    await identity.rights.disable(_about(data, signed_in))


@post("/enable", status_code=204, operation_id="EnablePerson")
async def enable_here(data: JSONBody[About], signed_in: Who, state: State) -> None:
    """A closed account may sign in again."""
    identity: IdentityService = state.identity
    await identity.rights.enable(_about(data, signed_in))


@post("/reset-factors", status_code=204, operation_id="ResetFactors")
async def reset_factors_here(data: JSONBody[About], signed_in: Who, state: State) -> None:
    """All second factors of an account go; what was open ends."""
    identity: IdentityService = state.identity
    await identity.rights.reset_factors(_about(data, signed_in))


@post("/reset-password", status_code=200, operation_id="ResetPassword")
async def reset_password_here(
    data: JSONBody[About], signed_in: Who, state: State
) -> Response[NewSecret]:
    """A new password, answered once; what was open ends."""
    identity: IdentityService = state.identity
    made = await identity.set_password(data.name, by=signed_in.person_id, reason=data.reason)
    return Response(NewSecret(made.person.name, made.password), headers=_NOT_KEPT)


@post("/link", status_code=204, operation_id="LinkPerson")
async def link_here(data: JSONBody[LinkForm], signed_in: Who, state: State) -> None:
    """The account signs in at the provider as this subject."""
    identity: IdentityService = state.identity
    issuer = identity.settings.oidc_issuer
    if not issuer:
        raise Invalid("no provider is set up here", field="subject")
    await identity.rights.link(_about(data, signed_in), issuer, data.subject)


@post("/unlink", status_code=204, operation_id="UnlinkPerson")
async def unlink_here(data: JSONBody[About], signed_in: Who, state: State) -> None:
    """No more sign-in at the provider; what was open ends."""
    identity: IdentityService = state.identity
    await identity.rights.unlink(_about(data, signed_in))


@get(
    "/people/history",
    guards=[require(Role.CENTRE_HEAD, Role.CPO, Role.AUDITOR)],
    operation_id="RightsHistory",
)
async def history_here(
    signed_in: Who,
    state: State,
    before: Annotated[int | None, QueryParameter(le=2**53)] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 100,
) -> list[RightsView]:
    """Newest first. The head reads sign-in names; whoever reads the trail reads its ids."""
    named = signed_in.role is Role.CENTRE_HEAD
    return await list_history(state.database, before, limit, named=named)


@get("/organisations", operation_id="ListOrganisations")
async def organisations_here(state: State) -> list[OrganisationView]:
    """Every party."""
    identity: IdentityService = state.identity
    return [OrganisationView.of(one) for one in await identity.organisations()]


@post("/organisations", status_code=201, operation_id="AddOrganisation")
async def add_organisation_here(
    data: JSONBody[AddOrganisationForm], signed_in: Who, state: State
) -> OrganisationView:
    """A party: a station, a room, a company."""
    identity: IdentityService = state.identity
    added = Organisation(data.code, data.name_ko, data.name_en, data.kind)
    await identity.add_organisation(added, by=signed_in.person_id, reason=data.reason)
    return OrganisationView.of(added)


@get("/partners", operation_id="ListPartners")
async def partners_here(state: State) -> list[PartnerView]:
    """Systems that may send, closed ones too."""
    return await list_partners(state.database)


@post("/partners", status_code=201, operation_id="AddPartner")
async def add_partner_here(
    data: JSONBody[AddPartnerForm], signed_in: Who, state: State
) -> Response[NewSecret]:
    """A system that may send; its token is answered once."""
    identity: IdentityService = state.identity
    made = await identity.add_partner(
        name=data.name,
        organisation=data.organisation,
        system=data.system,
        services=data.services,
        rights=data.rights,
        by=signed_in.person_id,
        reason=data.reason,
    )
    return Response(NewSecret(made.partner.name, made.token), headers=_NOT_KEPT)


@post("/partners/disable", status_code=204, operation_id="DisablePartner")
async def disable_partner_here(data: JSONBody[About], signed_in: Who, state: State) -> None:
    """Its token is worth nothing any more."""
    identity: IdentityService = state.identity
    await identity.disable_partner(data.name, by=signed_in.person_id, reason=data.reason)


_PEOPLE = (
    people_here,
    add_person_here,
    change_role_here,
    disable_here,
    enable_here,
    reset_factors_here,
    reset_password_here,
    link_here,
    unlink_here,
)
_PARTIES = (
    organisations_here,
    add_organisation_here,
    partners_here,
    add_partner_here,
    disable_partner_here,
)


def rights_routers() -> list[Router]:
    """`/api/people…`, `/api/organisations`, `/api/partners…`."""
    dependencies = {"signed_in": SIGNED_IN}
    head = [require(Role.CENTRE_HEAD)]
    return [
        Router(
            "/api/people",
            route_handlers=_PEOPLE,
            guards=head,
            dependencies=dependencies,
            tags=["people"],
        ),
        Router(
            "/api", route_handlers=_PARTIES, guards=head, dependencies=dependencies, tags=["people"]
        ),
        Router("/api", route_handlers=[history_here], dependencies=dependencies, tags=["people"]),
    ]

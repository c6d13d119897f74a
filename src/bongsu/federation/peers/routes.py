"""HTTP of the links: the page, inviting and revoking by the head of the centre, and the door at which a district joins."""

from typing import Annotated

import msgspec
from litestar import Router, get, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from bongsu.federation.peers.about import About
from bongsu.federation.peers.admit import admit
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.handshake import JoinAnswer, JoinAsk
from bongsu.federation.peers.invite import HOURS, MOST_HOURS, invite
from bongsu.federation.peers.links import LinkPage, Links
from bongsu.federation.peers.revoke import revoke
from bongsu.federation.peers.tell_about import OwnAbout
from bongsu.federation.peers.token import JOIN_PATH
from bongsu.identity.people import OWN_ROLES, Role
from bongsu.identity.routes import SIGNED_IN, Who, require

HEAD = require(Role.CENTRE_HEAD)


class NewInvitation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`url` and `link` are how the district reaches this hub: console and API, and host:port of the link."""

    code: Annotated[str, msgspec.Meta(max_length=24)]
    url: Annotated[str, msgspec.Meta(max_length=300)]
    link: Annotated[str, msgspec.Meta(max_length=260)]
    hours: Annotated[int, msgspec.Meta(ge=1, le=MOST_HOURS)] = HOURS


class PeerInvited(msgspec.Struct, frozen=True):
    """The token is shown this once; it is passed on by hand."""

    code: str
    invitation_id: str
    expires_at: str
    token: str

    def __repr__(self) -> str:
        return f"PeerInvited({self.code})"


class WhyRevoked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The reason that the trail keeps."""

    reason: Annotated[str, msgspec.Meta(max_length=200)]


@get("/api/links", guards=[require(*OWN_ROLES)], operation_id="ListLinks")
async def list_links(state: State) -> LinkPage:
    """Every centre that is or was linked with this one, and how its line stands."""
    desk: PeersDesk = state.peers
    links: Links = state.links
    own: OwnAbout = state.own_about
    about: About = own.now()
    return LinkPage(
        code=desk.own.code,
        own_kind=desk.own.kind,
        stage=about.stage,
        stage_on=about.stage_on,
        certificate_ends=desk.keys.ends_at(),
        links=await links.views(),
    )


@post("/invite", guards=[HEAD], status_code=201, operation_id="InvitePeer")
async def invite_peer(data: JSONBody[NewInvitation], signed_in: Who, state: State) -> PeerInvited:
    """At the hub: a token with which one district joins once."""
    made = await invite(
        state.peers,
        data.code,
        url=data.url,
        link=data.link,
        by=signed_in.person_id,
        hours=data.hours,
    )
    expires_at = made.invitation.expires_at.isoformat()
    return PeerInvited(data.code, made.invitation.invitation_id, expires_at, made.token)


@post("/{code:str}/revoke", guards=[HEAD], status_code=204, operation_id="RevokePeer")
async def revoke_peer(
    code: FromPath[str], data: JSONBody[WhyRevoked], signed_in: Who, state: State
) -> None:
    """The link ends now; the centre joins again only with a new token."""
    await revoke(state.peers, code, data.reason, signed_in.person_id)


@post(JOIN_PATH, status_code=201, operation_id="JoinPeer", tags=["peers"])
async def join_here(data: JSONBody[JoinAsk], state: State) -> JoinAnswer:
    """A district's node asks to be let in, and proves that it knows its token's secret."""
    return await admit(state.peers, data)


def peer_routes() -> list[Router | HTTPRouteHandler]:
    """`app.state` holds `peers`, `links` and `own_about`."""
    dependencies = {"signed_in": SIGNED_IN}
    deeds = [invite_peer, revoke_peer]
    return [
        join_here,
        Router("/", route_handlers=[list_links], dependencies=dependencies, tags=["peers"]),
        Router("/api/peers", route_handlers=deeds, dependencies=dependencies, tags=["peers"]),
    ]

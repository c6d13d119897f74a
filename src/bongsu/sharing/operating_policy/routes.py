"""`/api/policy`: the operating policy for everybody, signed in or not; its facts and its publishing for the head."""

from enum import StrEnum
from typing import Annotated

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.sharing.operating_policy.desk import PolicyDesk
from bongsu.sharing.operating_policy.facts import DEFAULTS, CentreFacts
from bongsu.sharing.operating_policy.policy import OperatingPolicy, PolicyText

_HEAD = require(Role.CENTRE_HEAD)


class Lang(StrEnum):
    KO = "ko"
    EN = "en"


class FactsView(msgspec.Struct, frozen=True):
    """What was said, and what stands where nothing was said."""

    facts: CentreFacts
    defaults: CentreFacts


class Publish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What changed, for the history."""

    note: Annotated[str, msgspec.Meta(min_length=2, max_length=300, pattern=r"\S")]


class Published(msgspec.Struct, frozen=True):
    number: int


@get("/policy", operation_id="OperatingPolicy")
async def policy_here(state: State) -> OperatingPolicy:
    """Open to everybody: PIPA art. 25(7)."""
    desk: PolicyDesk = state.operating_policy
    return await desk.policy()


@get("/policy.pdf", operation_id="OperatingPolicyPdf")
async def policy_document(state: State, lang: FromQuery[Lang] = Lang.KO) -> Response[bytes]:
    """The same as a document; open, and so without a reason."""
    desk: PolicyDesk = state.operating_policy
    headers = {"Content-Disposition": 'inline; filename="operating-policy.pdf"'}
    content = await desk.document(lang.value)
    return Response(content, media_type="application/pdf", headers=headers)


@get("/policy/versions/{number:int}", operation_id="PublishedPolicy")
async def published_here(number: FromPath[int], state: State) -> PolicyText:
    """A text as it was published."""
    desk: PolicyDesk = state.operating_policy
    return await desk.text(number)


@get("/policy/facts", guards=[_HEAD], operation_id="CentreFacts")
async def facts_here(state: State) -> FactsView:
    """For the form of the head of the centre."""
    desk: PolicyDesk = state.operating_policy
    return FactsView(await desk.facts(), DEFAULTS)


@post("/policy/facts", guards=[_HEAD], status_code=204, operation_id="SayCentreFacts")
async def say_here(data: JSONBody[CentreFacts], signed_in: Who, state: State) -> None:
    """All facts at once; one left out is not said any more."""
    desk: PolicyDesk = state.operating_policy
    await desk.say(data, signed_in.person_id)


@post("/policy/publish", guards=[_HEAD], status_code=201, operation_id="PublishPolicy")
async def publish_here(data: JSONBody[Publish], signed_in: Who, state: State) -> Published:
    """Keeps the text that stands, with its date and hash."""
    desk: PolicyDesk = state.operating_policy
    return Published(await desk.publish(data.note.strip(), signed_in.person_id))


def policy_router() -> Router:
    """`/api/policy…`."""
    handlers = [policy_here, policy_document, published_here, facts_here, say_here, publish_here]
    dependencies = {"signed_in": SIGNED_IN}
    return Router("/api", route_handlers=handlers, dependencies=dependencies, tags=["policy"])

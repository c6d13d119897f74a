"""One sign-in at the provider, from the browser's leaving to its coming back; what was asked travels sealed in a cookie."""

import hashlib
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hmac import compare_digest

import msgspec
import structlog

from bongsu.identity.attempts import record_failure
from bongsu.identity.begin_session import begin_session
from bongsu.identity.desk import Desk
from bongsu.identity.factors.begin_step import enter_or_wait
from bongsu.identity.factors.factor import Entered, Waiting
from bongsu.identity.failures import NoKeyFile, ProviderRefused, UnknownSubject
from bongsu.identity.oidc.id_token import Identified, UnknownKey, checked
from bongsu.identity.oidc.provider import Provider, new_verifier
from bongsu.identity.people import Person
from bongsu.identity.rights.store import person_id_linked
from bongsu.identity.store import open_person_of
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_secret

log = structlog.get_logger()
FLOW_FOR = timedelta(minutes=5)
_ABOUT = "oidc"
_USED_AT_MOST = 20_000


class Flow(msgspec.Struct, frozen=True):
    """What this browser asked; `ends_at` in Unix seconds."""

    state: str
    nonce: str
    verifier: str
    back: str
    ends_at: float


class Back(msgspec.Struct, frozen=True):
    """What the provider sent the browser back with."""

    state: str = ""
    code: str = ""
    issuer: str = ""
    error: str = ""


class ProviderSignIn:
    """One per node. Remembers which answers were used: each is good once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._provider = Provider(desk.settings)
        self._used: dict[str, float] = {}

    @property
    def name(self) -> str | None:
        """What the sign-in page calls it, or None when there is none."""
        settings = self._desk.settings
        return (settings.oidc_name or settings.oidc_issuer) if self._provider.is_set else None

    async def start(self, back: str) -> tuple[str, str]:
        """Where to send the browser, and the cookie's sealed content. Raises `ProviderUnavailable`."""
        if not self._provider.is_set:
            raise ProviderRefused("no provider is set up here")
        ends_at = (self._desk.clock.now() + FLOW_FOR).timestamp()
        flow = Flow(new_secret(), new_secret(), new_verifier(), back, ends_at)
        digest = hashlib.sha256(flow.verifier.encode()).digest()
        address = await self._provider.address(
            state=flow.state,
            nonce=flow.nonce,
            challenge=urlsafe_b64encode(digest).rstrip(b"=").decode(),
            back=back,
        )
        return address, self._desk.box.seal(msgspec.json.encode(flow), _ABOUT)

    async def finish(
        self, sealed: str, back: Back, address: str | None = None
    ) -> Entered | Waiting:
        """`address`: whose browser came back. Raises `ProviderUnavailable`, `ProviderRefused`, `UnknownSubject`."""
        now = self._desk.clock.now()
        flow = self._flow(sealed, now)
        if not compare_digest(flow.state.encode(), back.state.encode()):
            raise ProviderRefused("this answer belongs to another browser")
        self._use(flow, now)
        if back.error or not back.code:
            raise ProviderRefused("the provider did not sign anybody in")
        await self._must_come_from_it(back.issuer)
        token = await self._provider.id_token(
            code=back.code, verifier=flow.verifier, back=flow.back
        )
        who = await self._checked(token, flow, now)
        return await self._enter(self._desk.seen_from(address), who)

    def _flow(self, sealed: str, now: datetime) -> Flow:
        try:
            flow = msgspec.json.decode(self._desk.box.open(sealed, _ABOUT), type=Flow)
        except (NoKeyFile, msgspec.MsgspecError) as cause:
            raise ProviderRefused("this browser asked nothing") from cause
        if now.timestamp() >= flow.ends_at or flow.state in self._used:
            raise ProviderRefused("this answer was used or is too late")
        return flow

    def _use(self, flow: Flow, now: datetime) -> None:
        over = [state for state, ends_at in self._used.items() if ends_at <= now.timestamp()]
        for state in over:
            del self._used[state]
        if len(self._used) >= _USED_AT_MOST:
            raise ProviderRefused("too many sign-ins at once")
        self._used[flow.state] = flow.ends_at

    async def _must_come_from_it(self, issuer: str) -> None:
        """RFC 9207: an answer of another provider is not ours, whatever it holds."""
        metadata = await self._provider.metadata()
        if issuer != metadata.issuer and (
            issuer or metadata.authorization_response_iss_parameter_supported
        ):
            raise ProviderRefused("the answer comes from another provider")

    async def _checked(self, token: str, flow: Flow, now: datetime) -> Identified:
        for anew in (False, True):
            keys = await self._provider.keys(anew=anew)
            try:
                return checked(
                    token,
                    keys,
                    issuer=self._desk.settings.oidc_issuer,
                    client_id=self._desk.settings.oidc_client_id,
                    nonce=flow.nonce,
                    now=now,
                )
            except UnknownKey:
                continue
        raise ProviderRefused("signed with an unknown key")

    async def _enter(self, desk: Desk, who: Identified) -> Entered | Waiting:
        now = desk.clock.now()
        async with desk.database.work() as work:
            person = await self._person(work, who)
            if person is not None:
                return await self._step(desk, work, person, who, now)
            await record_failure(work, desk, None, "oidc", now)
        log.info("provider's subject unknown here")
        raise UnknownSubject("no account here is linked to this person")

    async def _person(self, work: Work, who: Identified) -> Person | None:
        person_id = await person_id_linked(work.connection, who.issuer, who.subject)
        return await open_person_of(work.connection, person_id) if person_id else None

    async def _step(
        self, desk: Desk, work: Work, person: Person, who: Identified, now: datetime
    ) -> Entered | Waiting:
        counted = {one.strip() for one in desk.settings.oidc_mfa_values.split(",")}
        if who.contexts & (counted - {""}) and not person.role.is_vehicle:
            ways = ("oidc", "provider's second factor")
            return await begin_session(desk, work, person, ways, now)
        return await enter_or_wait(desk, work, person, "oidc", now)

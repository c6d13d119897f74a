"""The provider on the wire: what it says of itself, its keys, and the code for a token. Every call has a time limit."""

import secrets
import time
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import httpx
import msgspec
import structlog

from bongsu.identity.failures import ProviderRefused, ProviderUnavailable
from bongsu.identity.settings import IdentitySettings

log = structlog.get_logger()
_WITHIN_S = 5.0
_KEEP_S = 3600.0
# unknown key ids, which anybody may invent, ask for the keys no more often than this
_KEYS_APART_S = 30.0
_LARGEST = 256 * 1024
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


T = TypeVar("T", bound=msgspec.Struct)


class Metadata(msgspec.Struct, frozen=True):
    """OpenID Connect Discovery 1.0 §3, as far as it is used."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    authorization_response_iss_parameter_supported: bool = False
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class Tokens(msgspec.Struct, frozen=True):
    """Of the token endpoint's answer."""

    id_token: str


class Provider:
    """One per node. Its description and keys are believed for an hour."""

    def __init__(self, settings: IdentitySettings) -> None:
        self._settings = settings
        self._metadata: tuple[Metadata, float] | None = None
        self._keys: tuple[bytes, float] | None = None

    @property
    def is_set(self) -> bool:
        return bool(self._settings.oidc_issuer and self._settings.oidc_client_id)

    async def metadata(self) -> Metadata:
        """Raises `ProviderUnavailable`; also when another issuer answers than was asked."""
        known = self._metadata
        if known is not None and time.monotonic() - known[1] < _KEEP_S:
            return known[0]
        issuer = self._settings.oidc_issuer
        address = issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = _read(await self._get(address), Metadata)
        if found.issuer != issuer:
            raise ProviderUnavailable("the provider calls itself by another name")
        for endpoint in (found.authorization_endpoint, found.token_endpoint, found.jwks_uri):
            _must_be_safe(endpoint)
        self._metadata = found, time.monotonic()
        return found

    async def keys(self, *, anew: bool = False) -> bytes:
        """The key set as JSON. `anew`: an unknown key id was seen."""
        known = self._keys
        keep_s = _KEYS_APART_S if anew else _KEEP_S
        if known is not None and time.monotonic() - known[1] < keep_s:
            return known[0]
        found = await self._get((await self.metadata()).jwks_uri)
        self._keys = found, time.monotonic()
        return found

    async def address(self, *, state: str, nonce: str, challenge: str, back: str) -> str:
        """Where the browser is sent (OpenID Connect Core §3.1.2.1, RFC 7636)."""
        endpoint = (await self.metadata()).authorization_endpoint
        asked = {
            "response_type": "code",
            "client_id": self._settings.oidc_client_id,
            "scope": "openid",
            "redirect_uri": back,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(asked)}"

    async def id_token(self, *, code: str, verifier: str, back: str) -> str:
        """The code for a token. Raises `ProviderUnavailable`, `ProviderRefused`."""
        metadata = await self.metadata()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
        }
        client_id, secret = self._settings.oidc_client_id, self._secret()
        basic = None
        if not secret:
            form["client_id"] = client_id
        elif "client_secret_basic" in metadata.token_endpoint_auth_methods_supported:
            basic = httpx.BasicAuth(_quoted(client_id), _quoted(secret))
        else:
            form |= {"client_id": client_id, "client_secret": secret}
        answer = await self._ask("POST", metadata.token_endpoint, form, basic)
        if answer.status_code != httpx.codes.OK:
            log.warning("provider refused a code", status=answer.status_code)
            raise ProviderRefused("the provider does not know this code")
        return _read(answer.content, Tokens).id_token

    def _secret(self) -> str:
        file = self._settings.oidc_client_secret_file
        if not file:
            return ""
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as cause:
            raise ProviderUnavailable("the client's secret cannot be read") from cause

    async def _get(self, address: str) -> bytes:
        _must_be_safe(address)
        answer = await self._ask("GET", address, None, None)
        if answer.status_code != httpx.codes.OK:
            raise ProviderUnavailable(f"the provider answers {answer.status_code}")
        return answer.content

    async def _ask(
        self, method: str, address: str, form: dict[str, str] | None, auth: httpx.BasicAuth | None
    ) -> httpx.Response:
        try:
            async with httpx.AsyncClient(timeout=_WITHIN_S, follow_redirects=False) as client:
                answer = await client.request(method, address, data=form, auth=auth)
        except httpx.HTTPError as cause:
            log.warning("provider not reached", fault=type(cause).__name__)
            raise ProviderUnavailable("the provider is not reached") from cause
        if len(answer.content) > _LARGEST:
            raise ProviderUnavailable("the provider's answer is too long")
        return answer


def new_verifier() -> str:
    """RFC 7636 §4.1: 43 letters."""
    return secrets.token_urlsafe(32)


def _quoted(word: str) -> str:
    """RFC 6749 §2.3.1: encoded as in a form before it is put together."""
    return urlencode({"": word})[1:]


def _read(content: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=shape)
    except msgspec.MsgspecError as cause:
        raise ProviderUnavailable("the provider does not answer as the standard says") from cause


def _must_be_safe(address: str) -> None:
    """HTTPS, or a provider on this very machine."""
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL):
        return
    raise ProviderUnavailable("the provider must be reached by HTTPS")

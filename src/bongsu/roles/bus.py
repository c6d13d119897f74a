"""The bus of a node's processes: on loopback with a token of one run, or by TLS for processes on other machines."""

import ssl
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from bongsu.kernel.bus_users import NODE
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.nats_bus import BusTls, NatsBus
from bongsu.kernel.nats_server import NatsServer
from bongsu.kernel.parts import Part
from bongsu.kernel.tls import read_certificate
from bongsu.roles.bus_users import BUS_USERS, NAMES
from bongsu.roles.listening import NotSafe, is_loopback
from bongsu.roles.settings import NodeSettings

_SHORTEST_TOKEN = 32


class NoBus(Failure):
    """A process that runs by itself was not told where the bus is, or by which token."""

    kind = Kind.INVALID
    code = "no_bus"


def token_of(settings: NodeSettings) -> str:
    """Given in the environment or in a file that only the node's user reads. Empty when neither is set."""
    if not settings.bus_token_file:
        return settings.bus_token
    file = Path(settings.bus_token_file)
    try:
        if file.stat().st_mode & 0o077:
            raise NotSafe(f"others can read {file.name}: chmod 600", field="bus_token_file")
        token = file.read_text().strip()
    except OSError as cause:
        raise NoBus(f"{file} cannot be read", field="bus_token_file") from cause
    if len(token) < _SHORTEST_TOKEN:
        raise NotSafe(f"the token needs {_SHORTEST_TOKEN} letters", field="bus_token_file")
    return token


def bus_server(settings: NodeSettings, token: str) -> NatsServer:
    files = (settings.bus_certificate, settings.bus_key)
    return NatsServer(
        settings.folder / "bus",
        token,
        host=settings.bus_host,
        port=settings.bus_port,
        tls=(Path(files[0]), Path(files[1])) if all(files) else None,
        users=BUS_USERS,
        gives_work=True,
    )


def bus_name(settings: NodeSettings) -> str:
    """By which name the processes of this machine know the bus's certificate."""
    if settings.bus_name or not settings.bus_certificate:
        return settings.bus_name
    names = read_certificate(Path(settings.bus_certificate)).names
    return names[0].strip("[]") if names else ""


def bus_client(settings: NodeSettings, name: str) -> NatsBus:
    """Raises `NotSafe` or `NoBus`, naming the setting."""
    url = urlsplit(settings.bus_url)
    if not url.hostname:
        raise NoBus(
            "say where the node's bus is: --bus-url tls://host:port (BONGSU_NODE_BUS_URL)",
            field="bus_url",
        )
    token, user = token_of(settings), name if name in NAMES else NODE
    if url.scheme == "tls":
        return NatsBus(settings.bus_url, token, name, _tls(settings), user=user)
    if not is_loopback(url.hostname):
        raise NotSafe("outside this machine the bus is reached by tls:// only", field="bus_url")
    return NatsBus(settings.bus_url, token, name, user=user)


def _tls(settings: NodeSettings) -> BusTls:
    """The bus's certificate itself may be what is trusted, where no authority signed it."""
    trusted = settings.bus_ca or settings.bus_certificate or None
    try:
        context = ssl.create_default_context(cafile=trusted)
    except (OSError, ssl.SSLError) as cause:
        raise NoBus(f"{trusted} holds no readable certificate", field="bus_ca") from cause
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return BusTls(context, bus_name(settings))


async def parts(settings: NodeSettings) -> Sequence[Part]:
    """The bus alone, for a machine where every process is started by itself."""
    token = token_of(settings)
    if not token:
        raise NoBus("the bus needs a token that others know: --bus-token-file", field="bus_token")
    return [bus_server(settings, token)]

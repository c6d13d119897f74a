"""Identity's settings as this node knows them: its key lies in the data folder, its public name is the node's."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from bongsu.identity.secret_box import SecretBox
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.settings import load
from bongsu.roles.settings import NodeSettings

# a node named by nobody goes by its centre, so that two on one host do not take each other's cookies
_USUAL = IdentitySettings().node_code


def identity_settings(
    node: NodeSettings, environment: Mapping[str, str] | None = None
) -> IdentitySettings:
    """What was set by hand stays."""
    given = load(IdentitySettings, "identity", environment)
    by_proxy = node.public_origin.startswith("https://") and bool(node.trusted_proxies)
    return msgspec.structs.replace(
        given,
        node_code=given.node_code if given.node_code != _USUAL else node.profile.host,
        https=given.https or bool(node.tls_certificate) or by_proxy,
        key_file=given.key_file or str(node.folder / "keys" / "identity.key"),
        public_origin=given.public_origin or node.public_origin,
    )


def sealed_box(node: NodeSettings) -> SecretBox:
    """What two roles open together (`identity/names`): under a key of its own, beside identity's, kept and backed up
    with it."""
    beside = Path(identity_settings(node).key_file)
    return SecretBox(str(beside.with_name("sealed.key")))

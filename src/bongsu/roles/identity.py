"""Identity's settings as this node knows them: its key lies in the data folder, its public name is the node's."""

import msgspec

from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.settings import load
from bongsu.roles.settings import NodeSettings


def identity_settings(node: NodeSettings) -> IdentitySettings:
    """What was set by hand stays."""
    given = load(IdentitySettings, "identity")
    return msgspec.structs.replace(
        given,
        key_file=given.key_file or str(node.folder / "keys" / "identity.key"),
        public_origin=given.public_origin or node.public_origin,
    )

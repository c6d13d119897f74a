"""The key that signs this node's checkpoints, under the name of its centre and trail; made at first use."""

from bongsu.audit.checkpoint import AuditKey
from bongsu.audit.origin import read_origin
from bongsu.kernel.keys import load_or_create_key
from bongsu.roles.settings import NodeSettings


def audit_key_of(settings: NodeSettings) -> AuditKey:
    key = load_or_create_key(settings.audit_key)
    return AuditKey(key, settings.profile.code, read_origin(settings.folder))

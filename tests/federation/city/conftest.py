"""The node's application, and what one needs to make it a hub."""

from tests.federation.peers.conftest import gangbuk, seoul
from tests.web.doors import house, template

__all__ = ["gangbuk", "house", "seoul", "template"]

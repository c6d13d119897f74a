"""The whole application, as people meet it."""

from tests.web.doors import house, template

__all__ = ["house", "template"]

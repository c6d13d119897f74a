"""The whole application in memory."""

from tests.web.doors import house, template

__all__ = ["house", "template"]

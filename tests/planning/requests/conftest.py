"""The whole application in memory, and who asks for cameras in it."""

from tests.web.doors import house, template

__all__ = ["house", "template"]

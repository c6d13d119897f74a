"""The whole application in memory, with its fleet."""

from tests.web.doors import house, template

__all__ = ["house", "template"]

"""The whole application, as people and partners meet it."""

from tests.web.doors import house, template

__all__ = ["house", "template"]

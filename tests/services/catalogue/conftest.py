"""The whole application, for the catalogue's door."""

from tests.web.doors import house, template

__all__ = ["house", "template"]

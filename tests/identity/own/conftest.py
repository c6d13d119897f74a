from tests.identity.conftest import clock, database, identity

__all__ = ["clock", "database", "identity"]

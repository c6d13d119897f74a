"""Organisations, people, roles, sessions, partner systems, vehicles."""

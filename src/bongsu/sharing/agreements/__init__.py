"""Agreements in force, as data."""

"""Budgeted maximum coverage: the best sites for the money, with a proven gap."""

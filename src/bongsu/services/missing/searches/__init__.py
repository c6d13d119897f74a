"""Rows of searches, seats, sectors and provided copies."""

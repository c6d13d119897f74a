"""Agreements, decisions, grants: who may see which cameras, why, until when."""

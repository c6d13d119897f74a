"""Rows of the register and of consents."""

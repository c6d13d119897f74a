"""Ordered messages between centres that arrive once: truth is in both databases, the line only carries (decision 009)."""

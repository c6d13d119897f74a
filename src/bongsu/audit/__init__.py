"""Append-only, hash-chained trail of every look and every refusal."""

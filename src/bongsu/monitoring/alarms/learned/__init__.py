"""Rows of what verdicts have taught: scores and places."""

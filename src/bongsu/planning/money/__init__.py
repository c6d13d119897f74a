"""Purses, lines, what is spent and what remains, to the won."""

"""Measures of ours beside the plain alternative."""

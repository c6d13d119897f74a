"""Rows from which the load of operators is counted."""

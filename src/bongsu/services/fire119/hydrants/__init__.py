"""Hydrants (소화전) as an import: where an engine takes its water."""
